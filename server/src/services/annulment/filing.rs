//! Filing an application to annul: one showing of a form makes one, however often it is sent.

use app::api::{ApiError, Client, CookieChange, Field, Message};
use domain::{access_application::ApplicationKind, application_code::ApplicationCode, inn::Inn, passport::Passport};
use serde_json::json;
use time::Duration;
use uuid::Uuid;

use super::AnnulmentService;
use crate::{
    error::ServiceError,
    random,
    registry::TaxpayerRecord,
    secrets::purpose,
    services::application_pass::ApplicationPass,
    storage::{
        self,
        access_application::PersonRecord,
        audit::{Action, Actor, AuditEntry},
        registration::{NewApplication, OrganisationPart},
    },
    throttle::client_key,
};

const HOUR: u32 = 3_600;

/// A form in which everything is right.
pub(super) struct GivenUp {
    /// Whose access is given up.
    pub(super) inn: Inn,
    pub(super) taxpayer: TaxpayerRecord,
    /// Of an organisation: who acts for it, and does so no longer.
    pub(super) person: Option<PersonRecord>,
    pub(super) passport: Passport,
    pub(super) passport_matched: Option<bool>,
    pub(super) phone: String,
    pub(super) email: String,
}

impl AnnulmentService {
    /// Files it, or finds what the same post has filed before; the cookie that shows it.
    pub(super) async fn file_application(
        &self,
        client: &Client,
        actor: Actor<'_>,
        given_up: &GivenUp,
        token: &str,
    ) -> Result<Vec<CookieChange>, ServiceError> {
        let digest = self.submission_digest(actor, given_up, token);
        let mut db = self.foundation.pool.acquire().await?;
        let earlier = storage::registration::by_submission(&mut db, &digest).await?;
        drop(db);
        let application = match earlier {
            Some(earlier) => earlier.id,
            None => {
                let limit = self.foundation.settings.access.applications_per_client_per_hour;
                self.throttle.spend("application", &client_key(client.address), limit, HOUR).await?;
                self.store(client, actor, given_up, &digest).await?
            }
        };
        let pass = ApplicationPass { application, just_saved: true };
        Ok(vec![pass.cookie(&self.foundation.secrets, self.foundation.now())?])
    }

    /// The token is bound to who files and to what was typed, so the same token with other content is another
    /// submission; without one, every post is.
    fn submission_digest(&self, actor: Actor<'_>, given_up: &GivenUp, token: &str) -> [u8; 32] {
        if token.is_empty() {
            return random::token256(&*self.foundation.random);
        }
        let account = match actor {
            Actor::Taxpayer(account) => account,
            _ => "",
        };
        let GivenUp { inn, passport, phone, email, .. } = given_up;
        let content = ["annul", token, account, inn.as_str(), passport.as_str(), phone, email].join("\u{1f}");
        self.foundation.secrets.digest(purpose::SUBMISSION, content.as_bytes())
    }

    /// Stores the application, or finds the one that the same post, sent twice at once, has stored.
    async fn store(
        &self,
        client: &Client,
        actor: Actor<'_>,
        given_up: &GivenUp,
        submission_digest: &[u8],
    ) -> Result<Uuid, ServiceError> {
        let foundation = &self.foundation;
        let now = foundation.now();
        let code = ApplicationCode::from_bits(random::bits65(&*foundation.random));
        let code = code.as_str().as_bytes();
        let days = i64::from(foundation.settings.access.application_days.max(1));
        let organisation = given_up.person.as_ref().map(|person| OrganisationPart {
            person,
            international: false,
            head: None,
            account_password: None,
        });
        let application = NewApplication {
            id: foundation.new_id(),
            kind: ApplicationKind::Annul,
            inn: given_up.inn,
            taxpayer: &given_up.taxpayer,
            organisation,
            passport_sealed: foundation.secrets.seal(purpose::PASSPORT, given_up.passport.as_str().as_bytes())?,
            passport_matched: given_up.passport_matched,
            phone: &given_up.phone,
            email: &given_up.email,
            language: client.lang,
            code_digest: foundation.secrets.digest(purpose::APPLICATION_CODE, code),
            code_sealed: foundation.secrets.seal(purpose::APPLICATION_CODE, code)?,
            submission_digest,
            password_hash: None,
            submitted_at: now,
            expires_at: now.saturating_add(Duration::days(days)),
        };
        let mut tx = foundation.begin().await?;
        let person = given_up.person.as_ref().map(|person| &person.inn);
        let knows_passport = given_up.passport_matched == Some(true);
        // from here on nobody else files for this INN
        let open = storage::registration::count_open(&mut tx, &given_up.inn, person, knows_passport).await?;
        if let Some(earlier) = storage::registration::by_submission(&mut tx, submission_digest).await? {
            return Ok(earlier.id);
        }
        if open >= i64::from(foundation.settings.access.open_applications_per_inn) {
            return Err(ApiError::field(Field::Form, Message::TooManyApplications).into());
        }
        let kind = ApplicationKind::Annul.as_str();
        let entry = AuditEntry {
            at: now,
            actor,
            action: Action::ApplicationSubmitted,
            subject_inn: given_up.inn.as_str(),
            application: Some(application.id),
            tax_office: &given_up.taxpayer.tax_office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({ "kind": kind }),
        };
        if !storage::registration::insert(&mut tx, &application, &entry).await? {
            return Err(ServiceError::Stored("submission_digest"));
        }
        tx.commit().await?;
        metrics::counter!("cabinet_applications_total", "kind" => kind).increment(1);
        Ok(application.id)
    }
}
