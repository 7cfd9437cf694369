//! «Состояние системы»: what `cabinet doctor`, `/readyz` and the metrics know, in words, for administrators.

mod parts;

use std::time::Instant;

use app::api::{
    ApiError, Client, Permission,
    health::{Health, HealthPart, SystemHealth},
};
use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    storage,
};

/// How far back letters that were given up are counted.
const LOOKED_BACK: Duration = Duration::WEEK;

/// The use case of the page.
#[derive(Clone)]
pub struct HealthService {
    foundation: Foundation,
    /// Since when this server runs.
    started: OffsetDateTime,
}

impl HealthService {
    /// The health of this foundation; the server counts as started now.
    #[must_use]
    pub fn new(foundation: Foundation) -> Self {
        let started = foundation.now();
        Self { foundation, started }
    }

    async fn see(&self, client: &Client) -> Result<SystemHealth, ServiceError> {
        let administrator = client.staff_who_may(Permission::Administer)?;
        Ok(SystemHealth {
            administrator: administrator.name.clone(),
            at: self.foundation.now().into(),
            parts: self.parts(client).await?,
        })
    }

    #[expect(clippy::disallowed_methods, reason = "how long the database takes to answer is measured")]
    async fn parts(&self, client: &Client) -> Result<Vec<HealthPart>, ServiceError> {
        let (lang, now) = (client.lang, self.foundation.now());
        let settings = &self.foundation.settings;
        let asked = Instant::now();
        let mut db = self.foundation.pool.acquire().await?;
        let database = storage::health::state(&mut db).await?;
        let took = asked.elapsed();
        let migrations = storage::migrations::state(&mut db).await;
        let migrations = migrations.map_err(|_| ServiceError::Stored("_sqlx_migrations"))?;
        let letters = storage::outbox::standing(&mut db, now.saturating_sub(LOOKED_BACK)).await?;
        let jobs = storage::job_run::newest(&mut db).await?;
        let chain = storage::audit::verification::newest(&mut db).await?;
        drop(db);
        let excess = storage::pool::excess_rights(&self.foundation.pool).await?;
        Ok(vec![
            parts::server(lang, settings, self.started, self.foundation.hashing.waiting()),
            parts::database(lang, &database, took, migrations, &excess),
            parts::registry(lang, settings.registry.kind, &database),
            parts::letters(lang, settings.mail.is_on(), &letters, database.oldest_letter, now),
            parts::jobs(lang, &jobs, now),
            parts::trail(lang, chain.as_ref(), now),
        ])
    }
}

#[async_trait]
impl Health for HealthService {
    async fn health(&self, client: &Client) -> Result<SystemHealth, ApiError> {
        answer(client, self.see(client)).await
    }
}
