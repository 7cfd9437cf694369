//! «Выбор учётной записи», and going to the cabinet chosen.

use app::api::{
    Acting, ApiError, Client, Conflict, CookieChange, TaxpayerCaller,
    representation::{CabinetChoice, Chooser, OWN},
};
use domain::inn::Inn;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{RepresentationService, identity};
use crate::{
    error::ServiceError,
    secrets::purpose,
    services::{device, sign_in::session},
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
        cabinet::AccountRecord,
        representation::RepresentationRecord,
        session::Renewed,
    },
};

impl RepresentationService {
    pub(super) async fn show_chooser(&self, client: &Client) -> Result<Chooser, ServiceError> {
        let person = client.person()?;
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&person.account)?).await?;
        let linked = storage::representation::of_account(&mut db, account.id).await?;
        let removed = match &person.acting {
            Acting::Nobody { removed: Some(inn) } => {
                storage::representation::ended_last(&mut db, account.id, inn).await?
            }
            Acting::Nobody { removed: None } | Acting::Own | Acting::For(_) => None,
        };
        let identity = identity(&mut db, client, person).await?;
        drop(db);
        let mut cabinets = Vec::with_capacity(linked.len() + 1);
        if account.own_cabinet {
            cabinets.push(self.own(client, person, &account).await);
        }
        for organisation in linked {
            cabinets.push(self.choice(client, person, &organisation).await?);
        }
        let removed = removed.map(|organisation| organisation.name(client.lang).to_owned());
        Ok(Chooser { identity, cabinets, removed })
    }

    /// The person's own cabinet. A registry that can't be asked must not keep anybody from choosing: only the office is
    /// missing then.
    async fn own(&self, client: &Client, person: &TaxpayerCaller, account: &AccountRecord) -> CabinetChoice {
        let registered = match Inn::from_trusted(&account.inn) {
            Some(inn) => self.registry.taxpayer(&inn).await.ok().flatten(),
            None => None,
        };
        let office = match registered {
            Some(taxpayer) => self.office(&taxpayer.tax_office, client.lang).await.ok(),
            None => None,
        };
        CabinetChoice {
            key: OWN.to_owned(),
            name: person.name.in_language(client.lang).to_owned(),
            inn: account.inn.clone(),
            office,
            current: person.acting == Acting::Own,
        }
    }

    async fn choice(
        &self,
        client: &Client,
        person: &TaxpayerCaller,
        organisation: &RepresentationRecord,
    ) -> Result<CabinetChoice, ServiceError> {
        let current = person.acting_for().is_some_and(|acting_for| acting_for.inn == organisation.inn);
        Ok(CabinetChoice {
            key: organisation.id.to_string(),
            name: organisation.name(client.lang).to_owned(),
            inn: organisation.inn.clone(),
            office: Some(self.office(&organisation.tax_office, client.lang).await?),
            current,
        })
    }

    /// Goes to a cabinet of one's own. Whoever else's it is, or was, the answer is the same.
    pub(super) async fn enter_cabinet(&self, client: &Client, key: &str) -> Result<Vec<CookieChange>, ServiceError> {
        let person = client.person()?;
        let (token, digest) = session::fresh_token(&self.foundation, purpose::SESSION);
        let mut tx = self.foundation.begin().await?;
        let entered = enter(&mut tx, person, key, &digest).await?;
        let (inn, renewed) = entered.ok_or(ApiError::Conflict(Conflict::NotRepresented))?;
        let now = self.foundation.now();
        let entry = AuditEntry {
            at: now,
            actor: Actor::Taxpayer(&person.account),
            action: Action::CabinetEntered,
            subject_inn: &inn,
            application: None,
            tax_office: "",
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({ "device": device::name(&client.user_agent) }),
        };
        storage::audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(vec![session::cookie(token, renewed.remembered.then(|| renewed.expires_at - now))])
    }
}

async fn enter(
    tx: &mut PgConnection,
    person: &TaxpayerCaller,
    key: &str,
    digest: &[u8; 32],
) -> Result<Option<(String, Renewed)>, ServiceError> {
    let (at, account) = (session::id(&person.session)?, session::id(&person.account)?);
    if key == OWN {
        return Ok(storage::representation::enter_own(tx, at, account, digest).await?);
    }
    match Uuid::parse_str(key) {
        Ok(representation) => Ok(storage::representation::enter(tx, at, account, representation, digest).await?),
        Err(_) => Ok(None),
    }
}
