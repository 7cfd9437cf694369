use app::api::{
    Client, Organisation,
    cabinet::{CabinetHome, HistoryEntry, SessionView},
};
use domain::{inn::Inn, lang::Lang};
use time::OffsetDateTime;
use uuid::Uuid;

use super::CabinetService;
use crate::{
    error::ServiceError,
    services::{
        device, history, representation,
        sign_in::session::{self, idle_since},
    },
    storage::{
        self, access_application::ApplicationRecord, audit::HistoryRow, cabinet::AccountRecord, session::ListedSession,
    },
};

/// Lines of the history.
const HISTORY: i64 = 50;

impl CabinetService {
    pub(super) async fn show_home(&self, client: &Client) -> Result<CabinetHome, ServiceError> {
        let taxpayer = client.taxpayer()?;
        let current = session::id(&taxpayer.session)?;
        let now = self.foundation.now();
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&taxpayer.account)?).await?;
        let idle_since = idle_since(&self.foundation, now);
        let sessions = storage::session::of_account(&mut db, account.id, now, idle_since).await?;
        let history = storage::audit::of_subject(&mut db, &account.inn, &history::told(), HISTORY).await?;
        let granted = storage::cabinet::granted_application(&mut db, &account.inn, &account.login).await?;
        let identity = representation::identity(&mut db, client, taxpayer).await?;
        drop(db);
        let whose = match taxpayer.acting_for() {
            Some(organisation) => self.organisation(organisation, client.lang).await?,
            None => self.own(&account, granted, client.lang).await?,
        };
        Ok(CabinetHome {
            identity,
            name: whose.name,
            inn: whose.inn,
            office: self.offices.summary(&whose.office, client.lang).await?,
            address: whose.address,
            sessions: sessions.into_iter().map(|session| view(session, current)).collect(),
            history: self.worded(history, client.lang).await?,
            person_inn: account.inn,
            login: account.login,
            phone: account.phone,
            email: account.email,
        })
    }

    /// The person's own cabinet; who was struck off the registry since has what the grant was decided on.
    async fn own(
        &self,
        account: &AccountRecord,
        granted: Option<ApplicationRecord>,
        lang: Lang,
    ) -> Result<Whose, ServiceError> {
        let inn = Inn::from_trusted(&account.inn).ok_or(ServiceError::Stored("account.inn"))?;
        let (office, address) = match (self.registry.taxpayer(&inn).await?, granted) {
            (Some(taxpayer), _) => (taxpayer.tax_office, taxpayer.address),
            (None, Some(application)) => (application.tax_office, application.address),
            (None, None) => {
                // access by a registration card: the office that issued it
                let mut db = self.foundation.pool.acquire().await?;
                let card = storage::card::of_account(&mut db, account.id).await?;
                (card.ok_or(ServiceError::Stored("account.login"))?.tax_office, String::new())
            }
        };
        let name = in_language(lang, &account.name_ru, &account.name_ky);
        Ok(Whose { name, inn: account.inn.clone(), office, address })
    }

    /// The cabinet of an organisation, as the registry has it at this moment.
    async fn organisation(&self, organisation: &Organisation, lang: Lang) -> Result<Whose, ServiceError> {
        let inn = Inn::from_trusted(&organisation.inn).ok_or(ServiceError::Stored("session.acting_for"))?;
        if let Some(registered) = self.registry.taxpayer(&inn).await? {
            let name = registered.name(lang).to_owned();
            let inn = organisation.inn.clone();
            return Ok(Whose { name, inn, office: registered.tax_office, address: registered.address });
        }
        // struck off since: what the link was decided on
        let linked = session::id(&organisation.representation)?;
        let mut db = self.foundation.pool.acquire().await?;
        let (office, address) = storage::representation::granted_place(&mut db, linked).await?;
        let name = organisation.name.in_language(lang).to_owned();
        Ok(Whose { name, inn: organisation.inn.clone(), office, address })
    }

    async fn worded(&self, rows: Vec<HistoryRow>, lang: Lang) -> Result<Vec<HistoryEntry>, ServiceError> {
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(event) = history::event(row.action) else {
                continue;
            };
            let told = |key| row.details.get(key).and_then(|told| told.as_str());
            let detail = match told("device").or_else(|| told("organisation")) {
                Some(told) => told.to_owned(),
                None if row.tax_office.is_empty() => String::new(),
                None => {
                    let office = self.offices.summary(&row.tax_office, lang).await?;
                    [office.code.as_str(), " - ", &office.name].concat()
                }
            };
            entries.push(HistoryEntry { at: moment(row.at), event, detail });
        }
        Ok(entries)
    }
}

/// Whose cabinet it is.
struct Whose {
    name: String,
    inn: String,
    /// Code of the office.
    office: String,
    address: String,
}

fn view(session: ListedSession, current: Uuid) -> SessionView {
    SessionView {
        id: session.id.to_string(),
        device: device::name(&session.user_agent),
        address: session.address,
        started_at: moment(session.started_at),
        last_used_at: moment(session.last_used_at),
        current: session.id == current,
    }
}

fn moment(at: OffsetDateTime) -> app::api::Moment {
    at.into()
}

fn in_language(lang: Lang, ru: &str, ky: &str) -> String {
    if lang == Lang::Ky && !ky.is_empty() { ky.to_owned() } else { ru.to_owned() }
}
