//! The pages of administrators without JavaScript.

use app::api::{
    Client,
    eligibility::{EligibilityForm, EligibilityState},
    health::HealthState,
    required_papers::{PaperListChanged, PaperListForm, PaperListState},
};
use axum::{Extension, extract::State, response::Response};
use domain::{access_application::ApplicationKind, subject::SubjectKind};
use http::request::Parts;

use super::{Web, posted::Posted};

const ELIGIBILITY: &str = app::routes::ELIGIBILITY;

/// «Политика допуска»: another language, a look at what would change, the change itself, or back to the boxes.
pub(super) async fn eligibility(State(web): State<Web>, posted: Posted) -> Response {
    let form: EligibilityForm = posted.form();
    let mut state = EligibilityState { form: Some(form.clone()), ..EligibilityState::default() };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, ELIGIBILITY, state).await;
    }
    let service = &web.services.eligibility;
    let answered = match posted.action().as_str() {
        "save" => service.change(&posted.client, &form).await.map(|()| {
            state = EligibilityState { saved: true, ..EligibilityState::default() };
        }),
        "edit" => Ok(()),
        _ => service.preview(&posted.client, &form).await.map(|changes| state.preview = changes),
    };
    state.error = answered.err();
    let error = state.error.clone();
    posted.show(&web, ELIGIBILITY, state, error.as_ref()).await
}

/// «Состояние системы».
pub(super) async fn health(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    let found = web.services.health.health(&client).await;
    let error = found.as_ref().err().cloned();
    let state = HealthState { found: Some(found) };
    Posted::without_body(client, parts).show(&web, app::routes::HEALTH, state, error.as_ref()).await
}

/// «Документы у окна»: another language, or a change of a list.
pub(super) async fn papers(State(web): State<Web>, posted: Posted) -> Response {
    let form: PaperListForm = posted.form();
    let path = match (form.kind.parse::<ApplicationKind>(), form.subject_kind.parse::<SubjectKind>()) {
        (Ok(kind), Ok(subject_kind)) => format!("{}?papers={kind}.{subject_kind}", app::routes::ADMINISTRATION),
        // the service says that there is no such list, to whoever may know
        _ => app::routes::ADMINISTRATION.to_owned(),
    };
    let mut state = PaperListState { form: Some(form.clone()), ..PaperListState::default() };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, &path, state).await;
    }
    match web.services.required_papers.change(&posted.client, &form).await {
        Ok(answer) => {
            if answer == PaperListChanged::Kept {
                state.form = None;
            }
            state.answer = Some(answer);
        }
        Err(error) => state.error = Some(error),
    }
    let error = state.error.clone();
    posted.show(&web, &path, state, error.as_ref()).await
}
