//! The taxpayer registry (`spec/registry.md`): one interface, behind which the registry lies in PostgreSQL beside the
//! cabinet ([`BuiltInRegistry`]) or, later, at the other end of an X-Road.

mod built_in;
pub mod import;
mod offices;

use async_trait::async_trait;
use domain::{inn::Inn, passport::Passport};

pub use crate::storage::registry::{CitizenRecord, OfficeRecord, RiskRecord, TaxpayerRecord};
pub use built_in::BuiltInRegistry;
pub use offices::Offices;

use crate::{
    error::ServiceError,
    secrets::{Secrets, purpose},
};
use app::api::ApiError;

/// Answers what the registry knows of an INN.
#[async_trait]
pub trait Registry: Send + Sync {
    /// The taxpayer, also one who has ceased.
    async fn taxpayer(&self, inn: &Inn) -> Result<Option<TaxpayerRecord>, RegistryUnavailable>;

    /// The person in the population register.
    async fn citizen(&self, inn: &Inn) -> Result<Option<CitizenRecord>, RegistryUnavailable>;

    /// Documented participation in fictitious enterprise or supplies, oldest document first.
    async fn risk(&self, inn: &Inn) -> Result<Vec<RiskRecord>, RegistryUnavailable>;

    /// Whether the population register has this passport for this INN; `None` when it has none at all.
    async fn passport_matches(&self, inn: &Inn, passport: &Passport) -> Result<Option<bool>, RegistryUnavailable>;
}

/// The registry could not be asked, which is not the same as "no match". The reason holds no personal data.
#[derive(Debug, thiserror::Error)]
#[error("the registry can't be asked: {reason}")]
pub struct RegistryUnavailable {
    reason: String,
}

impl RegistryUnavailable {
    /// `reason` goes to the log and must hold no personal data.
    #[must_use]
    pub fn new(reason: String) -> Self {
        Self { reason }
    }
}

impl From<sqlx::Error> for RegistryUnavailable {
    fn from(error: sqlx::Error) -> Self {
        Self::new(crate::error::describe(&error))
    }
}

impl From<RegistryUnavailable> for ServiceError {
    fn from(unavailable: RegistryUnavailable) -> Self {
        tracing::error!(reason = %unavailable.reason, "the registry can't be asked");
        Self::Answer(ApiError::Unavailable)
    }
}

/// What is kept of a citizen's passport: a digest keyed and bound to the INN, so that equal numbers of two rows can't
/// be told and a list of all passport numbers is no help without the key.
#[must_use]
pub fn passport_digest(secrets: &Secrets, inn: &Inn, passport: &Passport) -> [u8; 32] {
    secrets.digest(purpose::CITIZEN_PASSPORT, &digested(inn, passport))
}

/// Whether the digest is this citizen's passport's; takes the same time wherever they differ.
#[must_use]
fn passport_fits(secrets: &Secrets, inn: &Inn, passport: &Passport, digest: &[u8]) -> bool {
    secrets.matches(purpose::CITIZEN_PASSPORT, &digested(inn, passport), digest)
}

fn digested(inn: &Inn, passport: &Passport) -> Vec<u8> {
    [inn.as_str(), ":", passport.as_str()].concat().into_bytes()
}
