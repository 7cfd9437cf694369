//! An application as its holder is shown it. The server puts everything into the reader's words: whoever looks at one state
//! of one application needs no text of all the others, in three languages.

use domain::access_application::ApplicationState;
use serde::{Deserialize, Serialize};

use super::{Moment, OfficeSummary};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownApplication {
    /// The application code, grouped.
    pub code: String,
    /// Where it is.
    pub state: ApplicationState,
    /// Filed in this browser and not at the office yet: the page confirms it and leads on to the window.
    pub confirmation: bool,
    /// The subject's office.
    pub office: OfficeSummary,
    /// Until when to come.
    pub until: String,
    /// When the decision is due, and the server's moment, while the clock runs.
    pub clock: Option<(Moment, Moment)>,
    /// What the state means, and what to do.
    pub outcome: Said,
    /// What was missing when it was given back at the window.
    pub returned: Option<Said>,
    /// What happens at the office, step by step.
    pub steps: Vec<String>,
    /// The facts, one a line: name, and the parts of the value.
    pub facts: Vec<(String, Vec<Part>)>,
}

/// Something that is said in a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Mood.
    pub mood: Mood,
    /// Heading.
    pub title: String,
    /// Text.
    pub paragraphs: Vec<String>,
    /// Points of a list.
    pub points: Vec<String>,
    /// Where to go on: address and label.
    pub onward: Option<(String, String)>,
}

/// The mood of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mood {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Success,
    /// Look out.
    Warning,
}

/// A part of a fact's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Words.
    Words(String),
    /// A number in groups, drawn apart and copied without the gaps.
    Groups(String),
    /// What is compared with a paper and must not be broken over lines.
    Unbroken(String),
}
