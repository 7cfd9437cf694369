//! `/cabinet` without JavaScript.

use app::api::{
    ApiError, Client, CookieChange,
    cabinet::{CabinetDone, CabinetState, ChangePasswordForm, FirstPasswordState},
};
use axum::{
    Extension,
    extract::{Query, Request, State, rejection::QueryRejection},
    response::Response,
};
use http::request::Parts;
use leptos::prelude::provide_context;
use serde::Deserialize;

use super::{
    Web,
    posted::{Posted, see_other},
    render,
};

const PATH: &str = app::routes::CABINET;
const FIRST_PASSWORD: &str = app::routes::FIRST_PASSWORD;

/// What was done, as the address says it after a plain post: a word of ours, nothing that was typed.
#[derive(Deserialize)]
pub(super) struct DoneQuery {
    done: Option<CabinetDone>,
}

/// The cabinet, with what was just done.
pub(super) async fn get(
    State(web): State<Web>,
    query: Result<Query<DoneQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let done = query.ok().and_then(|Query(query)| query.done);
    let state = CabinetState { error: None, done };
    render::render(&web, request, move || provide_context(state.clone())).await
}

fn done_path(done: CabinetDone) -> &'static str {
    match done {
        CabinetDone::PasswordChanged => "/cabinet?done=password_changed",
        CabinetDone::SessionEnded => "/cabinet?done=session_ended",
        CabinetDone::OtherSessionsEnded => "/cabinet?done=other_sessions_ended",
    }
}

/// Another language: nothing typed in the cabinet is kept but passwords, and those never are.
pub(super) async fn switch_language(State(web): State<Web>, posted: Posted) -> Response {
    match posted.switch() {
        Some(lang) => posted.show_in(&web, lang, PATH, CabinetState::default()).await,
        None => see_other(PATH, &[]),
    }
}

/// A new password.
pub(super) async fn change_password(State(web): State<Web>, posted: Posted) -> Response {
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, PATH, CabinetState::default()).await;
    }
    let form: ChangePasswordForm = posted.form();
    let result = web.services.cabinet.change_password(&posted.client, &form).await;
    answer(&web, posted, result, CabinetDone::PasswordChanged).await
}

/// «Первый вход»: whose primary password is to be changed.
pub(super) async fn choose_first_password(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    parts: Parts,
) -> Response {
    show_first_password(&web, Posted::without_body(client, parts), None).await
}

/// «Первый вход»: the first password of one's own.
pub(super) async fn first_password(State(web): State<Web>, mut posted: Posted) -> Response {
    if let Some(lang) = posted.switch() {
        // the name on the page is in the language asked for
        posted.client.lang = lang;
        let state = first_password_state(&web, &posted.client, None).await;
        return posted.show_in(&web, lang, FIRST_PASSWORD, state).await;
    }
    let form: ChangePasswordForm = posted.form();
    match web.services.cabinet.change_password(&posted.client, &form).await {
        Err(error) => show_first_password(&web, posted, Some(error)).await,
        result => answer(&web, posted, result, CabinetDone::PasswordChanged).await,
    }
}

/// The page, or the cabinet for who has a password of their own.
async fn show_first_password(web: &Web, posted: Posted, error: Option<ApiError>) -> Response {
    let state = first_password_state(web, &posted.client, error).await;
    if state.error == Some(ApiError::NotFound) {
        return see_other(PATH, &[]);
    }
    let error = state.error.clone();
    posted.show(web, FIRST_PASSWORD, state, error.as_ref()).await
}

async fn first_password_state(web: &Web, client: &Client, error: Option<ApiError>) -> FirstPasswordState {
    match web.services.cabinet.first_password(client).await {
        Ok(whose) => FirstPasswordState { whose: Some(whose), error },
        Err(failure) => FirstPasswordState { whose: None, error: Some(failure) },
    }
}

/// Which session.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WhichSession {
    session: String,
}

/// Ends one session.
pub(super) async fn end_session(State(web): State<Web>, posted: Posted) -> Response {
    let which: WhichSession = posted.form();
    let result = web.services.cabinet.end_session(&posted.client, &which.session).await;
    answer(&web, posted, result, CabinetDone::SessionEnded).await
}

/// Ends all other sessions.
pub(super) async fn end_other_sessions(State(web): State<Web>, posted: Posted) -> Response {
    let result = web.services.cabinet.end_other_sessions(&posted.client).await;
    answer(&web, posted, result, CabinetDone::OtherSessionsEnded).await
}

async fn answer(web: &Web, posted: Posted, result: Result<Vec<CookieChange>, ApiError>, done: CabinetDone) -> Response {
    match result {
        Ok(cookies) if cookies.contains(&CookieChange::EndSession) => see_other(app::routes::SIGN_IN, &cookies),
        Ok(cookies) => see_other(done_path(done), &cookies),
        Err(error) => {
            let state = CabinetState { error: Some(error.clone()), done: None };
            posted.show(web, PATH, state, Some(&error)).await
        }
    }
}
