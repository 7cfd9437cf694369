//! The work queue of a tax office: its lists and what is found in it, who works on what, and what members of staff keep.
//!
//! Every list is read along an index in the order in which it is shown, from the row where the page before ended.

mod claim;
mod list;
mod search;
mod view;

pub use self::{
    claim::{ColleagueRecord, HolderRecord, colleagues, holder, in_force, let_go, release, release_expired, take},
    list::{Narrowed, closed, next_case, other_open, submitted, to_decide, to_deliver},
    search::{by_inn, by_name, by_number},
    view::{NewView, ViewRecord, delete_view, keep_shortcuts, save_view, shortcuts, views},
};

use domain::access_application::{ApplicationKind, ApplicationState};
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::word;

/// A row of the queue.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct QueueRecord {
    pub id: Uuid,
    pub kind: ApplicationKind,
    pub state: ApplicationState,
    pub name_ru: String,
    pub name_ky: String,
    /// What it is found by.
    pub name_key: String,
    pub inn: String,
    pub submitted_at: OffsetDateTime,
    /// Acceptance number, or empty.
    pub number: String,
    pub due: Option<OffsetDateTime>,
    pub decided_at: Option<OffsetDateTime>,
    pub closed_at: Option<OffsetDateTime>,
    /// Who decided it, or accepted it, or empty.
    pub inspector: String,
    /// Who works on it.
    pub holder: Option<HolderRecord>,
}

struct QueueRow {
    id: Uuid,
    kind: String,
    state: String,
    name_ru: String,
    name_ky: String,
    name_key: String,
    inn: String,
    submitted_at: OffsetDateTime,
    number: String,
    due: Option<OffsetDateTime>,
    decided_at: Option<OffsetDateTime>,
    closed_at: Option<OffsetDateTime>,
    inspector: String,
    holder: Option<Uuid>,
    holder_name: Option<String>,
    held_until: Option<OffsetDateTime>,
}

impl TryFrom<QueueRow> for QueueRecord {
    type Error = sqlx::Error;

    fn try_from(row: QueueRow) -> Result<Self, sqlx::Error> {
        let holder = match (row.holder, row.holder_name, row.held_until) {
            (Some(staff), Some(name), Some(until)) => Some(HolderRecord { staff, name, until }),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            kind: word("kind", &row.kind)?,
            state: word("state", &row.state)?,
            name_ru: row.name_ru,
            name_ky: row.name_ky,
            name_key: row.name_key,
            inn: row.inn,
            submitted_at: row.submitted_at,
            number: row.number,
            due: row.due,
            decided_at: row.decided_at,
            closed_at: row.closed_at,
            inspector: row.inspector,
            holder,
        })
    }
}

fn records(rows: Vec<QueueRow>) -> Result<Vec<QueueRecord>, sqlx::Error> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A checked query for rows of the queue: the columns, then whatever follows. The first argument is the time, by which a
/// claim stands or does not; `a` is the application, `c` its claim.
macro_rules! select_queue {
    ([$($tail:literal),+] $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::storage::queue::QueueRow,
            r#"SELECT a.id, a.kind, a.state, a.name_ru, a.name_ky, a.name_key AS "name_key!", a.inn, a.submitted_at,
                      coalesce(a.acceptance_number, '') AS "number!", a.decision_due_at AS due, a.decided_at, a.closed_at,
                      coalesce(s.name, '') AS "inspector!", c.staff_id AS "holder?", h.name AS "holder_name?",
                      c.expires_at AS "held_until?"
               FROM access_application a
               LEFT JOIN case_claim c ON c.application_id = a.id AND c.expires_at > $1
               LEFT JOIN staff h ON h.id = c.staff_id
               LEFT JOIN staff s ON s.id = coalesce(a.decided_by, a.accepted_by) "# $(+ $tail)+
            $(, $argument)*
        )
    };
}
use select_queue;

/// A page of a list: the rows after a place, or before it and then in the order of the list all the same.
#[derive(Debug, Clone, Copy)]
pub struct Page<P> {
    /// The row at which it begins, itself left out.
    pub from: P,
    /// Towards the beginning of the list.
    pub back: bool,
    /// Rows at the most.
    pub limit: i64,
}

/// A place in a list that is in the order of time.
pub type TimePlace = (OffsetDateTime, Uuid);

/// One query in both directions: what is selected, how it goes on forth, and how back.
macro_rules! page_of {
    ($db:expr, $page:expr, $select:literal, forth $forth:literal, back $back:literal $(, $argument:expr)* $(,)?) => {
        if $page.back {
            let rows = $crate::storage::queue::select_queue!([$select, $back] $(, $argument)*).fetch_all($db).await?;
            let mut records = $crate::storage::queue::records(rows)?;
            records.reverse();
            Ok(records)
        } else {
            let rows = $crate::storage::queue::select_queue!([$select, $forth] $(, $argument)*).fetch_all($db).await?;
            $crate::storage::queue::records(rows)
        }
    };
}
use page_of;
