//! «Журнал действий»: the audit trail, of the own office for its head and of everything for administrators
//! (`spec/access.md`, "Audit"). The page is plain HTML (`crate::plain`).

use serde::Deserialize;

use super::{ApiError, Message, Moment, OfficeSummary};

/// What is searched for; everything may stay empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AuditForm {
    /// User name of a member of staff.
    pub staff: String,
    /// The word of an action.
    pub audited: String,
    /// The INN spoken of.
    pub inn: String,
    /// First day, `2026-11-22`; without one the last 30 days.
    pub from: String,
    /// Last day; without one today.
    pub to: String,
    /// [`AuditPage::next`] of the page before, or empty.
    pub before: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// Who is at work.
    pub who: String,
    /// The office that the search keeps to; none for administrators.
    pub office: Option<OfficeSummary>,
    /// The actions that can be searched for: word and name.
    pub actions: Vec<(String, String)>,
    /// First day that was searched, `2026-11-22`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// How the newest verification of the chain stands, for administrators.
    pub chain: Option<ChainCheck>,
    /// What is wrong with the INN; nothing was searched for then.
    pub inn_wrong: Option<Message>,
    /// Newest first, at most 50.
    pub entries: Vec<AuditRow>,
    /// Pass it back as [`AuditForm::before`] for the next page.
    pub next: Option<String>,
}

/// An entry of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number in the chain.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who, in words.
    pub who: String,
    /// What, in words.
    pub action: String,
    /// The INN spoken of, or empty.
    pub inn: String,
    /// Code of the office, or empty.
    pub office: String,
    /// Network address, or empty.
    pub address: String,
    /// What else is known, as JSON, or empty.
    pub details: String,
}

/// How the verification of the chain stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainCheck {
    /// When it was begun.
    pub started_at: Moment,
    /// By whom.
    pub who: String,
    /// The last entry when it was begun.
    pub goal: i64,
    /// Entries verified so far.
    pub checked: i64,
    /// What came of it.
    pub state: ChainState,
}

/// What came of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    /// It is under way.
    Running,
    /// Unbroken up to the entry that was the last.
    Whole,
    /// This is the first bad entry.
    Broken {
        /// Its number.
        entry: i64,
        /// What is wrong with it.
        fault: ChainFaultWord,
    },
    /// Its server went away.
    Interrupted,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFaultWord {
    /// It is not there.
    Missing,
    /// It does not follow from the one before.
    NotChained,
    /// Its content was changed.
    Changed,
    /// The recorded end is another one.
    NotTheEnd,
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditState {
    /// As typed.
    pub form: AuditForm,
    /// What was found; none when something went wrong.
    pub found: Option<AuditPage>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of the trail: heads see their own office, administrators everything.
#[async_trait::async_trait]
pub trait AuditTrail: Send + Sync {
    /// Searches the trail; a search for a person or a member of staff is kept in it.
    ///
    /// Errors: `Forbidden`.
    async fn search(&self, client: &super::Client, form: &AuditForm) -> Result<AuditPage, ApiError>;

    /// What was found as a CSV in UTF-8 with a byte order mark, up to 20 000 entries; kept in the trail.
    ///
    /// Errors: as [`AuditTrail::search`]; `Validation` at the INN.
    async fn csv(&self, client: &super::Client, form: &AuditForm) -> Result<String, ApiError>;

    /// Begins to verify the chain, unless that is under way.
    ///
    /// Errors: `Forbidden` for all but administrators.
    async fn verify(&self, client: &super::Client) -> Result<(), ApiError>;

    /// The newest verification; `None` when there was none.
    ///
    /// Errors: as [`AuditTrail::verify`].
    async fn verification(&self, client: &super::Client) -> Result<Option<ChainCheck>, ApiError>;
}
