//! The second step of the door of staff: who owes a second factor, and what proves one.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Somebody whose password was right, about to be asked for the second factor.
#[derive(Debug, Clone)]
pub struct NewEntry<'a> {
    /// UUID.
    pub id: Uuid,
    /// Keyed digest of the token in the browser's cookie.
    pub token_digest: [u8; 32],
    /// Whose password it was.
    pub staff: Uuid,
    /// Now.
    pub at: OffsetDateTime,
    /// The second step must be taken before.
    pub expires_at: OffsetDateTime,
    /// For whoever has not enrolled: the secret that they are offered, sealed.
    pub offered_sealed: Option<&'a [u8]>,
}

/// Keeps that the password was right, unless they were blocked since. What has lapsed goes.
///
/// # Errors
/// The database's.
pub async fn begin(db: &mut PgConnection, entry: &NewEntry<'_>) -> Result<bool, sqlx::Error> {
    let NewEntry { id, token_digest, staff, at, expires_at, offered_sealed } = entry;
    sqlx::query!("DELETE FROM staff_entry WHERE staff_id = $1 AND expires_at <= $2", staff, at)
        .execute(&mut *db)
        .await?;
    let begun = sqlx::query!(
        "WITH still AS (SELECT id FROM staff WHERE id = $1 AND blocked_at IS NULL FOR SHARE)
         INSERT INTO staff_entry (staff_id, id, token_digest, began_at, expires_at, offered_sealed)
         SELECT still.id, $2, $3, $4, $5, $6 FROM still",
        staff,
        id,
        token_digest,
        at,
        expires_at,
        *offered_sealed as Option<&[u8]>,
    )
    .execute(db)
    .await?;
    Ok(begun.rows_affected() == 1)
}

/// Somebody on the second step.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Entry {
    pub id: Uuid,
    pub staff: Uuid,
    pub user_name: String,
    pub name: String,
    pub tax_office: Option<String>,
    pub inn: Option<String>,
    pub language: String,
    /// One that somebody else has seen.
    pub one_time_password: bool,
    pub offered_sealed: Option<Vec<u8>>,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_step: i64,
    /// Has a passkey.
    pub has_passkey: bool,
}

impl Entry {
    /// Has a second factor.
    pub fn enrolled(&self) -> bool {
        self.totp_sealed.is_some() || self.has_passkey
    }

    /// Had none when the password was proved, and has none yet.
    pub fn may_enrol(&self) -> bool {
        !self.enrolled() && self.offered_sealed.is_some()
    }
}

/// Who has this token, if the second step may still be taken; their account is locked until the transaction ends, so that
/// of several codes tried at once one is tried after the other.
///
/// # Errors
/// The database's.
pub async fn of_token(
    db: &mut PgConnection,
    token_digest: &[u8; 32],
    now: OffsetDateTime,
) -> Result<Option<Entry>, sqlx::Error> {
    sqlx::query_as!(
        Entry,
        r#"SELECT e.id, t.id AS staff, t.user_name, t.name, t.tax_office, t.inn, t.language,
                  t.password_expires_at IS NOT NULL AS "one_time_password!", e.offered_sealed, t.totp_sealed, t.totp_step,
                  EXISTS (SELECT FROM passkey p WHERE p.staff_id = t.id) AS "has_passkey!"
           FROM staff_entry e JOIN staff t ON t.id = e.staff_id
           WHERE e.token_digest = $1 AND e.ended_at IS NULL AND e.expires_at > $2 AND t.blocked_at IS NULL
           FOR UPDATE OF t, e"#,
        token_digest,
        now,
    )
    .fetch_optional(db)
    .await
}

/// The second step is done, or given up.
///
/// # Errors
/// The database's.
pub async fn end(db: &mut PgConnection, entry: Uuid, now: OffsetDateTime) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE staff_entry SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", entry, now)
        .execute(db)
        .await?;
    Ok(())
}

/// Replaces a one-time password.
///
/// # Errors
/// The database's.
pub async fn change_password(db: &mut PgConnection, staff: Uuid, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE staff SET password_hash = $2, password_expires_at = NULL WHERE id = $1", staff, hash)
        .execute(db)
        .await?;
    Ok(())
}

/// What somebody proves a second factor against.
#[derive(Debug, Clone)]
pub struct Factor {
    /// Sealed; `None` for whoever has passkeys only.
    pub totp_sealed: Option<Vec<u8>>,
    /// The newest step that was taken.
    pub totp_step: i64,
    /// When it was last proved in the session asked about.
    pub proved_at: Option<OffsetDateTime>,
}

