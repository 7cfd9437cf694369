//! What an attempt to sign in reads and leaves behind. Whatever is found, the statements are the same: who measures the
//! answer learns nothing.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{audit::AuditEntry, session::NewSession};

/// What is known of a login. Everything is empty for one that nobody has.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Credentials {
    pub account: Option<Uuid>,
    pub password_hash: Option<String>,
    pub password_changed_at: Option<OffsetDateTime>,
    pub language: Option<String>,
    pub active: bool,
    /// Whose annulment can be told about once the password proves right.
    pub annulled: bool,
    /// The password is a primary one, taken until then.
    pub primary_until: Option<OffsetDateTime>,
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
                  coalesce(a.state = 'active', false) AS "active!", a.annulment_id IS NOT NULL AS "annulled!",
                  a.primary_until AS "primary_until?",
                  d.token_digest IS NOT NULL AS "known_device!"
           FROM (SELECT) AS always
           LEFT JOIN account a ON a.login = $1
           LEFT JOIN known_device d ON d.token_digest = $2 AND d.account_id = a.id"#,
        login,
        device_digest,
    )
    .fetch_one(db)
    .await
}

/// What is known of the account of a person. Everything is empty for who has none.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct PersonCredentials {
    pub login: Option<String>,
    pub password_hash: Option<String>,
    /// The device has signed in to this very account before.
    pub known_device: bool,
}

/// Reads the account of a person, in whatever state, and whether the device is known to it. Always one row.
///
/// # Errors
/// The database's.
pub async fn credentials_of_person(
    db: &mut PgConnection,
    inn: &str,
    device_digest: &[u8; 32],
) -> Result<PersonCredentials, sqlx::Error> {
    sqlx::query_as!(
        PersonCredentials,
        r#"SELECT a.login AS "login?", a.password_hash AS "password_hash?",
                  d.token_digest IS NOT NULL AS "known_device!"
           FROM (SELECT) AS always
           LEFT JOIN account a ON a.inn = $1
           LEFT JOIN known_device d ON d.token_digest = $2 AND d.account_id = a.id"#,
        inn,
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
    /// Not blocked, and not with a one-time password that has lapsed.
    pub active: bool,
    /// Has a second factor already.
    pub enrolled: bool,
}

/// Reads the account of a user name. Always one row.
///
/// # Errors
/// The database's.
pub async fn staff_credentials(
    db: &mut PgConnection,
    user_name: &str,
    now: OffsetDateTime,
) -> Result<StaffCredentials, sqlx::Error> {
    sqlx::query_as!(
        StaffCredentials,
        r#"SELECT t.id AS "staff?", t.password_hash AS "password_hash?", t.language AS "language?",
                  t.tax_office AS "tax_office?",
                  (t.totp_sealed IS NOT NULL OR EXISTS (SELECT FROM passkey p WHERE p.staff_id = t.id)) AS "enrolled!",
                  (t.id IS NOT NULL AND t.blocked_at IS NULL AND coalesce(t.password_expires_at > $2, true)) AS "active!"
           FROM (SELECT) AS always LEFT JOIN staff t ON t.user_name = $1"#,
        user_name,
        now,
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

/// What a taxpayer's success leaves behind.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Whose password was verified.
    pub account: Uuid,
    /// When that password was set.
    pub password_changed_at: OffsetDateTime,
    /// The session that begins.
    pub session: &'a NewSession<'a>,
    /// The session that the browser held before; it ends.
    pub before: Option<Uuid>,
    /// Digest of the device's token.
    pub device_digest: [u8; 32],
    /// Devices not used since then are forgotten.
    pub forget_before: OffsetDateTime,
}

/// Begins a taxpayer's session, remembers the device and writes the trail, all by one statement: next to the hash it is
/// trips to the database that a sign-in costs. `false`, and nothing done, when the account was annulled, its password
/// changed since it was verified, or there are failures under one of these digests. With one cabinet the session stands
/// in it at once, with several in none until one is chosen.
///
/// # Errors
/// The database's.
pub async fn enter(
    db: &mut PgConnection,
    entry: &Entry<'_>,
    unless_failed: &[[u8; 32]],
    trail: &AuditEntry<'_>,
) -> Result<bool, sqlx::Error> {
    let unless_failed: Vec<Vec<u8>> = unless_failed.iter().map(|digest| digest.to_vec()).collect();
    let Entry { account, password_changed_at, session, before, device_digest, forget_before } = entry;
    let (actor_kind, actor_id) = trail.actor.parts();
    // the lock makes a change of the password, which ends the other sessions, wait for this one or be seen by it; the
    // device itself is not forgotten: one statement can't both renew a row and delete it
    let entered = sqlx::query_scalar!(
        r#"WITH still AS (
             SELECT id, own_cabinet FROM account WHERE id = $1 AND state = 'active' AND password_changed_at = $2
             AND (primary_until IS NULL OR primary_until > $9)
             AND NOT EXISTS (SELECT FROM password_failure WHERE subject_digest = ANY($3)) FOR SHARE
           ), linked AS (
             SELECT count(*) AS organisations, min(taxpayer_inn) AS one FROM representation
             WHERE account_id = $1 AND state = 'active'
           ), begun AS (
             INSERT INTO session (account_id, id, token_digest, remembered, address, user_agent, started_at,
                                  last_used_at, expires_at, acting_for, cabinet_chosen)
             SELECT still.id, $4, $5, $6, $7, $8, $9, $9, $10,
                    CASE WHEN organisations = 1 AND NOT own_cabinet THEN one END,
                    organisations + own_cabinet::int = 1
             FROM still, linked RETURNING id
           ), ended AS (
             UPDATE session SET ended_at = $9 FROM still WHERE session.id = $11 AND session.ended_at IS NULL
           ), forgotten AS (
             DELETE FROM known_device USING still
             WHERE account_id = still.id AND last_used_at < $13 AND token_digest <> $12
           ), device AS (
             INSERT INTO known_device (token_digest, account_id, last_used_at) SELECT $12, still.id, $9 FROM still
             ON CONFLICT (token_digest) DO UPDATE SET last_used_at = $9 WHERE known_device.account_id = $1
           )
           SELECT audit_append($9, $14, $15, $16, $17, NULL, '', $7, $18, $19) AS "seq!" FROM begun"#,
        account,
        password_changed_at,
        &unless_failed,
        session.id,
        &session.token_digest,
        session.remembered,
        session.address,
        session.user_agent,
        session.started_at,
        session.expires_at,
        *before as Option<Uuid>,
        device_digest,
        forget_before,
        actor_kind,
        actor_id,
        trail.action.as_str(),
        trail.subject_inn,
        trail.request_id,
        trail.details,
    )
    .fetch_optional(db)
    .await?;
    Ok(entered.is_some())
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
