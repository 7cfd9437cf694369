//! The taxpayer registry (`spec/registry.md`): one interface, behind which the registry lies in PostgreSQL beside the
//! cabinet ([`BuiltInRegistry`]) or at the other end of an X-Road ([`XRoadRegistry`]).

mod built_in;
pub mod generate;
pub mod import;
mod offices;
mod together;
mod x_road;

use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;
use domain::{inn::Inn, officer::OfficerRole, passport::Passport};
use futures::{StreamExt, TryStreamExt, stream};

pub use crate::storage::add_inn::{AddedBy, Addition};
pub use crate::storage::registry::{CitizenRecord, OfficeRecord, RiskRecord, TaxpayerRecord};
pub use built_in::BuiltInRegistry;
pub use offices::Offices;
pub use x_road::{WrongSettings, XRoadRegistry};

use crate::{
    config::RegistryKind,
    error::ServiceError,
    foundation::Foundation,
    secrets::{Secrets, purpose},
};
use app::api::ApiError;

/// Questions that [`Registry::registered`] has under way at the same time, where each is one of its own.
const ASKED_AT_ONCE: usize = 8;

/// Answers what the registry knows of an INN.
#[async_trait]
pub trait Registry: Send + Sync {
    /// The taxpayer, also one who has ceased.
    async fn taxpayer(&self, inn: &Inn) -> Result<Option<TaxpayerRecord>, RegistryUnavailable>;

    /// What the population register has of this INN, and whether the passport, when one is given, is theirs.
    async fn citizen(&self, inn: &Inn, passport: Option<&Passport>) -> Result<Identity, RegistryUnavailable>;

    /// What this person is in this organisation today, head before accountant; empty for somebody else.
    async fn roles(&self, entity: &Inn, person: &Inn) -> Result<Vec<OfficerRole>, RegistryUnavailable>;

    /// Documented participation in fictitious enterprise or supplies, oldest document first.
    async fn risk(&self, inn: &Inn) -> Result<Vec<RiskRecord>, RegistryUnavailable>;

    /// Which of these are registered now. One after the other, a few at a time, where a registry has no better way.
    async fn registered(&self, inns: &[Inn]) -> Result<HashSet<Inn>, RegistryUnavailable> {
        let asked = stream::iter(inns.iter().copied()).map(|inn| async move {
            let active = self.taxpayer(&inn).await?.is_some_and(|taxpayer| taxpayer.active);
            Ok::<_, RegistryUnavailable>(active.then_some(inn))
        });
        let answers: Vec<Option<Inn>> = asked.buffer_unordered(ASKED_AT_ONCE).try_collect().await?;
        Ok(answers.into_iter().flatten().collect())
    }

    /// Whether people may be taken in from here at all («Добавить ИНН»).
    fn takes_in(&self) -> bool {
        false
    }

    /// Registers a citizen as a taxpayer with the data of the population register, once however often it is called, and
    /// writes the trail along. A registry that takes nobody in says `NotPossible`.
    async fn add_taxpayer(&self, _inn: &Inn, _by: &AddedBy<'_>) -> Result<Addition, RegistryUnavailable> {
        Ok(Addition::NotPossible)
    }
}

/// The registry in the tables beside the cabinet.
#[must_use]
pub fn built_in(foundation: &Foundation) -> Arc<dyn Registry> {
    Arc::new(BuiltInRegistry::of(foundation))
}

/// The registry that the settings choose.
///
/// # Errors
/// A setting with which it can't be asked.
pub fn chosen(foundation: &Foundation, offices: &Offices) -> Result<Arc<dyn Registry>, WrongSettings> {
    match foundation.settings.registry.kind {
        RegistryKind::BuiltIn => Ok(built_in(foundation)),
        RegistryKind::XRoad => Ok(Arc::new(XRoadRegistry::new(foundation, offices.clone())?)),
    }
}

/// What the population register says of an INN and a passport.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The person; `None` when the register does not know the INN.
    pub citizen: Option<CitizenRecord>,
    /// Whether the passport is theirs; `None` when none was asked about, or there is nothing to compare it with.
    pub passport_fits: Option<bool>,
}

/// The registry could not be asked, which is not the same as "no match". The reason holds no personal data.
#[derive(Debug, Clone, thiserror::Error)]
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
        Self::Answer(ApiError::RegistryUnavailable)
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
