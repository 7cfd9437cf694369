//! Leptos behind axum: pages and server functions.

use app::api::{ApiError, Client};
use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, header};

use super::{Web, failure};

/// A page.
pub(super) async fn page(State(web): State<Web>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    render(&web, request, || {}).await
}

/// The page of `request`'s path, with more in its context.
pub(super) async fn render(
    web: &Web,
    request: Request,
    more: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let context = {
        let web = web.clone();
        move || {
            web.provide();
            more();
        }
    };
    let assets = web.assets.clone();
    let response =
        leptos_axum::render_app_async_with_context(context, move || app::shell(assets.clone()))(
            request,
        )
        .await;
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
    let request_id = request
        .extensions()
        .get::<Client>()
        .map(|client| client.request_id.clone());
    let response = leptos_axum::handle_server_fns_with_context(move || web.provide(), request)
        .await
        .into_response();
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR {
        // whatever leptos says of arguments or panics stays inside
        return failure::json(&ApiError::Internal {
            request_id: request_id.unwrap_or_default(),
        });
    }
    if response.status() == StatusCode::BAD_REQUEST {
        return failure::json(&ApiError::NotFound);
    }
    response
}
