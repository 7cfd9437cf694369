//! Filing an application for a link: one showing of the form makes one, however often it is sent, and one person has one
//! open for an organisation.

use app::api::{ApiError, Client, Field, Message};
use domain::{access_application::ApplicationKind, application_code::ApplicationCode, inn::Inn, passport::Passport};
use serde_json::json;
use time::Duration;
use uuid::Uuid;

use super::{RepresentationService, link::own_inn};
use crate::{
    error::ServiceError,
    random,
    registry::TaxpayerRecord,
    secrets::purpose,
    storage::{
        self,
        access_application::PersonRecord,
        audit::{Action, Actor, AuditEntry},
        cabinet::AccountRecord,
        registration::{NewApplication, OrganisationPart},
    },
    throttle::client_key,
};

const HOUR: u32 = 3_600;

/// A form in which everything is right.
pub(super) struct Link {
    pub(super) account: AccountRecord,
    pub(super) inn: Inn,
    pub(super) taxpayer: TaxpayerRecord,
    pub(super) person: PersonRecord,
    pub(super) passport: Passport,
}

impl RepresentationService {
    /// The application that the same post has filed before.
    pub(super) async fn filed_before(
        &self,
        account: &AccountRecord,
        inn: &Inn,
        passport: &Passport,
        token: &str,
    ) -> Result<Option<Uuid>, ServiceError> {
        let digest = self.submission_digest(account, inn, passport, token);
        let mut db = self.foundation.pool.acquire().await?;
        let earlier = storage::registration::by_submission(&mut db, &digest).await?;
        Ok(earlier.map(|earlier| earlier.id))
    }

    pub(super) async fn file(&self, client: &Client, link: &Link, token: &str) -> Result<Uuid, ServiceError> {
        let limit = self.foundation.settings.access.applications_per_client_per_hour;
        self.throttle.spend("application", &client_key(client.address), limit, HOUR).await?;
        let own = own_inn(&link.account)?;
        let passport_matched = self.registry.citizen(&own, Some(&link.passport)).await?.passport_fits;
        let digest = self.submission_digest(&link.account, &link.inn, &link.passport, token);
        self.store(client, link, passport_matched, &digest).await
    }

    /// The token is bound to the account and to what was typed, so the same token with other content is another
    /// submission; without one, every post is.
    fn submission_digest(&self, account: &AccountRecord, inn: &Inn, passport: &Passport, token: &str) -> [u8; 32] {
        if token.is_empty() {
            return random::token256(&*self.foundation.random);
        }
        let account = account.id.to_string();
        let content = ["link", token, &account, inn.as_str(), passport.as_str()].join("\u{1f}");
        self.foundation.secrets.digest(purpose::SUBMISSION, content.as_bytes())
    }

    /// Stores the application, or finds the one that the same post, sent twice at once, has stored.
    async fn store(
        &self,
        client: &Client,
        link: &Link,
        passport_matched: Option<bool>,
        submission_digest: &[u8],
    ) -> Result<Uuid, ServiceError> {
        let foundation = &self.foundation;
        let now = foundation.now();
        let code = ApplicationCode::from_bits(random::bits65(&*foundation.random));
        let code = code.as_str().as_bytes();
        let days = i64::from(foundation.settings.access.application_days.max(1));
        let organisation =
            OrganisationPart { person: &link.person, international: false, head: None, account_password: None };
        let application = NewApplication {
            id: foundation.new_id(),
            kind: ApplicationKind::Link,
            inn: link.inn,
            taxpayer: &link.taxpayer,
            organisation: Some(organisation),
            passport_sealed: foundation.secrets.seal(purpose::PASSPORT, link.passport.as_str().as_bytes())?,
            passport_matched,
            phone: &link.account.phone,
            email: &link.account.email,
            language: client.lang,
            code_digest: foundation.secrets.digest(purpose::APPLICATION_CODE, code),
            code_sealed: foundation.secrets.seal(purpose::APPLICATION_CODE, code)?,
            submission_digest,
            password_hash: None,
            submitted_at: now,
            expires_at: now.saturating_add(Duration::days(days)),
        };
        let mut tx = foundation.begin().await?;
        let (person, knows_passport) = (&link.person.inn, passport_matched == Some(true));
        // from here on nobody else files for the organisation
        let open = storage::registration::count_open(&mut tx, &link.inn, Some(person), knows_passport).await?;
        if let Some(earlier) = storage::registration::by_submission(&mut tx, submission_digest).await? {
            return Ok(earlier.id);
        }
        if storage::representation::has_asked(&mut tx, person.as_str(), &link.inn, now).await? {
            return Err(ApiError::field(Field::OrganisationInn, Message::AlreadyAsked).into());
        }
        if open >= i64::from(foundation.settings.access.open_applications_per_inn) {
            return Err(ApiError::field(Field::Form, Message::TooManyApplications).into());
        }
        let account = link.account.id.to_string();
        let entry = AuditEntry {
            at: now,
            actor: Actor::Taxpayer(&account),
            action: Action::ApplicationSubmitted,
            subject_inn: link.inn.as_str(),
            application: Some(application.id),
            tax_office: &link.taxpayer.tax_office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({ "kind": ApplicationKind::Link.as_str() }),
        };
        if !storage::registration::insert(&mut tx, &application, &entry).await? {
            return Err(ServiceError::Stored("submission_digest"));
        }
        tx.commit().await?;
        metrics::counter!("cabinet_applications_total", "kind" => ApplicationKind::Link.as_str()).increment(1);
        Ok(application.id)
    }
}
