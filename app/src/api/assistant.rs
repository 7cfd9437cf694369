//! «Помощник»: a question, and the passages of the guides that answer it.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// Characters of a question at the most; what is longer is cut.
pub const LONGEST_QUESTION: usize = 200;

/// What the form sends, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssistantForm {
    /// The question.
    pub question: String,
}

/// The answer: the best passages first, none when nothing fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistantAnswer {
    /// At most four.
    pub passages: Vec<Passage>,
}

/// A section of a guide, or of the page of help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands, `/guides/access#password`.
    pub address: String,
    /// The guide's title.
    pub guide: String,
    /// The section's heading.
    pub section: String,
    /// What it says, or the part of it that was asked for.
    pub text: Vec<Piece>,
}

/// A piece of a text. Text, never HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// They are what was asked for.
    pub marked: bool,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistantState {
    /// As typed.
    pub form: AssistantForm,
    /// The answer, when there was one.
    pub answer: Option<AssistantAnswer>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use case of asking.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Assistant: Send + Sync {
    /// Looks for passages in the reader's language. The question is kept nowhere.
    ///
    /// Errors: `Validation` at `question`; `Throttled`; `Unavailable`.
    async fn ask(&self, client: &super::Client, form: &AssistantForm) -> Result<AssistantAnswer, ApiError>;
}

/// «Найти ответ».
#[server(name = AskAssistant, prefix = "/api", endpoint = "assistant/ask", input = Json, output = Json)]
pub async fn ask_assistant(form: AssistantForm) -> Result<AssistantAnswer, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.assistant.ask(&asked.client, &form).await
    })
    .await
}
