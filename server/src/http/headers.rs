//! Security headers on every answer (spec/quality.md, "Security"; OWASP Secure Headers).

use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

/// For answers that are not pages; a page sets its own with a nonce (`app::shell`).
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Adds the headers that an answer has not set itself.
pub(super) fn add(mut response: Response) -> Response {
    let headers = response.headers_mut();
    // in one step instead of growing twice on the way; the request's id comes as well
    headers.reserve(ALWAYS.len() + 3);
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    // pages and papers are somebody's: no cache keeps them
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
