//! A request's id, its line in the log, its part of the metrics. Paths appear as templates, never as requested.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue};
use tracing::Instrument;

use super::Web;

/// Where a request's id travels.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request at hand.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub(super) String);

/// The layer.
#[expect(clippy::disallowed_methods, reason = "measuring how long an answer took is not a rule that a test must steer")]
pub(super) async fn observe(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let id = new_id(&web);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(RequestId(id.clone()));
    let begun = Instant::now();
    let span = tracing::info_span!("request", id = %id, method = %method, route = %route);
    let mut response = next.run(request).instrument(span).await;
    let status = response.status().as_u16();
    let seconds = begun.elapsed().as_secs_f64();
    if !matches!(route.as_str(), "/healthz" | "/readyz" | "/metrics") {
        tracing::info!(id = %id, method = %method, route = %route, status, milliseconds = seconds * 1_000.0, "answered");
    }
    let labels = [("method", method.as_str().to_owned()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..2]).record(seconds);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

fn new_id(web: &Web) -> String {
    let mut bytes = [0; 8];
    web.foundation.random.fill(&mut bytes);
    hex::encode(bytes)
}
