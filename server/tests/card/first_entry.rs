use app::api::{ApiError, Caller, Client, CookieChange, Field, ForbiddenReason, Message, cabinet::ChangePasswordForm};
use axum::body::Body;
use http::{StatusCode, header};
use server::http::{Rule, rule};
use time::{Duration, macros::datetime};
use tower::ServiceExt;

use super::{Card, form, issue};
use crate::{
    http::{request, site},
    support::{PASSWORD, TestApp, session_token, sign_in_form},
};

const ENDED: ApiError = ApiError::Forbidden(ForbiddenReason::PrimaryPasswordEnded);

async fn newcomer(app: &TestApp) -> (Card, Client, String) {
    let person = app.person(1, "001").await;
    let inspector = app.inspector("osmonov", "001").await;
    let card = issue(app, &inspector, &form(&person)).await;
    let cookies =
        app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&card.login, &card.password)).await.unwrap();
    let token = session_token(&cookies);
    (card, app.after(&app.stranger(), &cookies).await, token)
}

fn chosen(card: &Card, password: &str) -> ChangePasswordForm {
    ChangePasswordForm {
        current_password: card.password.clone(),
        password: password.to_owned(),
        password_repeated: password.to_owned(),
    }
}

#[tokio::test]
async fn until_their_own_password_is_chosen_nothing_else_is_open_by_whatever_address() {
    let app = TestApp::with(|settings| settings.server.development = true).await;
    let (_, client, token) = newcomer(&app).await;
    let Caller::Taxpayer(_) = &client.caller else { panic!("not signed in") };
    let (site, routes) = site(&app).await;
    let mut tried = 0;
    for entry in routes.iter().filter(|entry| matches!(rule(entry), Some(Rule::Person | Rule::Taxpayer))) {
        let api = entry.path.starts_with("/api/");
        let kind = if api { "application/json" } else { "application/x-www-form-urlencoded" };
        let body = if api {
            r#"{"form":{},"cabinet":"own","session":"","search":"","representation":"","inn":""}"#
        } else {
            ""
        };
        let built = request(entry.method.clone(), &entry.path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("__Host-session={token}"))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let response = site.clone().oneshot(built).await.unwrap();
        let location = response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok());
        // a server function that was asked in another shape than its own has not run
        let not_run = api && response.status() == StatusCode::NOT_FOUND;
        assert!(
            response.status() == StatusCode::FORBIDDEN || location == Some("/cabinet/first-password") || not_run,
            "{} {}: {} {location:?}",
            entry.method,
            entry.path,
            response.status()
        );
        tried += 1;
    }
    assert!(tried > 10, "{tried}");
}

#[tokio::test]
async fn their_own_password_opens_the_cabinet_and_ends_the_primary_one() {
    let app = TestApp::new().await;
    let (card, client, _) = newcomer(&app).await;
    let page = app.services.cabinet.first_password(&client).await.unwrap();
    assert_eq!((page.login.as_str(), page.until.date_time().as_str()), (card.login.as_str(), "22.12.2026 10:00"));

    let same = app.services.cabinet.change_password(&client, &chosen(&card, &card.password)).await.unwrap_err();
    assert_eq!(same, ApiError::field(Field::Password, Message::PasswordIsPrimary));
    let cookies = app.services.cabinet.change_password(&client, &chosen(&card, PASSWORD)).await.unwrap();
    let inside = app.after(&client, &cookies).await;
    let home = app.services.cabinet.home(&inside).await.unwrap();
    assert_eq!(home.login, card.login);

    assert!(app.sign_in(&app.stranger(), &card.login, &card.password).await.is_err());
    app.clock.advance(Duration::days(60));
    assert!(app.sign_in(&app.stranger(), &card.login, PASSWORD).await.is_ok(), "their own has no month");
    assert_eq!(app.services.cabinet.first_password(&inside).await.unwrap_err().status(), 404);
}

#[tokio::test]
async fn the_month_ends_to_the_second_and_only_who_knows_the_password_is_told() {
    let app = TestApp::new().await;
    // 31 January in Bishkek, half past nine
    app.clock.set(datetime!(2027-01-31 03:30:15.250 UTC));
    let (card, client, token) = newcomer(&app).await;
    let guess = "bdfgh-jkmnq-rstuw";

    app.clock.set(datetime!(2027-02-28 03:30:14.999999 UTC));
    assert!(app.sign_in(&app.stranger(), &card.login, &card.password).await.is_ok());
    app.clock.set(datetime!(2027-02-28 03:30:15 UTC));
    assert_eq!(app.sign_in(&app.stranger(), &card.login, &card.password).await.unwrap_err(), ENDED);
    let refused = app.sign_in(&app.stranger(), &card.login, guess).await.unwrap_err();
    assert_eq!(refused, ApiError::field(Field::Form, Message::WrongCredentials), "a guess learns nothing");
    assert!(matches!(app.caller(&token).await, Caller::Nobody), "sessions end with it");
    // nor by a request that was on its way
    let late = app.services.cabinet.change_password(&client, &chosen(&card, PASSWORD)).await;
    assert!(late.is_err());

    // the procedure begins anew
    let person = crate::support::Person {
        inn: "11503199000001".to_owned(),
        passport: "ID1000001".to_owned(),
        name: String::new(),
    };
    let inspector = app.inspector("bakirova", "001").await;
    let again = issue(&app, &inspector, &form(&person)).await;
    assert!(app.sign_in(&app.stranger(), &again.login, &again.password).await.is_ok());
}

#[tokio::test]
async fn nobody_stays_signed_in_by_a_primary_password() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inspector = app.inspector("osmonov", "001").await;
    let card = issue(&app, &inspector, &form(&person)).await;
    let remember =
        app::api::sign_in::SignInForm { remember: "on".to_owned(), ..sign_in_form(&card.login, &card.password) };
    let cookies = app.services.sign_in.taxpayer(&app.stranger(), &remember).await.unwrap();
    assert!(cookies.iter().any(|cookie| matches!(cookie, CookieChange::Session { max_age: None, .. })));
}

#[tokio::test]
async fn a_restore_ends_a_primary_password_like_any_other() {
    let app = TestApp::new().await;
    let (card, ..) = newcomer(&app).await;
    let mut owner = app.owner().await;
    sqlx::query("UPDATE account SET password_hash = 'x', password_changed_at = password_changed_at + interval '1 s'")
        .execute(&mut owner)
        .await
        .unwrap();
    let (primary, outcome): (Option<uuid::Uuid>, Option<String>) = sqlx::query_as(
        "SELECT a.primary_card, c.outcome FROM account a JOIN registration_card c ON c.account_id = a.id WHERE a.login = $1",
    )
    .bind(&card.login)
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!((primary, outcome.as_deref()), (None, Some("changed")), "no way of changing it can forget the card");
}
