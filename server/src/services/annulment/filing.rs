//! Filing an application to annul: one showing of a form makes one, however often it is sent.

use app::api::{ApiError, Client, CookieChange, Field, Message};
use domain::{access_application::ApplicationKind, inn::Inn, limits::Limit, passport::Passport};
use uuid::Uuid;

use super::AnnulmentService;
use crate::{
    error::ServiceError,
    registry::TaxpayerRecord,
    services::{application_pass::ApplicationPass, filing},
    storage::{
        self,
        access_application::PersonRecord,
        audit::Actor,
        registration::{Filing, NewApplication, OrganisationPart},
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
                let limit = self.foundation.limits.lately().await?.get(Limit::ApplicationsPerHour);
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
        let account = match actor {
            Actor::Taxpayer(account) => account,
            _ => "",
        };
        let GivenUp { inn, passport, phone, email, .. } = given_up;
        let content = ["annul", account, inn.as_str(), passport.as_str(), phone, email];
        filing::submission_digest(&self.foundation, token, &content)
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
        let limits = foundation.limits.lately().await?;
        let organisation = given_up.person.as_ref().map(|person| OrganisationPart {
            person,
            international: false,
            head: None,
            account_password: None,
        });
        let application = NewApplication {
            given: filing::given(foundation, &given_up.passport, &limits)?,
            kind: ApplicationKind::Annul,
            inn: given_up.inn,
            taxpayer: &given_up.taxpayer,
            organisation,
            passport_matched: given_up.passport_matched,
            phone: &given_up.phone,
            email: &given_up.email,
            language: client.lang,
            submission_digest,
            password_hash: None,
        };
        let address = client.address.to_string();
        let entry = filing::submitted(client, &address, actor, &application);
        let mut db = foundation.pool.acquire().await?;
        let most_open = limits.get(Limit::OpenApplications);
        let outcome = storage::registration::file(&mut db, &application, most_open, &entry).await?;
        let Filing::Filed(id) = outcome else {
            return match storage::registration::by_submission(&mut db, submission_digest).await? {
                Some(earlier) => Ok(earlier.id),
                None if outcome == Filing::Full => {
                    Err(ApiError::field(Field::Form, Message::TooManyApplications).into())
                }
                None => Err(ServiceError::Stored("submission_digest")),
            };
        };
        metrics::counter!("cabinet_applications_total", "kind" => ApplicationKind::Annul.as_str()).increment(1);
        Ok(id)
    }
}
