//! `cabinet with-postgres`: a throw-away cluster around a command.

use std::{path::Path, process::ExitCode};

use anyhow::Context;

use crate::{
    postgres::{Durability, PrivateCluster},
    storage,
};

/// Runs the command with `DATABASE_URL` of a fresh, migrated database and ends the cluster after it, whatever came of it.
pub(super) async fn run(folder: &Path, command: &[String]) -> anyhow::Result<ExitCode> {
    PrivateCluster::discard(folder)?;
    let cluster = PrivateCluster::start(folder, Durability::ThrowAway)?;
    let outcome = around(&cluster, command).await;
    cluster.stop()?;
    outcome
}

async fn around(cluster: &PrivateCluster, command: &[String]) -> anyhow::Result<ExitCode> {
    cluster.ensure_database("cabinet_tests")?;
    let url = cluster.url("cabinet_owner", "cabinet_tests");
    let mut owner = storage::pool::connect(&url).await?;
    storage::migrations::apply(&mut owner).await?;
    sqlx::Connection::close(owner).await?;
    let [program, arguments @ ..] = command else { anyhow::bail!("no command") };
    let status = tokio::process::Command::new(program)
        .args(arguments)
        .env("DATABASE_URL", &url)
        .status()
        .await
        .with_context(|| format!("{program} can't be started"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
