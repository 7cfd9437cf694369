//! Leptos behind axum: pages and server functions.

use app::api::{ApiError, Client};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request, State},
    response::{IntoResponse, Redirect, Response},
};
use http::{Method, StatusCode, Uri, header};

use super::{Web, failure};

/// A page.
pub(super) async fn page(State(web): State<Web>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    render(&web, request, || {}).await
}

/// Leads from an address that is only posted to, to the page it belongs to.
pub(super) async fn page_of_post(uri: Uri) -> Redirect {
    let path = uri.path();
    let pages = [app::routes::CABINET, app::routes::APPLICATION];
    if let Some(page) = pages.into_iter().find(|page| path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/')))
    {
        return Redirect::to(page);
    }
    // the addresses of saved views stand two steps below theirs
    if path.starts_with("/office/views") {
        return Redirect::to(app::routes::OFFICE);
    }
    // `/office/open` and the moves of a case stand one step below their page, the others below the first one
    Redirect::to(path.rsplit_once('/').map(|(page, _)| page).filter(|page| !page.is_empty()).unwrap_or("/"))
}

/// The page of `request`'s path, with more in its context.
pub(super) async fn render(web: &Web, request: Request, more: impl Fn() + Clone + Send + Sync + 'static) -> Response {
    let context = {
        let web = web.clone();
        move || {
            web.provide();
            more();
        }
    };
    let assets = web.assets.clone();
    if app::plain::serves(request.uri().path()) {
        let shell = move || app::plain_shell(assets.clone());
        return leptos_axum::render_app_async_with_context(context, shell)(request).await.map(Body::new);
    }
    let response =
        leptos_axum::render_app_async_with_context(context, move || app::shell(assets.clone()))(request).await;
    response.map(Body::new)
}

/// A server function: JSON in, JSON out.
pub(super) async fn server_function(State(web): State<Web>, request: Request) -> Response {
    let json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/json"));
    // a plain form can't say JSON; this keeps leptos's own redirect with the error in the URL out of reach
    if !json {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let request_id = request.extensions().get::<Client>().map(|client| client.request_id.clone()).unwrap_or_default();
    let (parts, body) = request.into_parts();
    let body = match Bytes::from_request(Request::from_parts(parts.clone(), body), &web).await {
        Ok(body) => body,
        Err(too_large) => return too_large.into_response(),
    };
    // serde would take an array for the arguments too
    if !body.trim_ascii_start().starts_with(b"{") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let response = leptos_axum::handle_server_fns_with_context(move || web.provide(), request).await.into_response();
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR {
        return not_run(response, &body, request_id).await;
    }
    response
}

/// leptos answers 500 to whatever keeps a function from running, arguments that are no JSON or of the wrong shape among
/// it; ours set their status themselves (`app::api::finish`). The error in the body tells which it is.
async fn not_run(response: Response, sent: &[u8], request_id: String) -> Response {
    if serde_json::from_slice::<serde::de::IgnoredAny>(sent).is_err() {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let body = axum::body::to_bytes(response.into_body(), super::BODY_LIMIT).await.unwrap_or_default();
    match serde_json::from_slice::<ApiError>(&body) {
        Ok(ApiError::Internal { .. }) | Err(_) => failure::json(&ApiError::Internal { request_id }),
        Ok(other) => failure::json(&other),
    }
}
