//! `cabinet registry`.

use std::{
    io::{IsTerminal, stderr},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use clap::Subcommand;

use crate::{
    clock::{Clock, SystemClock},
    config::Settings,
    random::SystemRandom,
    registry::import::{Bar, ImportOptions, Lines, Progress, import},
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
}

/// Carries it out.
pub(super) async fn run(settings: &Settings, command: Registry) -> anyhow::Result<ExitCode> {
    let Registry::Import { folder, check } = command;
    let random = SystemRandom::new().map_err(|error| anyhow::anyhow!("{error}"))?;
    let secrets = Secrets::new(&settings.secrets.keys, &settings.secrets.lookup_key, Arc::new(random))
        .context("passport numbers are kept as keyed digests: secrets.keys and secrets.lookup_key are needed")?;
    let mut owner = connect_owner(settings).await?;
    let options = ImportOptions { check, now: SystemClock.now() };
    let mut progress: Box<dyn Progress> =
        if stderr().is_terminal() { Box::new(Bar::new()) } else { Box::new(Lines::new(stderr())) };
    let summary = import(&mut owner, &folder, &options, &secrets, &mut *progress).await?;
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
