//! `cabinet registry`.

use std::{
    io::{IsTerminal, stderr},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    clock::{Clock, SystemClock},
    config::Settings,
    random::SystemRandom,
    registry::{
        generate::{GenerateOptions, MOST_TAXPAYERS, generate},
        import::{Bar, ImportOptions, Lines, Progress, import},
    },
    secrets::Secrets,
};

use super::{connect_owner, say};

/// `cabinet registry …`.
#[derive(Debug, Subcommand)]
pub(super) enum Registry {
    /// Load taxpayers.csv, officers.csv, citizens.csv and risk.csv from a folder, whichever are there.
    ///
    /// New rows are inserted, changed ones updated, all in one transaction. A bad row stops it with file, line, column
    /// and reason, and nothing is loaded. UTF-8, comma, a header row with the columns of docs/operations/registry.md in any order.
    Import {
        /// The folder.
        folder: PathBuf,
        /// Only say whether the files are good.
        #[arg(long)]
        check: bool,
    },
    /// Write a registry of invented people and organisations into a folder: for trials, measurements and training.
    ///
    /// The same number and seed give the same bytes on every machine. All names, addresses and documents are invented,
    /// the INNs have check digits that fit, and the four files pass `registry import --check`.
    Generate {
        /// The folder; made if need be. Files of a registry in it are not written over.
        folder: PathBuf,
        /// Rows of taxpayers.csv; three of a hundred are organisations.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_TAXPAYERS)))]
        taxpayers: u32,
        /// Another seed, other people.
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
    },
}

/// Carries it out.
pub(super) async fn run(settings: &Settings, command: Registry) -> anyhow::Result<ExitCode> {
    match command {
        Registry::Import { folder, check } => take_in(settings, &folder, check).await,
        Registry::Generate { folder, taxpayers, seed } => invent(&folder, GenerateOptions { taxpayers, seed }),
    }
}

async fn take_in(settings: &Settings, folder: &Path, check: bool) -> anyhow::Result<ExitCode> {
    let random = SystemRandom::new().map_err(|error| anyhow::anyhow!("{error}"))?;
    let secrets = Secrets::new(&settings.secrets.keys, &settings.secrets.lookup_key, Arc::new(random))
        .context("passport numbers are kept as keyed digests: secrets.keys and secrets.lookup_key are needed")?;
    let mut owner = connect_owner(settings).await?;
    let options = ImportOptions { check, now: SystemClock.now() };
    let mut progress: Box<dyn Progress> =
        if stderr().is_terminal() { Box::new(Bar::new()) } else { Box::new(Lines::new(stderr())) };
    let summary = import(&mut owner, folder, &options, &secrets, &mut *progress).await?;
    for ignored in &summary.ignored {
        say(format_args!("{ignored}: not a file of the registry, left alone"));
    }
    for file in &summary.files {
        let counts = &file.counts;
        say(format_args!(
            "{}: {} inserted, {} updated, {} unchanged",
            file.file, counts.inserted, counts.updated, counts.unchanged
        ));
    }
    say(if check { "the files are good; nothing was loaded" } else { "loaded" });
    Ok(ExitCode::SUCCESS)
}

fn invent(folder: &Path, options: GenerateOptions) -> anyhow::Result<ExitCode> {
    let bar = if stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} {eta}")?);
    let written = generate(folder, options, &mut |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let written = written?;
    for (file, rows) in [
        ("taxpayers.csv", written.taxpayers),
        ("officers.csv", written.officers),
        ("citizens.csv", written.citizens),
        ("risk.csv", written.risk),
    ] {
        say(format_args!("{file}: {rows} rows"));
    }
    Ok(ExitCode::SUCCESS)
}
