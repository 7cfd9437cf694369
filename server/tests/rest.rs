//! `/api/v1` as another program meets it.

use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::{
    http::{request, site},
    support::{PASSWORD, Person, TestApp},
};

/// What an answer comes to: status, type, body as JSON (null for a paper).
struct Answer {
    status: StatusCode,
    kind: String,
    body: Value,
}

async fn send(test: &TestApp, request: Request<Body>) -> Answer {
    let (site, _) = site(test).await;
    let response = site.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 4_000_000).await.unwrap();
    let kind = parts.headers[header::CONTENT_TYPE].to_str().unwrap().to_owned();
    Answer { status: parts.status, kind, body: serde_json::from_slice(&bytes).unwrap_or_default() }
}

/// As a program posts: no cookie, no origin.
async fn post(test: &TestApp, path: &str, body: &Value) -> Answer {
    post_in(test, path, "ru", body).await
}

async fn post_in(test: &TestApp, path: &str, lang: &str, body: &Value) -> Answer {
    let request = request(Method::POST, path).header(header::CONTENT_TYPE, "application/json");
    send(test, request.header(header::ACCEPT_LANGUAGE, lang).body(Body::from(body.to_string())).unwrap()).await
}

fn application(person: &Person) -> Value {
    json!({
        "subject_kind": "individual", "inn": person.inn, "passport": person.passport, "phone": "+996555123456",
        "password": PASSWORD,
    })
}

fn expect_problem(answer: &Answer, status: StatusCode, kind: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.kind, "application/problem+json");
    assert_eq!(answer.body["type"], format!("urn:salyk-cabinet:problem:{kind}"));
    assert_eq!(answer.body["status"], status.as_u16());
    assert_ne!(answer.body["title"], "");
    assert_eq!(answer.body["request_id"].as_str().unwrap().len(), 16);
}

#[tokio::test]
async fn a_look_up_masks_until_the_passport_is_right() {
    let test = TestApp::new().await;
    let person = test.person(1, "001").await;
    let masked = post(&test, "/api/v1/look-ups", &json!({ "inn": person.inn })).await;
    assert_eq!(masked.status, StatusCode::OK);
    let taxpayer = &masked.body["taxpayer"];
    assert_eq!((&taxpayer["kind"], &taxpayer["whole"]), (&json!("individual"), &json!(false)));
    assert!(!taxpayer["name"].as_str().unwrap().contains("Азамат"), "{taxpayer}");
    assert_eq!(taxpayer["tax_office"]["code"], "001");

    let whole = post(&test, "/api/v1/look-ups", &json!({ "inn": person.inn, "passport": person.passport })).await;
    assert_eq!(whole.body["taxpayer"]["name"], person.name);
    let nobody = post(&test, "/api/v1/look-ups", &json!({ "inn": "20101199000017" })).await;
    assert_eq!((nobody.status, &nobody.body["taxpayer"]), (StatusCode::OK, &Value::Null));
}

#[tokio::test]
async fn an_application_is_filed_once_found_and_printed() {
    let test = TestApp::new().await;
    let person = test.person(1, "001").await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        let request = request(Method::POST, "/api/v1/applications")
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "0b7c")
            .body(Body::from(application(&person).to_string()));
        let filed = send(&test, request.unwrap()).await;
        assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
        assert_eq!(filed.body["state"], "submitted");
        assert_eq!(filed.body["submitted_at"], "2026-11-22T04:00:00Z");
        codes.push(filed.body["code"].as_str().unwrap().to_owned());
    }
    assert_eq!(codes[0], codes[1], "one key, one application");

    let numbers = json!({ "inn": person.inn, "code": codes[0] });
    let found = post(&test, "/api/v1/applications/state", &numbers).await;
    assert_eq!((found.status, &found.body["code"]), (StatusCode::OK, &json!(codes[0])));
    let paper = post(&test, "/api/v1/applications/paper", &numbers).await;
    assert_eq!((paper.status, paper.kind.as_str()), (StatusCode::OK, "application/pdf"));

    let other = test.person(2, "001").await;
    let wrong = json!({ "inn": other.inn, "code": codes[0] });
    for path in ["/api/v1/applications/state", "/api/v1/applications/paper"] {
        expect_problem(&post(&test, path, &wrong).await, StatusCode::NOT_FOUND, "not-found");
    }
}

#[tokio::test]
async fn an_application_to_restore_is_filed_alike_and_says_nothing_of_an_account() {
    let test = TestApp::new().await;
    let person = test.person(1, "001").await;
    let mut sent = application(&person);
    sent["kind"] = json!("restore");
    let filed = post(&test, "/api/v1/applications", &sent).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    assert_eq!((&filed.body["kind"], &filed.body["state"]), (&json!("restore"), &json!("submitted")));
    for kind in ["link", "annul", "", "RESTORE"] {
        sent["kind"] = json!(kind);
        let refused = post(&test, "/api/v1/applications", &sent).await;
        expect_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY, "malformed");
    }
    let asked = request(Method::GET, "/api/v1/openapi.json").body(Body::empty()).unwrap();
    let described = send(&test, asked).await.body["components"]["schemas"].clone();
    assert_eq!(described["RequestKind"]["enum"], json!(["grant", "restore"]));
    assert!(!described["ApplicationRequest"]["required"].as_array().unwrap().contains(&json!("kind")));
}

