//! What an attempt to sign in reads and leaves behind. Whatever is found, the statements are the same: who measures the
//! answer learns nothing.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// What is known of a login. Everything is empty for one that nobody has.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Credentials {
    pub account: Option<Uuid>,
    pub password_hash: Option<String>,
    pub password_changed_at: Option<OffsetDateTime>,
    pub language: Option<String>,
    pub active: bool,
    /// The device has signed in to this very account before.
    pub known_device: bool,
}

/// Reads the account of a login, and whether the device is known to it. Always one row.
///
/// # Errors
/// The database's.
pub async fn credentials(
    db: &mut PgConnection,
    login: &str,
    device_digest: &[u8; 32],
) -> Result<Credentials, sqlx::Error> {
    sqlx::query_as!(
        Credentials,
        r#"SELECT a.id AS "account?", a.password_hash AS "password_hash?",
                  a.password_changed_at AS "password_changed_at?", a.language AS "language?",
                  coalesce(a.state = 'active', false) AS "active!", d.token_digest IS NOT NULL AS "known_device!"
           FROM (SELECT) AS always
           LEFT JOIN account a ON a.login = $1
           LEFT JOIN known_device d ON d.token_digest = $2 AND d.account_id = a.id"#,
        login,
        device_digest,
    )
    .fetch_one(db)
    .await
}

/// What is known of a user name of staff. Everything is empty for one that nobody has.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct StaffCredentials {
    pub staff: Option<Uuid>,
    pub password_hash: Option<String>,
    pub language: Option<String>,
    pub tax_office: Option<String>,
    pub active: bool,
}

/// Reads the account of a user name. Always one row.
///
/// # Errors
/// The database's.
pub async fn staff_credentials(db: &mut PgConnection, user_name: &str) -> Result<StaffCredentials, sqlx::Error> {
    sqlx::query_as!(
        StaffCredentials,
        r#"SELECT t.id AS "staff?", t.password_hash AS "password_hash?", t.language AS "language?",
                  t.tax_office AS "tax_office?", (t.id IS NOT NULL AND t.blocked_at IS NULL) AS "active!"
           FROM (SELECT) AS always LEFT JOIN staff t ON t.user_name = $1"#,
        user_name,
    )
    .fetch_one(db)
    .await
}

/// Consecutive failures of a password.
#[derive(Debug, Clone, Copy)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: OffsetDateTime,
}

/// What was found by [`lock_failures`].
#[derive(Debug, Clone, Copy)]
pub struct FailuresBefore {
    /// Those that count for this attempt.
    pub counted: Option<Failures>,
    /// Whether a success has any to forget.
    pub any: bool,
}

/// Reads the failures that count and those of the login from wherever, and holds both until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn lock_failures(
    db: &mut PgConnection,
    counted: &[u8; 32],
    login: &[u8; 32],
) -> Result<FailuresBefore, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT subject_digest = $1 AS "counts!", failures, last_failed_at FROM password_failure
           WHERE subject_digest = $1 OR subject_digest = $2 ORDER BY subject_digest FOR UPDATE"#,
        counted,
        login,
    )
    .fetch_all(db)
    .await?;
    let counted = rows.iter().find(|row| row.counts);
    let counted = counted
        .map(|row| Failures { count: u32::try_from(row.failures).unwrap_or(u32::MAX), last: row.last_failed_at });
    Ok(FailuresBefore { counted, any: !rows.is_empty() })
}

/// Keeps a failure. One that happened while locked (`counts` false) changes nothing, by the same statement: a password
/// that was not tried must not prolong the lock.
///
/// # Errors
/// The database's.
pub async fn keep_failure(
    db: &mut PgConnection,
    subject_digest: &[u8; 32],
    counts: bool,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO password_failure AS f (subject_digest, failures, last_failed_at) VALUES ($1, 1, $3)
         ON CONFLICT (subject_digest) DO UPDATE
         SET failures = least(f.failures + CASE WHEN $2 THEN 1 ELSE 0 END, 1000000),
             last_failed_at = CASE WHEN $2 THEN $3 ELSE f.last_failed_at END",
        subject_digest,
        counts,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets the failures: the password was right.
///
/// # Errors
/// The database's.
pub async fn clear_failures(db: &mut PgConnection, subject_digests: &[[u8; 32]]) -> Result<(), sqlx::Error> {
    let digests: Vec<Vec<u8>> = subject_digests.iter().map(|digest| digest.to_vec()).collect();
    sqlx::query!("DELETE FROM password_failure WHERE subject_digest = ANY($1)", &digests).execute(db).await?;
    Ok(())
}

/// Replaces a taxpayer's hash by one of the same password with other parameters, unless it changed meanwhile.
///
/// # Errors
/// The database's.
pub async fn upgrade_account_hash(
    db: &mut PgConnection,
    account: Uuid,
    old: &str,
    new: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2", account, old, new)
        .execute(db)
        .await?;
    Ok(())
}

/// The same for staff.
///
/// # Errors
/// The database's.
pub async fn upgrade_staff_hash(db: &mut PgConnection, staff: Uuid, old: &str, new: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE staff SET password_hash = $3 WHERE id = $1 AND password_hash = $2", staff, old, new)
        .execute(db)
        .await?;
    Ok(())
}
