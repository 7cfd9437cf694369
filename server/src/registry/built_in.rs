use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;
use domain::{bishkek, inn::Inn, officer::OfficerRole, passport::Passport};
use sqlx::PgPool;

use super::{
    AddedBy, Addition, Identity, Registry, RegistryUnavailable, RiskRecord, TaxpayerRecord, passport_fits,
    together::Together,
};
use crate::{
    clock::Clock,
    foundation::Foundation,
    secrets::Secrets,
    storage::{add_inn, check_inn, registry as storage},
};

/// The registry in PostgreSQL beside the cabinet.
#[derive(Clone)]
pub struct BuiltInRegistry {
    pool: PgPool,
    together: Together,
    secrets: Secrets,
    clock: Arc<dyn Clock>,
}

impl BuiltInRegistry {
    /// Reads through this pool; the secrets are those with which the registry was imported.
    #[must_use]
    pub fn new(pool: PgPool, secrets: Secrets, clock: Arc<dyn Clock>) -> Self {
        Self { together: Together::new(pool.clone()), pool, secrets, clock }
    }

    /// The same over a foundation.
    #[must_use]
    pub fn of(foundation: &Foundation) -> Self {
        Self::new(foundation.pool.clone(), foundation.secrets.clone(), foundation.clock.clone())
    }
}

#[async_trait]
impl Registry for BuiltInRegistry {
    async fn taxpayer(&self, inn: &Inn) -> Result<Option<TaxpayerRecord>, RegistryUnavailable> {
        self.together.taxpayer(inn).await
    }

    async fn citizen(&self, inn: &Inn, passport: Option<&Passport>) -> Result<Identity, RegistryUnavailable> {
        let (citizen, digest) = storage::citizen(&self.pool, inn).await?.unzip();
        let digest = digest.flatten();
        // compared with something in every case, so that the time does not tell whether there is a digest
        let fits =
            passport.map(|passport| passport_fits(&self.secrets, inn, passport, digest.as_deref().unwrap_or(&[0; 32])));
        Ok(Identity { citizen, passport_fits: fits.filter(|_| digest.is_some()) })
    }

    async fn roles(&self, entity: &Inn, person: &Inn) -> Result<Vec<OfficerRole>, RegistryUnavailable> {
        let today = bishkek::local_date(self.clock.now());
        Ok(storage::roles(&self.pool, entity, person, today).await?)
    }

    async fn risk(&self, inn: &Inn) -> Result<Vec<RiskRecord>, RegistryUnavailable> {
        Ok(storage::risk(&self.pool, inn).await?)
    }

    async fn registered(&self, inns: &[Inn]) -> Result<HashSet<Inn>, RegistryUnavailable> {
        Ok(check_inn::registered(&self.pool, inns).await?)
    }

    fn takes_in(&self) -> bool {
        true
    }

    async fn add_taxpayer(&self, inn: &Inn, by: &AddedBy<'_>) -> Result<Addition, RegistryUnavailable> {
        Ok(add_inn::add_taxpayer(&self.pool, inn, by).await?)
    }
}
