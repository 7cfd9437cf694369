//! «Аннулирование доступа»: `/annulment`, `/cabinet/annulment` and `/office/annulment`, plain HTML in every browser.

use app::api::{
    ApiError, Client, Permission,
    annulment::{
        AnnulmentForm, AnnulmentState, AnnulmentViewState, CabinetAnnulmentForm, CabinetAnnulmentState, EvidenceForm,
        EvidenceState,
    },
};
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use domain::lang::Lang;
use http::{Uri, request::Parts};
use serde::Deserialize;

use super::{
    Web,
    posted::{Posted, pdf, see_other},
};

const OUTSIDE: &str = app::routes::ANNULMENT;
const INSIDE: &str = app::routes::CABINET_ANNULMENT;
const EVIDENCE: &str = app::routes::OFFICE_ANNULMENT;

/// The public form, with a token of its own for this showing.
pub(super) async fn outside(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    let form = AnnulmentForm { submission: web.services.annulment.new_submission(), ..AnnulmentForm::default() };
    show_outside(&web, Posted::without_body(client, parts), form, None).await
}

/// Another language, or «Сформировать заявление».
pub(super) async fn apply(State(web): State<Web>, posted: Posted) -> Response {
    let mut form: AnnulmentForm = posted.form();
    if form.submission.is_empty() {
        form.submission = web.services.annulment.new_submission();
    }
    if let Some(lang) = posted.switch() {
        let state = outside_state(&web, &posted.client, form, None).await;
        return posted.show_in(&web, lang, OUTSIDE, state).await;
    }
    match web.services.annulment.apply(&posted.client, &form).await {
        Ok(cookies) => see_other(app::routes::APPLICATION, &cookies),
        Err(error) => show_outside(&web, posted, form, Some(error)).await,
    }
}

async fn show_outside(web: &Web, posted: Posted, form: AnnulmentForm, error: Option<ApiError>) -> Response {
    let state = outside_state(web, &posted.client, form, error).await;
    let error = state.error.clone();
    posted.show(web, OUTSIDE, state, error.as_ref()).await
}

async fn outside_state(web: &Web, client: &Client, form: AnnulmentForm, error: Option<ApiError>) -> AnnulmentState {
    match web.services.annulment.days(client).await {
        Ok(days) => AnnulmentState { form, days: Some(days), error },
        Err(failure) => AnnulmentState { form, days: None, error: error.or(Some(failure)) },
    }
}

/// What the caller would give up.
pub(super) async fn inside(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    let posted = Posted::without_body(client, parts);
    show_inside(&web, posted, CabinetAnnulmentForm::default(), None).await
}

/// Another language, or «Сформировать заявление».
pub(super) async fn give_up(State(web): State<Web>, mut posted: Posted) -> Response {
    let form: CabinetAnnulmentForm = posted.form();
    if let Some(lang) = posted.switch() {
        // what the page says of the office is in the language asked for
        posted.client.lang = lang;
        let state = inside_state(&web, &posted.client, form, None).await;
        return posted.show_in(&web, lang, INSIDE, state).await;
    }
    match web.services.annulment.file(&posted.client, &form).await {
        Ok(cookies) => see_other(app::routes::APPLICATION, &cookies),
        Err(error) => show_inside(&web, posted, form, Some(error)).await,
    }
}

async fn show_inside(web: &Web, posted: Posted, form: CabinetAnnulmentForm, error: Option<ApiError>) -> Response {
    let state = inside_state(web, &posted.client, form, error).await;
    let error = state.error.clone();
    posted.show(web, INSIDE, state, error.as_ref()).await
}

async fn inside_state(
    web: &Web,
    client: &Client,
    form: CabinetAnnulmentForm,
    error: Option<ApiError>,
) -> CabinetAnnulmentState {
    match web.services.annulment.page(client).await {
        Ok(page) => CabinetAnnulmentState { page: Some(page), form, error },
        Err(failure) => CabinetAnnulmentState { page: None, form, error: Some(failure) },
    }
}

/// The inspector's form.
pub(super) async fn evidence(State(web): State<Web>, Extension(client): Extension<Client>, parts: Parts) -> Response {
    let error = client.staff_who_may(Permission::Annul).err();
    let state = EvidenceState { error: error.clone(), ..EvidenceState::default() };
    Posted::without_body(client, parts).show(&web, EVIDENCE, state, error.as_ref()).await
}

/// Another language, «Найти и проверить», «Изменить», or «Аннулировать доступ».
pub(super) async fn annul(State(web): State<Web>, posted: Posted) -> Response {
    let form: EvidenceForm = posted.form();
    let service = &web.services.office_annulment;
    let state = EvidenceState { form: form.clone(), ..EvidenceState::default() };
    if let Some(lang) = posted.switch() {
        return posted.show_in(&web, lang, EVIDENCE, state).await;
    }
    let error = match posted.action().as_str() {
        "annul" => match service.annul(&posted.client, &form).await {
            Ok(id) => return see_other(&app::routes::office_annulment(&id), &[]),
            Err(error) => error,
        },
        "change" => return posted.show(&web, EVIDENCE, state, None).await,
        _ => match service.find(&posted.client, &form).await {
            Ok(subject) => {
                let state = EvidenceState { subject: Some(subject), ..state };
                return posted.show(&web, EVIDENCE, state, None).await;
            }
            Err(error) => error,
        },
    };
    posted.show(&web, EVIDENCE, EvidenceState { error: Some(error.clone()), ..state }, Some(&error)).await
}

/// An annulment that was made.
pub(super) async fn made(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
    parts: Parts,
) -> Response {
    let found = web.services.office_annulment.annulment(&client, &id).await;
    let error = found.as_ref().err().cloned();
    let path = parts.uri.path().to_owned();
    let state = AnnulmentViewState { found: Some(found) };
    Posted::without_body(client, parts).show(&web, &path, state, error.as_ref()).await
}

/// In which language the note is wanted.
#[derive(Deserialize)]
pub(super) struct NoteQuery {
    lang: Option<String>,
}

/// The note as PDF.
pub(super) async fn note(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
    Query(query): Query<NoteQuery>,
    address: Uri,
) -> Response {
    let lang = query.lang.as_deref().and_then(Lang::from_code);
    pdf(&web, &address, "annulment", web.services.office_annulment.note(&client, &id, lang).await, &client)
}
