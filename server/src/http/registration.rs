//! `/registration` without JavaScript.

use app::api::{
    ApiError, FieldErrors,
    registration::{RegistrationForm, RegistrationState},
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use leptos::prelude::provide_context;

use super::{
    Web,
    posted::{Posted, see_other},
    render,
};

const PATH: &str = app::routes::REGISTRATION;

/// The form, with a token of its own for this showing.
pub(super) async fn get(State(web): State<Web>, request: Request) -> Response {
    let submission = web.services.registration.new_submission();
    let form = RegistrationForm { submission, ..RegistrationForm::default() };
    let state = RegistrationState { form, ..RegistrationState::default() };
    render::render(&web, request, move || provide_context(state.clone())).await
}

/// «Поиск», another language, or «Зарегистрироваться».
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: RegistrationForm = posted.form();
    let mut state = RegistrationState { form: form.without_passwords(), look_up: None, error: None };
    if state.form.submission.is_empty() {
        state.form.submission = web.services.registration.new_submission();
    }
    if let Some(lang) = posted.switch() {
        state.look_up = look_up(&web, &posted, &form).await.ok();
        return posted.show_in(&web, lang, PATH, state).await;
    }
    if posted.action() == "look_up" {
        match look_up(&web, &posted, &form).await {
            Ok(found) => state.look_up = Some(found),
            Err(error) => state.error = Some(error),
        }
        let error = state.error.clone();
        return posted.show(&web, PATH, state, error.as_ref()).await;
    }
    match web.services.registration.register(&posted.client, &form).await {
        Ok(cookies) => see_other(app::routes::APPLICATION, &cookies),
        Err(error) => {
            state.look_up = look_up(&web, &posted, &form).await.ok();
            state.error = Some(error.clone());
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

async fn look_up(
    web: &Web,
    posted: &Posted,
    form: &RegistrationForm,
) -> Result<app::api::registration::LookUp, ApiError> {
    if form.inn.is_empty() && posted.action() != "look_up" {
        return Err(ApiError::Validation(FieldErrors::default()));
    }
    web.services.registration.look_up(&posted.client, &form.inn, &form.passport).await
}
