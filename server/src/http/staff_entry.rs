//! The door of staff, `/office/sign-in`: every one of its steps is a plain post, with or without JavaScript.

use app::api::{
    ApiError, FieldErrors,
    sign_in::{SignInForm, SignInState},
    staff_entry::{EntryForm, EntryState, Proved},
};
use axum::{extract::State, response::Response};

use super::{
    Web, failure, passkeys,
    posted::{Posted, see_other, with_cookies},
};

const DOOR: &str = app::routes::OFFICE_SIGN_IN;

/// Which step the button pressed belongs to; the first one's has no name.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    if posted.switch().is_some() {
        return password(&web, posted).await;
    }
    match posted.action().as_str() {
        "choose_password" => choose_password(&web, posted).await,
        "prove" => prove(&web, posted).await,
        "passkey" => prove_by_passkey(&web, posted).await,
        "leave" => leave(&web, posted).await,
        _ => password(&web, posted).await,
    }
}

/// User name and password; or another language for whichever step the page shows.
async fn password(web: &Web, posted: Posted) -> Response {
    let form: SignInForm = posted.form();
    if let Some(lang) = posted.switch() {
        return posted
            .show_in(web, lang, DOOR, SignInState { form: form.without_password(), ..SignInState::default() })
            .await;
    }
    match web.services.sign_in.staff(&posted.client, &form).await {
        Ok(cookies) => see_other(DOOR, &cookies),
        Err(error) => {
            let state = SignInState { form: form.without_password(), error: Some(error.clone()), annulled: None };
            posted.show(web, DOOR, state, Some(&error)).await
        }
    }
}

async fn choose_password(web: &Web, posted: Posted) -> Response {
    match web.services.staff_entry.choose_password(&posted.client, &posted.form()).await {
        Ok(()) => see_other(DOOR, &[]),
        Err(error) => failed(web, posted, error).await,
    }
}

/// What the browser is asked to do with a passkey, for `passkey.js`.
pub(super) async fn challenge(State(web): State<Web>, posted: Posted) -> Response {
    let asked = web.services.staff_entry.challenge(&posted.client).await;
    // whoever took too long is led to the first step
    let elsewhere = asked.as_ref().err().and_then(|error| failure::elsewhere(error, DOOR));
    elsewhere.unwrap_or_else(|| passkeys::options(asked))
}

async fn prove(web: &Web, posted: Posted) -> Response {
    let form: EntryForm = posted.form();
    let proved = web.services.staff_entry.prove(&posted.client, &form).await;
    entered(web, posted, proved, EntryState { wrong_code: true, ..EntryState::default() }).await
}

async fn prove_by_passkey(web: &Web, posted: Posted) -> Response {
    let form: EntryForm = posted.form();
    let proved = web.services.staff_entry.prove_by_passkey(&posted.client, &form).await;
    entered(web, posted, proved, EntryState { wrong_key: true, ..EntryState::default() }).await
}

/// In, or the page again with what was wrong.
async fn entered(web: &Web, posted: Posted, proved: Result<Proved, ApiError>, wrong: EntryState) -> Response {
    match proved {
        Ok(Proved::In { cookies, told: None }) => see_other(app::routes::OFFICE, &cookies),
        Ok(Proved::In { cookies, told }) => {
            let state = EntryState { entered: told, ..EntryState::default() };
            with_cookies(posted.show(web, DOOR, state, None).await, &cookies)
        }
        Ok(Proved::Wrong) => {
            let refused = ApiError::Validation(FieldErrors::default());
            posted.show(web, DOOR, wrong, Some(&refused)).await
        }
        Err(error) => failed(web, posted, error).await,
    }
}

async fn leave(web: &Web, posted: Posted) -> Response {
    match web.services.staff_entry.leave(&posted.client).await {
        Ok(cookies) => see_other(DOOR, &cookies),
        Err(error) => failed(web, posted, error).await,
    }
}

async fn failed(web: &Web, posted: Posted, error: ApiError) -> Response {
    let state = EntryState { error: Some(error.clone()), ..EntryState::default() };
    posted.show(web, DOOR, state, Some(&error)).await
}
