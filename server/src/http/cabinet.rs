//! `/cabinet` without JavaScript.

use app::api::{
    ApiError, CookieChange,
    cabinet::{CabinetDone, CabinetState, ChangePasswordForm},
};
use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{
    Web,
    posted::{Posted, see_other, with_cookies},
};

const PATH: &str = app::routes::CABINET;

/// Another language: nothing typed in the cabinet is kept but passwords, and those never are.
pub(super) async fn switch_language(State(web): State<Web>, posted: Posted) -> Response {
    match posted.switch() {
        Some(lang) => {
            posted
                .show_in(&web, lang, PATH, CabinetState::default())
                .await
        }
        None => see_other(PATH, &[]),
    }
}

/// A new password.
pub(super) async fn change_password(State(web): State<Web>, posted: Posted) -> Response {
    if let Some(lang) = posted.switch() {
        return posted
            .show_in(&web, lang, PATH, CabinetState::default())
            .await;
    }
    let form: ChangePasswordForm = posted.form();
    let result = web
        .services
        .cabinet
        .change_password(&posted.client, &form)
        .await;
    answer(&web, posted, result, CabinetDone::PasswordChanged).await
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
    let result = web
        .services
        .cabinet
        .end_session(&posted.client, &which.session)
        .await;
    answer(&web, posted, result, CabinetDone::SessionEnded).await
}

/// Ends all other sessions.
pub(super) async fn end_other_sessions(State(web): State<Web>, posted: Posted) -> Response {
    let result = web
        .services
        .cabinet
        .end_other_sessions(&posted.client)
        .await;
    answer(&web, posted, result, CabinetDone::OtherSessionsEnded).await
}

async fn answer(
    web: &Web,
    posted: Posted,
    result: Result<Vec<CookieChange>, ApiError>,
    done: CabinetDone,
) -> Response {
    match result {
        Ok(cookies) if cookies.contains(&CookieChange::EndSession) => {
            see_other(app::routes::SIGN_IN, &cookies)
        }
        Ok(cookies) => {
            let state = CabinetState {
                error: None,
                done: Some(done),
            };
            with_cookies(posted.show(web, PATH, state, None).await, &cookies)
        }
        Err(error) => {
            let state = CabinetState {
                error: Some(error.clone()),
                done: None,
            };
            posted.show(web, PATH, state, Some(&error)).await
        }
    }
}
