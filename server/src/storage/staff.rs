//! Accounts of staff.

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
    /// For a one-time password: when it lapses.
    pub password_expires_at: Option<OffsetDateTime>,
    /// What their authenticator has already, sealed; without one they enrol at the first sign-in.
    pub totp_sealed: Option<&'a [u8]>,
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
        "INSERT INTO staff (id, user_name, password_hash, name, role, tax_office, inn, language, created_at,
                            password_expires_at, totp_sealed, totp_since)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10, $11,
                 CASE WHEN $11::bytea IS NOT NULL THEN $9::timestamptz END)
         ON CONFLICT (user_name) DO NOTHING",
        staff.id,
        staff.user_name,
        staff.password_hash,
        staff.name,
        staff.role,
        staff.tax_office,
        staff.inn,
        staff.language,
        staff.created_at,
        staff.password_expires_at,
        staff.totp_sealed as Option<&[u8]>,
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

/// A member of staff as administrators see them.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct StaffRecord {
    pub id: Uuid,
    pub user_name: String,
    pub name: String,
    pub role: String,
    pub tax_office: Option<String>,
    pub blocked: bool,
    /// Has a second factor.
    pub enrolled: bool,
    /// Has a one-time password.
    pub one_time_password: bool,
}

/// All staff by name: three thousand in the whole country. What is searched for is found in Rust, which knows the letters
/// of every language whatever the locale of the database.
///
/// # Errors
/// The database's.
pub async fn all(db: &mut PgConnection) -> Result<Vec<StaffRecord>, sqlx::Error> {
    sqlx::query_as!(
        StaffRecord,
        r#"SELECT id, user_name, name, role, tax_office, blocked_at IS NOT NULL AS "blocked!",
                  (totp_sealed IS NOT NULL OR EXISTS (SELECT FROM passkey p WHERE p.staff_id = staff.id)) AS "enrolled!",
                  password_expires_at IS NOT NULL AS "one_time_password!"
           FROM staff ORDER BY name, user_name"#
    )
    .fetch_all(db)
    .await
}

/// One of them.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &mut PgConnection, staff: Uuid) -> Result<Option<StaffRecord>, sqlx::Error> {
    sqlx::query_as!(
        StaffRecord,
        r#"SELECT id, user_name, name, role, tax_office, blocked_at IS NOT NULL AS "blocked!",
                  (totp_sealed IS NOT NULL OR EXISTS (SELECT FROM passkey p WHERE p.staff_id = staff.id)) AS "enrolled!",
                  password_expires_at IS NOT NULL AS "one_time_password!"
           FROM staff WHERE id = $1"#,
        staff
    )
    .fetch_optional(db)
    .await
}

/// What somebody is to be from now on.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The administrator who wants it.
    pub by: Uuid,
    /// Whom.
    pub staff: Uuid,
    /// `inspector`, `head_of_office`, `administrator`.
    pub role: &'a str,
    /// Code of the office; only administrators have none.
    pub tax_office: Option<&'a str>,
    /// May not enter.
    pub blocked: bool,
    /// Now.
    pub at: OffsetDateTime,
}

/// Changes role, office, or whether somebody may enter, and ends what they have running. `Some(false)` when that is how
/// it was; `None` when the database's rules forbid it: nobody changes themselves, and only an administrator who is not
/// blocked changes others.
///
/// # Errors
/// The database's.
pub async fn change(db: &mut PgConnection, change: Change<'_>) -> Result<Option<bool>, sqlx::Error> {
    let Change { by, staff, role, tax_office, blocked, at } = change;
    sqlx::query_scalar!("SELECT change_staff($1, $2, $3, $4, $5, $6)", by, staff, role, tax_office, blocked, at)
        .fetch_one(db)
        .await
}

/// Gives somebody a one-time password and ends what they have running.
///
/// # Errors
/// The database's.
pub async fn set_one_time_password(
    db: &mut PgConnection,
    staff: Uuid,
    hash: &str,
    expires_at: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE staff SET password_hash = $2, password_expires_at = $3 WHERE id = $1",
        staff,
        hash,
        expires_at
    )
    .execute(&mut *db)
    .await?;
    end_sessions(db, staff, None, now).await
}

/// Ends sessions, but for one of them where one is named, and half-done sign-ins.
///
/// # Errors
/// The database's.
pub async fn end_sessions(
    db: &mut PgConnection,
    staff: Uuid,
    but: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE session SET ended_at = $2 WHERE staff_id = $1 AND id IS DISTINCT FROM $3 AND ended_at IS NULL",
        staff,
        now,
        but
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("UPDATE staff_entry SET ended_at = $2 WHERE staff_id = $1 AND ended_at IS NULL", staff, now)
        .execute(db)
        .await?;
    Ok(())
}

/// Who wants somebody's second factor taken away, and since when.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct WaitingReset {
    pub asked_by: Uuid,
    pub name: String,
    pub asked_at: OffsetDateTime,
}

/// What is asked since `since` by an administrator who is one still.
///
/// # Errors
/// The database's.
pub async fn waiting_reset(
    db: &mut PgConnection,
    staff: Uuid,
    since: OffsetDateTime,
) -> Result<Option<WaitingReset>, sqlx::Error> {
    sqlx::query_as!(
        WaitingReset,
        "SELECT r.asked_by, a.name, r.asked_at FROM second_factor_reset r
         JOIN staff a ON a.id = r.asked_by AND a.role = 'administrator' AND a.blocked_at IS NULL
         WHERE r.staff_id = $1 AND r.confirmed_at IS NULL AND r.asked_at > $2",
        staff,
        since,
    )
    .fetch_optional(db)
    .await
}

/// Asks; what was asked before and has not been confirmed is replaced.
///
/// # Errors
/// The database's; its checks keep anybody from asking for themselves.
pub async fn ask_reset(
    db: &mut PgConnection,
    id: Uuid,
    staff: Uuid,
    by: Uuid,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM second_factor_reset WHERE staff_id = $1 AND confirmed_at IS NULL", staff)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "INSERT INTO second_factor_reset (id, staff_id, asked_by, asked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (staff_id) WHERE confirmed_at IS NULL DO NOTHING",
        id,
        staff,
        by,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Confirms what another administrator asked since `since`: the second factor, authenticator and passkeys alike, and its
/// recovery codes are gone, and what was running ends. `false` when nothing is asked, or by the same administrator, or about themselves.
///
/// # Errors
/// The database's.
pub async fn confirm_reset(
    db: &mut PgConnection,
    staff: Uuid,
    by: Uuid,
    since: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let confirmed = sqlx::query!(
        "UPDATE second_factor_reset r SET confirmed_by = $2, confirmed_at = $4 FROM staff a
         WHERE r.staff_id = $1 AND r.confirmed_at IS NULL AND r.asked_at > $3 AND r.asked_by <> $2 AND r.staff_id <> $2
           AND a.id = r.asked_by AND a.role = 'administrator' AND a.blocked_at IS NULL",
        staff,
        by,
        since,
        now,
    )
    .execute(&mut *db)
    .await?;
    if confirmed.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query!("UPDATE staff SET totp_sealed = NULL, totp_since = NULL, totp_step = 0 WHERE id = $1", staff)
        .execute(&mut *db)
        .await?;
    sqlx::query!("DELETE FROM passkey WHERE staff_id = $1", staff).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM staff_recovery_code WHERE staff_id = $1", staff).execute(&mut *db).await?;
    end_sessions(db, staff, None, now).await?;
    Ok(true)
}
