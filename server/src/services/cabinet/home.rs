use app::api::{
    Client,
    cabinet::{CabinetHome, HistoryEntry, SessionView},
};
use domain::{inn::Inn, lang::Lang};
use time::OffsetDateTime;
use uuid::Uuid;

use super::CabinetService;
use crate::{
    error::ServiceError,
    services::{
        device, history,
        sign_in::session::{self, idle_since},
    },
    storage::{self, audit::HistoryRow, cabinet::AccountRecord, session::ListedSession},
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
        drop(db);
        let registered = self.registered(&account).await?;
        let (office, address) = match (registered, granted) {
            (Some(taxpayer), _) => (taxpayer.tax_office, taxpayer.address),
            // struck off the registry since: what the grant was decided on
            (None, Some(application)) => (application.tax_office, application.address),
            (None, None) => return Err(ServiceError::Stored("account.login")),
        };
        Ok(CabinetHome {
            name: in_language(client.lang, &account.name_ru, &account.name_ky),
            office: self.offices.summary(&office, client.lang).await?,
            address,
            sessions: sessions.into_iter().map(|session| view(session, current)).collect(),
            history: self.worded(history, client.lang).await?,
            inn: account.inn,
            login: account.login,
            phone: account.phone,
            email: account.email,
        })
    }

    async fn registered(
        &self,
        account: &AccountRecord,
    ) -> Result<Option<storage::registry::TaxpayerRecord>, ServiceError> {
        let inn = Inn::from_trusted(&account.inn).ok_or(ServiceError::Stored("account.inn"))?;
        Ok(self.registry.taxpayer(&inn).await?)
    }

    async fn worded(&self, rows: Vec<HistoryRow>, lang: Lang) -> Result<Vec<HistoryEntry>, ServiceError> {
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(event) = history::event(row.action) else {
                continue;
            };
            let detail = match row.details.get("device").and_then(|device| device.as_str()) {
                Some(device) => device.to_owned(),
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
