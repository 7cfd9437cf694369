//! `/assistant` without JavaScript. A question is posted, never part of an address: it may hold an INN.

use app::api::assistant::{AssistantForm, AssistantState, LONGEST_QUESTION};
use axum::{extract::State, response::Response};

use super::{Web, posted::Posted};

const PATH: &str = app::routes::ASSISTANT;

/// Another language with the question kept, or the answer.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let mut form: AssistantForm = posted.form();
    form.question = form.question.chars().take(LONGEST_QUESTION).collect();
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, PATH, AssistantState { form, ..AssistantState::default() }).await;
    }
    let (answer, error) = match web.services.assistant.ask(&posted.client, &form).await {
        Ok(answer) => (Some(answer), None),
        Err(error) => (None, Some(error)),
    };
    let state = AssistantState { form, answer, error: error.clone() };
    posted.show(&web, PATH, state, error.as_ref()).await
}
