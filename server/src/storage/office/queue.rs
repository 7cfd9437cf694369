//! Rows of the queue, and the case that comes next.

use domain::{
    access_application::{ApplicationKind, ApplicationState},
    inn::Inn,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::storage::access_application::word;

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
