//! What every answer carries and every request must bring, over the routes as the router lists them: a new route is
//! tried without anybody remembering it.

use app::components::DemoPersonas;
use axum::{Router, body::Body, extract::ConnectInfo};
use http::{HeaderMap, Method, Request, StatusCode, header};
use server::http::{BODY_LIMIT, RouteEntry, Shared, Web, router};
use tower::ServiceExt;

use crate::support::TestApp;

pub(crate) async fn site(test: &TestApp) -> (Router, Vec<RouteEntry>) {
    let empty = Default::default();
    router(Web::new(Shared {
        foundation: test.foundation.clone(),
        services: server::services::all(&test.foundation),
        assets: app::Assets::new("/pkg/cabinet.css", "/pkg/boot.js", "/pkg/passkey.js", &empty, &empty),
        personas: DemoPersonas::default().into(),
        metrics: None,
    }))
}

/// A route's template with something in place of its parameters.
fn address(entry: &RouteEntry) -> String {
    entry
        .path
        .replace("{id}", "0198aaaa-0000-7000-8000-000000000000")
        .replace(":id", "0198aaaa-0000-7000-8000-000000000000")
        .replace("{slug}", "access")
        .replace("{mark}", "K7QM39XT2VHP4TAB")
        .replace("{file}", "x.webp")
}

pub(crate) fn request(method: Method, uri: &str) -> http::request::Builder {
    let peer = std::net::SocketAddr::from(([127, 0, 0, 1], 40_000));
    Request::builder().method(method).uri(uri).header(header::HOST, "cabinet.example").extension(ConnectInfo(peer))
}

async fn ask(site: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let response = site.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 4_000_000).await.unwrap();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

fn own_page(builder: http::request::Builder, path: &str) -> http::request::Builder {
    let kind = if path.starts_with("/api/") { "application/json" } else { "application/x-www-form-urlencoded" };
    builder.header("sec-fetch-site", "same-origin").header(header::CONTENT_TYPE, kind)
}

fn expect_safe_headers(route: &str, headers: &HeaderMap) {
    let get = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    assert_eq!(get("x-content-type-options"), "nosniff", "{route}");
    assert!(get("strict-transport-security").contains("max-age="), "{route}");
    assert_eq!(get("cross-origin-opener-policy"), "same-origin", "{route}");
    assert_eq!(get("cross-origin-resource-policy"), "same-origin", "{route}");
    assert!(!get("referrer-policy").is_empty() && !get("permissions-policy").is_empty(), "{route}");
    assert!(!get("x-request-id").is_empty(), "{route}");
    assert!(get("cache-control").contains("no-store"), "{route}: {}", get("cache-control"));
    let policy = get("content-security-policy");
    for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{route}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{route}: {policy}");
}

#[tokio::test]
async fn every_answer_has_the_security_headers_and_no_route_fails() {
    let test = TestApp::new().await;
    let (site, routes) = site(&test).await;
    assert!(routes.len() > 40, "only {} routes", routes.len());
    for entry in &routes {
        let uri = address(entry);
        let builder = own_page(request(entry.method.clone(), &uri), &uri);
        let (status, headers, body) = ask(&site, builder.body(Body::empty()).unwrap()).await;
        let route = format!("{} {}", entry.method, entry.path);
        assert!(!status.is_server_error(), "{route}: {status} {body}");
        expect_safe_headers(&route, &headers);
    }
    let (status, headers, _) = ask(&site, request(Method::GET, "/no/such/page").body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    expect_safe_headers("an unknown path", &headers);
}

#[tokio::test]
async fn no_state_changing_route_takes_a_request_from_elsewhere() {
    let test = TestApp::new().await;
    let (site, routes) = site(&test).await;
    // programs post to /api/v1 from anywhere: cookies count for nothing there (rest.rs)
    let of_pages = |entry: &&RouteEntry| entry.method == Method::POST && !entry.path.starts_with("/api/v1/");
    for entry in routes.iter().filter(of_pages) {
        let uri = address(entry);
        for foreign in [
            vec![],
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site")],
            vec![("origin", "https://evil.example")],
            vec![("origin", "null")],
        ] {
            let mut builder = request(Method::POST, &uri);
            for (name, value) in &foreign {
                builder = builder.header(*name, *value);
            }
            let (status, ..) = ask(&site, builder.body(Body::empty()).unwrap()).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "POST {} with {foreign:?}", entry.path);
        }
    }
}

