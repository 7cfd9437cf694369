//! First access of a person to their own cabinet: an account that this application's password opens, and no other. Who
//! has one already for the sake of an organisation keeps its login and password, and gets their own cabinet in it
//! (docs/decisions/0014-representation.md).

use app::api::{ApiError, Conflict};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{Access, account::Account};
use crate::{
    error::ServiceError,
    services::office::OfficeService,
    storage::{self, access_application::ApplicationRecord},
};

impl OfficeService {
    pub(super) async fn open_first_access(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        at: OffsetDateTime,
    ) -> Result<Access, ServiceError> {
        match self.account_of(tx, record.inn, record, at).await? {
            Account::Opened { id, login } => Ok(Access { account: id, login, person: None, sessions_ended: None }),
            Account::Found { own_cabinet: true, .. } => Err(ApiError::Conflict(Conflict::AlreadyHasAccess).into()),
            Account::Found { id, login, own_cabinet: false } => {
                storage::representation::open_own_cabinet(tx, id).await?;
                Ok(Access { account: id, login, person: None, sessions_ended: None })
            }
        }
    }
}
