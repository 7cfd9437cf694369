//! Passkeys of staff, and what browsers were asked to sign.

use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A passkey as its owner sees it.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct PasskeyRecord {
    pub id: Uuid,
    /// Given by the person.
    pub name: String,
    pub created_at: OffsetDateTime,
    pub last_used_at: Option<OffsetDateTime>,
}

/// The passkeys of somebody, the oldest first.
///
/// # Errors
/// The database's.
pub async fn of_staff(db: &mut PgConnection, staff: Uuid) -> Result<Vec<PasskeyRecord>, sqlx::Error> {
    sqlx::query_as!(
        PasskeyRecord,
        "SELECT id, name, created_at, last_used_at FROM passkey WHERE staff_id = $1 ORDER BY created_at, id",
        staff
    )
    .fetch_all(db)
    .await
}

/// Whether somebody has a passkey.
///
/// # Errors
/// The database's.
pub async fn has_any(db: &mut PgConnection, staff: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM passkey WHERE staff_id = $1) AS "any!""#, staff)
        .fetch_one(db)
        .await
}

/// What the signatures of somebody's passkeys are verified by.
///
/// # Errors
/// The database's.
pub async fn credentials(db: &mut PgConnection, staff: Uuid) -> Result<Vec<Value>, sqlx::Error> {
    sqlx::query_scalar!("SELECT credential FROM passkey WHERE staff_id = $1 ORDER BY created_at, id", staff)
        .fetch_all(db)
        .await
}

/// A passkey by what its authenticator calls it.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Found {
    pub id: Uuid,
    pub credential: Value,
}

/// Somebody's passkey with this id of the authenticator; `None` also for one that is somebody else's.
///
/// # Errors
/// The database's.
pub async fn by_credential_id(
    db: &mut PgConnection,
    staff: Uuid,
    credential_id: &[u8],
) -> Result<Option<Found>, sqlx::Error> {
    sqlx::query_as!(
        Found,
        "SELECT id, credential FROM passkey WHERE staff_id = $1 AND credential_id = $2",
        staff,
        credential_id
    )
    .fetch_optional(db)
    .await
}

/// A passkey to be stored.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewPasskey<'a> {
    pub id: Uuid,
    pub staff: Uuid,
    pub credential_id: &'a [u8],
    pub credential: &'a Value,
    pub sign_count: u32,
    pub name: &'a str,
    pub created_at: OffsetDateTime,
}

/// Stores a passkey; `false` when somebody has that credential, or they themselves that name.
///
/// # Errors
/// The database's.
pub async fn add(db: &mut PgConnection, passkey: &NewPasskey<'_>) -> Result<bool, sqlx::Error> {
    let added = sqlx::query!(
        "INSERT INTO passkey (id, staff_id, credential_id, credential, sign_count, name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        passkey.id,
        passkey.staff,
        passkey.credential_id,
        passkey.credential,
        i64::from(passkey.sign_count),
        passkey.name,
        passkey.created_at,
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Keeps that a passkey was used, with its counter; `false` when the counter has not gone up since the last time, unless it
/// does not count at all (WebAuthn Level 3, 7.2, step 22).
///
/// # Errors
/// The database's.
pub async fn used(
    db: &mut PgConnection,
    passkey: Uuid,
    credential: &Value,
    sign_count: u32,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let kept = sqlx::query!(
        "UPDATE passkey SET credential = $2, sign_count = $3, last_used_at = $4
         WHERE id = $1 AND (sign_count < $3 OR sign_count = 0 AND $3 = 0)",
        passkey,
        credential,
        i64::from(sign_count),
        now,
    )
    .execute(db)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Gives a passkey another name; `None` when it is not theirs, `Some(false)` when another of theirs has that name.
///
/// # Errors
/// The database's.
pub async fn rename(
    db: &mut PgConnection,
    staff: Uuid,
    passkey: Uuid,
    name: &str,
) -> Result<Option<bool>, sqlx::Error> {
    let taken = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM passkey o WHERE o.staff_id = $1 AND o.name = $3 AND o.id <> $2) AS "taken!"
           FROM passkey WHERE id = $2 AND staff_id = $1"#,
        staff,
        passkey,
        name,
    )
    .fetch_optional(&mut *db)
    .await?;
    if taken == Some(false) {
        sqlx::query!("UPDATE passkey SET name = $3 WHERE id = $2 AND staff_id = $1", staff, passkey, name)
            .execute(db)
            .await?;
    }
    Ok(taken.map(|taken| !taken))
}

/// Removes a passkey unless it is the only second factor that its owner has; `false` then. The owner's account must be
/// locked by the transaction, so that of two keys removed at once one remains.
///
/// # Errors
/// The database's.
pub async fn remove(db: &mut PgConnection, staff: Uuid, passkey: Uuid) -> Result<bool, sqlx::Error> {
    let removed = sqlx::query!(
        "DELETE FROM passkey p USING staff t
         WHERE p.id = $2 AND p.staff_id = $1 AND t.id = p.staff_id
           AND (t.totp_sealed IS NOT NULL OR EXISTS (SELECT FROM passkey o WHERE o.staff_id = $1 AND o.id <> $2))",
        staff,
        passkey,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// Where a challenge counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the half-open door with this id.
    Entry(Uuid),
    /// In this session.
    Session(Uuid),
}

impl Place {
    fn parts(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Entry(entry) => (Some(entry), None),
            Self::Session(session) => (None, Some(session)),
        }
    }
}

/// What a challenge is for. The words are those of the table's check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To prove the second factor at the door.
    Enter,
    /// To have a passkey as the first second factor.
    Enrol,
    /// To prove it again in a session.
    Confirm,
    /// To have one more.
    Add,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Enrol => "enrol",
            Self::Confirm => "confirm",
            Self::Add => "add",
        }
    }
}

/// A challenge to be kept.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewChallenge<'a> {
    pub id: Uuid,
    pub purpose: Purpose,
    pub place: Place,
    pub state: &'a Value,
    pub made_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// Keeps a challenge in the place of the one that ran for the same purpose. What has run out anywhere goes.
///
/// # Errors
/// The database's.
pub async fn ask(db: &mut PgConnection, challenge: &NewChallenge<'_>) -> Result<(), sqlx::Error> {
    let (entry, session) = challenge.place.parts();
    sqlx::query!(
        "DELETE FROM passkey_challenge
         WHERE expires_at <= $4 OR purpose = $1 AND (entry_id = $2 OR session_id = $3)",
        challenge.purpose.as_str(),
        entry,
        session,
        challenge.made_at,
    )
    .execute(&mut *db)
    .await?;
    // of two that are asked for at once, one counts
    sqlx::query!(
        "INSERT INTO passkey_challenge (id, purpose, entry_id, session_id, state, made_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        challenge.id,
        challenge.purpose.as_str(),
        entry,
        session,
        challenge.state,
        challenge.made_at,
        challenge.expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the challenge that runs: it is gone, whatever comes of the answer. `None` when none runs, or not any more.
///
/// # Errors
/// The database's.
pub async fn answer(
    db: &mut PgConnection,
    purpose: Purpose,
    place: Place,
    now: OffsetDateTime,
) -> Result<Option<Value>, sqlx::Error> {
    let (entry, session) = place.parts();
    let taken = sqlx::query!(
        r#"DELETE FROM passkey_challenge WHERE purpose = $1 AND (entry_id = $2 OR session_id = $3)
           RETURNING state, expires_at > $4 AS "runs!""#,
        purpose.as_str(),
        entry,
        session,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(taken.filter(|taken| taken.runs).map(|taken| taken.state))
}
