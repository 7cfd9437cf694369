//! `/add-inn` without JavaScript, and with the INN that the registration did not find.

use app::api::add_inn::{AddInnForm, AddInnState};
use axum::{extract::State, response::Response};

use super::{Web, posted::Posted};

const PATH: &str = app::routes::ADD_INN;

/// Another language, «Добавить в базу ГНС», or «Поиск».
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let form: AddInnForm = posted.form();
    let service = &web.services.add_inn;
    if let Some(lang) = posted.switch() {
        let state = AddInnState { form, ..AddInnState::default() };
        return posted.show_in(&web, lang, PATH, state).await;
    }
    let answered = match posted.action().as_str() {
        "add" => service.add(&posted.client, &form).await,
        _ => service.find(&posted.client, &form).await,
    };
    let (answer, error) = match answered {
        Ok(answer) => (Some(answer), None),
        Err(error) => (None, Some(error)),
    };
    let state = AddInnState { form, answer, error: error.clone() };
    posted.show(&web, PATH, state, error.as_ref()).await
}
