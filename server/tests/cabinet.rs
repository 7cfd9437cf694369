//! The cabinet: the password, the sessions, and that nobody reaches another's.

use app::api::{
    ApiError, Caller, CookieChange, Field, ForbiddenReason, Message,
    cabinet::{AccessEvent, ChangePasswordForm},
};
use domain::password::PasswordError;
use time::Duration;

use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

const NEW: &str = "тридцать пять облаков";

fn change(current: &str, new: &str) -> ChangePasswordForm {
    ChangePasswordForm {
        current_password: current.to_owned(),
        password: new.to_owned(),
        password_repeated: new.to_owned(),
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_renews_this_one() {
    let app = TestApp::new().await;
    let (_, login) = app.taxpayer(1).await;
    let form = sign_in_form(&login, PASSWORD);
    let here = app.services.sign_in.taxpayer(&app.stranger(), &form).await.unwrap();
    let there = app.services.sign_in.taxpayer(&app.stranger(), &form).await.unwrap();
    let client = app.after(&app.stranger(), &here).await;
    let cookies = app.services.cabinet.change_password(&client, &change(PASSWORD, NEW)).await.unwrap();
    assert!(matches!(app.caller(&session_token(&cookies)).await, Caller::Taxpayer(_)));
    assert_eq!(app.caller(&session_token(&here)).await, Caller::Nobody, "the old token");
    assert_eq!(app.caller(&session_token(&there)).await, Caller::Nobody, "the other session");
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_err());
    app.clock.advance(Duration::SECOND);
    assert!(app.sign_in(&app.stranger(), &login, NEW).await.is_ok());
    let home = app.services.cabinet.home(&app.after(&client, &cookies).await).await.unwrap();
    assert!(home.history.iter().any(|entry| entry.event == AccessEvent::PasswordChanged));
}

#[tokio::test]
async fn the_rules_of_a_password_hold_and_the_current_one_is_under_the_lock() {
    let app = TestApp::new().await;
    let (client, login) = app.taxpayer(1).await;
    let cabinet = &app.services.cabinet;
    let empty = cabinet.change_password(&client, &ChangePasswordForm::default()).await.unwrap_err().fields();
    let fields: Vec<_> = empty.0.iter().map(|(field, message)| (*field, *message)).collect();
    assert_eq!(
        fields,
        [
            (Field::CurrentPassword, Message::Required),
            (Field::Password, Message::Required),
            (Field::PasswordRepeated, Message::Required),
        ]
    );
    for (password, error) in [
        ("коротко", PasswordError::TooShort),
        (&format!("xx{login}xx") as &str, PasswordError::ContainsLogin),
        ("мой 1000001 паспорт", PasswordError::ContainsPassport),
        ("токтогулов всегда", PasswordError::ContainsName),
    ] {
        let errors = cabinet.change_password(&client, &change(PASSWORD, password)).await.unwrap_err().fields();
        assert_eq!(errors.get(Field::Password), Some(Message::Password(error)), "{password}");
    }
    let wrong = ApiError::field(Field::CurrentPassword, Message::WrongCurrentPassword);
    assert_eq!(cabinet.change_password(&client, &change("не тот пароль", NEW)).await.unwrap_err(), wrong);
    assert_eq!(cabinet.change_password(&client, &change(PASSWORD, NEW)).await.unwrap_err(), wrong, "locked");
    app.clock.advance(Duration::SECOND);
    assert!(cabinet.change_password(&client, &change(PASSWORD, NEW)).await.is_ok());
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_alone() {
    let app = TestApp::new().await;
    let (one, login) = app.taxpayer(1).await;
    let (two, _) = app.taxpayer(2).await;
    let cabinet = &app.services.cabinet;
    let there = app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&login, PASSWORD)).await.unwrap();
    let sessions = cabinet.home(&one).await.unwrap().sessions;
    assert_eq!(sessions.len(), 2);
    let other = sessions.iter().find(|session| !session.current).unwrap();
    assert_eq!(cabinet.end_session(&two, &other.id).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(cabinet.end_session(&one, "nonsense").await.unwrap_err(), ApiError::NotFound);
    assert!(matches!(app.caller(&session_token(&there)).await, Caller::Taxpayer(_)));
    assert_eq!(cabinet.end_session(&one, &other.id).await.unwrap(), []);
    assert_eq!(app.caller(&session_token(&there)).await, Caller::Nobody);
    assert_eq!(cabinet.end_session(&one, &other.id).await.unwrap_err(), ApiError::NotFound, "once");

    app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&login, PASSWORD)).await.unwrap();
    cabinet.end_other_sessions(&one).await.unwrap();
    let sessions = cabinet.home(&one).await.unwrap().sessions;
    assert_eq!(sessions.len(), 1);
    assert_eq!(cabinet.end_session(&one, &sessions[0].id).await.unwrap(), [CookieChange::EndSession]);
    assert_eq!(cabinet.home(&two).await.unwrap().sessions.len(), 1, "nobody else's was touched");
}

#[tokio::test]
async fn the_cabinet_is_for_taxpayers() {
    let app = TestApp::new().await;
    let cabinet = &app.services.cabinet;
    let inspector = app.inspector("gulnara", "001").await;
    let nobody = app.stranger();
    for (client, reason) in [(&nobody, ForbiddenReason::SignInRequired), (&inspector, ForbiddenReason::Role)] {
        let forbidden = ApiError::Forbidden(reason);
        assert_eq!(cabinet.home(client).await.unwrap_err(), forbidden);
        assert_eq!(cabinet.change_password(client, &change(PASSWORD, NEW)).await.unwrap_err(), forbidden);
        assert_eq!(cabinet.end_session(client, "").await.unwrap_err(), forbidden);
        assert_eq!(cabinet.end_other_sessions(client).await.unwrap_err(), forbidden);
    }
}

#[tokio::test]
async fn who_was_struck_off_the_registry_still_stands_in_their_cabinet() {
    let app = TestApp::new().await;
    let (client, _) = app.taxpayer(1).await;
    let mut owner = app.owner().await;
    sqlx::query("DELETE FROM taxpayer").execute(&mut owner).await.unwrap();
    let home = app.services.cabinet.home(&client).await.unwrap();
    assert_eq!(home.office.code, "001");
    assert!(home.address.contains("Киевская"));
}
