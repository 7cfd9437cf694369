//! `/administration/grounds`, plain HTML; `?ground=` is one of them.

use app::api::{
    ApiError, Client, Conflict, FieldErrors,
    grounds::{GroundAnswer, GroundForm, GroundProblem, GroundsState},
};
use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    response::Response,
};
use domain::refusal::RefusalGround;
use http::request::Parts;
use serde::Deserialize;

use super::{Web, posted::Posted};

/// Which ground the address names.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    ground: String,
}

/// The grounds, or one of them.
pub(super) async fn get(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    query: Result<Query<Chosen>, QueryRejection>,
    parts: Parts,
) -> Response {
    let chosen = query.map(|Query(chosen)| chosen).unwrap_or_default().ground;
    show(&web, Posted::without_body(client, parts), &chosen, None, None).await
}

/// Another language, a look at the words as they would be printed, the change itself, or back to the form.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let mut form: GroundForm = posted.form();
    let ground = form.ground.clone();
    if let Some(lang) = posted.switch() {
        let path = address(&ground);
        let state = state(&web, &posted.client, &ground, Some(form), None).await;
        return posted.show_in(&web, lang, &path, state).await;
    }
    let service = &web.services.grounds;
    let answered = match posted.action().as_str() {
        "save" => service.change(&posted.client, &form).await.map(Some),
        "edit" => {
            form.reset.clear();
            Ok(None)
        }
        action => {
            form.reset = if action == "reset" { "on".to_owned() } else { String::new() };
            service.preview(&posted.client, &form).await.map(Some)
        }
    };
    match answered {
        Ok(Some(GroundAnswer::Kept)) => show(&web, posted, &ground, None, Some(GroundAnswer::Kept)).await,
        Ok(answer) => show(&web, posted, &ground, Some(form), answer).await,
        Err(error) => {
            let state = GroundsState { found: Some(Err(error.clone())), ..GroundsState::default() };
            posted.show(&web, app::routes::GROUNDS, state, Some(&error)).await
        }
    }
}

/// The page of one ground, or of all where there is none with this word.
fn address(ground: &str) -> String {
    match ground.parse::<RefusalGround>() {
        Ok(ground) => app::routes::ground(ground.as_str()),
        Err(_) => app::routes::GROUNDS.to_owned(),
    }
}

async fn show(
    web: &Web,
    posted: Posted,
    ground: &str,
    form: Option<GroundForm>,
    answer: Option<GroundAnswer>,
) -> Response {
    let state = state(web, &posted.client, ground, form, answer).await;
    let error = match (&state.found, &state.answer) {
        (Some(Err(error)), _) => Some(error.clone()),
        (_, Some(GroundAnswer::Refused(problems))) => Some(status(problems)),
        _ => None,
    };
    posted.show(web, &address(ground), state, error.as_ref()).await
}

/// The status that says the same as the page.
fn status(problems: &[GroundProblem]) -> ApiError {
    if problems == [GroundProblem::Outdated] {
        ApiError::Conflict(Conflict::PolicyChanged)
    } else {
        ApiError::Validation(FieldErrors::default())
    }
}

async fn state(
    web: &Web,
    client: &Client,
    ground: &str,
    form: Option<GroundForm>,
    answer: Option<GroundAnswer>,
) -> GroundsState {
    GroundsState { found: Some(web.services.grounds.page(client, ground).await), form, answer }
}
