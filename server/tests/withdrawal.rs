//! Whoever holds INN and code takes an application back: only that one, only while nobody has accepted it.

use app::api::{
    ApiError, Client, Conflict, CookieChange, Field, Message, cabinet::AccessEvent, office::Doer, status::StatusForm,
};
use domain::queue::QueuePart;
use domain::{access_application::ApplicationState, lang::Lang};
use server::jobs::expiry;
use time::Duration;

use crate::support::{Filed, PASSWORD, TestApp};

async fn holder(app: &TestApp, filed: &Filed) -> Client {
    let form = StatusForm { inn: filed.inn.clone(), code: filed.code.clone() };
    let stranger = app.stranger();
    let cookies = app.services.status.find(&stranger, &form).await.unwrap();
    app.after(&stranger, &cookies).await
}

async fn state(app: &TestApp, filed: &Filed) -> ApplicationState {
    let holder = holder(app, filed).await;
    app.services.status.current(&holder).await.unwrap().unwrap().state
}

async fn withdraw(app: &TestApp, filed: &Filed) -> Result<(), ApiError> {
    app.services.status.withdraw(&holder(app, filed).await).await
}

fn changed(state: ApplicationState) -> Result<(), ApiError> {
    Err(ApiError::Conflict(Conflict::ApplicationChanged(state)))
}

async fn audited(app: &TestApp, action: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM audit_entry WHERE action = $1")
        .bind(action)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn it_closes_the_application_and_forgets_its_password() {
    let app = TestApp::with(|settings| settings.mail.host = "mail.example.kg".to_owned()).await;
    let (filed, _) = app.file_with_email(&app.person(1, "001").await, "azamat@example.kg", Lang::Ky).await;
    assert_eq!(withdraw(&app, &filed).await, Ok(()));
    assert_eq!(state(&app, &filed).await, ApplicationState::Withdrawn);
    let row: (String, bool, bool) =
        sqlx::query_as("SELECT state, password_hash IS NULL, closed_at IS NOT NULL FROM access_application")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(row, ("withdrawn".to_owned(), true, true));
    let entry: (String, String, String, String) =
        sqlx::query_as("SELECT action, actor_kind, tax_office, address FROM audit_entry ORDER BY seq DESC LIMIT 1")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(entry, ("application_withdrawn".into(), "nobody".into(), "001".into(), "192.0.2.7".into()));
    let letter: (String, String, String) = sqlx::query_as("SELECT kind, recipient, language FROM outbox_letter")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(letter, ("application_withdrawn".into(), "azamat@example.kg".into(), "ky".into()));
    // pressed twice, or sent again by the browser
    assert_eq!(withdraw(&app, &filed).await, Ok(()));
    assert_eq!(audited(&app, "application_withdrawn").await, 1);
}

#[tokio::test]
async fn the_inspector_sees_it_closed() {
    let app = TestApp::new().await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    app.open(&inspector, &filed).await.unwrap();
    let form = app.accept_form(&filed).await;
    withdraw(&app, &filed).await.unwrap();
    assert_eq!(app.services.office.accept(&inspector, &form).await, changed(ApplicationState::Withdrawn));
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!(case.state, ApplicationState::Withdrawn);
    let last = case.history.last().unwrap();
    assert_eq!((last.event, &last.who), (AccessEvent::ApplicationWithdrawn, &Doer::Applicant));
    assert!(app.queue(&inspector).await.rows(QueuePart::Submitted).is_empty());
}

#[tokio::test]
async fn without_inn_and_code_nobody_withdraws_anything() {
    let app = TestApp::new().await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    let ended = Err(ApiError::field(Field::Form, Message::ApplicationPassEnded));
    assert_eq!(app.services.status.withdraw(&app.stranger()).await, ended);
    let forged = Client { application_pass: Some("AAAA".to_owned()), ..app.stranger() };
    assert_eq!(app.services.status.withdraw(&forged).await, ended);
    let holder = holder(&app, &filed).await;
    let closed = app.after(&holder, &[CookieChange::EndApplicationPass]).await;
    assert_eq!(app.services.status.withdraw(&closed).await, ended);
    app.clock.advance(Duration::minutes(30));
    assert_eq!(app.services.status.withdraw(&holder).await, ended);
    assert_eq!(state(&app, &filed).await, ApplicationState::Submitted);
}

#[tokio::test]
async fn what_is_accepted_decided_or_lapsed_is_not_withdrawn() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    app.accept(&inspector, &filed).await.unwrap();
    assert_eq!(withdraw(&app, &filed).await, changed(ApplicationState::Accepted));
    app.services.office.grant(&inspector, &app.move_form(&filed).await).await.unwrap();
    assert_eq!(withdraw(&app, &filed).await, changed(ApplicationState::Granted));
    let late = app.file(&app.person(2, "001").await, PASSWORD).await;
    app.clock.advance(Duration::days(30));
    assert_eq!(withdraw(&app, &late).await, changed(ApplicationState::Expired));
    expiry::expire(&app.foundation).await.unwrap();
    assert_eq!(withdraw(&app, &late).await, changed(ApplicationState::Expired));
    assert_eq!(audited(&app, "application_withdrawn").await, 0);
}

