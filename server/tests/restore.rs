//! A forgotten password: the old one works until the decision and not a moment longer, and nothing that anybody can file
//! or look at tells whether there was one.

mod letters;
mod rights;
mod turn;

use app::api::{ApiError, Caller, Client, Field, Message, office::RefuseForm, registration::RegistrationForm};
use domain::{application_code::ApplicationCode, inn::Inn};
use server::{foundation::Foundation, secrets::purpose, services::sign_in::SessionHolder, storage};
use time::Duration;

use crate::support::{Filed, PASSWORD, Person, TestApp, session_token, sign_in_form};

pub(crate) const NEW_PASSWORD: &str = "двенадцать караванов на перевале";

/// What somebody types who wants this person's access restored.
pub(crate) fn restore_form(app: &TestApp, person: &Person) -> RegistrationForm {
    RegistrationForm { kind: "restore".to_owned(), ..app.registration_form(person, NEW_PASSWORD) }
}

/// Files it; who has filed it can see it.
pub(crate) async fn file(app: &TestApp, form: &RegistrationForm) -> (Filed, Client) {
    let stranger = app.stranger();
    let cookies = app.services.registration.register(&stranger, form).await.unwrap();
    let holder = app.after(&stranger, &cookies).await;
    let code = app.services.status.current(&holder).await.unwrap().unwrap().code;
    let plain = ApplicationCode::parse(&code).unwrap();
    let digest = app.foundation.secrets.digest(purpose::APPLICATION_CODE, plain.as_str().as_bytes());
    let inn = Inn::from_trusted(&form.inn).unwrap();
    let mut db = app.foundation.pool.acquire().await.unwrap();
    let id = storage::access_application::by_inn_and_code(&mut db, &inn, &digest).await.unwrap().unwrap().id;
    (Filed { id, inn: form.inn.clone(), code }, holder)
}

/// Somebody with access by [`PASSWORD`], and their login.
pub(crate) async fn somebody(app: &TestApp, number: u32) -> (Person, String) {
    let person = app.person(number, "001").await;
    let inspector = app.inspector(&format!("first.{number}"), "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let login = app.grant(&inspector, &filed).await;
    (person, login)
}

/// Signs in with the old password; what the browser keeps.
pub(crate) async fn token(app: &TestApp, login: &str) -> String {
    session_token(&app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(login, PASSWORD)).await.unwrap())
}

pub(crate) fn wrong() -> ApiError {
    ApiError::field(Field::Form, Message::WrongCredentials)
}

#[tokio::test]
async fn the_old_password_works_until_the_decision_and_not_a_moment_longer() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok(), "filing changes nothing");
    app.accept(&inspector, &filed).await.unwrap();
    let inside = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    assert_eq!(app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.unwrap_err(), wrong());
    app.clock.advance(Duration::MINUTE);
    assert!(app.services.cabinet.home(&inside).await.is_ok());

    app.services.office.grant(&inspector, &app.move_form(&filed).await).await.unwrap();
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!(case.decision.unwrap().login.as_deref(), Some(login.as_str()), "the login stays");
    assert_eq!(app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap_err(), wrong());
    app.clock.advance(Duration::MINUTE);
    let inside = app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.unwrap();
    assert_eq!(app.services.cabinet.home(&inside).await.unwrap().phone, "+996555123456");
    let hashes: i64 = sqlx::query_scalar("SELECT count(*) FROM access_application WHERE password_hash IS NOT NULL")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(hashes, 0, "every password but the account's is forgotten");
}

#[tokio::test]
async fn a_refusal_changes_nothing() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    app.accept(&inspector, &filed).await.unwrap();
    let inside = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let moved = app.move_form(&filed).await;
    let ground = "identity_not_confirmed".to_owned();
    let form = RefuseForm { id: moved.id, version: moved.version, ground, ..RefuseForm::default() };
    app.services.office.refuse(&inspector, &form).await.unwrap();
    assert!(app.services.cabinet.home(&inside).await.is_ok());
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok());
    assert_eq!(app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.unwrap_err(), wrong());
}

#[tokio::test]
async fn every_session_ends_on_every_server_and_nothing_remembers_the_old_password() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let (other_person, other_login) = somebody(&app, 2).await;
    let [(_, url), ..] = app.environment();
    let pool = storage::pool::server(&url, 4, std::time::Duration::from_secs(10)).await.unwrap();
    let second = Foundation { pool, ..app.foundation.clone() };
    let phone = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let desk = token(&app, &login).await;
    let neighbour = token(&app, &other_login).await;
    // somebody guesses, from elsewhere and on the phone itself
    for client in [app.stranger(), phone.clone()] {
        assert_eq!(app.sign_in(&client, &login, "это не он").await.unwrap_err(), wrong());
    }
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    app.grant(&inspector, &filed).await;

    assert_eq!(app.caller(&desk).await, Caller::Nobody);
    for foundation in [&app.foundation, &second] {
        let holder = SessionHolder::of_token(foundation, &desk).await.unwrap();
        assert_eq!(holder, None, "at the next request, whichever server takes it");
    }
    assert!(matches!(app.caller(&neighbour).await, Caller::Taxpayer(_)), "other people notice nothing");
    let left: (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM session s JOIN account a ON a.id = s.account_id
                 WHERE a.inn = $1 AND s.ended_at IS NULL),
                (SELECT count(*) FROM known_device d JOIN account a ON a.id = d.account_id WHERE a.inn = $1),
                (SELECT count(*) FROM password_failure)",
    )
    .bind(&person.inn)
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(left, (0, 0, 0), "sessions, known devices, failures");
    let devices: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM known_device d JOIN account a ON a.id = d.account_id WHERE a.inn = $1",
    )
    .bind(&other_person.inn)
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(devices, 1);
    // at the same instant as the failures: the wait after them is over
    assert!(app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.is_ok());
}

#[tokio::test]
async fn without_an_account_it_is_a_first_access() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!((case.access, case.bar), (None, None));
    let login = app.grant(&inspector, &filed).await;
    assert!(login.starts_with(&person.inn));
    assert!(app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.is_ok());
    let actions: Vec<String> =
        sqlx::query_scalar("SELECT action FROM audit_entry WHERE action LIKE 'access_%' ORDER BY seq")
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(actions, ["access_granted"]);
}

#[tokio::test]
async fn the_grant_closes_whatever_else_was_filed_for_the_person() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (strangers, _) =
        file(&app, &RegistrationForm { passport: "AN7654321".into(), ..restore_form(&app, &person) }).await;
    let again = app.file(&person, "семь верст до небес").await;
    let (mine, _) = file(&app, &restore_form(&app, &person)).await;
    let case = app.services.office.case(&inspector, &mine.id.to_string()).await.unwrap();
    assert_eq!(case.other_open.len(), 2, "side by side, and the inspector sees them");
    assert_eq!(app.grant(&inspector, &mine).await, login);
    let states: Vec<String> = sqlx::query_scalar("SELECT state FROM access_application WHERE id = ANY($1)")
        .bind([strangers.id, again.id])
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(states, ["superseded", "superseded"]);
    let entry: (String, String, String) = sqlx::query_as(
        "SELECT actor_kind, subject_inn, details ->> 'sessions_ended' FROM audit_entry WHERE action = 'access_restored'",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(entry, ("staff".to_owned(), person.inn.clone(), "0".to_owned()));
    let mut owner = app.owner().await;
    let verified = storage::audit::verify(&mut owner).await.unwrap();
    assert!(matches!(verified, storage::audit::Verification::Whole { .. }), "{verified:?}");
}
