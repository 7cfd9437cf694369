//! The commands of `cabinet`, one file each.

mod audit;
mod demo;
mod doctor;
mod foundation;
mod migrate;
mod passwords;
mod registry;
mod serve;
mod staff;
mod with_postgres;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

pub use foundation::{build_foundation, build_services, connect_owner, connect_server};

/// The taxpayer's cabinet of a tax service: one server, one PostgreSQL.
///
/// Settings come from a file (--settings, or CABINET_SETTINGS) and from the environment; every one has a default, and
/// `cabinet doctor --settings-table` lists them. `cabinet demo` needs none at all.
#[derive(Debug, Parser)]
#[command(name = "cabinet", version, arg_required_else_help = true)]
struct Cabinet {
    /// The settings file (TOML).
    #[arg(long, global = true, env = "CABINET_SETTINGS", value_name = "FILE")]
    settings: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the cabinet. The database must be migrated (`cabinet migrate`).
    Serve,
    /// Try it: a private PostgreSQL (or DATABASE_URL), migrated, filled with invented people, served.
    ///
    /// The cluster, its keys and its data live in the folder .run of the working directory and outlast Ctrl-C. Every
    /// public page bears a strip with the people one can be. Never for production.
    Demo,
    /// Bring the database to this version. Run it as the role that owns the tables; the server itself runs as
    /// `cabinet_server`, which owns nothing.
    Migrate,
    /// Say what is wrong with settings, keys, database, rights and build, one line each; fails when something is.
    Doctor {
        /// Print the table of all settings instead.
        #[arg(long)]
        settings_table: bool,
    },
    /// Accounts of the tax offices' staff.
    #[command(subcommand)]
    Staff(staff::Staff),
    /// The taxpayer registry that lives beside the cabinet.
    #[command(subcommand)]
    Registry(registry::Registry),
    /// The list of passwords that everybody tries.
    #[command(subcommand, hide = true)]
    Passwords(passwords::Passwords),
    /// The audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Run a command with DATABASE_URL of a throw-away PostgreSQL cluster; for tests.
    #[command(hide = true)]
    WithPostgres {
        /// Where the cluster lives; emptied first.
        folder: PathBuf,
        /// The command and its arguments.
        #[arg(last = true, required = true)]
        command: Vec<String>,
    },
    /// Measure the figures of spec/quality.md on this machine; needs pgbench.
    Bench {
        /// The queue of a tax office alone; without pgbench.
        #[arg(long)]
        only_queue: bool,
    },
}

/// Carries out what the command line asks for, and says on the error stream what stopped it.
///
/// Here and not in the binary: a future is compiled where it is driven, and driven in the binary all of the server's would
/// be compiled in one piece after everything else.
#[must_use]
pub fn main() -> ExitCode {
    let cabinet = Cabinet::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.into()),
    };
    match runtime.block_on(run(cabinet)) {
        Ok(code) => code,
        Err(error) => complain(&error),
    }
}

fn complain(error: &anyhow::Error) -> ExitCode {
    // the chain of reasons, outermost first, on one line each
    for (depth, reason) in error.chain().enumerate() {
        eprintln!("{}{reason}", if depth == 0 { "cabinet: " } else { "  because: " });
    }
    ExitCode::FAILURE
}

async fn run(cabinet: Cabinet) -> anyhow::Result<ExitCode> {
    let settings = crate::config::load(cabinet.settings.as_deref())?;
    match cabinet.command {
        Command::Serve => serve::run(settings).await.map(|()| ExitCode::SUCCESS),
        Command::Demo => demo::run(settings).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate => migrate::run(&settings).await.map(|()| ExitCode::SUCCESS),
        Command::Doctor { settings_table } => doctor::run(&settings, settings_table).await,
        Command::Staff(command) => staff::run(&settings, command).await.map(|()| ExitCode::SUCCESS),
        Command::Registry(command) => registry::run(&settings, command).await,
        Command::Passwords(command) => passwords::run(command).map(|()| ExitCode::SUCCESS),
        Command::Audit(command) => audit::run(&settings, command).await,
        Command::WithPostgres { folder, command } => with_postgres::run(&folder, &command).await,
        Command::Bench { only_queue } => crate::bench::run(settings, only_queue).await.map(|()| ExitCode::SUCCESS),
    }
}

/// A line for the person at the terminal.
#[expect(clippy::print_stdout, reason = "the one place where a command speaks to the terminal")]
pub(crate) fn say(line: impl std::fmt::Display) {
    println!("{line}");
}
