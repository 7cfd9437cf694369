//! `/papers`: anybody who holds a paper has it confirmed that it was issued. Nothing of it is personal.

use domain::issued_paper::PaperKind;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary};

/// What the form sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaperForm {
    /// The number below the paper's QR code, as typed.
    pub mark: String,
}

/// A paper that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedPaper {
    /// What it is.
    pub kind: PaperKind,
    /// The number that it bears.
    pub number: String,
    /// The moment that it bears.
    pub dated: Moment,
    /// Who issued it.
    pub office: OfficeSummary,
}

/// What the page shows: nothing yet, a paper, or why there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperState {
    /// As typed.
    pub form: PaperForm,
    /// What was found, or went wrong.
    pub answer: Option<Result<IssuedPaper, ApiError>>,
}

/// The use case of the public page.
#[async_trait::async_trait]
pub trait IssuedPapers: Send + Sync {
    /// The paper with this mark.
    ///
    /// Errors: `NotFound` for a mark that no paper has and for what can't be a mark; `Throttled`.
    async fn confirm(&self, client: &super::Client, mark: &str) -> Result<IssuedPaper, ApiError>;
}
