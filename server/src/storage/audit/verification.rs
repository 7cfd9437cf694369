//! Verifications of the chain that were asked for: one at a time, whichever server does it.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A verification as it stands.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct VerificationRecord {
    pub started_at: OffsetDateTime,
    /// Name of who asked for it.
    pub who: String,
    pub goal: i64,
    pub checked: i64,
    pub moved_at: OffsetDateTime,
    /// `whole`, `broken`, `interrupted`; none while it is under way.
    pub outcome: Option<String>,
    pub bad_seq: Option<i64>,
    pub fault: Option<String>,
}

/// The end of the chain at this moment: number and hash.
///
/// # Errors
/// The database's.
pub async fn head(db: &mut PgConnection) -> Result<(i64, Vec<u8>), sqlx::Error> {
    let row = sqlx::query!("SELECT seq, hash FROM audit_head").fetch_one(db).await?;
    Ok((row.seq, row.hash))
}

/// Gives up what has not moved since `stale`: its server is gone.
///
/// # Errors
/// The database's.
pub async fn interrupt(db: &mut PgConnection, stale: OffsetDateTime, now: OffsetDateTime) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE audit_verification SET outcome = 'interrupted', ended_at = $2
         WHERE ended_at IS NULL AND moved_at < $1",
        stale,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Begins one; `false` while another is under way.
///
/// # Errors
/// The database's.
pub async fn begin(
    db: &mut PgConnection,
    id: Uuid,
    staff: Uuid,
    goal: i64,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let begun = sqlx::query!(
        "INSERT INTO audit_verification (id, started_by, started_at, goal, moved_at) VALUES ($1, $2, $3, $4, $3)
         ON CONFLICT DO NOTHING",
        id,
        staff,
        now,
        goal,
    )
    .execute(db)
    .await?;
    Ok(begun.rows_affected() == 1)
}

/// Keeps how far it has come; `false` when it was given up meanwhile.
///
/// # Errors
/// The database's.
pub async fn moved(db: &mut PgConnection, id: Uuid, checked: i64, now: OffsetDateTime) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE audit_verification SET checked = $2, moved_at = $3 WHERE id = $1 AND ended_at IS NULL",
        id,
        checked,
        now,
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// Keeps what came of it: the first bad entry and what is wrong with it, or that there is none.
///
/// # Errors
/// The database's.
pub async fn end(
    db: &mut PgConnection,
    id: Uuid,
    bad: Option<(i64, &str)>,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE audit_verification
         SET outcome = CASE WHEN $2::bigint IS NULL THEN 'whole' ELSE 'broken' END, bad_seq = $2, fault = $3,
             ended_at = $4, moved_at = $4
         WHERE id = $1 AND ended_at IS NULL",
        id,
        bad.map(|(seq, _)| seq),
        bad.map(|(_, fault)| fault),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The newest one.
///
/// # Errors
/// The database's.
pub async fn newest(db: &mut PgConnection) -> Result<Option<VerificationRecord>, sqlx::Error> {
    sqlx::query_as!(
        VerificationRecord,
        "SELECT v.started_at, s.name AS who, v.goal, v.checked, v.moved_at, v.outcome, v.bad_seq, v.fault
         FROM audit_verification v JOIN staff s ON s.id = v.started_by ORDER BY v.started_at DESC LIMIT 1",
    )
    .fetch_optional(db)
    .await
}
