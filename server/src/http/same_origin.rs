//! State-changing requests come from our own pages. tower-http's `CsrfLayer` refuses those that say otherwise; this
//! refuses those that say nothing, which no browser of the last years does.

use app::api::{ApiError, ForbiddenReason};
use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderName, header};

use super::failure;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The layer.
pub(super) async fn require_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let says = headers.contains_key(&SEC_FETCH_SITE) || headers.contains_key(header::ORIGIN);
    if request.method().is_safe() || says {
        return next.run(request).await;
    }
    failure::json(&ApiError::Forbidden(ForbiddenReason::Role))
}
