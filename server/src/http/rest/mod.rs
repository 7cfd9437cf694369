//! The interface for other programs, `/api/v1`: look-up, application, state, paper. JSON in, JSON out, errors as
//! problem details (RFC 9457); `/api/v1/openapi.json` describes it. The same services answer as for the pages, so rules,
//! limits and words are the same.
//!
//! It knows no cookies: a request proves itself by what it brings, so nothing is gained by sending one from a foreign
//! page, and it needs no same-origin check. Nothing personal stands in an address: everything is posted.

mod applications;
mod body;
mod look_ups;
mod problem;

use std::time::Duration;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use http::{Method, StatusCode};
use tower::ServiceBuilder;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;

use super::{BODY_LIMIT, RouteEntry, Web, client};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Salyk Cabinet",
        description = "The taxpayer's cabinet for other programs. Texts follow Accept-Language: ru, ky, en.",
        license(name = "AGPL-3.0-or-later", identifier = "AGPL-3.0-or-later")
    ),
    paths(look_ups::look_up, applications::submit, applications::state, applications::paper),
    // found by nobody else: only answers that are not 200 refer to it
    components(schemas(problem::Problem, problem::FieldProblem))
)]
struct Description;

async fn description() -> Json<utoipa::openapi::OpenApi> {
    Json(Description::openapi())
}

/// The routes of `/api/v1`, with what every request to them passes through, and their list.
pub(super) fn router(web: &Web) -> (Router<Web>, Vec<RouteEntry>) {
    let seconds = web.foundation.settings.server.request_seconds;
    let router = Router::new()
        .route("/api/v1/look-ups", post(look_ups::look_up))
        .route("/api/v1/applications", post(applications::submit))
        .route("/api/v1/applications/state", post(applications::state))
        .route("/api/v1/applications/paper", post(applications::paper))
        .route("/api/v1/openapi.json", get(description))
        .layer(
            ServiceBuilder::new()
                .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(seconds)))
                .layer(DefaultBodyLimit::max(BODY_LIMIT))
                .layer(from_fn_with_state(web.clone(), client::know_program)),
        );
    let described = Description::openapi().paths.paths.into_keys().map(|path| (Method::POST, path));
    let own = (Method::GET, "/api/v1/openapi.json".to_owned());
    (router, described.chain([own]).map(|(method, path)| RouteEntry { method, path }).collect())
}
