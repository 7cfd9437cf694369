//! What a member of staff keeps: filters under a name, and whether keys of one letter work.

use domain::queue::QueueFilter;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::storage::access_application::word;

/// Filters under a name.
#[derive(Debug, Clone)]
pub struct ViewRecord {
    /// Its id.
    pub id: Uuid,
    /// As its owner called it.
    pub name: String,
    /// What it shows.
    pub filter: QueueFilter,
}

/// Filters to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewView<'a> {
    /// A fresh id.
    pub id: Uuid,
    /// Whose.
    pub staff: Uuid,
    /// 1 to 40 characters; one of the same name is replaced.
    pub name: &'a str,
    /// What it shows.
    pub filter: QueueFilter,
}

/// What the member of staff keeps, by name.
///
/// # Errors
/// The database's.
pub async fn views(db: &mut PgConnection, staff: Uuid) -> Result<Vec<ViewRecord>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT id, name, kind, part, mine, late FROM queue_view WHERE staff_id = $1 ORDER BY name",
        staff
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = row.kind.map(|kind| word("kind", &kind)).transpose()?;
            let part = row.part.map(|part| word("part", &part)).transpose()?;
            let filter = QueueFilter { kind, part, mine: row.mine, late: row.late };
            Ok(ViewRecord { id: row.id, name: row.name, filter })
        })
        .collect()
}

/// Keeps filters under a name; `false` when the member of staff has `most` others already.
///
/// # Errors
/// The database's.
pub async fn save_view(db: &mut PgConnection, new: &NewView<'_>, most: i64) -> Result<bool, sqlx::Error> {
    let saved = sqlx::query!(
        "INSERT INTO queue_view (id, staff_id, name, kind, part, mine, late)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT count(*) FROM queue_view WHERE staff_id = $2 AND name <> $3) < $8
         ON CONFLICT (staff_id, name) DO UPDATE SET kind = $4, part = $5, mine = $6, late = $7",
        new.id,
        new.staff,
        new.name,
        new.filter.kind.map(|kind| kind.as_str()),
        new.filter.part.map(|part| part.as_str()),
        new.filter.mine,
        new.filter.late,
        most,
    )
    .execute(db)
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// Forgets one of the member of staff's own.
///
/// # Errors
/// The database's.
pub async fn delete_view(db: &mut PgConnection, staff: Uuid, view: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM queue_view WHERE id = $1 AND staff_id = $2", view, staff).execute(db).await?;
    Ok(())
}

/// Whether keys of one letter work for this member of staff: unless they have switched them off.
///
/// # Errors
/// The database's.
pub async fn shortcuts(db: &mut PgConnection, staff: Uuid) -> Result<bool, sqlx::Error> {
    let kept = sqlx::query_scalar!("SELECT shortcuts FROM staff_shortcuts WHERE staff_id = $1", staff)
        .fetch_optional(db)
        .await?;
    Ok(kept.unwrap_or(true))
}

/// Keeps whether they do.
///
/// # Errors
/// The database's.
pub async fn keep_shortcuts(db: &mut PgConnection, staff: Uuid, shortcuts: bool) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO staff_shortcuts (staff_id, shortcuts) VALUES ($1, $2)
         ON CONFLICT (staff_id) DO UPDATE SET shortcuts = $2",
        staff,
        shortcuts,
    )
    .execute(db)
    .await?;
    Ok(())
}
