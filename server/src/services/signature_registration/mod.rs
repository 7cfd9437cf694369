//! Registration for entry by electronic signature. It proves nothing and opens nothing: the account waits for a signed
//! entry whose certificate bears its INN, and so does what it is to act for.

mod applicant;

use std::sync::Arc;

use app::api::{
    ApiError, Client,
    signature_registration::{SignatureRegistration, SignatureRegistrationForm},
};
use async_trait::async_trait;
use domain::{inn::Inn, limits::Limit};
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;

use self::applicant::Applicant;
use super::eligibility::PolicyInForce;
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Registry,
    storage::{
        audit::{self, Action, Actor, AuditEntry},
        signature_registration::{self as storage, NewAwaiting, NewRepresentation},
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
        let applicant = self.read_applicant(client, form).await?;
        // the same count as applications: neither form fills the database faster than the other
        let limit = self.foundation.limits.lately().await?.get(Limit::ApplicationsPerHour);
        self.throttle.spend("application", &client_key(client.address), limit, HOUR).await?;
        self.store(client, &applicant).await
    }

    /// The same statements whether or not there is an account: who measures the answer learns nothing.
    async fn store(&self, client: &Client, applicant: &Applicant) -> Result<(), ServiceError> {
        let now = self.foundation.now();
        let account = NewAwaiting {
            id: self.foundation.new_id(),
            inn: &applicant.person,
            name_ru: &applicant.name_ru,
            name_ky: &applicant.name_ky,
            language: client.lang,
            own_cabinet: applicant.organisation.is_none(),
            created_at: now,
        };
        let mut tx = self.foundation.begin().await?;
        let fresh = storage::await_signature(&mut tx, &account).await?;
        let mut told = vec![(applicant.person, fresh)];
        if let Some((inn, organisation)) = &applicant.organisation {
            let representation = NewRepresentation {
                id: self.foundation.new_id(),
                person: &applicant.person,
                organisation: inn,
                registered: organisation,
                since: now,
            };
            told.push((*inn, storage::await_representation(&mut tx, &representation).await?));
        }
        // the last statements: the trail's lock is held until the transaction ends
        for (subject, fresh) in told {
            self.keep(&mut tx, client, (&subject, fresh), applicant.tax_office(), now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn keep(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        (subject, fresh): (&Inn, bool),
        tax_office: &str,
        at: OffsetDateTime,
    ) -> Result<(), ServiceError> {
        let entry = AuditEntry {
            at,
            actor: Actor::Nobody,
            action: Action::SignatureRegistered,
            subject_inn: subject.as_str(),
            application: None,
            tax_office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({ "fresh": fresh }),
        };
        audit::append(tx, &entry).await?;
        Ok(())
    }

    /// Whatever asks the registry about an INN counts here, as in the other forms.
    async fn spend_look_up(&self, client: &Client) -> Result<(), ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::LookUpsPerMinute);
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await
    }
}

#[async_trait]
impl SignatureRegistration for SignatureRegistrationService {
    async fn register(&self, client: &Client, form: &SignatureRegistrationForm) -> Result<(), ApiError> {
        answer(client, self.await_signature(client, form)).await
    }
}
