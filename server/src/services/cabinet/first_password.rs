use app::api::{ApiError, Client, cabinet::FirstPassword};
use domain::lang::Lang;

use super::CabinetService;
use crate::{error::ServiceError, services::sign_in::session, storage};

impl CabinetService {
    /// Only for who has entered by a primary password.
    pub(super) async fn show_first_password(&self, client: &Client) -> Result<FirstPassword, ServiceError> {
        let newcomer = client.newcomer()?;
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&newcomer.account)?).await?;
        let until = account.primary_until.ok_or(ApiError::NotFound)?;
        let kyrgyz = client.lang == Lang::Ky && !account.name_ky.is_empty();
        let name = if kyrgyz { account.name_ky } else { account.name_ru };
        Ok(FirstPassword { name, inn: account.inn, login: account.login, until: until.into() })
    }
}
