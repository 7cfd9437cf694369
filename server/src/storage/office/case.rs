//! One case: who has had its paper on their window, where it stands, who worked on it.

use domain::{access_application::ApplicationState, inn::Inn};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::storage::access_application::{ApplicationRecord, word};

/// Keeps that the paper lay on this member of staff's window.
///
/// # Errors
/// The database's.
pub async fn keep_opening(
    db: &mut PgConnection,
    application: Uuid,
    staff: Uuid,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO case_opening (application_id, staff_id, opened_at) VALUES ($1, $2, $3)
         ON CONFLICT (application_id, staff_id) DO UPDATE SET opened_at = $3",
        application,
        staff,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether this member of staff has opened the application by INN and code.
///
/// # Errors
/// The database's.
pub async fn opened_by_code(db: &mut PgConnection, application: Uuid, staff: Uuid) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM case_opening WHERE application_id = $1 AND staff_id = $2) AS "opened!""#,
        application,
        staff,
    )
    .fetch_one(db)
    .await
}

/// Where an application stands now; `None` when there is none.
///
/// # Errors
/// The database's.
pub async fn state(db: &mut PgConnection, id: Uuid) -> Result<Option<ApplicationState>, sqlx::Error> {
    let state =
        sqlx::query_scalar!("SELECT state FROM access_application WHERE id = $1", id).fetch_optional(db).await?;
    state.map(|state| word("state", &state)).transpose()
}

/// Whether this person acts for the organisation in the cabinet.
///
/// # Errors
/// The database's.
pub async fn acts_for(db: &mut PgConnection, person: &Inn, organisation: &Inn) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS(SELECT FROM representation r JOIN account a ON a.id = r.account_id
                         WHERE a.inn = $1 AND r.taxpayer_inn = $2 AND r.state = 'active') AS "acts!""#,
        person.as_str(),
        organisation.as_str(),
    )
    .fetch_one(db)
    .await
}

/// Names of the staff who accepted and decided an application, where somebody did.
///
/// # Errors
/// The database's.
pub async fn inspectors(
    db: &mut PgConnection,
    application: &ApplicationRecord,
) -> Result<(String, String), sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT (SELECT name FROM staff WHERE id = $1) AS accepted_by, (SELECT name FROM staff WHERE id = $2) AS decided_by"#,
        application.acceptance.as_ref().map(|mark| mark.by),
        application.decision.as_ref().map(|decision| decision.by),
    )
    .fetch_one(db)
    .await?;
    Ok((row.accepted_by.unwrap_or_default(), row.decided_by.unwrap_or_default()))
}
