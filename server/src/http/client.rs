//! Who asks: address, cookies, session, language.

use std::net::{IpAddr, SocketAddr};

use app::api::{Caller, Client};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use domain::lang::Lang;
use http::{HeaderMap, header};

use super::{Web, failure, observe::RequestId};
use crate::services::sign_in::SessionHolder;

/// The layer: learns who asks and hands it on as [`Client`].
pub(super) async fn know(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let wanted = wanted_language(headers);
    let holder = match cookie(headers, "session") {
        Some(token) => match SessionHolder::of_token(&web.foundation, &token).await {
            Ok(holder) => holder,
            Err(error) => {
                let status = error.into_api(&request_id).status();
                let status = http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
                return failure::page(&web.assets, status, request.uri().path(), wanted, &request_id);
            }
        },
        None => None,
    };
    let client = Client {
        address: address(headers, peer.ip(), &web.foundation.settings.server.trusted_proxies),
        user_agent: user_agent(headers),
        request_id,
        lang: holder.as_ref().map_or(wanted, |holder| holder.lang),
        caller: holder.map_or(Caller::Nobody, |holder| holder.caller),
        application_pass: cookie(headers, "application"),
        known_device: cookie(headers, "device"),
        staff_entry: cookie(headers, "entry"),
    };
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// The layer of `/api/v1`: the same for a program. Cookies count for nothing there, so that a foreign page can't use the
/// reader's.
pub(super) async fn know_program(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let client = Client {
        address: address(headers, peer.ip(), &web.foundation.settings.server.trusted_proxies),
        user_agent: user_agent(headers),
        request_id: request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        lang: accepted_language(headers),
        caller: Caller::Nobody,
        application_pass: None,
        known_device: None,
        staff_entry: None,
    };
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// The value of our cookie `__Host-name`, unless empty or longer than any of ours.
pub(super) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix("__Host-")?.split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty() && value.len() <= 512)
        .map(|(_, value)| value.to_owned())
}

/// Cookie, then what the browser accepts.
fn wanted_language(headers: &HeaderMap) -> Lang {
    let chosen = cookie(headers, "language").and_then(|code| Lang::from_code(&code));
    chosen.unwrap_or_else(|| accepted_language(headers))
}

/// `Accept-Language` in the order of the list (RFC 9110 §12.5.4, weights aside), then Russian.
fn accepted_language(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted
        .split(',')
        .filter_map(|part| part.trim().split(['-', ';']).next())
        .find_map(Lang::from_code)
        .unwrap_or_default()
}

/// The peer, or the last address that a trusted proxy added.
fn address(headers: &HeaderMap, peer: IpAddr, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .into_iter()
        .next_back()
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .unwrap_or(peer)
}

fn user_agent(headers: &HeaderMap) -> String {
    let sent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    sent.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use http::HeaderValue;

    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
    }

    #[test]
    fn only_a_host_cookie_counts() {
        assert_eq!(cookie(&headers("cookie", "session=a; __Host-session=b"), "session").as_deref(), Some("b"));
        assert_eq!(cookie(&headers("cookie", "session=a; xx__Host-session=c"), "session"), None);
        assert_eq!(cookie(&headers("cookie", "__Host-session="), "session"), None);
    }

    #[test]
    fn the_language_is_the_cookies_then_the_browsers_then_russian() {
        assert_eq!(wanted_language(&headers("accept-language", "de-DE,ky;q=0.8,ru")), Lang::Ky);
        assert_eq!(wanted_language(&headers("cookie", "__Host-language=en")), Lang::En);
        assert_eq!(wanted_language(&headers("accept-language", "de")), Lang::Ru);
    }

    #[test]
    fn forwarded_addresses_are_believed_from_trusted_proxies_only() {
        let peer = IpAddr::from([127, 0, 0, 1]);
        let sent = headers("x-forwarded-for", "203.0.113.9, 198.51.100.7");
        assert_eq!(address(&sent, peer, &[]), peer);
        assert_eq!(address(&sent, peer, &[peer]), IpAddr::from([198, 51, 100, 7]));
    }
}
