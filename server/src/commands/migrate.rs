//! `cabinet migrate`.

use crate::{config::Settings, storage};

use super::{connect_owner, say};

/// Brings the database to this version, under sqlx's advisory lock, so that several servers may start at once.
pub(super) async fn run(settings: &Settings) -> anyhow::Result<()> {
    let mut owner = connect_owner(settings).await?;
    let applied = storage::migrations::apply(&mut owner).await?;
    say(format_args!("the database is at migration {applied}"));
    Ok(())
}
