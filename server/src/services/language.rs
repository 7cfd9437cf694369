//! The reader's language survives in the account.

use app::api::{ApiError, Caller, Client};
use domain::lang::Lang;

use crate::{
    foundation::{Foundation, answer},
    storage,
};

/// Keeps the language in the account of whoever is signed in; without an account the cookie alone has it.
pub async fn choose(foundation: &Foundation, client: &Client, lang: Lang) -> Result<(), ApiError> {
    answer(client, async {
        match &client.caller {
            Caller::Nobody => {}
            Caller::Taxpayer(taxpayer) => {
                storage::language::of_account(&foundation.pool, &taxpayer.account, lang).await?;
            }
            Caller::Staff(staff) => storage::language::of_staff(&foundation.pool, &staff.staff, lang).await?,
        }
        Ok(())
    })
    .await
}
