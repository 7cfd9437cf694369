//! `GET /TinCheck/GetTaxPayer?Tin=`, for programs that know the live cabinet's.

use axum::body::Body;
use http::{HeaderMap, Method, StatusCode, header};
use server::config::LookUpNames;

use crate::support::{
    TestApp,
    site::{ask, request},
};

async fn tin(app: &TestApp, question: &str) -> (StatusCode, HeaderMap, String) {
    let uri = ["/TinCheck/GetTaxPayer", question].concat();
    ask(app, app.services.clone(), request(Method::GET, &uri).body(Body::empty()).unwrap()).await
}

async fn organisation(app: &TestApp) {
    sqlx::query(
        "INSERT INTO taxpayer VALUES ('01503200510128', 'legal_entity', 'ОсОО «Ала-Тоо Сүт»', '', '025', '', '', true,
                                      true, 'active', '2005-03-15')",
    )
    .execute(&mut app.owner().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn the_answer_has_name_and_district_and_a_person_is_masked() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    organisation(&app).await;
    let (status, headers, body) = tin(&app, &format!("?Tin={}", person.inn)).await;
    assert_eq!(
        (status, body.as_str()),
        (StatusCode::OK, r#"{"name":"Токтогулов А*** Б***","rayon":"Октябрьский р-н"}"#)
    );
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    let (_, _, body) = tin(&app, "?Tin=01503200510128").await;
    assert_eq!(body, r#"{"name":"ОсОО «Ала-Тоо Сүт»","rayon":"Карасууйский р-н"}"#);

    let app = TestApp::with(|settings| settings.lookup.names = LookUpNames::Full).await;
    let person = app.person(1, "001").await;
    let (_, _, body) = tin(&app, &format!("?tin={}", person.inn)).await;
    assert_eq!(body, r#"{"name":"Токтогулов Азамат Бекович","rayon":"Октябрьский р-н"}"#);
}

#[tokio::test]
async fn whoever_is_not_registered_is_400_and_nothing_else() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    sqlx::query("UPDATE taxpayer SET status = 'ceased'").execute(&mut app.owner().await).await.unwrap();
    let ceased = format!("?Tin={}", person.inn);
    let long = format!("?Tin={}", "1".repeat(10_000));
    for question in [
        ceased.as_str(),
        "?Tin=11503199000999",
        "?Tin=",
        "",
        "?Tin=1150319900012",
        "?Tin=%FF%FE",
        "?Tin=%00",
        "?Tin=11503199000123'--",
        "?Tin=%D9%A1%D9%A1",
        "?Tin=1&Tin=2",
        "?tin=1&Tin=2",
        long.as_str(),
    ] {
        let (status, _, body) = tin(&app, question).await;
        assert_eq!((status, body.as_str()), (StatusCode::BAD_REQUEST, ""), "{question:.80}");
    }
}

#[tokio::test]
async fn it_is_counted_with_the_look_ups_of_the_form() {
    let app = TestApp::with(|settings| settings.lookup.per_client_per_minute = 4).await;
    let person = app.person(1, "001").await;
    let mut client = app.stranger();
    client.address = std::net::IpAddr::from([127, 0, 0, 1]);
    for _ in 0..2 {
        app.services.registration.look_up(&client, &person.inn, "").await.unwrap();
    }
    for (question, expected) in [
        (person.inn.as_str(), StatusCode::OK),
        ("nonsense", StatusCode::BAD_REQUEST),
        (person.inn.as_str(), StatusCode::TOO_MANY_REQUESTS),
    ] {
        let (status, headers, _) = tin(&app, &format!("?Tin={question}")).await;
        assert_eq!(status, expected, "{question}");
        assert_eq!(headers.contains_key(header::RETRY_AFTER), expected == StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn a_registry_that_cannot_be_asked_is_503() {
    let app = TestApp::new().await;
    sqlx::query("ALTER TABLE taxpayer RENAME TO taken_away").execute(&mut app.owner().await).await.unwrap();
    let (status, headers, _) = tin(&app, "?Tin=11503199000123").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(headers.contains_key(header::RETRY_AFTER));
}
