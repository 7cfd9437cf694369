//! `/office/audit` without JavaScript, and what was found as a file. A search is a post: it may hold an INN.

use app::api::audit::{AuditForm, AuditState};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};

use super::{
    Web,
    figures::CSV,
    posted::{Posted, see_other},
};

const PATH: &str = app::routes::AUDIT;

/// The page with what was searched for: it asks for the entries itself.
pub(super) async fn search(State(web): State<Web>, posted: Posted) -> Response {
    let form: AuditForm = posted.form();
    let state = AuditState { form, error: None };
    match posted.switch() {
        Some(lang) => posted.show_in(&web, lang, PATH, state).await,
        None => posted.show(&web, PATH, state, None).await,
    }
}

/// What was found as a CSV.
pub(super) async fn csv(State(web): State<Web>, posted: Posted) -> Response {
    let form: AuditForm = posted.form();
    match web.services.audit.csv(&posted.client, &form).await {
        Ok(text) => {
            let name = (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit.csv\""));
            ([CSV, name], text).into_response()
        }
        Err(error) => {
            let state = AuditState { form, error: Some(error.clone()) };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

/// Begins to verify the chain.
pub(super) async fn verify(State(web): State<Web>, posted: Posted) -> Response {
    match web.services.audit.verify(&posted.client).await {
        Ok(()) => see_other(PATH, &[]),
        Err(error) => {
            let state = AuditState { form: AuditForm::default(), error: Some(error.clone()) };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}
