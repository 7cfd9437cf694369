//! `/administration/limits`, plain HTML.

use std::collections::HashMap;

use app::api::{
    ApiError, Client, FieldErrors,
    limits::{LimitsAnswer, LimitsForm, LimitsProblem, LimitsState},
};
use axum::{Extension, extract::State, response::Response};
use http::request::Parts;

use super::{Web, posted::Posted};

const PATH: &str = app::routes::LIMITS;

/// The limits in force.
pub(super) async fn get(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    show(&web, Posted::without_body(client, parts), None, None).await
}

/// Another language, a look at what would change, the change itself, or back to the numbers.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form = LimitsForm::read(posted.form::<HashMap<String, String>>());
    if let Some(lang) = posted.switch() {
        let state = state(&web, &posted.client, Some(form), None).await;
        return posted.show_in(&web, lang, PATH, state).await;
    }
    let service = &web.services.limits;
    let answered = match posted.action().as_str() {
        "save" => service.change(&posted.client, &form).await.map(Some),
        "edit" => Ok(None),
        _ => service.preview(&posted.client, &form).await.map(Some),
    };
    match answered {
        Ok(Some(LimitsAnswer::Kept)) => show(&web, posted, None, Some(LimitsAnswer::Kept)).await,
        Ok(answer) => show(&web, posted, Some(form), answer).await,
        Err(error) => {
            let state = LimitsState { found: Some(Err(error.clone())), ..LimitsState::default() };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

async fn show(web: &Web, posted: Posted, form: Option<LimitsForm>, answer: Option<LimitsAnswer>) -> Response {
    let state = state(web, &posted.client, form, answer).await;
    let error = match (&state.found, &state.answer) {
        (Some(Err(error)), _) => Some(error.clone()),
        (_, Some(LimitsAnswer::Refused(problems))) => Some(status(problems)),
        _ => None,
    };
    posted.show(web, PATH, state, error.as_ref()).await
}

/// The status that says the same as the page.
fn status(problems: &[LimitsProblem]) -> ApiError {
    if problems == [LimitsProblem::Outdated] {
        ApiError::Conflict(app::api::Conflict::PolicyChanged)
    } else {
        ApiError::Validation(FieldErrors::default())
    }
}

async fn state(web: &Web, client: &Client, form: Option<LimitsForm>, answer: Option<LimitsAnswer>) -> LimitsState {
    LimitsState { found: Some(web.services.limits.page(client).await), form, answer }
}