#[tokio::test]
async fn of_a_withdrawal_and_an_acceptance_at_once_one_wins_and_the_other_is_told() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    for number in 0..12 {
        let filed = app.file(&app.person(number, "001").await, PASSWORD).await;
        app.open(&inspector, &filed).await.unwrap();
        let holder = holder(&app, &filed).await;
        let form = app.accept_form(&filed).await;
        let withdraw = app.services.status.withdraw(&holder);
        let accept = app.services.office.accept(&inspector, &form);
        // whoever is asked first is quicker mostly
        let (withdrawn, accepted) = if number % 2 == 0 {
            tokio::join!(withdraw, accept)
        } else {
            let (accepted, withdrawn) = tokio::join!(accept, withdraw);
            (withdrawn, accepted)
        };
        match state(&app, &filed).await {
            ApplicationState::Withdrawn => {
                assert_eq!((withdrawn, accepted), (Ok(()), changed(ApplicationState::Withdrawn)));
            }
            ApplicationState::Accepted => {
                assert_eq!((withdrawn, accepted), (changed(ApplicationState::Accepted), Ok(())));
            }
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn applications_of_one_inn_stand_side_by_side_untouched_by_each_other() {
    let app = TestApp::with(|settings| settings.access.open_applications_per_inn = 3).await;
    let person = app.person(1, "001").await;
    let first = app.file(&person, "семь верст до небес").await;
    app.clock.advance(Duration::days(20));
    let second = app.file(&person, PASSWORD).await;
    let third = app.file(&person, "девять верст до небес").await;
    let full = app.services.registration.register(&app.stranger(), &app.registration_form(&person, PASSWORD)).await;
    assert_eq!(full.unwrap_err(), ApiError::field(Field::Form, Message::TooManyApplications));

    withdraw(&app, &third).await.unwrap();
    for filed in [&first, &second] {
        assert_eq!(state(&app, filed).await, ApplicationState::Submitted);
    }
    let fourth = app.file(&person, "десять верст до небес").await;
    app.clock.advance(Duration::days(10));
    expiry::expire(&app.foundation).await.unwrap();
    assert_eq!(state(&app, &first).await, ApplicationState::Expired);
    let inspector = app.inspector("gulnara", "001").await;
    let login = app.grant(&inspector, &second).await;
    assert_eq!(state(&app, &fourth).await, ApplicationState::Superseded);
    for (filed, left) in [(&first, ApplicationState::Expired), (&third, ApplicationState::Withdrawn)] {
        assert_eq!(state(&app, filed).await, left);
    }
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok());
    assert!(app.sign_in(&app.stranger(), &login, "девять верст до небес").await.is_err());
}

#[tokio::test]
async fn every_refusal_of_a_flood_tells_what_to_do() {
    use app::i18n::{error_text, message};
    for (lang, wait, office) in
        [(Lang::Ru, "через", "УГНС"), (Lang::Ky, "кийин", "МСКБ"), (Lang::En, "again in", "tax office")]
    {
        let throttled = error_text(lang, &ApiError::Throttled { retry_after: 600 });
        assert!(throttled.contains(wait) && throttled.contains("10"), "{throttled}");
        let full = message(lang, Message::TooManyApplications);
        assert!(full.contains(office), "{full}");
    }
}
