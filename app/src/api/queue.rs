//! The work queue of a tax office: its lists, what is found in it, and what a member of staff keeps of it.

use super::json::Json;
use domain::{
    access_application::{ApplicationKind, ApplicationState},
    queue::{QueueFilter, QueuePart},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary};

/// What of the queue is asked for: filters and places as the address has them, and what is searched for, which no address
/// ever has. What can't be read counts as not given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    /// `ApplicationKind` in snake case, or empty.
    pub kind: String,
    /// `QueuePart` in snake case, or empty for all that is to be done.
    pub part: String,
    /// `on` or empty.
    pub mine: String,
    /// `on` or empty.
    pub late: String,
    /// INN, number or name, as typed; it is looked for in the whole office, whatever the filters.
    pub search: String,
    /// [`QueueList::next`], to go on from there.
    pub after: String,
    /// [`QueueList::previous`], to go back from there.
    pub before: String,
}

impl QueueQuery {
    /// What the filters say.
    pub fn filter(&self) -> QueueFilter {
        QueueFilter {
            kind: self.kind.parse().ok(),
            part: self.part.parse().ok(),
            mine: self.mine == "on",
            late: self.late == "on",
        }
    }
}

/// Parameters of an address, with the `?`, that mean these filters; empty for the default.
pub fn filter_parameters(filter: &QueueFilter) -> String {
    let mut parameters = Vec::new();
    if let Some(part) = filter.part {
        parameters.push(["part=", part.as_str()].concat());
    }
    if let Some(kind) = filter.kind {
        parameters.push(["kind=", kind.as_str()].concat());
    }
    if filter.mine {
        parameters.push("mine=on".to_owned());
    }
    if filter.late {
        parameters.push("late=on".to_owned());
    }
    if parameters.is_empty() { String::new() } else { ["?", &parameters.join("&")].concat() }
}

/// The queue of the caller's own office, as far as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The office.
    pub office: OfficeSummary,
    /// Who is at work.
    pub inspector: String,
    /// The server's clock, for the countdowns.
    pub now: Moment,
    /// What it is narrowed to.
    pub filter: QueueFilter,
    /// What was searched for, or empty.
    pub search: String,
    /// The lists, in the order of the page.
    pub lists: Vec<QueueList>,
    /// What the caller keeps.
    pub views: Vec<SavedView>,
    /// Keys of one letter work.
    pub shortcuts: bool,
    /// The caller is the head of the office, to whom more pages are open.
    pub head: bool,
}

impl Queue {
    /// The rows of a list; none when it was not asked for.
    pub fn rows(&self, part: QueuePart) -> &[QueueRow] {
        self.lists.iter().find(|list| list.part == Some(part)).map(|list| list.rows.as_slice()).unwrap_or_default()
    }
}

/// A page of a list, 50 rows at the most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueList {
    /// Which; none for what was found.
    pub part: Option<QueuePart>,
    /// In the order of the list.
    pub rows: Vec<QueueRow>,
    /// There is a page before this one: pass it back as `before`.
    pub previous: Option<String>,
    /// There is a page after this one: pass it back as `after`.
    pub next: Option<String>,
}

/// A row of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// UUID.
    pub id: String,
    /// First access, restore …
    pub kind: ApplicationKind,
    /// Where it stands.
    pub state: ApplicationState,
    /// Whole: staff see it.
    pub name: String,
    /// The subject.
    pub inn: String,
    /// When it was filed.
    pub submitted_at: Moment,
    /// Acceptance number, or empty.
    pub number: String,
    /// Decision due.
    pub due: Option<Moment>,
    /// Who decided it, or accepted it, or empty.
    pub inspector: String,
    /// Who works on it now.
    pub holder: Option<Holder>,
}

/// Who works on an application now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Name.
    pub name: String,
    /// It is the caller.
    pub me: bool,
    /// Until then, unless they go on with it.
    pub until: Moment,
}

/// Filters under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// UUID.
    pub id: String,
    /// As the member of staff called it.
    pub name: String,
    /// What it shows.
    pub filter: QueueFilter,
}

/// «Сохранить вид»: the filters of the page under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewForm {
    /// As typed; what is longer than 40 characters is cut.
    pub view_name: String,
    /// As in [`QueueQuery`].
    pub kind: String,
    /// As in [`QueueQuery`].
    pub part: String,
    /// As in [`QueueQuery`].
    pub mine: String,
    /// As in [`QueueQuery`].
    pub late: String,
}

impl ViewForm {
    /// The query whose filters these are.
    pub fn query(&self) -> QueueQuery {
        QueueQuery {
            kind: self.kind.clone(),
            part: self.part.clone(),
            mine: self.mine.clone(),
            late: self.late.clone(),
            ..QueueQuery::default()
        }
    }
}

/// What came of «Сохранить вид». A type of its own: words for the errors of all forms are loaded with every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViewSaved {
    /// It is kept; the parameters of its address, as [`filter_parameters`] gives them.
    Kept(String),
    /// It has no name.
    Nameless,
    /// The member of staff keeps as many as there may be.
    TooMany,
}

/// The use cases of the queue. Each needs `Permission::SeeQueue` and shows only the caller's own office.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait WorkQueue: Send + Sync {
    /// The queue of the caller's office. A search for a person is kept in the trail.
    async fn show(&self, client: &super::Client, query: &QueueQuery) -> Result<Queue, ApiError>;

    /// Keeps filters under a name; one of the same name is replaced.
    async fn save_view(&self, client: &super::Client, form: &ViewForm) -> Result<ViewSaved, ApiError>;

    /// Forgets one that the caller keeps; one that is not there is as good as forgotten.
    async fn delete_view(&self, client: &super::Client, id: &str) -> Result<(), ApiError>;

    /// Keeps whether keys of one letter work for the caller.
    async fn keep_shortcuts(&self, client: &super::Client, on: bool) -> Result<(), ApiError>;
}

/// The queue.
#[server(prefix = "/api", endpoint = "office/queue", input = Json, output = Json)]
pub async fn office_queue(query: QueueQuery) -> Result<Queue, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.queue.show(&asked.client, &query).await
    })
    .await
}

/// Keeps filters under a name.
#[server(prefix = "/api", endpoint = "office/save_view", input = Json, output = Json)]
pub async fn save_view(form: ViewForm) -> Result<ViewSaved, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.queue.save_view(&asked.client, &form).await
    })
    .await
}

/// Forgets filters.
#[server(prefix = "/api", endpoint = "office/delete_view", input = Json, output = Json)]
pub async fn delete_view(id: String) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.queue.delete_view(&asked.client, &id).await
    })
    .await
}

/// Keeps whether keys of one letter work.
#[server(prefix = "/api", endpoint = "office/keep_shortcuts", input = Json, output = Json)]
pub async fn keep_shortcuts(on: bool) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.queue.keep_shortcuts(&asked.client, on).await
    })
    .await
}
