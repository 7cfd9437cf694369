//! Registration for entry by electronic signature. It proves nothing and opens nothing: the account waits for a signed
//! entry whose certificate bears its INN.

use std::sync::Arc;

use app::api::{
    ApiError, Client, Field, Message,
    signature_registration::{SignatureRegistration, SignatureRegistrationForm},
};
use async_trait::async_trait;
use domain::{
    bishkek,
    inn::{Inn, InnError},
};
use serde_json::json;

use super::eligibility::PolicyInForce;
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{Registry, TaxpayerRecord},
    storage::{
        audit::{self, Action, Actor, AuditEntry},
        signature_registration::{self as storage, NewAwaiting},
    },
    throttle::{Throttle, client_key},
};

const MINUTE: u32 = 60;
const HOUR: u32 = 3_600;

/// The use cases of registration for entry by electronic signature.
#[derive(Clone)]
pub struct SignatureRegistrationService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    throttle: Throttle,
    policy: PolicyInForce,
}

impl SignatureRegistrationService {
    /// Registration against this registry and this policy.
    #[must_use]
    pub fn new(foundation: Foundation, registry: Arc<dyn Registry>, throttle: Throttle, policy: PolicyInForce) -> Self {
        Self { foundation, registry, throttle, policy }
    }

    async fn await_signature(&self, client: &Client, form: &SignatureRegistrationForm) -> Result<(), ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_individual(&form.inn, today).map_err(|error| {
            ApiError::field(Field::Inn, if error == InnError::Empty { Message::Required } else { Message::Inn(error) })
        })?;
        let taxpayer = self.ineligible(client, &inn).await?;
        self.spend_application(client).await?;
        self.store(client, &inn, &taxpayer).await
    }

    /// The taxpayer, who is registered now and may not have a password.
    async fn ineligible(&self, client: &Client, inn: &Inn) -> Result<TaxpayerRecord, ServiceError> {
        let limit = self.foundation.settings.lookup.per_client_per_minute;
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await?;
        let taxpayer = self.registry.taxpayer(inn).await?.filter(|taxpayer| taxpayer.active);
        let taxpayer = taxpayer.ok_or(ApiError::field(Field::Inn, Message::NotTaxpayer))?;
        let policy = self.policy.now().await?;
        match policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade) {
            Ok(()) => Err(ApiError::field(Field::Inn, Message::EligibleForPassword).into()),
            Err(_) => Ok(taxpayer),
        }
    }

    /// The same count as applications: neither form fills the database faster than the other.
    async fn spend_application(&self, client: &Client) -> Result<(), ServiceError> {
        let limit = self.foundation.settings.access.applications_per_client_per_hour;
        self.throttle.spend("application", &client_key(client.address), limit, HOUR).await
    }

    /// The same statements whether or not there is an account: who measures the answer learns nothing.
    async fn store(&self, client: &Client, inn: &Inn, taxpayer: &TaxpayerRecord) -> Result<(), ServiceError> {
        let now = self.foundation.now();
        let account = NewAwaiting {
            id: self.foundation.new_id(),
            inn,
            name_ru: &taxpayer.name_ru,
            name_ky: &taxpayer.name_ky,
            language: client.lang,
            created_at: now,
        };
        let mut tx = self.foundation.pool.begin().await?;
        let fresh = storage::await_signature(&mut tx, &account).await?;
        let entry = AuditEntry {
            at: now,
            actor: Actor::Nobody,
            action: Action::SignatureRegistered,
            subject_inn: inn.as_str(),
            application: None,
            tax_office: &taxpayer.tax_office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({ "fresh": fresh }),
        };
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[async_trait]
impl SignatureRegistration for SignatureRegistrationService {
    async fn register(&self, client: &Client, form: &SignatureRegistrationForm) -> Result<(), ApiError> {
        answer(client, self.await_signature(client, form)).await
    }
}