/// The second factor of whoever is in a session; their account is locked until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn factor_in_session(
    db: &mut PgConnection,
    staff: Uuid,
    session: Uuid,
) -> Result<Option<Factor>, sqlx::Error> {
    sqlx::query_as!(
        Factor,
        r#"SELECT t.totp_sealed, t.totp_step, s.factor_at AS proved_at
           FROM staff t JOIN session s ON s.staff_id = t.id AND s.id = $2 AND s.ended_at IS NULL
           WHERE t.id = $1 FOR UPDATE OF t"#,
        staff,
        session,
    )
    .fetch_optional(db)
    .await
}

/// When the second factor was last proved in a session; nothing is locked.
///
/// # Errors
/// The database's.
pub async fn proved_at(db: &mut PgConnection, session: Uuid) -> Result<Option<OffsetDateTime>, sqlx::Error> {
    Ok(sqlx::query_scalar!("SELECT factor_at FROM session WHERE id = $1", session).fetch_optional(db).await?.flatten())
}

/// The second factor was proved again in this session.
///
/// # Errors
/// The database's.
pub async fn proved_again(db: &mut PgConnection, session: Uuid, now: OffsetDateTime) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE session SET factor_at = $2 WHERE id = $1", session, now).execute(db).await?;
    Ok(())
}

/// Takes the code of a step; `false` when that step or a later one was taken already.
///
/// # Errors
/// The database's.
pub async fn take_step(db: &mut PgConnection, staff: Uuid, step: i64) -> Result<bool, sqlx::Error> {
    let taken = sqlx::query!("UPDATE staff SET totp_step = $2 WHERE id = $1 AND totp_step < $2", staff, step)
        .execute(db)
        .await?;
    Ok(taken.rows_affected() == 1)
}

/// Takes a recovery code; `false` when it is not one of theirs, or was used.
///
/// # Errors
/// The database's.
pub async fn take_recovery_code(
    db: &mut PgConnection,
    staff: Uuid,
    digest: &[u8; 32],
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let taken = sqlx::query!(
        "UPDATE staff_recovery_code SET used_at = $3 WHERE staff_id = $1 AND digest = $2 AND used_at IS NULL",
        staff,
        digest,
        now,
    )
    .execute(db)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Recovery codes that still work.
///
/// # Errors
/// The database's.
pub async fn recovery_codes_left(db: &mut PgConnection, staff: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "left!" FROM staff_recovery_code WHERE staff_id = $1 AND used_at IS NULL"#,
        staff
    )
    .fetch_one(db)
    .await
}

/// Enrols: the secret, and the step of the code that showed that the authenticator has it.
///
/// # Errors
/// The database's.
pub async fn enrol(
    db: &mut PgConnection,
    staff: Uuid,
    totp_sealed: &[u8],
    step: i64,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE staff SET totp_sealed = $2, totp_since = $3, totp_step = $4 WHERE id = $1",
        staff,
        totp_sealed,
        now,
        step,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives somebody recovery codes, which replace those of before.
///
/// # Errors
/// The database's.
pub async fn keep_recovery_codes(
    db: &mut PgConnection,
    staff: Uuid,
    recovery_codes: &[[u8; 32]],
) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM staff_recovery_code WHERE staff_id = $1", staff).execute(&mut *db).await?;
    let digests: Vec<Vec<u8>> = recovery_codes.iter().map(|digest| digest.to_vec()).collect();
    sqlx::query!("INSERT INTO staff_recovery_code (staff_id, digest) SELECT $1, unnest($2::bytea[])", staff, &digests)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether somebody has an authenticator.
///
/// # Errors
/// The database's; `RowNotFound` for nobody.
pub async fn has_authenticator(db: &mut PgConnection, staff: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT totp_sealed IS NOT NULL AS "has!" FROM staff WHERE id = $1"#, staff)
        .fetch_one(db)
        .await
}

/// What somebody signs in with.
///
/// # Errors
/// The database's; `RowNotFound` for nobody.
pub async fn user_name(db: &mut PgConnection, staff: Uuid) -> Result<String, sqlx::Error> {
    sqlx::query_scalar!("SELECT user_name FROM staff WHERE id = $1", staff).fetch_one(db).await
}
