//! The registration form while the registry is away.

use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use server::services;

use super::{
    INN, cabinet,
    security_server::{Fault, SecurityServer},
};
use crate::support::site::{ask, request};

fn plain_post(body: &str) -> Request<Body> {
    request(Method::POST, "/registration")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn nothing_typed_is_lost_and_the_reason_is_told() {
    let server = SecurityServer::start().await;
    let app = cabinet(&server.address, |x_road| {
        x_road.attempts = 1;
        x_road.breaker_failures = 100;
    })
    .await;
    let services = services::chosen(&app.foundation).unwrap();
    let form = "subject_kind=individual&inn=11503199000123&passport=ID1234567&phone=0555+123+456\
                &password=kara-suu-ordo-9&password_repeated=kara-suu-ordo-9";
    for (action, language, told) in [
        ("action=look_up", "ru", "Реестр временно недоступен"),
        ("action=register", "ru", "Реестр временно недоступен"),
        ("action=look_up", "ky", "Реестр убактылуу жеткиликсиз"),
        ("action=register", "en", "The register is temporarily unavailable"),
    ] {
        server.fail(&vec![Fault::Page(StatusCode::BAD_GATEWAY); 4]);
        let mut post = plain_post(&[form, "&", action].concat());
        post.headers_mut().insert(header::ACCEPT_LANGUAGE, language.parse().unwrap());
        let (status, headers, page) = ask(&app, services.clone(), post).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(headers.contains_key(header::RETRY_AFTER));
        for text in [told, "value=\"11503199000123\"", "value=\"ID1234567\"", "0555 123 456"] {
            assert!(page.contains(text), "{action}, {language}: no {text:?} in the page");
        }
        server.recover();
    }
    let json = request(Method::POST, "/api/registration/look_up")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(format!(r#"{{"inn":"{INN}","passport":""}}"#)))
        .unwrap();
    server.fail(&[Fault::Page(StatusCode::BAD_GATEWAY)]);
    let (status, _, answer) = ask(&app, services, json).await;
    assert_eq!((status, answer.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "\"registry_unavailable\""));
}
