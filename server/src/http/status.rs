//! `/application` without JavaScript, and the paper.

use app::api::{
    Client, CookieChange,
    status::{StatusForm, StatusState, WithdrawalState},
};
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use domain::lang::Lang;
use http::Uri;
use serde::Deserialize;

use super::{
    Web,
    posted::{Posted, pdf, see_other},
};

const PATH: &str = app::routes::APPLICATION;

/// Another language, or the look-up by INN and code.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: StatusForm = posted.form();
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, PATH, StatusState { form, error: None }).await;
    }
    match web.services.status.find(&posted.client, &form).await {
        Ok(cookies) => see_other(PATH, &cookies),
        Err(error) => {
            let state = StatusState { form, error: Some(error.clone()) };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

/// «Отозвать заявление»: takes it back.
pub(super) async fn withdraw(State(web): State<Web>, posted: Posted) -> Response {
    match web.services.status.withdraw(&posted.client).await {
        Ok(()) => see_other(PATH, &[]),
        Err(error) => {
            let state = WithdrawalState { error: Some(error.clone()) };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

/// «Закрыть заявление»: forgets the application in this browser.
pub(super) async fn close() -> Response {
    see_other(PATH, &[CookieChange::EndApplicationPass])
}

/// In which language the paper is wanted.
#[derive(Deserialize)]
pub(super) struct PaperQuery {
    lang: Option<String>,
}

/// The printable application.
pub(super) async fn paper(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Query(query): Query<PaperQuery>,
    address: Uri,
) -> Response {
    let lang = query.lang.as_deref().and_then(Lang::from_code);
    let paper = web.services.status.paper(&client, lang).await;
    pdf(&web, &address, "application", paper, &client)
}
