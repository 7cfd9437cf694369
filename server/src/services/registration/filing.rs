//! Filing: one showing of the form makes one application, however often it is sent.

use app::api::Client;
use domain::application_code::ApplicationCode;
use serde_json::json;
use time::Duration;
use uuid::Uuid;

use super::{RegistrationService, account_password::TriedPassword, applicant::Applicant, too_many};
use crate::{
    error::ServiceError,
    random,
    secrets::purpose,
    sign_in::hashing::Verdict,
    storage::{
        audit::{self, Action, Actor, AuditEntry},
        registration::{self as storage, NewApplication, OrganisationPart},
    },
};

/// Contents that one showing of the form can be sent with, differing in nothing but the password, before a further one
/// is no longer recognised when it is repeated.
const PASSWORDS_OF_A_SUBMISSION: u8 = 3;

/// What was sent before with the same token.
enum Submission {
    /// The same content: this application.
    Filed(Uuid),
    /// Nothing: to be filed under this digest.
    Free([u8; 32]),
}

impl RegistrationService {
    /// Files the application, or finds the one that the same post has filed before.
    pub(super) async fn file(&self, client: &Client, applicant: &Applicant, token: &str) -> Result<Uuid, ServiceError> {
        let digest = match self.submission(applicant, token).await? {
            Submission::Filed(id) => return Ok(id),
            Submission::Free(digest) => digest,
        };
        self.spend_application(client).await?;
        let password_hash = self.foundation.hashing.hash(&applicant.password).await?;
        let tried = match &applicant.organisation {
            Some(organisation) => {
                Some(self.try_account_password(client, &organisation.person.inn, &applicant.password).await?)
            }
            None => None,
        };
        if let Some(id) = self.store(client, applicant, &password_hash, tried, &digest).await? {
            metrics::counter!("cabinet_applications_total", "kind" => applicant.kind.as_str()).increment(1);
            return Ok(id);
        }
        // the same post, sent twice at once: the other one was quicker
        match self.submission(applicant, token).await? {
            Submission::Filed(id) => Ok(id),
            Submission::Free(_) => Err(ServiceError::Stored("submission_digest")),
        }
    }

    /// The token is bound to what was typed, so the same token with other content is another submission. Of the
    /// password only its hash is kept; it takes a verification to tell whether it is the same.
    async fn submission(&self, applicant: &Applicant, token: &str) -> Result<Submission, ServiceError> {
        if token.is_empty() {
            return Ok(Submission::Free(random::token256(&*self.foundation.random)));
        }
        for turn in 0..PASSWORDS_OF_A_SUBMISSION {
            let digest = self.submission_digest(applicant, token, turn);
            let mut db = self.foundation.pool.acquire().await?;
            let Some(earlier) = storage::by_submission(&mut db, &digest).await? else {
                return Ok(Submission::Free(digest));
            };
            drop(db);
            let verdict = self.foundation.hashing.verify(earlier.password_hash.as_deref(), &applicant.password).await?;
            if matches!(verdict, Verdict::Right { .. }) {
                return Ok(Submission::Filed(earlier.id));
            }
        }
        Ok(Submission::Free(random::token256(&*self.foundation.random)))
    }

    fn submission_digest(&self, applicant: &Applicant, token: &str, turn: u8) -> [u8; 32] {
        let email = applicant.email.as_ref().map_or("", |email| email.as_str());
        let inn = applicant.inn.as_str();
        let kind = applicant.kind.as_str();
        let mut content = vec![token, kind, inn, applicant.passport.as_str(), applicant.phone.as_str(), email];
        if let Some(organisation) = &applicant.organisation {
            let head = organisation.head.as_ref().map_or("", |head| head.inn.as_str());
            let international = if organisation.international { "international" } else { "" };
            content.extend([organisation.person.inn.as_str(), head, international]);
        }
        let mut bytes = content.join("\u{1f}").into_bytes();
        bytes.push(turn);
        self.foundation.secrets.digest(purpose::SUBMISSION, &bytes)
    }

    /// Stores the application; `None` when its submission digest is taken.
    async fn store(
        &self,
        client: &Client,
        applicant: &Applicant,
        password_hash: &str,
        tried: Option<TriedPassword>,
        submission_digest: &[u8],
    ) -> Result<Option<Uuid>, ServiceError> {
        let Self { foundation, .. } = self;
        let now = foundation.now();
        let code = ApplicationCode::from_bits(random::bits65(&*foundation.random));
        let code_text = code.as_str().as_bytes();
        let days = i64::from(foundation.settings.access.application_days.max(1));
        let mut transaction = foundation.begin().await?;
        let knows_passport = applicant.passport_matched == Some(true);
        let person = applicant.organisation.as_ref().map(|organisation| &organisation.person.inn);
        let open = storage::count_open(&mut transaction, &applicant.inn, person, knows_passport).await?;
        if open >= i64::from(foundation.settings.access.open_applications_per_inn) {
            return Err(too_many());
        }
        let account_password = match tried {
            Some(tried) => Some(tried.judge(&mut transaction).await?),
            None => None,
        };
        let organisation = applicant.organisation.as_ref().map(|organisation| OrganisationPart {
            person: &organisation.person,
            international: organisation.international,
            head: organisation.head.as_ref(),
            account_password,
        });
        let application = NewApplication {
            id: foundation.new_id(),
            kind: applicant.kind,
            inn: applicant.inn,
            taxpayer: &applicant.taxpayer,
            organisation,
            passport_sealed: foundation.secrets.seal(purpose::PASSPORT, applicant.passport.as_str().as_bytes())?,
            passport_matched: applicant.passport_matched,
            phone: applicant.phone.as_str(),
            email: applicant.email.as_ref().map_or("", |email| email.as_str()),
            language: client.lang,
            code_digest: foundation.secrets.digest(purpose::APPLICATION_CODE, code_text),
            code_sealed: foundation.secrets.seal(purpose::APPLICATION_CODE, code_text)?,
            submission_digest,
            password_hash: Some(password_hash),
            submitted_at: now,
            expires_at: now.saturating_add(Duration::days(days)),
        };
        let entry = AuditEntry {
            at: now,
            actor: Actor::Nobody,
            action: Action::ApplicationSubmitted,
            subject_inn: applicant.inn.as_str(),
            application: Some(application.id),
            tax_office: &applicant.taxpayer.tax_office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({ "kind": applicant.kind.as_str() }),
        };
        if !storage::insert(&mut transaction, &application, &entry).await? {
            return Ok(None);
        }
        if let Some((person, verdict)) = person.zip(account_password) {
            let tried = AuditEntry {
                action: Action::AccountPasswordTried,
                subject_inn: person.as_str(),
                details: json!({ "verdict": verdict.as_str() }),
                ..entry
            };
            audit::append(&mut transaction, &tried).await?;
        }
        transaction.commit().await?;
        Ok(Some(application.id))
    }
}
