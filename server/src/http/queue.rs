//! The work queue without JavaScript: looking for an application, keeping filters.

use app::{
    api::{
        office::OfficeState,
        queue::{QueueQuery, ViewForm, ViewSaved, filter_parameters},
    },
    routes::OFFICE,
};
use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{
    Web,
    posted::{Posted, see_other},
};

/// Looks for an application, or goes on in what was found: posted, since no address names a person.
pub(super) async fn search(State(web): State<Web>, posted: Posted) -> Response {
    let query: QueueQuery = posted.form();
    let state = OfficeState { query, ..OfficeState::default() };
    match posted.switch() {
        Some(lang) => posted.show_in(&web, lang, OFFICE, state).await,
        None => posted.show(&web, OFFICE, state, None).await,
    }
}

/// «Сохранить вид».
pub(super) async fn save_view(State(web): State<Web>, posted: Posted) -> Response {
    let form: ViewForm = posted.form();
    let path = [OFFICE, &filter_parameters(&form.query().filter())].concat();
    match web.services.queue.save_view(&posted.client, &form).await {
        Ok(ViewSaved::Kept(_)) => see_other(&path, &[]),
        Ok(refused) => {
            let state = OfficeState { view: Some((refused, form.view_name)), ..OfficeState::default() };
            posted.show(&web, &path, state, None).await
        }
        Err(error) => posted.show(&web, &path, OfficeState::default(), Some(&error)).await,
    }
}

/// Which filters to forget.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Forgotten {
    view: String,
}

/// Forgets filters.
pub(super) async fn delete_view(State(web): State<Web>, posted: Posted) -> Response {
    let form: Forgotten = posted.form();
    match web.services.queue.delete_view(&posted.client, &form.view).await {
        Ok(()) => see_other(OFFICE, &[]),
        Err(error) => posted.show(&web, OFFICE, OfficeState::default(), Some(&error)).await,
    }
}
