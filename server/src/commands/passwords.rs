//! `cabinet passwords`.

use std::{fs, path::PathBuf};

use anyhow::Context;
use clap::Subcommand;

use crate::passwords::{
    blocklist::{Blocklist, encode},
    selection::Selection,
};

use super::say;

/// `cabinet passwords …`.
#[derive(Debug, Subcommand)]
pub(super) enum Passwords {
    /// Make the list of passwords that are refused as common; it is built into the next `cabinet`.
    Build {
        /// A list, one password a line, of which every line counts.
        #[arg(long, value_name = "FILE")]
        all: Vec<PathBuf>,
        /// A list so long that much in it is one person's own: only what recurs in it counts.
        #[arg(long, value_name = "FILE")]
        recurring: Vec<PathBuf>,
        /// Where the list is written.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// Carries it out.
///
/// Errors: a file that can't be read or written, or is not UTF-8.
pub(super) fn run(command: Passwords) -> anyhow::Result<()> {
    let Passwords::Build { all, recurring, output } = command;
    let mut selection = Selection::default();
    for file in &all {
        selection.take_all(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    for file in &recurring {
        selection.take_recurring(file).with_context(|| format!("cannot read {}", file.display()))?;
    }
    let bytes = encode(selection.iter());
    fs::write(&output, &bytes).with_context(|| format!("cannot write {}", output.display()))?;
    let count = Blocklist::open(&bytes).count();
    let falsely = (1_u64 << 32) / u64::from(count.max(1));
    say(format_args!("{} passwords, {count} hashes, {} bytes", selection.iter().count(), bytes.len()));
    say(format_args!("of passwords that are not on the list, 1 in {falsely} is refused all the same"));
    Ok(())
}
