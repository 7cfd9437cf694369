//! The limits as administrators have changed them, version by version (`migrations/0022_limits.sql`).

use domain::{
    eligibility::ChangeReason,
    limits::{LimitChange, Limits},
};
use sqlx::{PgConnection, PgExecutor};
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::word;

/// A version, and what it says on top of what holds where nobody has changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitsVersion {
    /// Goes up by one with every change, from 0.
    pub version: i32,
    /// All of them.
    pub limits: Limits,
}

/// A change, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsRevision {
    /// The version that it made.
    pub version: i32,
    /// When it came into force.
    pub changed_at: OffsetDateTime,
    /// Name of the administrator.
    pub changed_by: String,
    /// Why.
    pub reason: String,
    /// From what to what.
    pub changes: Vec<LimitChange>,
}

fn number(value: i64) -> Result<u32, sqlx::Error> {
    u32::try_from(value).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// What is in force: `otherwise`, with what the newest version that changed it says of each limit.
///
/// # Errors
/// The database's.
pub async fn in_force(db: impl PgExecutor<'_>, otherwise: Limits) -> Result<LimitsVersion, sqlx::Error> {
    let rows =
        sqlx::query!("SELECT DISTINCT ON (name) name, version, after FROM limit_change ORDER BY name, version DESC")
            .fetch_all(db)
            .await?;
    let begun = LimitsVersion { version: 0, limits: otherwise };
    rows.into_iter().try_fold(begun, |LimitsVersion { version, limits }, row| {
        let limits = limits.with(word("limit_change.name", &row.name)?, number(row.after)?);
        Ok(LimitsVersion { version: version.max(row.version), limits })
    })
}

/// The newest changes, newest first.
///
/// # Errors
/// The database's.
pub async fn newest(db: &mut PgConnection, count: i64) -> Result<Vec<LimitsRevision>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT v.version, v.changed_at, s.name AS changed_by, v.reason, c.name, c.before, c.after
         FROM (SELECT * FROM limit_version ORDER BY version DESC LIMIT $1) v
         JOIN staff s ON s.id = v.changed_by
         JOIN limit_change c ON c.version = v.version
         ORDER BY v.version DESC",
        count,
    )
    .fetch_all(db)
    .await?;
    let mut revisions: Vec<LimitsRevision> = Vec::new();
    for row in rows {
        let limit = word("limit_change.name", &row.name)?;
        let change = LimitChange { limit, before: number(row.before)?, after: number(row.after)? };
        match revisions.last_mut().filter(|revision| revision.version == row.version) {
            Some(revision) => revision.changes.push(change),
            None => revisions.push(LimitsRevision {
                version: row.version,
                changed_at: row.changed_at,
                changed_by: row.changed_by,
                reason: row.reason,
                changes: vec![change],
            }),
        }
    }
    for revision in &mut revisions {
        // in the order of the page
        revision.changes.sort_by_key(|change| change.limit as usize);
    }
    Ok(revisions)
}

/// A change to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewLimits<'a> {
    /// The version that the administrator saw.
    pub seen: i32,
    /// From what to what; never empty.
    pub changes: &'a [LimitChange],
    /// Now.
    pub at: OffsetDateTime,
    /// The administrator.
    pub by: Uuid,
    /// Why.
    pub reason: &'a ChangeReason,
}

/// Stores the version after the one that was seen; `false` when somebody else has.
///
/// # Errors
/// The database's.
pub async fn change(db: &mut PgConnection, new: &NewLimits<'_>) -> Result<bool, sqlx::Error> {
    let made = sqlx::query!(
        "INSERT INTO limit_version (version, changed_at, changed_by, reason)
         SELECT $1 + 1, $2, $3, $4
         WHERE $1 = (SELECT coalesce(max(version), 0) FROM limit_version)
         ON CONFLICT (version) DO NOTHING",
        new.seen,
        new.at,
        new.by,
        new.reason.as_str(),
    )
    .execute(&mut *db)
    .await?;
    if made.rows_affected() != 1 {
        return Ok(false);
    }
    let names: Vec<String> = new.changes.iter().map(|change| change.limit.as_str().to_owned()).collect();
    let before: Vec<i64> = new.changes.iter().map(|change| i64::from(change.before)).collect();
    let after: Vec<i64> = new.changes.iter().map(|change| i64::from(change.after)).collect();
    sqlx::query!(
        "INSERT INTO limit_change (version, name, before, after)
         SELECT $1 + 1, fresh.name, fresh.before, fresh.after
         FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS fresh (name, before, after)",
        new.seen,
        &names,
        &before,
        &after,
    )
    .execute(db)
    .await?;
    Ok(true)
}
