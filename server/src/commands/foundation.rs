//! From settings to the things that serve.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use app::api::Services;
use sqlx::{PgConnection, PgPool};

use crate::{
    clock::{Clock, SystemClock},
    config::Settings,
    foundation::Foundation,
    in_force::InForce,
    random::{Random, SystemRandom},
    secrets::Secrets,
    services,
    sign_in::hashing::{Hashing, HashingParameters},
    storage,
};

/// A connection as the role that owns the tables: for commands, never for requests.
pub async fn connect_owner(settings: &Settings) -> anyhow::Result<PgConnection> {
    anyhow::ensure!(
        !settings.database.url.is_empty(),
        "no database: set database.url in the settings file, or DATABASE_URL"
    );
    storage::pool::connect(&settings.database.url).await.context("the database does not answer")
}

/// The server's pool: every connection is in the role `cabinet_server`.
pub async fn connect_server(settings: &Settings) -> anyhow::Result<PgPool> {
    let wait = Duration::from_millis(settings.database.acquire_milliseconds);
    storage::pool::server(&settings.database.url, settings.database.max_connections, wait)
        .await
        .context("the database does not answer, or has no role cabinet_server (run `cabinet migrate`)")
}

/// What services stand on.
pub fn build_foundation(settings: Settings, pool: PgPool) -> anyhow::Result<Foundation> {
    let random: Arc<dyn Random> = Arc::new(SystemRandom::new().map_err(|error| anyhow::anyhow!("{error}"))?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let secrets = Secrets::new(&settings.secrets.keys, &settings.secrets.lookup_key, random.clone())
        .context("secrets.keys or secrets.lookup_key (`cabinet doctor` says more)")?;
    let hashing = Hashing::start(HashingParameters::of(&settings.hashing), random.clone())?;
    let limits = InForce::new(pool.clone(), Arc::clone(&clock), settings.limits());
    Ok(Foundation { pool, clock, random, secrets, settings: Arc::new(settings), limits, hashing })
}

/// The use cases, over the registry that the settings choose.
pub fn build_services(foundation: &Foundation) -> anyhow::Result<Services> {
    Ok(services::chosen(foundation)?)
}