#[tokio::test]
async fn what_is_wrong_is_told_by_pointer_code_and_words() {
    let test = TestApp::new().await;
    let sent = json!({ "subject_kind": "individual", "inn": "123", "passport": "", "phone": "?", "password": "1234" });
    let told = post(&test, "/api/v1/applications", &sent).await;
    expect_problem(&told, StatusCode::UNPROCESSABLE_ENTITY, "validation");
    let errors = told.body["errors"].as_array().unwrap();
    let of = |pointer: &str| errors.iter().find(|error| error["pointer"] == pointer).unwrap();
    assert_eq!(of("/inn")["code"], "inn.length");
    assert_eq!(of("/inn")["detail"], "ИНН должен состоять из 14 цифр");
    assert_eq!(of("/passport")["code"], "required");
    assert!(!told.body.to_string().contains("password_repeated"), "nobody was asked to repeat it");
    let kyrgyz = post_in(&test, "/api/v1/look-ups", "ky", &json!({ "inn": "123" })).await;
    assert_eq!(kyrgyz.body["errors"][0]["detail"], "ИСН 14 сандан турушу керек");
}

#[tokio::test]
async fn what_is_no_json_is_a_problem_too() {
    let test = TestApp::new().await;
    for (kind, body, status, problem) in [
        ("text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported"),
        ("application/json", "{", StatusCode::BAD_REQUEST, "malformed"),
        ("application/json", "{\"inn\": 7}", StatusCode::UNPROCESSABLE_ENTITY, "malformed"),
    ] {
        let request = request(Method::POST, "/api/v1/look-ups").header(header::CONTENT_TYPE, kind);
        expect_problem(&send(&test, request.body(Body::from(body)).unwrap()).await, status, problem);
    }
}

#[tokio::test]
async fn a_foreign_page_gains_nothing_by_the_readers_cookies() {
    let test = TestApp::new().await;
    let request = request(Method::POST, "/api/v1/look-ups")
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "cross-site")
        .header(header::COOKIE, "__Host-language=ky; __Host-session=AAAA; __Host-application=AAAA");
    let answer = send(&test, request.body(Body::from("{\"inn\":\"1\"}")).unwrap()).await;
    assert_eq!(answer.body["errors"][0]["detail"], "ИНН должен состоять из 14 цифр", "in Russian: no cookie counts");
}

#[tokio::test]
async fn too_many_look_ups_are_told_when_to_come_back() {
    let test = TestApp::with(|settings| settings.lookup.per_client_per_minute = 1).await;
    let asked = json!({ "inn": "20101199000017" });
    assert_eq!(post(&test, "/api/v1/look-ups", &asked).await.status, StatusCode::OK);
    let refused = post(&test, "/api/v1/look-ups", &asked).await;
    expect_problem(&refused, StatusCode::TOO_MANY_REQUESTS, "throttled");
}

#[tokio::test]
async fn the_description_names_every_address() {
    let test = TestApp::new().await;
    let (_, routes) = site(&test).await;
    let asked = request(Method::GET, "/api/v1/openapi.json").body(Body::empty()).unwrap();
    let description = send(&test, asked).await.body;
    let described = description["paths"].as_object().unwrap();
    let own = routes.iter().filter(|route| route.path.starts_with("/api/v1/") && route.method == Method::POST);
    assert_eq!(own.map(|route| route.path.as_str()).collect::<Vec<_>>(), described.keys().collect::<Vec<_>>());
    assert!(described.len() >= 4);
    let text = description.to_string();
    let named = text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next());
    for name in named {
        assert!(description["components"]["schemas"][name].is_object(), "{name} is referred to and not described");
    }
}

#[tokio::test]
async fn an_organisation_is_looked_up_and_registered() {
    let test = TestApp::new().await;
    let (organisation, head) = test.headed(1).await;
    let found = post(&test, "/api/v1/look-ups", &json!({ "inn": organisation.inn })).await;
    assert_eq!(found.status, StatusCode::OK);
    assert_eq!(found.body["taxpayer"]["name"], organisation.name);
    assert_eq!(found.body["taxpayer"]["kind"], "legal_entity");

    let mut sent = application(&head);
    sent["subject_kind"] = "legal_entity".into();
    let problem = post(&test, "/api/v1/applications", &sent).await;
    expect_problem(&problem, StatusCode::UNPROCESSABLE_ENTITY, "validation");
    assert_eq!(problem.body["errors"][0]["pointer"], "/organisation_inn");

    sent["organisation_inn"] = organisation.inn.clone().into();
    sent["international"] = true.into();
    let filed = post(&test, "/api/v1/applications", &sent).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    assert_eq!(filed.body["inn"], organisation.inn);
    assert_eq!(filed.body["subject_kind"], "legal_entity");
    let section = &filed.body["organisation"];
    assert_eq!((&section["person_inn"], &section["person_role"]), (&json!(head.inn), &json!("head")));
    assert_eq!((&section["international"], &section["head_inn"]), (&json!(true), &json!("")));
    assert!(!filed.body.to_string().contains("account"), "{}", filed.body);

    let stranger = test.person(2, "001").await;
    sent["inn"] = stranger.inn.into();
    let refused = post(&test, "/api/v1/applications", &sent).await;
    assert_eq!(refused.body["errors"][0]["code"], "not_officer");
}
