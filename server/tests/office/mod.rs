//! What an inspector may and may not do, and what happens when two do it at once.

mod at_once;
mod case;
mod decisions;
mod doors;
mod incomplete;
pub(crate) mod papers;
mod queue;

use app::api::{ApiError, Conflict, office::RefuseForm};
use domain::access_application::ApplicationState;

use crate::support::{Filed, TestApp};

const OTHER_PASSWORD: &str = "восемь гусей на озере";

fn changed(state: ApplicationState) -> ApiError {
    ApiError::Conflict(Conflict::ApplicationChanged(state))
}

async fn refuse_form(app: &TestApp, filed: &Filed, ground: &str) -> RefuseForm {
    let form = app.move_form(filed).await;
    RefuseForm { id: form.id, version: form.version, ground: ground.to_owned(), ..RefuseForm::default() }
}
