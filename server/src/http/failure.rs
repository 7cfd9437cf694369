//! The page of last resort: when no page can be made, or the thing asked for is not a page. No data, no template: it
//! needs the address of the style sheet, which is known from the start, and reads well without it.

use std::any::Any;

use app::{
    Assets,
    api::{ApiError, Client, ForbiddenReason},
    i18n::t,
    routes,
};
use axum::{
    Json,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::lang::Lang;
use http::{HeaderValue, StatusCode, header};

use super::Web;

/// The style sheet with the fonts that it names, and nothing else: no script, no picture, no form.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// A page that says what happened and what to do; `address` is the path asked for, which decides where it leads on.
pub(super) fn page(assets: &Assets, status: StatusCode, address: &str, lang: Lang, request_id: &str) -> Response {
    let (title, text) = words(status, address, lang);
    let html = document(assets, lang, title, text, &ways(address, lang), request_id);
    let mut response = (status, [(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// The page for an error that has no page of its own: a paper, an action without a form.
pub(super) fn of(web: &Web, address: &str, error: &ApiError, client: &Client) -> Response {
    if let Some(elsewhere) = elsewhere(error, address) {
        return elsewhere;
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    page(&web.assets, status, address, client.lang, &client.request_id)
}

/// Whoever has no session is led to the door behind which `address` lies, who stands in no cabinet to the chooser.
pub(super) fn elsewhere(error: &ApiError, address: &str) -> Option<Response> {
    match error {
        ApiError::Forbidden(ForbiddenReason::SignInRequired) => Some(door(address)),
        ApiError::Forbidden(ForbiddenReason::ChooseCabinet) => Some(Redirect::to(routes::CHOOSER).into_response()),
        ApiError::Forbidden(ForbiddenReason::PrimaryPassword) => {
            Some(Redirect::to(routes::FIRST_PASSWORD).into_response())
        }
        _ => None,
    }
}

/// To the sign-in of staff or of taxpayers, whichever `address` asks for.
pub(super) fn door(address: &str) -> Response {
    let of_staff = of_office(address) || below(address, routes::ADMINISTRATION);
    let path = if of_staff { "/office/sign-in?ended=1" } else { "/sign-in?ended=1" };
    Redirect::to(path).into_response()
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
#[expect(clippy::needless_pass_by_value, reason = "what CatchPanicLayer hands over")]
pub(super) fn panicked(assets: &Assets, payload: Box<dyn Any + Send + 'static>) -> Response {
    let words = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
    tracing::error!(panic = words.unwrap_or("unknown"), "a handler panicked");
    super::headers::add(page(assets, StatusCode::INTERNAL_SERVER_ERROR, routes::HOME, Lang::Ru, ""))
}

fn words(status: StatusCode, address: &str, lang: Lang) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND if of_office(address) => (t::failure::no_paper_title(lang), t::failure::no_paper(lang)),
        StatusCode::NOT_FOUND => (t::failure::not_found_title(lang), t::failure::not_found(lang)),
        StatusCode::FORBIDDEN => (t::failure::forbidden_title(lang), t::failure::forbidden(lang)),
        StatusCode::TOO_MANY_REQUESTS => (t::failure::throttled_title(lang), t::failure::throttled(lang)),
        StatusCode::SERVICE_UNAVAILABLE => (t::failure::unavailable_title(lang), t::failure::unavailable(lang)),
        _ => (t::failure::internal_title(lang), t::failure::internal(lang)),
    }
}

/// Where to go from here, the likeliest first.
fn ways(address: &str, lang: Lang) -> String {
    let home = (routes::HOME, t::failure::home(lang));
    let near = if of_office(address) {
        Some((routes::OFFICE, t::office::back_to_queue(lang)))
    } else if below(address, routes::APPLICATION) {
        Some((routes::APPLICATION, t::common::application(lang)))
    } else if below(address, routes::CABINET) {
        Some((routes::CABINET, t::common::service(lang)))
    } else {
        None
    };
    let kinds = ["primary", "secondary"];
    let links = near.into_iter().chain([home]).zip(kinds);
    let link = |((path, name), kind)| format!("<a class=\"button button--{kind}\" href=\"{path}\">{name}</a>");
    links.map(link).collect::<Vec<_>>().concat()
}

fn of_office(address: &str) -> bool {
    below(address, routes::OFFICE)
}

fn below(address: &str, page: &str) -> bool {
    address.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn document(assets: &Assets, lang: Lang, title: &str, text: &str, ways: &str, request_id: &str) -> String {
    let (code, css) = (lang.code(), assets.css());
    let (country, service) = (t::common::country(lang), t::common::service(lang));
    let (call, number) = (t::common::contact_centre(lang), t::failure::number(lang));
    // the id is ours (hexadecimal); nothing from outside is printed here
    let id = request_id.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let id = if id.is_empty() { id } else { format!("<br>{number} <span class=\"digits\">{id}</span>") };
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><meta \
         name=\"format-detection\" content=\"telephone=no\"><title>{title} — {service}</title><link rel=\"stylesheet\" \
         href=\"{css}\"></head><body class=\"failure\"><div class=\"page\"><header class=\"header\"><div \
         class=\"header__bar\"><a class=\"header__brand\" href=\"/\"><span><span class=\"header__country\">{country} \
         </span><span class=\"header__name\">{service}</span></span></a></div></header><main class=\"page__main\"><h1 \
         class=\"page__title\">{title}</h1><p class=\"page__lead\">{text}</p><p class=\"page__actions\">{ways}</p><p \
         class=\"failure__aside\">{call}: <a href=\"tel:116\">116</a>{id}</p></main></div></body></html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_site_has_its_door() {
        let to = |address| door(address).headers().get(header::LOCATION).cloned();
        assert_eq!(
            to("/office/applications/1/decision.pdf"),
            Some(HeaderValue::from_static("/office/sign-in?ended=1"))
        );
        assert_eq!(to("/cabinet/decision.pdf"), Some(HeaderValue::from_static("/sign-in?ended=1")));
        assert_eq!(to("/officers"), Some(HeaderValue::from_static("/sign-in?ended=1")));
    }

    #[test]
    fn the_first_way_on_is_the_page_that_the_address_belongs_to() {
        let first = |address| ways(address, Lang::Ru).split('"').nth(3).map(str::to_owned);
        assert_eq!(first("/application/paper.pdf").as_deref(), Some("/application"));
        assert_eq!(first("/office/applications/1/decision.pdf").as_deref(), Some("/office"));
        assert_eq!(first("/registration").as_deref(), Some("/"));
    }
}
