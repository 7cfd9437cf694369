//! Searching the trail: newest first, by pages, each by the index that narrows it most.

use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// An entry as it is shown and exported.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct FoundEntry {
    pub seq: i64,
    pub at: OffsetDateTime,
    pub actor_kind: String,
    /// Id of an account or a member of staff, name of a job.
    pub actor_id: String,
    /// Of a member of staff.
    pub staff_name: Option<String>,
    pub action: String,
    pub subject_inn: String,
    pub tax_office: String,
    pub address: String,
    pub details: Value,
}

/// What is searched for.
#[derive(Debug, Clone)]
pub struct Sought<'a> {
    /// Code of an office, or empty for all of them.
    pub tax_office: &'a str,
    /// Id of a member of staff, or empty.
    pub staff: &'a str,
    /// Word of an action, or empty.
    pub action: &'a str,
    /// An INN, or empty.
    pub inn: &'a str,
    /// From this moment on.
    pub from: OffsetDateTime,
    /// Up to this one, not with it.
    pub until: OffsetDateTime,
    /// Older than this entry: its moment and its number.
    pub before: (OffsetDateTime, i64),
}

/// A checked query for entries: whatever narrows them most, then the other conditions, which may be empty. Who did it is
/// looked up for the page alone: before it is cut off, the whole of an office would be sorted.
macro_rules! select_entries {
    ($narrowest:literal, $sought:expr, $most:expr) => {
        sqlx::query_as!(
            FoundEntry,
            r#"SELECT e.seq AS "seq!", e.at AS "at!", e.actor_kind AS "actor_kind!", e.actor_id AS "actor_id!",
                      s.name AS "staff_name?", e.action AS "action!", e.subject_inn AS "subject_inn!",
                      e.tax_office AS "tax_office!", e.address AS "address!", e.details AS "details!"
               FROM (SELECT * FROM audit_entry e WHERE "#
                + $narrowest
                + r#" AND ($1 = '' OR e.tax_office = $1) AND ($2 = '' OR e.actor_kind = 'staff' AND e.actor_id = $2)
                  AND ($3 = '' OR e.action = $3) AND ($4 = '' OR e.subject_inn = $4)
                  AND e.at >= $5 AND e.at < $6 AND (e.at, e.seq) < ($7, $8)
                ORDER BY e.at DESC, e.seq DESC LIMIT $9) e
               LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
               ORDER BY e.at DESC, e.seq DESC"#,
            $sought.tax_office,
            $sought.staff,
            $sought.action,
            $sought.inn,
            $sought.from,
            $sought.until,
            $sought.before.0,
            $sought.before.1,
            $most,
        )
    };
}

/// Up to `most` entries, newest first.
///
/// # Errors
/// The database's.
pub async fn search(db: &mut PgConnection, sought: &Sought<'_>, most: i64) -> Result<Vec<FoundEntry>, sqlx::Error> {
    if !sought.inn.is_empty() {
        select_entries!("e.subject_inn = $4 AND e.subject_inn <> ''", sought, most).fetch_all(db).await
    } else if !sought.staff.is_empty() {
        select_entries!("e.actor_id = $2 AND e.actor_kind = 'staff'", sought, most).fetch_all(db).await
    } else if !sought.tax_office.is_empty() {
        select_entries!("e.tax_office = $1 AND e.tax_office <> ''", sought, most).fetch_all(db).await
    } else {
        select_entries!("true", sought, most).fetch_all(db).await
    }
}

/// The member of staff with this user name, of this office or, where it is empty, of any.
///
/// # Errors
/// The database's.
pub async fn staff_named(db: &mut PgConnection, user_name: &str, office: &str) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT id FROM staff WHERE user_name = $1 AND ($2 = '' OR tax_office = $2)",
        user_name,
        office,
    )
    .fetch_optional(db)
    .await
}
