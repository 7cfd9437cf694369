//! The moves of an application at the office.
//!
//! A move is one `UPDATE` that names the version and the state it starts from: of two inspectors one finds no row. The
//! database's trigger refuses every move that `domain` does not know.

use domain::{
    inn::Inn,
    refusal::{GroundDocument, RefusalGround},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Until the transaction ends, nobody else moves or files an application of this INN. Taken before any row, so that a
/// grant, which closes the other applications, and a move of one of those can't wait for each other.
///
/// # Errors
/// The database's.
pub async fn lock_inn(db: &mut PgConnection, inn: &Inn) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", inn.as_str()).execute(db).await?;
    Ok(())
}

/// Who moves an application on, when, and from which version of it.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The application.
    pub id: Uuid,
    /// The version the inspector saw.
    pub version: i32,
    /// The member of staff.
    pub staff: Uuid,
    /// Now.
    pub at: OffsetDateTime,
}

/// Puts the acceptance mark; `false` when the application has moved on.
///
/// # Errors
/// The database's; a violation of `access_application_one_accepted` when another one of the INN, for an
/// organisation of the same person, stands accepted.
pub async fn accept(db: &mut PgConnection, step: Step, number: &str, due: OffsetDateTime) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE access_application
         SET state = 'accepted', version = version + 1, acceptance_number = $5, accepted_at = $4, accepted_by = $3,
             decision_due_at = $6
         WHERE id = $1 AND version = $2 AND state = 'submitted' AND expires_at > $4",
        step.id,
        step.version,
        step.staff,
        step.at,
        number,
        due,
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// The logins that were ever given to this person, by whichever application.
///
/// # Errors
/// The database's.
pub async fn logins_given(db: &mut PgConnection, person: &Inn) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT login AS "login!" FROM access_application
           WHERE (inn = $1 OR person_inn = $1) AND login IS NOT NULL"#,
        person.as_str(),
    )
    .fetch_all(db)
    .await
}

/// Makes the account of an accepted application, or completes the one that awaited a signature or was annulled: the application's
/// password, and no other, opens it. It is the person's who applies; where that is for an organisation, their own
/// cabinet stays closed. The account's id, which is not `fresh` for one that was there; `None` when the application has
/// moved on, has no password, or the person has access already.
///
/// # Errors
/// The database's.
pub async fn open_account(
    db: &mut PgConnection,
    fresh: Uuid,
    login: &str,
    application: Uuid,
    now: OffsetDateTime,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!("SELECT open_account($1, $2, $3, $4)", fresh, login, application, now).fetch_one(db).await
}

/// Records the grant; `false` when the application has moved on.
///
/// # Errors
/// The database's.
pub async fn grant(db: &mut PgConnection, step: Step, number: &str, login: &str) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE access_application
         SET state = 'granted', version = version + 1, decision = 'grant', decision_number = $5, decided_at = $4,
             decided_by = $3, login = $6, password_hash = NULL, closed_at = $4
         WHERE id = $1 AND version = $2 AND state = 'accepted'",
        step.id,
        step.version,
        step.staff,
        step.at,
        number,
        login,
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// An application that a grant has closed.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Superseded {
    pub id: Uuid,
    pub tax_office: String,
}

/// Closes every other open application of the INN and forgets their passwords; for an organisation those of the same
/// person only, since its head and its accountant apply each for themselves.
///
/// # Errors
/// The database's.
pub async fn supersede_others(
    db: &mut PgConnection,
    inn: &Inn,
    person: Option<&Inn>,
    granted: Uuid,
    now: OffsetDateTime,
) -> Result<Vec<Superseded>, sqlx::Error> {
    sqlx::query_as!(
        Superseded,
        "UPDATE access_application
         SET state = 'superseded', version = version + 1, password_hash = NULL, closed_at = $3
         WHERE inn = $1 AND person_inn IS NOT DISTINCT FROM $4 AND id <> $2 AND state IN ('submitted', 'accepted')
         RETURNING id, tax_office",
        inn.as_str(),
        granted,
        now,
        person.map(Inn::as_str),
    )
    .fetch_all(db)
    .await
}

/// Records the refusal and forgets the password; `false` when the application has moved on.
///
/// # Errors
/// The database's.
pub async fn refuse(
    db: &mut PgConnection,
    step: Step,
    number: &str,
    ground: RefusalGround,
    document: Option<&GroundDocument>,
) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE access_application
         SET state = 'refused', version = version + 1, decision = 'refusal', decision_number = $5, decided_at = $4,
             decided_by = $3, refusal_ground = $6, ground_document_number = $7, ground_document_date = $8,
             password_hash = NULL, closed_at = $4
         WHERE id = $1 AND version = $2 AND state = 'accepted'",
        step.id,
        step.version,
        step.staff,
        step.at,
        number,
        ground.as_str(),
        document.map(GroundDocument::number),
        document.map(GroundDocument::date),
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// Records that the decision was handed over; `false` when the application has moved on.
///
/// # Errors
/// The database's.
pub async fn deliver(db: &mut PgConnection, step: Step) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE access_application
         SET state = 'delivered', version = version + 1, delivered_at = $4, delivered_by = $3
         WHERE id = $1 AND version = $2 AND state IN ('granted', 'refused')",
        step.id,
        step.version,
        step.staff,
        step.at,
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}
