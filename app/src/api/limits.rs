//! «Сроки и лимиты»: the numbers that an office's work and its visitors are bound by, changed by administrators. The page
//! is plain HTML (`crate::plain`).

use std::collections::HashMap;

use domain::limits::{Limit, LimitChange, LimitError};

use super::{ApiError, Client, Moment};

/// The limits in force and their history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsPage {
    /// Who is at work.
    pub administrator: String,
    /// Goes up with every change; sent back with one, so that nobody changes what they have not seen.
    pub version: i32,
    /// Every limit, in their order.
    pub limits: Vec<LimitView>,
    /// The newest hundred changes, newest first.
    pub history: Vec<LimitsEvent>,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitView {
    /// Which.
    pub limit: Limit,
    /// In force.
    pub number: u32,
    /// What the configuration of the answering server says, with which a cabinet begins.
    pub configured: u32,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsEvent {
    /// When.
    pub at: Moment,
    /// Which administrator.
    pub who: String,
    /// Why.
    pub reason: String,
    /// From what to what.
    pub changes: Vec<LimitChange>,
}

/// The limits as the form sends them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitsForm {
    /// [`LimitsPage::version`]; one that is no number is none there ever was.
    pub version: i32,
    /// As typed, by the limit's word.
    pub typed: HashMap<String, String>,
    /// Why.
    pub reason: String,
}

impl LimitsForm {
    /// The form among the fields of a post.
    #[must_use]
    pub fn read(mut fields: HashMap<String, String>) -> Self {
        let version = fields.get("version").and_then(|version| version.parse().ok()).unwrap_or(-1);
        let reason = fields.remove("reason").unwrap_or_default();
        fields.retain(|name, _| name.parse::<Limit>().is_ok());
        Self { version, typed: fields, reason }
    }

    /// What was typed for a limit.
    #[must_use]
    pub fn typed(&self, limit: Limit) -> &str {
        self.typed.get(limit.as_str()).map(String::as_str).unwrap_or_default()
    }
}

/// Something wrong with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitsProblem {
    /// A number.
    Number(Limit, LimitError),
    /// No reason was given.
    ReasonEmpty,
    /// The reason explains nothing, is too long, or is no text.
    ReasonFormat,
    /// Nothing would change.
    Unchanged,
    /// Somebody else has changed the limits meanwhile.
    Outdated,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitsAnswer {
    /// What would change.
    Preview(Vec<LimitChange>),
    /// It is in force.
    Kept,
    /// It is not.
    Refused(Vec<LimitsProblem>),
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LimitsState {
    /// The limits, or why they are not shown.
    pub found: Option<Result<LimitsPage, ApiError>>,
    /// As typed; `None` before anything was, and after it was kept.
    pub form: Option<LimitsForm>,
    /// What came of it.
    pub answer: Option<LimitsAnswer>,
}

/// The use cases of the limits. Each needs `Permission::ChangeLimits`.
#[async_trait::async_trait]
pub trait LimitsAdministration: Send + Sync {
    /// The limits in force and their history.
    ///
    /// Errors: `Forbidden`.
    async fn page(&self, client: &Client) -> Result<LimitsPage, ApiError>;

    /// What the form would change: `Preview` or `Refused`.
    ///
    /// Errors: `Forbidden`.
    async fn preview(&self, client: &Client, form: &LimitsForm) -> Result<LimitsAnswer, ApiError>;

    /// Puts the limits into force, kept and audited: `Kept` or `Refused`.
    ///
    /// Errors: `Forbidden`.
    async fn change(&self, client: &Client, form: &LimitsForm) -> Result<LimitsAnswer, ApiError>;
}
