//! `/office/audit`, plain HTML, and what was found as a file. A search is a post: it may hold an INN.

use app::api::{
    ApiError, Client, Field,
    audit::{AuditForm, AuditState},
};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header, request::Parts};

use super::{
    Web,
    figures::CSV,
    posted::{Posted, see_other},
};

const PATH: &str = app::routes::AUDIT;

/// The newest entries.
pub(super) async fn get(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    show(&web, Posted::without_body(client, parts), AuditForm::default(), None).await
}

/// What was searched for.
pub(super) async fn search(State(web): State<Web>, mut posted: Posted) -> Response {
    let form: AuditForm = posted.form();
    let Some(lang) = posted.switch() else {
        return show(&web, posted, form, None).await;
    };
    // the names of actions are in the language asked for
    posted.client.lang = lang;
    let state = state(&web, &posted.client, form, None).await;
    posted.show_in(&web, lang, PATH, state).await
}

/// What was found as a CSV.
pub(super) async fn csv(State(web): State<Web>, posted: Posted) -> Response {
    let form: AuditForm = posted.form();
    match web.services.audit.csv(&posted.client, &form).await {
        Ok(text) => {
            let name = (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit.csv\""));
            ([CSV, name], text).into_response()
        }
        Err(error) => show(&web, posted, form, Some(error)).await,
    }
}

/// Begins to verify the chain.
pub(super) async fn verify(State(web): State<Web>, posted: Posted) -> Response {
    match web.services.audit.verify(&posted.client).await {
        Ok(()) => see_other("/office/audit#chain", &[]),
        Err(error) => show(&web, posted, AuditForm::default(), Some(error)).await,
    }
}

async fn show(web: &Web, posted: Posted, form: AuditForm, error: Option<ApiError>) -> Response {
    let state = state(web, &posted.client, form, error).await;
    let error = state.error.clone();
    posted.show(web, PATH, state, error.as_ref()).await
}

async fn state(web: &Web, client: &Client, form: AuditForm, error: Option<ApiError>) -> AuditState {
    match web.services.audit.search(client, &form).await {
        Ok(found) => {
            let error = error.or_else(|| found.inn_wrong.map(|wrong| ApiError::field(Field::Inn, wrong)));
            AuditState { form, found: Some(found), error }
        }
        Err(failure) => AuditState { form, found: None, error: Some(failure) },
    }
}
