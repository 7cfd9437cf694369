//! The page of last resort: when no page can be made, or the thing asked for is not a page. No data, no template.

use std::any::Any;

use app::api::{ApiError, Client, ForbiddenReason};
use axum::{
    Json,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::lang::Lang;
use http::{HeaderValue, StatusCode, header};

use app::i18n::t;

/// A bare page that says what happened and what to do.
pub(super) fn page(status: StatusCode, lang: Lang, request_id: &str) -> Response {
    let (title, text) = match status {
        StatusCode::NOT_FOUND => (t::failure::not_found_title(lang), t::failure::not_found(lang)),
        StatusCode::FORBIDDEN => (t::failure::forbidden_title(lang), t::failure::forbidden(lang)),
        StatusCode::TOO_MANY_REQUESTS => (t::failure::throttled_title(lang), t::failure::throttled(lang)),
        StatusCode::SERVICE_UNAVAILABLE => (t::failure::unavailable_title(lang), t::failure::unavailable(lang)),
        _ => (t::failure::internal_title(lang), t::failure::internal(lang)),
    };
    let code = lang.code();
    // the id is ours (hexadecimal); nothing from outside is printed here
    let id = request_id.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let html = format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}\
         </title></head><body><main><h1>{title}</h1><p>{text}</p><p><a href=\"/\">{}</a> · \
         <a href=\"tel:116\">116</a></p><p><small>{id}</small></p></main></body></html>",
        t::failure::home(lang)
    );
    let mut response = (status, Html(html)).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// The page for an error that has no page of its own: a paper, an action without a form. Of these only the papers of a
/// case ask for a session, so whoever has none is led to the door of staff.
pub(super) fn of(error: &ApiError, client: &Client) -> Response {
    if matches!(error, ApiError::Forbidden(ForbiddenReason::SignInRequired)) {
        return Redirect::to("/office/sign-in?ended=1").into_response();
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    page(status, client.lang, &client.request_id)
}

/// The same for a server function.
pub(super) fn json(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(error)).into_response();
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A panic is a fault of ours: logged, and nothing of it shown.
#[expect(clippy::needless_pass_by_value, reason = "the signature that CatchPanicLayer asks for")]
pub(super) fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    let words = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    tracing::error!(panic = words.unwrap_or("unknown"), "a handler panicked");
    super::headers::add(page(StatusCode::INTERNAL_SERVER_ERROR, Lang::Ru, ""))
}
