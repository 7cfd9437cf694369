//! The organisations of an account: those it acts for, those it was asked for, and removing a link of one's own.

use app::api::{
    ApiError, Client,
    representation::{AskedOrganisation, LinkedOrganisation, Organisations},
};
use domain::lang::Lang;
use serde_json::json;
use uuid::Uuid;

use super::{RepresentationService, identity};
use crate::{
    error::ServiceError,
    services::{grounds::words, sign_in::session},
    storage::{
        self,
        access_application::word,
        audit::{Action, Actor, AuditEntry},
        representation::{AskedRecord, EndedBy, RepresentationRecord},
    },
};

/// Applications that are shown.
const ASKED: i64 = 50;

impl RepresentationService {
    pub(super) async fn show_organisations(&self, client: &Client) -> Result<Organisations, ServiceError> {
        let person = client.taxpayer()?;
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&person.account)?).await?;
        let linked = storage::representation::of_account(&mut db, account.id).await?;
        let asked = storage::representation::asked(&mut db, account.id, &account.inn, ASKED).await?;
        let identity = identity(&mut db, client, person).await?;
        drop(db);
        let mut organisations = Organisations { identity, linked: Vec::new(), asked: Vec::new() };
        for organisation in linked {
            organisations.linked.push(self.linked(organisation, client.lang).await?);
        }
        for application in asked {
            organisations.asked.push(self.asked(application, client.lang).await?);
        }
        Ok(organisations)
    }

    async fn linked(&self, organisation: RepresentationRecord, lang: Lang) -> Result<LinkedOrganisation, ServiceError> {
        Ok(LinkedOrganisation {
            id: organisation.id.to_string(),
            name: organisation.name(lang).to_owned(),
            office: self.office(&organisation.tax_office, lang).await?,
            since: organisation.since.into(),
            inn: organisation.inn,
        })
    }

    async fn asked(&self, application: AskedRecord, lang: Lang) -> Result<AskedOrganisation, ServiceError> {
        let kyrgyz = lang == Lang::Ky && !application.name_ky.is_empty();
        let ground = application.refusal_ground.map(|ground| word("refusal_ground", &ground)).transpose()?;
        let ground_words = match ground {
            Some(ground) => {
                let mut db = self.foundation.pool.acquire().await?;
                words::own_of_refusal(&mut db, application.id, ground, lang).await?
            }
            None => String::new(),
        };
        Ok(AskedOrganisation {
            name: if kyrgyz { application.name_ky } else { application.name_ru },
            inn: application.inn,
            office: self.office(&application.tax_office, lang).await?,
            state: word("state", &application.state)?,
            submitted_at: application.submitted_at.into(),
            expires_at: application.expires_at.into(),
            refused: ground,
            ground_words,
            from_outside: !application.from_inside,
        })
    }

    /// Removes a link of the caller's own. Sessions that act for the organisation notice at their next request.
    pub(super) async fn end_link(&self, client: &Client, representation: &str) -> Result<(), ServiceError> {
        let person = client.taxpayer()?;
        let representation = Uuid::parse_str(representation).map_err(|_| ApiError::NotFound)?;
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let account = storage::cabinet::account(&mut tx, session::id(&person.account)?).await?;
        let ended = storage::representation::end(&mut tx, account.id, representation, EndedBy::Person, at).await?;
        let Some(ended) = ended else {
            // a second click finds done what it asks for
            let done = storage::representation::has_ended(&mut tx, account.id, representation).await?;
            return if done { Ok(()) } else { Err(ApiError::NotFound.into()) };
        };
        let address = client.address.to_string();
        let entry = AuditEntry {
            at,
            actor: Actor::Taxpayer(&person.account),
            action: Action::RepresentationEnded,
            subject_inn: &account.inn,
            application: None,
            tax_office: "",
            address: &address,
            request_id: &client.request_id,
            details: json!({ "organisation": ended.name_ru, "representation": ended.id.to_string() }),
        };
        storage::audit::append(&mut tx, &entry).await?;
        // the same for whoever reads about the organisation
        let of_organisation =
            AuditEntry { subject_inn: &ended.inn, details: json!({ "representation": ended.id.to_string() }), ..entry };
        storage::audit::append(&mut tx, &of_organisation).await?;
        tx.commit().await?;
        Ok(())
    }
}
