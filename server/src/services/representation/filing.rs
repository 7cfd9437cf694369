//! Filing an application for a link: one showing of the form makes one, however often it is sent, and one person has one
//! open for an organisation.

use app::api::{ApiError, Client, Field, Message};
use domain::{access_application::ApplicationKind, inn::Inn, limits::Limit, passport::Passport};
use uuid::Uuid;

use super::{RepresentationService, link::own_inn};
use crate::{
    error::ServiceError,
    registry::TaxpayerRecord,
    services::filing,
    storage::{
        self,
        access_application::PersonRecord,
        audit::Actor,
        cabinet::AccountRecord,
        registration::{Filing, NewApplication, OrganisationPart},
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
        let limit = self.foundation.limits.lately().await?.get(Limit::ApplicationsPerHour);
        self.throttle.spend("application", &client_key(client.address), limit, HOUR).await?;
        let own = own_inn(&link.account)?;
        let passport_matched = self.registry.citizen(&own, Some(&link.passport)).await?.passport_fits;
        let digest = self.submission_digest(&link.account, &link.inn, &link.passport, token);
        self.store(client, link, passport_matched, &digest).await
    }

    /// The token is bound to the account and to what was typed, so the same token with other content is another
    /// submission; without one, every post is.
    fn submission_digest(&self, account: &AccountRecord, inn: &Inn, passport: &Passport, token: &str) -> [u8; 32] {
        let account = account.id.to_string();
        let content = ["link", &account, inn.as_str(), passport.as_str()];
        filing::submission_digest(&self.foundation, token, &content)
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
        let limits = foundation.limits.lately().await?;
        let now = foundation.now();
        let organisation =
            OrganisationPart { person: &link.person, international: false, head: None, account_password: None };
        let application = NewApplication {
            given: filing::given(foundation, &link.passport, &limits)?,
            kind: ApplicationKind::Link,
            inn: link.inn,
            taxpayer: &link.taxpayer,
            organisation: Some(organisation),
            passport_matched,
            phone: &link.account.phone,
            email: &link.account.email,
            language: client.lang,
            submission_digest,
            password_hash: None,
        };
        let mut tx = foundation.begin().await?;
        let (person, knows_passport) = (&link.person.inn, passport_matched == Some(true));
        // from here on nobody else files for the organisation
        storage::registration::count_open(&mut tx, &link.inn, Some(person), knows_passport).await?;
        if let Some(earlier) = storage::registration::by_submission(&mut tx, submission_digest).await? {
            return Ok(earlier.id);
        }
        if storage::representation::has_asked(&mut tx, person.as_str(), &link.inn, now).await? {
            return Err(ApiError::field(Field::OrganisationInn, Message::AlreadyAsked).into());
        }
        let account = link.account.id.to_string();
        let address = client.address.to_string();
        let entry = filing::submitted(client, &address, Actor::Taxpayer(&account), &application);
        let most_open = limits.get(Limit::OpenApplications);
        match storage::registration::file(&mut tx, &application, most_open, &entry).await? {
            Filing::Filed(_) => {}
            Filing::Full => return Err(ApiError::field(Field::Form, Message::TooManyApplications).into()),
            Filing::Taken => return Err(ServiceError::Stored("submission_digest")),
        }
        tx.commit().await?;
        metrics::counter!("cabinet_applications_total", "kind" => ApplicationKind::Link.as_str()).increment(1);
        Ok(application.given.id)
    }
}
