//! The taxpayer's account as the cabinet reads and changes it. Sessions are in [`session`](super::session), the history
//! in [`audit`](super::audit).

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::{ApplicationRecord, select_application};

/// An account that has credentials.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct AccountRecord {
    pub id: Uuid,
    pub inn: String,
    pub login: String,
    pub password_hash: String,
    pub name_ru: String,
    pub name_ky: String,
    pub phone: String,
    pub email: String,
    pub password_changed_at: OffsetDateTime,
    /// The password is the primary one of a registration card, taken until then.
    pub primary_until: Option<OffsetDateTime>,
    /// The person's own cabinet is open, not only those of organisations.
    pub own_cabinet: bool,
}

/// The account with this id.
///
/// # Errors
/// The database's; `RowNotFound` when there is none, which a session rules out.
pub async fn account(db: &mut PgConnection, id: Uuid) -> Result<AccountRecord, sqlx::Error> {
    sqlx::query_as!(
        AccountRecord,
        r#"SELECT id, inn, login AS "login!", password_hash AS "password_hash!", name_ru, name_ky, phone, email,
                  password_changed_at AS "password_changed_at!", primary_until, own_cabinet
           FROM account WHERE id = $1 AND state <> 'awaiting_signature'"#,
        id,
    )
    .fetch_one(db)
    .await
}

/// The newest grant to the person of the account: of their own cabinet where there is one, else of an organisation's,
/// whose passport is theirs as well.
///
/// # Errors
/// The database's.
pub async fn granted_application(
    db: &mut PgConnection,
    inn: &str,
    login: &str,
) -> Result<Option<ApplicationRecord>, sqlx::Error> {
    let row = select_application!(
        "WHERE (inn = $1 OR person_inn = $1) AND login = $2 AND decision = 'grant' \
         ORDER BY inn = $1 DESC, decided_at DESC LIMIT 1",
        inn,
        login,
    )
    .fetch_optional(db)
    .await?;
    row.map(TryInto::try_into).transpose()
}

/// Sets a new password, unless it was changed since the one in force was verified, or that is a primary one that has run
/// out.
///
/// # Errors
/// The database's.
pub async fn change_password(
    db: &mut PgConnection,
    account: &AccountRecord,
    hash: &str,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query!(
        "UPDATE account
         SET password_hash = $3, password_changed_at = greatest($4, password_changed_at + interval '1 microsecond')
         WHERE id = $1 AND password_changed_at = $2 AND state = 'active'
           AND (primary_until IS NULL OR primary_until > $4)",
        account.id,
        account.password_changed_at,
        hash,
        now,
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Whether a device has signed in to this account before.
///
/// # Errors
/// The database's.
pub async fn knows_device(db: &mut PgConnection, account: Uuid, device_digest: &[u8; 32]) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM known_device WHERE token_digest = $2 AND account_id = $1) AS "knows!""#,
        account,
        device_digest,
    )
    .fetch_one(db)
    .await
}
