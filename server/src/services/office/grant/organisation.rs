//! An organisation's application: the account of the person who files it acts for the organisation from now on. The
//! account is made where the person has none, and left as it is where they do: the password of such an application was
//! only ever compared with the account's.

use app::api::{ApiError, Conflict};
use domain::inn::Inn;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{Access, account::Account};
use crate::{
    error::ServiceError,
    services::office::OfficeService,
    storage::{self, access_application::ApplicationRecord},
};

impl OfficeService {
    pub(super) async fn open_organisation(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        person: Inn,
        at: OffsetDateTime,
    ) -> Result<Access, ServiceError> {
        // after the organisation's own lock, never before one: two offices that grant to one person take turns
        storage::office::lock_inn(tx, &person).await?;
        let (account, login) = match self.account_of(tx, person, record, at).await? {
            Account::Opened { id, login } | Account::Found { id, login, .. } => (id, login),
        };
        if !storage::representation::begin(tx, self.foundation.new_id(), account, record.id, at).await? {
            return Err(ApiError::Conflict(Conflict::AlreadyRepresents).into());
        }
        Ok(Access { account, login, person: Some(person), sessions_ended: None })
    }
}
