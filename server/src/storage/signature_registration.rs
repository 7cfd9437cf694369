//! Accounts that wait for their first signed entry.

use domain::{inn::Inn, lang::Lang};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// An account about to wait.
#[derive(Debug, Clone)]
pub struct NewAwaiting<'a> {
    /// UUID.
    pub id: Uuid,
    /// A person's.
    pub inn: &'a Inn,
    /// As the registry has it.
    pub name_ru: &'a str,
    /// The same in Kyrgyz, or empty.
    pub name_ky: &'a str,
    /// Language of the form.
    pub language: Lang,
    /// Now.
    pub created_at: OffsetDateTime,
}

/// Stores an account that waits for its first signed entry, or makes the one that waits for the sake of an organisation
/// the person's own as well; whoever has any other account keeps it as it is. Whether anything changed.
///
/// # Errors
/// The database's.
pub async fn await_signature(db: &mut PgConnection, account: &NewAwaiting<'_>) -> Result<bool, sqlx::Error> {
    let stored = sqlx::query!(
        "INSERT INTO account AS held (id, inn, state, name_ru, name_ky, phone, language, created_at, own_cabinet)
         VALUES ($1, $2, 'awaiting_signature', $3, $4, '', $5, $6, true)
         ON CONFLICT (inn) DO UPDATE SET own_cabinet = true
         WHERE held.state = 'awaiting_signature' AND NOT held.own_cabinet",
        account.id,
        account.inn.as_str(),
        account.name_ru,
        account.name_ky,
        account.language.code(),
        account.created_at,
    )
    .execute(db)
    .await?;
    Ok(stored.rows_affected() == 1)
}
