//! What a tax office reads and does: the queue, the opening of a case, acceptance, decision, handing over.
//!
//! A move is one `UPDATE` that names the version and the state it starts from: of two inspectors one finds no row. The
//! database's trigger refuses every move that `domain` does not know.

use domain::{
    access_application::{ApplicationKind, ApplicationState},
    inn::Inn,
    refusal::{GroundDocument, RefusalGround},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::{ApplicationRecord, word};

/// A row of the queue.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct QueueRecord {
    pub id: Uuid,
    pub kind: ApplicationKind,
    pub state: ApplicationState,
    pub name_ru: String,
    pub name_ky: String,
    pub inn: String,
    pub submitted_at: OffsetDateTime,
    /// Acceptance number, or empty.
    pub number: String,
    pub due: Option<OffsetDateTime>,
    /// Who accepted it, or empty.
    pub inspector: String,
}

struct QueueRow {
    id: Uuid,
    kind: String,
    state: String,
    name_ru: String,
    name_ky: String,
    inn: String,
    submitted_at: OffsetDateTime,
    number: String,
    due: Option<OffsetDateTime>,
    inspector: String,
}

impl TryFrom<QueueRow> for QueueRecord {
    type Error = sqlx::Error;

    fn try_from(row: QueueRow) -> Result<Self, sqlx::Error> {
        let QueueRow { id, kind, state, name_ru, name_ky, inn, submitted_at, number, due, inspector } = row;
        let (kind, state) = (word("kind", &kind)?, word("state", &state)?);
        Ok(Self { id, kind, state, name_ru, name_ky, inn, submitted_at, number, due, inspector })
    }
}

/// A checked query for rows of the queue: the columns, then whatever follows `FROM access_application a` and the staff
/// who accepted.
macro_rules! select_queue {
    ($tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            QueueRow,
            r#"SELECT a.id, a.kind, a.state, a.name_ru, a.name_ky, a.inn, a.submitted_at,
                      coalesce(a.acceptance_number, '') AS "number!", a.decision_due_at AS due,
                      coalesce(s.name, '') AS "inspector!"
               FROM access_application a LEFT JOIN staff s ON s.id = a.accepted_by "# + $tail
            $(, $argument)*
        )
    };
}

fn records(rows: Vec<QueueRow>) -> Result<Vec<QueueRecord>, sqlx::Error> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Accepted and undecided, earliest deadline first.
///
/// # Errors
/// The database's.
pub async fn to_decide(db: &mut PgConnection, office: &str, limit: i64) -> Result<Vec<QueueRecord>, sqlx::Error> {
    let rows = select_queue!(
        "WHERE a.tax_office = $1 AND a.state = 'accepted' ORDER BY a.decision_due_at, a.id LIMIT $2",
        office,
        limit,
    );
    records(rows.fetch_all(db).await?)
}

/// Decided and not handed over, oldest decision first.
///
/// # Errors
/// The database's.
pub async fn to_deliver(db: &mut PgConnection, office: &str, limit: i64) -> Result<Vec<QueueRecord>, sqlx::Error> {
    let rows = select_queue!(
        "WHERE a.tax_office = $1 AND a.state IN ('granted', 'refused') ORDER BY a.decided_at, a.id LIMIT $2",
        office,
        limit,
    );
    records(rows.fetch_all(db).await?)
}

/// Filed and waiting for the subject to come, newest first, older than the given one.
///
/// # Errors
/// The database's.
pub async fn submitted_before(
    db: &mut PgConnection,
    office: &str,
    before: (OffsetDateTime, Uuid),
    limit: i64,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    let rows = select_queue!(
        "WHERE a.tax_office = $1 AND a.state = 'submitted' AND (a.submitted_at, a.id) < ($2, $3)
         ORDER BY a.submitted_at DESC, a.id DESC LIMIT $4",
        office,
        before.0,
        before.1,
        limit,
    );
    records(rows.fetch_all(db).await?)
}

/// The other open applications of an INN, whichever office they are at, in the order of filing.
///
/// # Errors
/// The database's.
pub async fn other_open(db: &mut PgConnection, inn: &Inn, but: Uuid) -> Result<Vec<QueueRecord>, sqlx::Error> {
    let rows = select_queue!(
        "WHERE a.inn = $1 AND a.id <> $2 AND a.state IN ('submitted', 'accepted') ORDER BY a.id",
        inn.as_str(),
        but,
    );
    records(rows.fetch_all(db).await?)
}

