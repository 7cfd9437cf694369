//! The figures of an office as files.

use app::api::Client;
use axum::{
    Extension,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, header};
use serde::Deserialize;

use super::{Web, failure};

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
