//! Accounts of staff: made by a command, so far.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A member of staff to be stored.
#[derive(Debug, Clone)]
pub struct NewStaff<'a> {
    /// UUID.
    pub id: Uuid,
    /// `[a-z0-9][a-z0-9._-]{2,63}`.
    pub user_name: &'a str,
    /// PHC string.
    pub password_hash: &'a str,
    /// As printed on decisions.
    pub name: &'a str,
    /// `inspector`, `head_of_office`, `administrator`.
    pub role: &'a str,
    /// Code of the office; only administrators have none.
    pub tax_office: Option<&'a str>,
    /// Their own INN, so that nobody decides on themselves.
    pub inn: Option<&'a str>,
    /// `ru`, `ky`, `en`.
    pub language: &'a str,
    /// Now.
    pub created_at: OffsetDateTime,
}

/// Stores a member of staff; `false` when the user name is taken.
///
/// # Errors
/// The database's; its checks repeat the formats above.
pub async fn add(db: &mut PgConnection, staff: &NewStaff<'_>) -> Result<bool, sqlx::Error> {
    let added = sqlx::query!(
        "INSERT INTO staff (id, user_name, password_hash, name, role, tax_office, inn, language, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (user_name) DO NOTHING",
        staff.id,
        staff.user_name,
        staff.password_hash,
        staff.name,
        staff.role,
        staff.tax_office,
        staff.inn,
        staff.language,
        staff.created_at,
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Name of a member of staff as printed on decisions.
///
/// # Errors
/// The database's; `RowNotFound` when there is none.
pub async fn name(db: &mut PgConnection, staff: Uuid) -> Result<String, sqlx::Error> {
    sqlx::query_scalar!("SELECT name FROM staff WHERE id = $1", staff).fetch_one(db).await
}
