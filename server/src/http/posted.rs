//! Plain posts: what a page without JavaScript sends, and the same page as the answer.

use app::api::{ApiError, Client, CookieChange, language::SwitchLanguage};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    response::{IntoResponse, Redirect, Response},
};
use domain::lang::Lang;
use http::{HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use leptos::prelude::provide_context;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Web, failure, language, render};

/// A post, taken apart.
pub(super) struct Posted {
    /// Who asks.
    pub(super) client: Client,
    parts: Parts,
    body: Bytes,
}

impl FromRequest<Web> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let Some(client) = parts.extensions.get::<Client>().cloned() else {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            return Err(failure::page(&web.assets, status, parts.uri.path(), Lang::Ru, ""));
        };
        let request = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(request, web).await.map_err(IntoResponse::into_response)?;
        Ok(Self { client, parts, body })
    }
}

/// Which button of the form was pressed, or what Enter in a field of it means.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Action {
    action: String,
    enter: String,
}

impl Posted {
    /// A post whose body was read elsewhere.
    pub(super) fn without_body(client: Client, parts: Parts) -> Self {
        Self { client, parts, body: Bytes::new() }
    }

    /// The form; what can't be read at all counts as not filled in.
    pub(super) fn form<F: DeserializeOwned + Default>(&self) -> F {
        serde_urlencoded::from_bytes(&self.body).unwrap_or_default()
    }

    /// The `action` of the button pressed; of the one that Enter stands for, where the form says which; or empty.
    pub(super) fn action(&self) -> String {
        let Action { action, enter } = self.form();
        if action.is_empty() { enter } else { action }
    }

    /// Another language is asked for instead of the form's own action.
    pub(super) fn switch(&self) -> Option<Lang> {
        self.form::<SwitchLanguage>().wanted()
    }

    /// The page at `path` again, with `state` in its context and the status that `error` means.
    pub(super) async fn show<S>(self, web: &Web, path: &str, state: S, error: Option<&ApiError>) -> Response
    where
        S: Clone + Send + Sync + 'static,
    {
        if let Some(elsewhere) = error.and_then(|error| failure::elsewhere(error, path)) {
            return elsewhere;
        }
        let Ok(uri) = path.parse::<Uri>() else {
            let Client { lang, request_id, .. } = &self.client;
            return failure::page(&web.assets, StatusCode::NOT_FOUND, path, *lang, request_id);
        };
        let mut parts = self.parts;
        parts.uri = uri;
        parts.method = Method::GET;
        parts.extensions.insert(self.client);
        let request = Request::from_parts(parts, axum::body::Body::empty());
        let own = app::OwnAddress(path.to_owned());
        let context = move || {
            provide_context(state.clone());
            provide_context(own.clone());
        };
        let mut response = render::render(web, request, context).await;
        if let Some(error) = error
            && response.status().is_success()
        {
            *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            if let Some(seconds) = error.retry_after() {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
        }
        response
    }

    /// The page at `path` again in another language, with what was typed.
    pub(super) async fn show_in<S>(mut self, web: &Web, lang: Lang, path: &str, state: S) -> Response
    where
        S: Clone + Send + Sync + 'static,
    {
        let cookie = match language::remember(web, &self.client, lang).await {
            Ok(cookie) => cookie,
            Err(error) => return self.show(web, path, state, Some(&error)).await,
        };
        self.client.lang = lang;
        let response = self.show(web, path, state, None).await;
        with_cookies(response, &[cookie])
    }
}

/// 303 to a page of ours, with cookies.
pub(super) fn see_other(path: &str, cookies: &[CookieChange]) -> Response {
    with_cookies(Redirect::to(path).into_response(), cookies)
}

/// Adds cookies to an answer.
pub(super) fn with_cookies(mut response: Response, cookies: &[CookieChange]) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie.header());
    }
    response
}

/// A PDF, to be looked at in the browser, under the name that a person would give it; `address` is where it was asked
/// for, for a page that says why there is none.
pub(super) fn pdf(
    web: &Web,
    address: &Uri,
    name: &str,
    result: Result<Vec<u8>, ApiError>,
    client: &Client,
) -> Response {
    match result {
        Ok(bytes) => {
            let disposition = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\""));
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
                (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("inline"))),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => failure::of(web, address.path(), &error, client),
    }
}
