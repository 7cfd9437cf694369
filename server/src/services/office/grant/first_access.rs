//! First access of a person: a login that their INN has never had, and an account that this application's password
//! opens, and no other.

use app::api::{ApiError, Conflict};
use domain::{inn::Inn, login::Login};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::Access;
use crate::{
    error::ServiceError,
    random,
    services::office::{OfficeService, changed},
    storage::{self, access_application::ApplicationRecord},
};

/// Logins that one INN can have: two digits tell them apart.
const LOGINS: u16 = 100;

impl OfficeService {
    pub(super) async fn open_first_access(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        at: OffsetDateTime,
    ) -> Result<Access, ServiceError> {
        let login = self.new_login(tx, record.inn).await?;
        if !storage::office::open_account(tx, self.foundation.new_id(), login.as_str(), record.id, at).await? {
            return Err(changed(record.state));
        }
        Ok(Access { login })
    }

    /// A login that this INN has never had.
    pub(super) async fn new_login(&self, tx: &mut PgConnection, inn: Inn) -> Result<Login, ServiceError> {
        let (has_access, given) = storage::office::access_of_inn(tx, &inn).await?;
        let free: Vec<Login> = (0..LOGINS)
            .filter_map(|digits| u8::try_from(digits).ok())
            .map(|digits| Login::issue(inn, digits))
            .filter(|login| !has_access && !given.iter().any(|given| given == login.as_str()))
            .collect();
        let place = random::below(&*self.foundation.random, u16::try_from(free.len()).unwrap_or(LOGINS));
        let login = free.get(usize::from(place)).copied();
        login.ok_or(ServiceError::Answer(ApiError::Conflict(Conflict::AlreadyHasAccess)))
    }
}
