use async_trait::async_trait;
use domain::{inn::Inn, passport::Passport};
use sqlx::PgPool;

use super::{CitizenRecord, Registry, RegistryUnavailable, RiskRecord, TaxpayerRecord, passport_fits};
use crate::{secrets::Secrets, storage::registry as storage};

/// The registry in PostgreSQL beside the cabinet.
#[derive(Clone)]
pub struct BuiltInRegistry {
    pool: PgPool,
    secrets: Secrets,
}

impl BuiltInRegistry {
    /// Reads through this pool; the secrets are those with which the registry was imported.
    #[must_use]
    pub fn new(pool: PgPool, secrets: Secrets) -> Self {
        Self { pool, secrets }
    }
}

#[async_trait]
impl Registry for BuiltInRegistry {
    async fn taxpayer(&self, inn: &Inn) -> Result<Option<TaxpayerRecord>, RegistryUnavailable> {
        Ok(storage::taxpayer(&self.pool, inn).await?)
    }

    async fn citizen(&self, inn: &Inn) -> Result<Option<CitizenRecord>, RegistryUnavailable> {
        Ok(storage::citizen(&self.pool, inn).await?)
    }

    async fn risk(&self, inn: &Inn) -> Result<Vec<RiskRecord>, RegistryUnavailable> {
        Ok(storage::risk(&self.pool, inn).await?)
    }

    async fn passport_matches(&self, inn: &Inn, passport: &Passport) -> Result<Option<bool>, RegistryUnavailable> {
        let digest = storage::passport_digest(&self.pool, inn).await?;
        // compared with something in every case, so that the time does not tell whether there is a digest
        let fits = passport_fits(&self.secrets, inn, passport, digest.as_deref().unwrap_or(&[0; 32]));
        Ok(digest.map(|_| fits))
    }
}
