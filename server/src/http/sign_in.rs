//! `/sign-in`, `/office/sign-in` and `/sign-out` without JavaScript.

use app::api::{
    ApiError, Caller, Client, CookieChange,
    sign_in::{SignInForm, SignInState},
};
use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use leptos::prelude::provide_context;

use super::{
    Web,
    client::cookie,
    failure,
    posted::{Posted, see_other},
    render,
};

/// The taxpayer's door; somebody whose password was right and whose access is annulled is told so here.
pub(super) async fn get(State(web): State<Web>, Extension(client): Extension<Client>, request: Request) -> Response {
    let annulled = match cookie(request.headers(), "annulment") {
        Some(pass) => match web.services.annulment.told(&client, &pass).await {
            Ok(annulled) => annulled,
            Err(error) => return failure::of(&web, app::routes::SIGN_IN, &error, &client),
        },
        None => None,
    };
    let state = SignInState { annulled, ..SignInState::default() };
    render::render(&web, request, move || provide_context(state.clone())).await
}

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
    posted.show_in(web, lang, path, SignInState { form: form.without_password(), ..SignInState::default() }).await
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
            let state = SignInState { form: form.without_password(), error: Some(error.clone()), annulled: None };
            posted.show(web, door, state, Some(&error)).await
        }
    }
}
