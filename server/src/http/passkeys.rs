//! `/office/keys`, plain HTML, and what its script asks for.

use app::api::{
    ApiError, Client, FieldErrors,
    passkeys::{KeyActed, KeyAction, KeyForm, KeyPurpose, KeysState},
};
use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header, request::Parts};
use serde::Deserialize;

use super::{
    Web, failure,
    posted::{Posted, see_other},
};

const PATH: &str = app::routes::OFFICE_KEYS;

/// Which key the address names.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    key: String,
}

/// What the script wants to ask the browser for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    purpose: String,
}

/// The list, or one key.
pub(super) async fn get(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    query: Result<Query<Named>, QueryRejection>,
    parts: Parts,
) -> Response {
    let Named { key } = query.map(|Query(named)| named).unwrap_or_default();
    let state = KeysState { key, ..KeysState::default() };
    show(&web, Posted::without_body(client, parts), state, None).await
}

/// Another language, or an action.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: KeyForm = posted.form();
    let word = posted.action();
    let kept = KeyForm { code: String::new(), passkey: String::new(), ..form.clone() };
    let mut state = KeysState { key: form.key.clone(), form: kept, action: word.clone(), ..KeysState::default() };
    if let Some(lang) = posted.switch() {
        state.found = Some(web.services.passkeys.page(&posted.client).await);
        return posted.show_in(&web, lang, &address(&state.key), state).await;
    }
    let Some(action) = KeyAction::from_word(&word) else {
        return show(&web, posted, state, None).await;
    };
    match web.services.passkeys.act(&posted.client, action, &form).await {
        Ok(KeyActed::Done) => see_other(PATH, &[]),
        Ok(KeyActed::Refused(wrong)) => {
            state.wrong = wrong;
            show(&web, posted, state, Some(ApiError::Validation(FieldErrors::default()))).await
        }
        Err(error) => {
            state.found = Some(Err(error.clone()));
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

async fn show(web: &Web, posted: Posted, mut state: KeysState, refused: Option<ApiError>) -> Response {
    let mut found = web.services.passkeys.page(&posted.client).await;
    if let Ok(page) = &found
        && !state.key.is_empty()
        && page.keys.iter().all(|key| key.id != state.key)
    {
        found = Err(ApiError::NotFound);
    }
    let error = found.as_ref().err().cloned().or(refused);
    let address = address(&state.key);
    state.found = Some(found);
    posted.show(web, &address, state, error.as_ref()).await
}

/// The page of one key, or the list; only what looks like an id becomes part of an address.
fn address(key: &str) -> String {
    if uuid::Uuid::parse_str(key).is_ok() { app::routes::office_key(key) } else { PATH.to_owned() }
}

/// What the browser is asked for.
pub(super) async fn challenge(State(web): State<Web>, posted: Posted) -> Response {
    let purpose = match posted.form::<Wanted>().purpose.as_str() {
        "add" => KeyPurpose::Add,
        _ => KeyPurpose::Confirm,
    };
    options(web.services.passkeys.challenge(&posted.client, purpose).await)
}

/// The second factor again, beside a form that goes on when it is proved: 204, or 422.
pub(super) async fn confirm(State(web): State<Web>, posted: Posted) -> Response {
    match web.services.passkeys.confirm(&posted.client, &posted.form::<KeyForm>().passkey).await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Err(error) => failure::json(&error),
    }
}

/// Options for `navigator.credentials`, or why there are none.
pub(super) fn options(asked: Result<String, ApiError>) -> Response {
    match asked {
        Ok(json) => ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], json).into_response(),
        Err(error) => failure::json(&error),
    }
}
