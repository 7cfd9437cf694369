//! `cabinet audit`.

use std::process::ExitCode;

use clap::Subcommand;

use crate::{
    config::Settings,
    storage::audit::{self, Verification},
};

use super::{connect_owner, say};

/// `cabinet audit …`.
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Prove that the trail is whole: every hash is computed again. Names the first bad entry and fails if there is one.
    Verify,
}

/// Carries it out.
pub(super) async fn run(settings: &Settings, command: Audit) -> anyhow::Result<ExitCode> {
    let Audit::Verify = command;
    let mut connection = connect_owner(settings).await?;
    Ok(match audit::verify(&mut connection).await? {
        Verification::Whole { entries } => {
            say(format_args!("the audit trail is whole: {entries} entries"));
            ExitCode::SUCCESS
        }
        Verification::Broken { seq, fault } => {
            say(format_args!("the audit trail is BROKEN: entry {seq} {fault}"));
            ExitCode::FAILURE
        }
    })
}
