//! `/office` without JavaScript, and the papers of a case.

use app::api::{
    ApiError, Client,
    office::{AcceptForm, CaseState, MoveForm, OfficeState, OpenForm, ReassignForm, RefuseForm, ReturnForm},
};
use app::routes::case;
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use http::Uri;

use super::{
    Web,
    posted::{Posted, pdf, see_other},
};

const PATH: &str = app::routes::OFFICE;

/// Another language for the queue.
pub(super) async fn switch_language(State(web): State<Web>, posted: Posted) -> Response {
    match posted.switch() {
        Some(lang) => {
            let form = posted.form();
            posted.show_in(&web, lang, PATH, OfficeState { form, ..OfficeState::default() }).await
        }
        None => see_other(PATH, &[]),
    }
}

/// Opens a case by the paper at the window.
pub(super) async fn open(State(web): State<Web>, posted: Posted) -> Response {
    let form: OpenForm = posted.form();
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, PATH, OfficeState { form, ..OfficeState::default() }).await;
    }
    match web.services.office.open(&posted.client, &form).await {
        Ok(id) => see_other(&case(&id), &[]),
        Err(error) => {
            let state = OfficeState { form, error: Some(error.clone()), ..OfficeState::default() };
            posted.show(&web, PATH, state, Some(&error)).await
        }
    }
}

/// Another language for a case.
pub(super) async fn switch_language_of_case(
    State(web): State<Web>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    match posted.switch() {
        Some(lang) => {
            let state = CaseState { accept: posted.form(), refuse: posted.form(), ..CaseState::default() };
            posted.show_in(&web, lang, &case(&id), state).await
        }
        None => see_other(&case(&id), &[]),
    }
}

/// «Взять себе».
pub(super) async fn claim(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let state = CaseState::default();
    moved(&web, posted, &id, state, async |client| web.services.office.claim(client, &id).await).await
}

/// «Отпустить».
pub(super) async fn release(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let state = CaseState::default();
    moved(&web, posted, &id, state, async |client| web.services.office.release(client, &id).await).await
}

/// «Передать».
pub(super) async fn reassign(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = ReassignForm { id, ..posted.form() };
    let state = CaseState::default();
    moved(&web, posted, &form.id, state, async |client| web.services.office.reassign(client, &form).await).await
}

/// «Вернуть как неполное».
pub(super) async fn give_back(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = ReturnForm { id, ..posted.form() };
    let state = CaseState { give_back: Some(form.clone()), ..CaseState::default() };
    moved(&web, posted, &form.id, state, async |client| web.services.office.give_back(client, &form).await).await
}

/// «Принять».
pub(super) async fn accept(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = AcceptForm { id, ..posted.form() };
    let state = CaseState { accept: form.clone(), ..CaseState::default() };
    moved(&web, posted, &form.id, state, async |client| web.services.office.accept(client, &form).await).await
}

/// «Предоставить доступ».
pub(super) async fn grant(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = MoveForm { id, ..posted.form() };
    let state = CaseState::default();
    moved(&web, posted, &form.id, state, async |client| web.services.office.grant(client, &form).await).await
}

/// «Отказать».
pub(super) async fn refuse(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = RefuseForm { id, ..posted.form() };
    let state = CaseState { refuse: form.clone(), ..CaseState::default() };
    moved(&web, posted, &form.id, state, async |client| web.services.office.refuse(client, &form).await).await
}

/// «Внести аннулирование».
pub(super) async fn annul(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = MoveForm { id, ..posted.form() };
    let state = CaseState::default();
    moved(&web, posted, &form.id, state, async |client| web.services.office_annulment.enter(client, &form).await).await
}

/// «Вручено».
pub(super) async fn deliver(State(web): State<Web>, Path(id): Path<String>, posted: Posted) -> Response {
    let form = MoveForm { id, ..posted.form() };
    let state = CaseState::default();
    moved(&web, posted, &form.id, state, async |client| web.services.office.deliver(client, &form).await).await
}

/// Moves a case, unless only another language is asked for, and shows it.
async fn moved(
    web: &Web,
    posted: Posted,
    id: &str,
    mut state: CaseState,
    make_move: impl AsyncFnOnce(&Client) -> Result<(), ApiError>,
) -> Response {
    let path = case(id);
    if let Some(lang) = posted.switch() {
        return posted.show_in(web, lang, &path, state).await;
    }
    match make_move(&posted.client).await {
        Ok(()) => see_other(&path, &[]),
        Err(error) => {
            state.error = Some(error.clone());
            posted.show(web, &path, state, Some(&error)).await
        }
    }
}

/// The application as PDF.
pub(super) async fn application_paper(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
    address: Uri,
) -> Response {
    pdf(&web, &address, "application", web.services.office.application_paper(&client, &id).await, &client)
}

/// The decision as PDF.
pub(super) async fn decision_paper(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
    address: Uri,
) -> Response {
    pdf(&web, &address, "decision", web.services.office.decision_paper(&client, &id).await, &client)
}
