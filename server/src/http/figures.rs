//! `/office/figures`, plain HTML, and the figures as files.

use app::api::{Client, figures::FiguresState};
use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, header, request::Parts};
use serde::Deserialize;

use super::{Web, failure, posted::Posted};

/// A file that a spreadsheet opens.
pub(super) const CSV: (HeaderName, HeaderValue) =
    (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));

/// Which table of which days.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Table {
    table: String,
    from: String,
    to: String,
}

/// The figures of the days in the address.
pub(super) async fn get(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    query: Result<Query<Table>, QueryRejection>,
    parts: Parts,
) -> Response {
    let Table { from, to, .. } = query.map(|Query(table)| table).unwrap_or_default();
    let found = web.services.figures.figures(&client, &from, &to).await;
    let error = found.as_ref().err().cloned();
    let state = FiguresState { found: Some(found) };
    Posted::without_body(client, parts).show(&web, app::routes::FIGURES, state, error.as_ref()).await
}

/// One table as a CSV.
pub(super) async fn csv(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    query: Result<Query<Table>, QueryRejection>,
) -> Response {
    let Table { table, from, to } = query.map(|Query(table)| table).unwrap_or_default();
    match web.services.figures.csv(&client, &table, &from, &to).await {
        Ok(text) => {
            let name = (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"figures.csv\""));
            ([CSV, name], text).into_response()
        }
        Err(error) => failure::of(&web, app::routes::FIGURES, &error, &client),
    }
}
