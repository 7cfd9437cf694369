//! For whoever runs the cabinet: alive, ready, metrics.

use app::api::Client;
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};

use super::Web;
use crate::storage;

/// The process is alive.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The process can serve: the database answers.
pub(super) async fn readyz(State(web): State<Web>) -> Response {
    match storage::health::ping(&web.foundation.pool).await {
        Ok(()) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// The metrics, in Prometheus' text format: for clients on this machine (also behind a proxy), or for whoever has the
/// token.
pub(super) async fn metrics(
    State(web): State<Web>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Response {
    let token = &web.foundation.settings.metrics.token;
    let allowed = if token.is_empty() {
        client.address.is_loopback()
    } else {
        let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let secrets = &web.foundation.secrets;
        // digests, so that the comparison takes the same time however much of the token is right
        secrets.digest("metrics", sent.as_bytes()) == secrets.digest("metrics", format!("Bearer {token}").as_bytes())
    };
    match web.metrics.as_ref().filter(|_| allowed) {
        Some(handle) => handle.render().into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