#[tokio::test]
async fn nothing_behind_the_sign_in_is_seen_without_one() {
    let test = TestApp::new().await;
    let (site, routes) = site(&test).await;
    let behind = |path: &str| {
        let open = ["/office/sign-in", "/api/sign_in/sign_out"];
        !open.contains(&path)
            && [
                "/cabinet",
                "/office",
                "/administration",
                "/api/cabinet",
                "/api/office",
                "/api/administration",
                "/api/eligibility",
                "/api/staff/",
            ]
            .iter()
            .any(|part| path.starts_with(part))
    };
    for entry in routes.iter().filter(|entry| behind(&entry.path)) {
        let uri = address(entry);
        let body = if uri.starts_with("/api/") { arguments(&uri) } else { String::new() };
        let builder = own_page(request(entry.method.clone(), &uri), &uri);
        let (status, headers, answer) = ask(&site, builder.body(Body::from(body)).unwrap()).await;
        let of_staff = ["/office", "/administration"].iter().any(|part| entry.path.starts_with(part));
        let door = if of_staff { "/office/sign-in" } else { "/sign-in" };
        let to_the_door = headers
            .get(header::LOCATION)
            .is_some_and(|location| location.to_str().unwrap_or_default().starts_with(door));
        // an address that is only posted to leads to its page, which refuses for itself
        let to_a_page_behind = headers.get(header::LOCATION).is_some_and(|location| {
            let location = location.to_str().unwrap_or_default();
            ["/cabinet", "/office", "/office/card", "/office/audit", "/office/keys", "/administration"]
                .contains(&location)
                || location.starts_with("/office/applications/")
        });
        let refused =
            status == StatusCode::UNAUTHORIZED || status.is_redirection() && (to_the_door || to_a_page_behind);
        assert!(refused, "{} {}: {status} {answer}", entry.method, entry.path);
    }
}

/// Arguments of the right shape, so that it is the missing sign-in that refuses.
fn arguments(uri: &str) -> String {
    let form = r#"{"id":"0198aaaa-0000-7000-8000-000000000000","version":1}"#;
    match uri {
        "/api/office/queue" => r#"{"query":{}}"#.into(),
        "/api/office/claim" | "/api/office/release" | "/api/office/delete_view" => {
            r#"{"id":"0198aaaa-0000-7000-8000-000000000000"}"#.into()
        }
        "/api/office/keep_shortcuts" => r#"{"on":true}"#.into(),
        "/api/administration/papers" => r#"{"kind":"grant","subject_kind":"individual"}"#.into(),
        "/api/office/case" => r#"{"id":"0198aaaa-0000-7000-8000-000000000000"}"#.into(),
        "/api/staff/page" => r#"{"search":"","person":""}"#.into(),
        "/api/cabinet/end_session" => r#"{"session":"0198aaaa-0000-7000-8000-000000000000"}"#.into(),
        "/api/administration/home"
        | "/api/eligibility/page"
        | "/api/cabinet/home"
        | "/api/cabinet/end_other_sessions" => "{}".into(),
        _ => format!("{{\"form\":{form}}}"),
    }
}

#[tokio::test]
async fn a_paper_that_is_not_there_is_answered_by_a_page_that_leads_on() {
    let test = TestApp::new().await;
    let (site, _) = site(&test).await;
    for (language, way_on) in [("ru", "Состояние заявления"), ("ky", "Арыздын абалы"), ("en", "State of application")]
    {
        let asked = request(Method::GET, "/application/paper.pdf").header(header::ACCEPT_LANGUAGE, language);
        let (status, headers, page) = ask(&site, asked.body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(page.contains(&format!("href=\"/application\">{way_on}</a>")), "{language}: {page}");
        assert!(page.contains("href=\"/pkg/cabinet.css\""), "{page}");
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("style-src 'self'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("img-src"), "{policy}");
    }
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let test = TestApp::new().await;
    let (site, _) = site(&test).await;
    for uri in ["/registration", "/api/registration/register"] {
        let builder = own_page(request(Method::POST, uri), uri);
        let (status, ..) = ask(&site, builder.body(Body::from("a".repeat(BODY_LIMIT + 1))).unwrap()).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{uri}");
    }
}

#[tokio::test]
async fn a_failed_plain_post_keeps_what_was_typed_and_never_a_password() {
    let test = TestApp::new().await;
    let (site, _) = site(&test).await;
    let body = "inn=123&phone=0555+123+456&password=kara-suu-ordo-9&password_repeated=kara-suu-ordo-8";
    let builder = own_page(request(Method::POST, "/registration"), "/registration");
    let (status, _, page) = ask(&site, builder.body(Body::from(body)).unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in ["value=\"123\"", "0555 123 456", "ИНН должен состоять из 14 цифр", "Пароли не совпадают"]
    {
        assert!(page.contains(text), "no {text:?} in the page");
    }
    assert!(!page.contains("kara-suu-ordo"), "a password came back");
}

#[tokio::test]
async fn a_server_function_takes_json_only() {
    let test = TestApp::new().await;
    let (site, _) = site(&test).await;
    let builder = request(Method::POST, "/api/registration/look_up").header("sec-fetch-site", "same-origin");
    let builder = builder.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let (status, headers, _) = ask(&site, builder.body(Body::from("inn=1&passport=2")).unwrap()).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(headers.get(header::LOCATION).is_none());
}
