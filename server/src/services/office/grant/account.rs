//! The account behind a grant: the one that the person has, or a new one that this application's password opens.

use app::api::{ApiError, Conflict};
use domain::{inn::Inn, login::Login};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    error::ServiceError,
    foundation::Foundation,
    random,
    services::office::{OfficeService, changed},
    storage::{self, access_application::ApplicationRecord},
};

/// Logins that one INN can have: two digits tell them apart.
const LOGINS: u16 = 100;

/// The account of the person who applies.
pub(super) enum Account {
    /// Made by this grant, or completed: it waited for a signature, or was annulled.
    Opened { id: Uuid, login: Login },
    /// Was there; its password stays what it was.
    Found { id: Uuid, login: Login, own_cabinet: bool },
}

impl OfficeService {
    /// The account of this person, whom the caller keeps locked; its password is never touched where it has one.
    ///
    /// An annulled account is opened again by its own person's first application alone, under the login that it had and with
    /// that application's password (docs/decisions/0019-annulment.md).
    ///
    /// Errors: `Conflict` when it is annulled and the application an organisation's, when there is none and the application has no password to begin with, or
    /// when logins of the INN are used up.
    pub(super) async fn account_of(
        &self,
        tx: &mut PgConnection,
        person: Inn,
        record: &ApplicationRecord,
        at: OffsetDateTime,
    ) -> Result<Account, ServiceError> {
        let found = storage::representation::lock_account(tx, &person).await?;
        if let Some(account) = found {
            if account.annulled && record.person.is_some() {
                return Err(ApiError::Conflict(Conflict::AccountAnnulled).into());
            }
            if let Some(login) = account.login {
                let login = Login::parse(&login).map_err(|_| ServiceError::Stored("account.login"))?;
                if account.annulled {
                    return self.open(tx, login, record, at).await;
                }
                return Ok(Account::Found { id: account.id, login, own_cabinet: account.own_cabinet });
            }
        }
        let login = new_login(&self.foundation, tx, person).await?;
        self.open(tx, login, record, at).await
    }

    async fn open(
        &self,
        tx: &mut PgConnection,
        login: Login,
        record: &ApplicationRecord,
        at: OffsetDateTime,
    ) -> Result<Account, ServiceError> {
        let opened = storage::office::open_account(tx, self.foundation.new_id(), login.as_str(), record.id, at).await?;
        let id = opened.ok_or_else(|| changed(record.state))?;
        Ok(Account::Opened { id, login })
    }
}

/// A login that this INN has never had.
pub(in crate::services) async fn new_login(
    foundation: &Foundation,
    tx: &mut PgConnection,
    person: Inn,
) -> Result<Login, ServiceError> {
    let given = storage::office::logins_given(tx, &person).await?;
    let free: Vec<Login> = (0..LOGINS)
        .filter_map(|digits| u8::try_from(digits).ok())
        .map(|digits| Login::issue(person, digits))
        .filter(|login| !given.iter().any(|given| given == login.as_str()))
        .collect();
    let place = random::below(&*foundation.random, u16::try_from(free.len()).unwrap_or(LOGINS));
    let login = free.get(usize::from(place)).copied();
    login.ok_or(ServiceError::Answer(ApiError::Conflict(Conflict::AlreadyHasAccess)))
}
