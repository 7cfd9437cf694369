//! The registry at the other end of an X-Road (Tunduk): two REST services through our security server
//! (docs/decisions/0008). What they do not offer comes from the built-in tables.

mod breaker;
mod cache;
mod messages;
mod server;
mod tls;

use async_trait::async_trait;
use domain::{inn::Inn, officer::OfficerRole, passport::Passport, subject::SubjectKind};
use time::Duration;

use self::{
    cache::Cache,
    messages::{KnownTaxpayer, PassportAnswer, PassportQuestion, TaxpayerAnswer, TaxpayerQuestion},
    server::{Failure, SecurityServer, Service},
};
use super::{
    BuiltInRegistry, Identity, Offices, Registry, RegistryUnavailable, RiskRecord, TaxpayerRecord, passport_digest,
};
use crate::{foundation::Foundation, secrets::Secrets};

/// Taxpayers and passports by X-Road; officers, risk, and what else of a taxpayer the service does not say, from the
/// tables beside the cabinet.
pub struct XRoadRegistry {
    server: SecurityServer,
    taxpayer_service: Service,
    passport_service: Service,
    void_statuses: Vec<String>,
    beside: BuiltInRegistry,
    offices: Offices,
    secrets: Secrets,
    taxpayers: Cache<Inn, Option<KnownTaxpayer>>,
    /// By the keyed digest of INN and passport: no passport number lies in memory.
    passports: Cache<[u8; 32], bool>,
}

/// A setting of the X-Road with which nothing could be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongSettings {
    /// No address that could be asked.
    #[error("x_road.security_server: an address like https://10.0.0.5:8443 is expected")]
    SecurityServer,
    /// Not who we are.
    #[error("x_road.client: INSTANCE/CLASS/MEMBER/SUBSYSTEM is expected")]
    Client,
    /// Not whom to ask.
    #[error("x_road.{0}_service: INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE/VERSION is expected")]
    Service(&'static str),
    /// What no header can hold.
    #[error("x_road.user_id or x_road.issue: ASCII in one line is expected")]
    Header,
    /// Nobody vouches for the security server.
    #[error("x_road.ca_file is needed to know the security server by")]
    NoAuthority,
    /// A file with certificates or a key.
    #[error("{0} can't be read as PEM, or does not fit")]
    Unreadable(String),
    /// The TLS library has no protocol version in common with itself.
    #[error("TLS can't be set up")]
    Tls,
}

impl XRoadRegistry {
    /// As the settings say; nothing is asked yet.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn new(foundation: &Foundation, offices: Offices) -> Result<Self, WrongSettings> {
        let settings = &foundation.settings.x_road;
        let server = SecurityServer::new(foundation)?;
        let age = Duration::seconds(i64::from(settings.cache_seconds));
        Ok(Self {
            taxpayer_service: server.service(settings, "taxpayer", &settings.taxpayer_service)?,
            passport_service: server.service(settings, "passport", &settings.passport_service)?,
            server,
            void_statuses: settings.void_statuses.clone(),
            beside: BuiltInRegistry::of(foundation),
            offices,
            secrets: foundation.secrets.clone(),
            taxpayers: Cache::new(foundation.clock.clone(), age, settings.cache_entries),
            passports: Cache::new(foundation.clock.clone(), age, settings.cache_entries),
        })
    }

    async fn known(&self, inn: &Inn) -> Result<Option<KnownTaxpayer>, RegistryUnavailable> {
        if let Some(known) = self.taxpayers.get(inn) {
            return Ok(known);
        }
        let question = TaxpayerQuestion { inn: inn.as_str() };
        let read = |answer: TaxpayerAnswer| answer.about(inn);
        let known = self.server.ask(&self.taxpayer_service, &question, read).await?;
        self.taxpayers.put(*inn, known.clone());
        Ok(known)
    }

    async fn passport_fits(&self, inn: &Inn, passport: &Passport) -> Result<bool, RegistryUnavailable> {
        let key = passport_digest(&self.secrets, inn, passport);
        if let Some(fits) = self.passports.get(&key) {
            return Ok(fits);
        }
        let question = PassportQuestion::new(inn, passport);
        let read = |answer: PassportAnswer| Ok(answer.fits(&self.void_statuses));
        let fits = self.server.ask(&self.passport_service, &question, read).await?;
        self.passports.put(key, fits);
        Ok(fits)
    }
}

#[async_trait]
impl Registry for XRoadRegistry {
    async fn taxpayer(&self, inn: &Inn) -> Result<Option<TaxpayerRecord>, RegistryUnavailable> {
        let Some(known) = self.known(inn).await? else {
            return Ok(None);
        };
        let office = known.tax_office.as_str();
        if self.offices.get(office).await.is_err() {
            return Err(RegistryUnavailable::new(format!("the office {office} can't be found in the directory")));
        }
        let beside = self.beside.taxpayer(inn).await?;
        Ok(Some(merged(inn, known, beside)))
    }

    async fn citizen(&self, inn: &Inn, passport: Option<&Passport>) -> Result<Identity, RegistryUnavailable> {
        let Identity { citizen, .. } = self.beside.citizen(inn, None).await?;
        let passport_fits = match passport {
            Some(passport) => Some(self.passport_fits(inn, passport).await?),
            None => None,
        };
        Ok(Identity { citizen, passport_fits })
    }

    async fn roles(&self, entity: &Inn, person: &Inn) -> Result<Vec<OfficerRole>, RegistryUnavailable> {
        self.beside.roles(entity, person).await
    }

    async fn risk(&self, inn: &Inn) -> Result<Vec<RiskRecord>, RegistryUnavailable> {
        self.beside.risk(inn).await
    }
}

/// Name, office and address are the service's; what it does not say is the table's, or what the INN itself tells.
fn merged(inn: &Inn, known: KnownTaxpayer, beside: Option<TaxpayerRecord>) -> TaxpayerRecord {
    let name_ky = beside.as_ref().filter(|beside| beside.name_ru == known.name).map(|beside| beside.name_ky.clone());
    let kind = if inn.is_organisation() { SubjectKind::LegalEntity } else { SubjectKind::Individual };
    TaxpayerRecord {
        kind: beside.as_ref().map_or(kind, |beside| beside.kind),
        name_ru: known.name,
        name_ky: name_ky.unwrap_or_default(),
        tax_office: known.tax_office.as_str().to_owned(),
        postcode: known.postcode,
        address: known.address,
        vat_payer: beside.as_ref().is_some_and(|beside| beside.vat_payer),
        foreign_trade: beside.as_ref().is_some_and(|beside| beside.foreign_trade),
        active: beside.as_ref().is_none_or(|beside| beside.active),
        registered_on: beside.and_then(|beside| beside.registered_on),
    }
}

impl From<Failure> for RegistryUnavailable {
    fn from(failure: Failure) -> Self {
        Self::new(format!("X-Road: {failure}"))
    }
}