/// The case of the office that is next after this one: the one that is due first, else the decision that waits longest.
///
/// # Errors
/// The database's.
pub async fn next_case(db: &mut PgConnection, office: &str, but: Uuid) -> Result<Option<Uuid>, sqlx::Error> {
    let due = sqlx::query_scalar!(
        "SELECT id FROM access_application WHERE tax_office = $1 AND state = 'accepted' AND id <> $2
         ORDER BY decision_due_at, id LIMIT 1",
        office,
        but,
    )
    .fetch_optional(&mut *db)
    .await?;
    if due.is_some() {
        return Ok(due);
    }
    sqlx::query_scalar!(
        "SELECT id FROM access_application WHERE tax_office = $1 AND state IN ('granted', 'refused') AND id <> $2
         ORDER BY decided_at, id LIMIT 1",
        office,
        but,
    )
    .fetch_optional(db)
    .await
}

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

/// Until the transaction ends, nobody else moves or files an application of this INN. Taken before any row, so that a
/// grant, which closes the other applications, and a move of one of those can't wait for each other.
///
/// # Errors
/// The database's.
pub async fn lock_inn(db: &mut PgConnection, inn: &Inn) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", inn.as_str()).execute(db).await?;
    Ok(())
}

/// The two series of numbers of an office.
#[derive(Debug, Clone, Copy)]
pub enum Series {
    /// Numbers of accepted applications.
    Acceptance,
    /// Numbers of decisions.
    Decision,
}

/// Takes the next number of the office's year. It is given back if the transaction fails, so that none is missing.
///
/// # Errors
/// The database's.
pub async fn take_number(db: &mut PgConnection, office: &str, year: i32, series: Series) -> Result<i32, sqlx::Error> {
    let series = match series {
        Series::Acceptance => "acceptance",
        Series::Decision => "decision",
    };
    sqlx::query_scalar!(
        "INSERT INTO office_counter AS c (tax_office, year, series, last) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tax_office, year, series) DO UPDATE SET last = c.last + 1 RETURNING last",
        office,
        year,
        series,
    )
    .fetch_one(db)
    .await
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
/// The database's; a violation of `access_application_one_accepted` when another one of the INN stands accepted.
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

/// Whether the person has an account, and the logins that were ever given to the INN.
///
/// # Errors
/// The database's.
pub async fn access_of_inn(db: &mut PgConnection, inn: &Inn) -> Result<(bool, Vec<String>), sqlx::Error> {
    let exists =
        sqlx::query_scalar!(r#"SELECT EXISTS(SELECT FROM account WHERE inn = $1) AS "exists!""#, inn.as_str(),)
            .fetch_one(&mut *db)
            .await?;
    let logins = sqlx::query_scalar!(
        r#"SELECT login AS "login!" FROM access_application WHERE inn = $1 AND login IS NOT NULL"#,
        inn.as_str(),
    )
    .fetch_all(db)
    .await?;
    Ok((exists, logins))
}

/// Makes the account of an accepted application: its password, and no other, opens it.
///
/// # Errors
/// The database's.
pub async fn open_account(
    db: &mut PgConnection,
    account: Uuid,
    login: &str,
    application: Uuid,
    now: OffsetDateTime,
) -> Result<bool, sqlx::Error> {
    let made = sqlx::query!(
        "INSERT INTO account (id, inn, login, password_hash, name_ru, name_ky, phone, email, language, created_at,
                              password_changed_at)
         SELECT $1, inn, $2, password_hash, name_ru, name_ky, phone, email, language, $4, $4
         FROM access_application WHERE id = $3 AND state = 'accepted'",
        account,
        login,
        application,
        now,
    )
    .execute(db)
    .await?;
    Ok(made.rows_affected() == 1)
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

/// Closes every other open application of the INN and forgets their passwords.
///
/// # Errors
/// The database's.
pub async fn supersede_others(
    db: &mut PgConnection,
    inn: &Inn,
    granted: Uuid,
    now: OffsetDateTime,
) -> Result<Vec<Superseded>, sqlx::Error> {
    sqlx::query_as!(
        Superseded,
        "UPDATE access_application
         SET state = 'superseded', version = version + 1, password_hash = NULL, closed_at = $3
         WHERE inn = $1 AND id <> $2 AND state IN ('submitted', 'accepted') RETURNING id, tax_office",
        inn.as_str(),
        granted,
        now,
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

/// Where an application stands now; `None` when there is none.
///
/// # Errors
/// The database's.
pub async fn state(db: &mut PgConnection, id: Uuid) -> Result<Option<ApplicationState>, sqlx::Error> {
    let state =
        sqlx::query_scalar!("SELECT state FROM access_application WHERE id = $1", id).fetch_optional(db).await?;
    state.map(|state| word("state", &state)).transpose()
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
