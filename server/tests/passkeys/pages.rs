//! What the pages of keys and of the door hold, through HTTP.

use app::api::StaffRole;
use axum::body::Body;
use http::{Method, StatusCode, header};
use time::Duration;

use super::{Device, add, cabinet, half, keys, with_key};
use crate::support::{
    STAFF_PASSWORD, TestApp,
    site::{ask, request},
};

/// A page as the browser of somebody gets it.
async fn fetched(app: &TestApp, method: Method, path: &str, cookie: &str, body: &str) -> (StatusCode, String) {
    let builder = request(method, path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie);
    let services = server::services::all(&app.foundation);
    let (status, _, page) = ask(app, services, builder.body(Body::from(body.to_owned())).unwrap()).await;
    (status, page)
}

#[tokio::test]
async fn the_pages_offer_keys_and_say_what_they_need() {
    let app = cabinet().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (client, token) = app.enter_office("gulnara").await;
    let session = format!("__Host-session={token}");
    let (status, page) = fetched(&app, Method::GET, "/office/keys", &session, "").await;
    assert_eq!(status, StatusCode::OK);
    for part in ["src=\"/pkg/passkey.js\"", "data-passkey=\"add\"", "Ключей пока нет"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("boot.js") && !page.contains("name=\"code\""), "fresh");
    let (status, page) = fetched(&app, Method::POST, "/office/keys", &session, "action=add&name=+").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"name-error\""), "{page}");
    let (status, page) = fetched(&app, Method::POST, "/office/keys", &session, "action=add&name=Стол&enter=add").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Осталось создать сам ключ") && page.contains("value=\"Стол\""));

    add(&app, &client, &mut Device::new(1), "Стол").await;
    app.clock.advance(Duration::minutes(5));
    let id = keys(&app, &client).await.keys[0].id.clone();
    let (_, page) = fetched(&app, Method::GET, &format!("/office/keys?key={id}"), &session, "").await;
    for part in ["name=\"code\"", "data-passkey=\"confirm\"", "value=\"remove\"", "value=\"Стол\""] {
        assert!(page.contains(part), "{part}");
    }
    let unknown = "/office/keys?key=0198aaaa-0000-7000-8000-000000000000";
    assert_eq!(fetched(&app, Method::GET, unknown, &session, "").await.0, StatusCode::NOT_FOUND);
    let asked = fetched(&app, Method::POST, "/office/keys/challenge", &session, "purpose=confirm").await;
    assert!(asked.0 == StatusCode::OK && asked.1.contains("\"publicKey\""), "{asked:?}");
    let confirmed = fetched(&app, Method::POST, "/office/keys/confirm", &session, "passkey={}").await;
    assert_eq!(confirmed.0, StatusCode::UNPROCESSABLE_ENTITY);

    let at_door = half(&app, "gulnara", STAFF_PASSWORD).await;
    let entry = format!("__Host-entry={}", at_door.staff_entry.unwrap());
    let (_, page) = fetched(&app, Method::GET, "/office/sign-in", &entry, "").await;
    for part in ["src=\"/pkg/passkey.js\"", "data-passkey=\"enter\"", "Войти ключом доступа", "name=\"code\""]
    {
        assert!(page.contains(part), "{part}");
    }
    app.clock.advance(Duration::seconds(5));
    let body = "enter=passkey&passkey=%7B%7D";
    let (status, page) = fetched(&app, Method::POST, "/office/sign-in", &entry, body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("error-summary__title"), "{page}");
    let (_, page) = fetched(&app, Method::GET, "/sign-in", "", "").await;
    assert!(!page.contains("passkey.js"), "nobody else loads the script");
}

#[tokio::test]
async fn the_key_of_a_colleague_is_not_to_be_found() {
    let app = cabinet().await;
    let (talant, _) = with_key(&app, "talant", 1).await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (_, token) = app.enter_office("gulnara").await;
    let session = format!("__Host-session={token}");
    let id = keys(&app, &talant).await.keys[0].id.clone();
    let (status, _) = fetched(&app, Method::GET, &format!("/office/keys?key={id}"), &session, "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for action in ["rename", "remove"] {
        let body = format!("action={action}&key={id}&name=Mine");
        let (status, page) = fetched(&app, Method::POST, "/office/keys", &session, &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{action}");
        assert!(!page.contains("Телефон"), "{action}");
    }
    assert_eq!(keys(&app, &talant).await.keys[0].name, "Телефон");
}
