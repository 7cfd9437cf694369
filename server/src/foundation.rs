//! What every service stands on.

use std::sync::Arc;

use app::api::{ApiError, Client};
use domain::limits::Limits;
use sqlx::{PgPool, Postgres, Transaction};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    clock::Clock, config::Settings, error::ServiceError, in_force::InForce, random, random::Random, secrets::Secrets,
    sign_in::hashing::Hashing, storage,
};

/// What every service stands on; cloning it copies references.
#[derive(Clone)]
pub struct Foundation {
    /// Connections in the role `cabinet_server`.
    pub pool: PgPool,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Sealing and keyed digests.
    pub secrets: Secrets,
    /// The configuration.
    pub settings: Arc<Settings>,
    /// The limits: the configuration's, or those that administrators have set instead.
    pub limits: InForce<Limits>,
    /// The pool of password hashers.
    pub hashing: Hashing,
}

impl Foundation {
    /// A transaction that ends whoever leaves meanwhile ([`storage::pool::begin`]).
    ///
    /// # Errors
    /// The database's.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        storage::pool::begin(&self.pool).await
    }

    /// Now, UTC.
    pub fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// A fresh id, ordered by time.
    pub fn new_id(&self) -> Uuid {
        random::uuid(&*self.random, self.clock.now())
    }
}

/// Runs a service's work and words its failure for the asker: the last step of every method of a service.
pub async fn answer<T>(client: &Client, work: impl Future<Output = Result<T, ServiceError>>) -> Result<T, ApiError> {
    work.await.map_err(|error| error.into_api(&client.request_id))
}
