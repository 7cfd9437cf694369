//! `/sign-in`, `/office/sign-in` and `/sign-out` without JavaScript.

use app::api::{
    ApiError, Caller, Client, CookieChange,
    sign_in::{SignInForm, SignInState},
};
use axum::{Extension, extract::State, response::Response};

use super::{
    Web, failure,
    posted::{Posted, see_other},
};

/// The taxpayer's door.
pub(super) async fn taxpayer(State(web): State<Web>, posted: Posted) -> Response {
    let form: SignInForm = posted.form();
    if let Some(lang) = posted.switch() {
        return again(&web, posted, form, lang, app::routes::SIGN_IN).await;
    }
    let result = web.services.sign_in.taxpayer(&posted.client, &form).await;
    answer(&web, posted, form, result, app::routes::SIGN_IN, app::routes::CABINET).await
}

/// «Выход».
pub(super) async fn sign_out(State(web): State<Web>, Extension(client): Extension<Client>) -> Response {
    let door =
        if matches!(client.caller, Caller::Staff(_)) { app::routes::OFFICE_SIGN_IN } else { app::routes::SIGN_IN };
    match web.services.sign_in.sign_out(&client).await {
        Ok(cookies) => see_other(door, &cookies),
        Err(error) => failure::of(&web, door, &error, &client),
    }
}

async fn again(web: &Web, posted: Posted, form: SignInForm, lang: domain::lang::Lang, path: &str) -> Response {
    posted.show_in(web, lang, path, SignInState { form: form.without_password(), error: None }).await
}

async fn answer(
    web: &Web,
    posted: Posted,
    form: SignInForm,
    result: Result<Vec<CookieChange>, ApiError>,
    door: &str,
    inside: &str,
) -> Response {
    match result {
        Ok(cookies) => see_other(inside, &cookies),
        Err(error) => {
            let state = SignInState { form: form.without_password(), error: Some(error.clone()) };
            posted.show(web, door, state, Some(&error)).await
        }
    }
}
