//! Reading what happened to a person or a case.

use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Action;

/// One line of a history.
#[derive(Debug, Clone)]
pub struct HistoryRow {
    /// When.
    pub at: OffsetDateTime,
    /// What.
    pub action: Action,
    /// Who did it.
    pub actor: HistoryActor,
    /// Code of the office where it happened, or empty.
    pub tax_office: String,
    /// The application spoken of.
    pub application: Option<Uuid>,
    /// What else is known.
    pub details: Value,
}

/// Who did it, as far as a history tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryActor {
    /// A member of staff, by name.
    Staff(String),
    /// The person themselves, signed in or not.
    Applicant,
    /// A job or a command.
    System,
}

struct RawHistoryRow {
    at: OffsetDateTime,
    action: String,
    actor_kind: String,
    staff_name: Option<String>,
    tax_office: String,
    application: Option<Uuid>,
    details: Value,
}

impl RawHistoryRow {
    /// An action of a newer version, which this one can't word, is left out.
    fn known(self) -> Option<HistoryRow> {
        let action = Action::from_word(&self.action)?;
        let actor = match self.actor_kind.as_str() {
            "staff" => HistoryActor::Staff(self.staff_name.unwrap_or_default()),
            "system" => HistoryActor::System,
            _ => HistoryActor::Applicant,
        };
        let Self { at, tax_office, application, details, .. } = self;
        Some(HistoryRow { at, action, actor, tax_office, application, details })
    }
}

/// A checked query for lines of a history: the columns, then whatever follows `FROM audit_entry e` and the staff who
/// did it.
macro_rules! select_history {
    ($tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            RawHistoryRow,
            r#"SELECT e.at, e.action, e.actor_kind, s.name AS "staff_name?", e.tax_office,
                  e.application_id AS application, e.details
           FROM audit_entry e
           LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
           "# + $tail
            $(, $argument)*
        )
    };
}

fn words(actions: &[Action]) -> Vec<String> {
    actions.iter().map(|action| action.as_str().to_owned()).collect()
}

fn known(rows: Vec<RawHistoryRow>) -> Vec<HistoryRow> {
    rows.into_iter().filter_map(RawHistoryRow::known).collect()
}

/// What happened around an INN, newest first, of the given actions.
///
/// # Errors
/// The database's.
pub async fn of_subject(
    db: &mut PgConnection,
    inn: &str,
    actions: &[Action],
    limit: i64,
) -> Result<Vec<HistoryRow>, sqlx::Error> {
    let rows = select_history!(
        "WHERE e.subject_inn = $1 AND e.subject_inn <> '' AND e.action = ANY($2)
           ORDER BY e.seq DESC LIMIT $3",
        inn,
        &words(actions),
        limit,
    );
    Ok(known(rows.fetch_all(db).await?))
}

/// What happened to an application and to everything else of its subject, oldest first, of the given actions; the newest
/// hundred.
///
/// # Errors
/// The database's.
pub async fn of_case(
    db: &mut PgConnection,
    application: Uuid,
    inn: &str,
    actions: &[Action],
) -> Result<Vec<HistoryRow>, sqlx::Error> {
    let rows = select_history!(
        "WHERE e.seq = ANY(ARRAY(
               (SELECT seq FROM audit_entry WHERE application_id = $1 AND action = ANY($3) ORDER BY seq DESC LIMIT 100)
               UNION
               (SELECT seq FROM audit_entry WHERE subject_inn = $2 AND subject_inn <> '' AND action = ANY($3)
                ORDER BY seq DESC LIMIT 100)
               ORDER BY seq DESC LIMIT 100))
           ORDER BY e.seq",
        application,
        inn,
        &words(actions),
    );
    Ok(known(rows.fetch_all(db).await?))
}
