//! `/cabinet/choose` and `/cabinet/organisations` without JavaScript; choosing and removing a link are posted so with it
//! as well.

use app::api::representation::{ChooseForm, ChooserState, LinkForm, LinkState, OrganisationsState};
use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{
    Web,
    posted::{Posted, see_other},
};

const UNLINKED: &str = "/cabinet/organisations?done=unlinked";

/// Another language, a search, or the cabinet chosen.
pub(super) async fn choose(State(web): State<Web>, posted: Posted) -> Response {
    let ChooseForm { cabinet, search } = posted.form();
    let state = ChooserState { search, error: None };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, app::routes::CHOOSER, state).await;
    }
    if cabinet.is_empty() {
        return posted.show(&web, app::routes::CHOOSER, state, None).await;
    }
    match web.services.representation.choose(&posted.client, &cabinet).await {
        Ok(cookies) => see_other(app::routes::CABINET, &cookies),
        Err(error) => {
            let state = ChooserState { error: Some(error.clone()), ..state };
            posted.show(&web, app::routes::CHOOSER, state, Some(&error)).await
        }
    }
}

/// Another language, «Поиск», or «Сформировать заявление».
pub(super) async fn link(State(web): State<Web>, posted: Posted) -> Response {
    const PATH: &str = app::routes::LINK;
    let form: LinkForm = posted.form();
    let mut state = LinkState { form: form.clone(), ..LinkState::default() };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, PATH, state).await;
    }
    let service = &web.services.representation;
    if posted.action() == "look_up" {
        match service.look_up(&posted.client, &form.organisation_inn).await {
            Ok(found) => state.look_up = Some(found),
            Err(error) => state.error = Some(error),
        }
        let error = state.error.clone();
        return posted.show(&web, PATH, state, error.as_ref()).await;
    }
    match service.link(&posted.client, &form).await {
        Ok(cookies) => see_other(app::routes::APPLICATION, &cookies),
        Err(error) => {
            state.error = Some(error.clone());
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

/// Which link.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Which {
    representation: String,
}

/// «Отвязать».
pub(super) async fn unlink(State(web): State<Web>, posted: Posted) -> Response {
    let which: Which = posted.form();
    match web.services.representation.unlink(&posted.client, &which.representation).await {
        Ok(()) => see_other(UNLINKED, &[]),
        Err(error) => {
            let state = OrganisationsState { error: Some(error.clone()) };
            posted.show(&web, app::routes::ORGANISATIONS, state, Some(&error)).await
        }
    }
}
