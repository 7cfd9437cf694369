//! The whole application over services of a test's choice.

use app::{api::Services, components::DemoPersonas};
use axum::{body::Body, extract::ConnectInfo};
use http::{HeaderMap, Method, Request, StatusCode, header};
use server::http::{Shared, Web, router};
use tower::ServiceExt;

use super::TestApp;

/// A request from this machine.
pub(crate) fn request(method: Method, uri: &str) -> http::request::Builder {
    let peer = std::net::SocketAddr::from(([127, 0, 0, 1], 40_000));
    Request::builder().method(method).uri(uri).header(header::HOST, "cabinet.example").extension(ConnectInfo(peer))
}

/// The answer, read to its end.
pub(crate) async fn ask(test: &TestApp, services: Services, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let empty = Default::default();
    let (site, _) = router(Web::new(Shared {
        foundation: test.foundation.clone(),
        services,
        assets: app::Assets::new("/pkg/cabinet.css", "/pkg/boot.js", "/pkg/passkey.js", &empty, &empty),
        personas: DemoPersonas::default().into(),
        metrics: None,
    }));
    let (parts, body) = site.oneshot(request).await.unwrap().into_parts();
    let bytes = axum::body::to_bytes(body, 4_000_000).await.unwrap();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

/// Posts a form as a browser without JavaScript does; `token` is that of the session, or empty.
pub(crate) async fn post_form(
    test: &TestApp,
    token: &str,
    path: &str,
    body: impl Into<String>,
) -> (StatusCode, HeaderMap, String) {
    let request = request(Method::POST, path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("__Host-session={token}"));
    ask(test, server::services::all(&test.foundation), request.body(Body::from(body.into())).unwrap()).await
}
