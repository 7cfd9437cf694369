//! `/papers`: the page that confirms a paper. Plain HTML in every browser.

use app::api::{
    Client,
    issued_papers::{PaperForm, PaperState},
};
use axum::{
    Extension,
    extract::{Path, State},
    response::Response,
};
use domain::issued_paper::PaperMark;
use http::request::Parts;

use super::{
    Web,
    posted::{Posted, see_other},
};

const PATH: &str = app::routes::PAPERS;

/// The paper with the mark in the address: what its QR code leads to.
pub(super) async fn get(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    Path(mark): Path<String>,
    parts: Parts,
) -> Response {
    show(&web, Posted::without_body(client, parts), mark).await
}

/// The mark that was typed. One that can be a mark has an address of its own, which may be kept and passed on.
pub(super) async fn post(State(web): State<Web>, posted: Posted) -> Response {
    let PaperForm { mark } = posted.form();
    match PaperMark::parse(&mark) {
        Some(mark) => see_other(&app::routes::issued_paper(mark.as_str()), &[]),
        None => show(&web, posted, mark).await,
    }
}

async fn show(web: &Web, posted: Posted, mark: String) -> Response {
    let answer = web.services.issued_papers.confirm(&posted.client, &mark).await;
    let error = answer.as_ref().err().cloned();
    // what stands in an address by accident or by malice is not written into the page
    let typed = PaperMark::parse(&mark).map(|mark| mark.grouped()).unwrap_or_default();
    let address = match PaperMark::parse(&mark) {
        Some(mark) => app::routes::issued_paper(mark.as_str()),
        None => PATH.to_owned(),
    };
    let state = PaperState { form: PaperForm { mark: typed }, answer: Some(answer) };
    posted.show(web, &address, state, error.as_ref()).await
}
