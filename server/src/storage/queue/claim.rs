//! Who works on which application, and whether they are still at work.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Who works on an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderRecord {
    /// The member of staff.
    pub staff: Uuid,
    /// Their name.
    pub name: String,
    /// Until when, unless they go on with it.
    pub until: OffsetDateTime,
}

/// Who works on an application now.
///
/// # Errors
/// The database's.
pub async fn holder(
    db: &mut PgConnection,
    application: Uuid,
    now: OffsetDateTime,
) -> Result<Option<HolderRecord>, sqlx::Error> {
    sqlx::query_as!(
        HolderRecord,
        "SELECT c.staff_id AS staff, h.name, c.expires_at AS until
         FROM case_claim c JOIN staff h ON h.id = c.staff_id WHERE c.application_id = $1 AND c.expires_at > $2",
        application,
        now,
    )
    .fetch_optional(db)
    .await
}

/// Somebody of an office who may work on its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColleagueRecord {
    /// The member of staff.
    pub staff: Uuid,
    /// Their name.
    pub name: String,
    /// Their own INN, where it is known.
    pub inn: Option<String>,
    /// How many cases they work on now.
    pub held: i64,
}

/// Everybody of the office who may work on its cases, by name.
///
/// # Errors
/// The database's.
pub async fn colleagues(
    db: &mut PgConnection,
    office: &str,
    now: OffsetDateTime,
) -> Result<Vec<ColleagueRecord>, sqlx::Error> {
    sqlx::query_as!(
        ColleagueRecord,
        r#"SELECT s.id AS staff, s.name, s.inn,
                  (SELECT count(*) FROM case_claim c WHERE c.staff_id = s.id AND c.expires_at > $2) AS "held!"
           FROM staff s
           WHERE s.tax_office = $1 AND s.blocked_at IS NULL AND s.role IN ('inspector', 'head_of_office')
           ORDER BY s.name, s.id"#,
        office,
        now,
    )
    .fetch_all(db)
    .await
}

/// This member of staff works on the application from now on, whoever did before; again, only the time is prolonged.
///
/// # Errors
/// The database's.
pub async fn take(
    db: &mut PgConnection,
    application: Uuid,
    staff: Uuid,
    now: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO case_claim AS held (application_id, staff_id, claimed_at, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (application_id) DO UPDATE
         SET staff_id = $2, expires_at = $4,
             claimed_at = CASE WHEN held.staff_id = $2 AND held.expires_at > $3 THEN held.claimed_at ELSE $3 END",
        application,
        staff,
        now,
        until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// This member of staff no longer works on it; `false` when they did not.
///
/// # Errors
/// The database's.
pub async fn release(db: &mut PgConnection, application: Uuid, staff: Uuid) -> Result<bool, sqlx::Error> {
    let released =
        sqlx::query!("DELETE FROM case_claim WHERE application_id = $1 AND staff_id = $2", application, staff)
            .execute(db)
            .await?;
    Ok(released.rows_affected() == 1)
}

/// Nobody works on it any more.
///
/// # Errors
/// The database's.
pub async fn let_go(db: &mut PgConnection, application: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM case_claim WHERE application_id = $1", application).execute(db).await?;
    Ok(())
}

/// Forgets the claims that have run out, so that whoever watches the queue is told.
///
/// # Errors
/// The database's.
pub async fn release_expired(db: &mut PgConnection, now: OffsetDateTime) -> Result<u64, sqlx::Error> {
    let released = sqlx::query!("DELETE FROM case_claim WHERE expires_at <= $1", now).execute(db).await?;
    Ok(released.rows_affected())
}

/// Whether the session of this member of staff is in force at this office; asking does not count as using it.
///
/// # Errors
/// The database's.
pub async fn in_force(
    db: &mut PgConnection,
    session: Uuid,
    office: &str,
    now: OffsetDateTime,
    idle_since: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(
               SELECT FROM session s JOIN staff t ON t.id = s.staff_id
               WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > $3 AND s.last_used_at > $4
                 AND t.blocked_at IS NULL AND t.role <> 'administrator' AND t.tax_office = $2) AS "stands!""#,
        session,
        office,
        now,
        idle_since,
    )
    .fetch_one(db)
    .await
}
