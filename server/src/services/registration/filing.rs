//! Filing: one showing of the form makes one application, however often it is sent.

use app::api::Client;
use domain::{
    account_password::AccountPassword,
    limits::{Limit, Limits},
};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{RegistrationService, account_password::TriedPassword, applicant::Applicant, too_many};
use crate::{
    error::ServiceError,
    random,
    services::filing,
    sign_in::hashing::Verdict,
    storage::{
        audit::{self, Action, Actor, AuditEntry},
        registration::{self as storage, Filing, NewApplication, OrganisationPart},
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
        let outcome = self.store(client, applicant, &password_hash, tried, &digest).await?;
        if let Filing::Filed(id) = outcome {
            metrics::counter!("cabinet_applications_total", "kind" => applicant.kind.as_str()).increment(1);
            return Ok(id);
        }
        // the same post, sent twice at once: the other one was quicker, and perhaps took the last room
        match self.submission(applicant, token).await? {
            Submission::Filed(id) => Ok(id),
            Submission::Free(_) if outcome == Filing::Full => Err(too_many()),
            Submission::Free(_) => Err(ServiceError::Stored("submission_digest")),
        }
    }

    /// The token is bound to what was typed, so the same token with other content is another submission. Of the
    /// password only its hash is kept; it takes a verification to tell whether it is the same.
    async fn submission(&self, applicant: &Applicant, token: &str) -> Result<Submission, ServiceError> {
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
        let (inn, kind, turn) = (applicant.inn.as_str(), applicant.kind.as_str(), turn.to_string());
        let mut content = vec![kind, inn, applicant.passport.as_str(), applicant.phone.as_str(), email, &turn];
        if let Some(organisation) = &applicant.organisation {
            let head = organisation.head.as_ref().map_or("", |head| head.inn.as_str());
            let international = if organisation.international { "international" } else { "" };
            content.extend([organisation.person.inn.as_str(), head, international]);
        }
        filing::submission_digest(&self.foundation, token, &content)
    }

    /// Stores the application if there is room.
    async fn store(
        &self,
        client: &Client,
        applicant: &Applicant,
        password_hash: &str,
        tried: Option<TriedPassword>,
        submission_digest: &[u8],
    ) -> Result<Filing, ServiceError> {
        // before a connection is taken: nobody waits for a second one who holds the first
        let limits = &self.foundation.limits.lately().await?;
        let Some(tried) = tried else {
            let mut db = self.foundation.pool.acquire().await?;
            return self
                .store_judged(&mut db, client, applicant, password_hash, None, (submission_digest, limits))
                .await;
        };
        let mut transaction = self.foundation.begin().await?;
        let person = applicant.organisation.as_ref().map(|organisation| &organisation.person.inn);
        let knows_passport = applicant.passport_matched == Some(true);
        // whoever finds no room has tried no password
        let open = storage::count_open(&mut transaction, &applicant.inn, person, knows_passport).await?;
        if open >= i64::from(limits.get(Limit::OpenApplications)) {
            return Ok(Filing::Full);
        }
        let judged = Some(tried.judge(&mut transaction).await?);
        let outcome = self
            .store_judged(&mut transaction, client, applicant, password_hash, judged, (submission_digest, limits))
            .await?;
        if matches!(outcome, Filing::Filed(_)) {
            transaction.commit().await?;
        }
        Ok(outcome)
    }

    /// The same with the verdict on an account's password, which the trail has too.
    async fn store_judged(
        &self,
        db: &mut PgConnection,
        client: &Client,
        applicant: &Applicant,
        password_hash: &str,
        account_password: Option<AccountPassword>,
        (submission_digest, limits): (&[u8], &Limits),
    ) -> Result<Filing, ServiceError> {
        let organisation = applicant.organisation.as_ref().map(|organisation| OrganisationPart {
            person: &organisation.person,
            international: organisation.international,
            head: organisation.head.as_ref(),
            account_password,
        });
        let application = NewApplication {
            given: filing::given(&self.foundation, &applicant.passport, limits)?,
            kind: applicant.kind,
            inn: applicant.inn,
            taxpayer: &applicant.taxpayer,
            organisation,
            passport_matched: applicant.passport_matched,
            phone: applicant.phone.as_str(),
            email: applicant.email.as_ref().map_or("", |email| email.as_str()),
            language: client.lang,
            submission_digest,
            password_hash: Some(password_hash),
        };
        let address = client.address.to_string();
        let entry = filing::submitted(client, &address, Actor::Nobody, &application);
        let most_open = limits.get(Limit::OpenApplications);
        let outcome = storage::file(&mut *db, &application, most_open, &entry).await?;
        let person = applicant.organisation.as_ref().map(|organisation| &organisation.person.inn);
        if let (Filing::Filed(_), Some((person, verdict))) = (outcome, person.zip(account_password)) {
            let tried = AuditEntry {
                action: Action::AccountPasswordTried,
                subject_inn: person.as_str(),
                details: json!({ "verdict": verdict.as_str() }),
                ..entry
            };
            audit::append(db, &tried).await?;
        }
        Ok(outcome)
    }
}
