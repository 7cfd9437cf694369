//! «Тексты оснований»: how a decision words the grounds of refusal, changed by administrators. The page is plain HTML
//! (`crate::plain`).

use domain::{eligibility::ReasonError, refusal::RefusalGround};
use serde::{Deserialize, Serialize};

use super::{ApiError, Client, Moment};

/// Words in both languages of the papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundWords {
    /// In Russian.
    pub ru: String,
    /// In Kyrgyz.
    pub ky: String,
}

/// Every ground, and one of them in full where the address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundsPage {
    /// Who is at work.
    pub administrator: String,
    /// Every ground, with the words in force.
    pub grounds: Vec<GroundView>,
    /// The one that is asked for.
    pub chosen: Option<ChosenGround>,
}

/// A ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundView {
    /// Which.
    pub ground: RefusalGround,
    /// In force.
    pub words: GroundWords,
    /// They are an administrator's, and not those that came with the program.
    pub replaced: bool,
}

/// A ground that can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenGround {
    /// As in the list.
    pub view: GroundView,
    /// The words that came with the program.
    pub built_in: GroundWords,
    /// Goes up with every change, from 0; sent back with one, so that nobody changes what they have not seen.
    pub version: i32,
    /// The newest fifty changes, newest first.
    pub history: Vec<GroundEvent>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundEvent {
    /// When.
    pub at: Moment,
    /// Which administrator.
    pub who: String,
    /// Why.
    pub reason: String,
    /// The words from then on; none: those that came with the program.
    pub words: Option<GroundWords>,
}

/// A ground as the form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroundForm {
    /// `RefusalGround` in snake case.
    pub ground: String,
    /// [`ChosenGround::version`].
    pub version: i32,
    /// In Russian.
    pub words_ru: String,
    /// In Kyrgyz.
    pub words_ky: String,
    /// `on`: back to the words that came with the program, whatever was typed.
    pub reset: String,
    /// Why.
    pub reason: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroundField {
    /// The Russian words.
    Russian,
    /// The Kyrgyz words.
    Kyrgyz,
    /// Why.
    Reason,
}

/// Something wrong with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroundProblem {
    /// A field.
    Field(GroundField, ReasonError),
    /// Nothing would change.
    Unchanged,
    /// Somebody else has changed the ground meanwhile.
    Outdated,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroundAnswer {
    /// The words as they would be printed.
    Preview(GroundWords),
    /// They are in force.
    Kept,
    /// They are not.
    Refused(Vec<GroundProblem>),
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroundsState {
    /// The grounds, or why they are not shown.
    pub found: Option<Result<GroundsPage, ApiError>>,
    /// As typed; `None` before anything was, and after it was kept.
    pub form: Option<GroundForm>,
    /// What came of it.
    pub answer: Option<GroundAnswer>,
}

/// The use cases of the words. Each needs `Permission::ChangeGrounds`.
#[async_trait::async_trait]
pub trait GroundsAdministration: Send + Sync {
    /// The grounds, the one with this word in full; an unknown word is none.
    ///
    /// Errors: `Forbidden`.
    async fn page(&self, client: &Client, chosen: &str) -> Result<GroundsPage, ApiError>;

    /// How the words would be printed: `Preview` or `Refused`.
    ///
    /// Errors: `Forbidden`; `NotFound` for a ground that there is not.
    async fn preview(&self, client: &Client, form: &GroundForm) -> Result<GroundAnswer, ApiError>;

    /// Puts the words into force, kept and audited: `Kept` or `Refused`. Decisions that were made keep theirs.
    ///
    /// Errors: as [`GroundsAdministration::preview`].
    async fn change(&self, client: &Client, form: &GroundForm) -> Result<GroundAnswer, ApiError>;
}
