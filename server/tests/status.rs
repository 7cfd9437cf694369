//! The state of an application, its paper, and its end by the calendar.

use app::api::{
    ApiError, Client, CookieChange, Field, FieldErrors, Message, registration::RegistrationForm, status::StatusForm,
};
use domain::{access_application::ApplicationState, application_code::ApplicationCodeError, inn::InnError, lang::Lang};
use server::jobs::expiry;
use time::Duration;

use crate::support::{Filed, PASSWORD, Person, TestApp};

async fn find(app: &TestApp, inn: &str, code: &str) -> Result<Client, ApiError> {
    let stranger = app.stranger();
    let form = StatusForm { inn: inn.to_owned(), code: code.to_owned() };
    let cookies = app.services.status.find(&stranger, &form).await?;
    Ok(app.after(&stranger, &cookies).await)
}

async fn file_with_guessed_passport(app: &TestApp, person: &Person) -> Client {
    let form = RegistrationForm { passport: "AN7654321".into(), ..app.registration_form(person, PASSWORD) };
    let stranger = app.stranger();
    let cookies = app.services.registration.register(&stranger, &form).await.unwrap();
    app.after(&stranger, &cookies).await
}

fn no_such() -> ApiError {
    ApiError::field(Field::Form, Message::NoSuchApplication)
}

async fn actions(app: &TestApp) -> Vec<(String, String)> {
    sqlx::query_as("SELECT action, actor_kind FROM audit_entry ORDER BY seq")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn inn_and_code_together_find_the_application() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let typed = filed.code.to_lowercase().replace('-', " ");
    let holder = find(&app, &person.inn, &typed).await.unwrap();
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    assert_eq!((view.code, view.inn, view.just_saved), (filed.code.clone(), person.inn, false));
    assert_eq!(view.name, person.name);

    let other = app.person(2, "001").await;
    assert_eq!(find(&app, &other.inn, &filed.code).await.unwrap_err(), no_such());
    let unknown = domain::application_code::ApplicationCode::from_bits(7).grouped();
    assert_eq!(find(&app, &other.inn, &unknown).await.unwrap_err(), no_such());
    let audited = actions(&app).await;
    assert_eq!(
        audited[1..],
        [("application_not_found".into(), "nobody".into()), ("application_not_found".into(), "nobody".into())]
    );
}

#[tokio::test]
async fn a_mistyped_code_is_told_before_anything_is_looked_up() {
    let app = TestApp::with(|settings| settings.status.per_client_per_minute = 1).await;
    let mistyped = Message::Code(ApplicationCodeError::Check);
    for _ in 0..3 {
        let errors = FieldErrors(vec![(Field::Inn, Message::Inn(InnError::Length)), (Field::Code, mistyped)]);
        assert_eq!(find(&app, "1150", "K7QM-39XT-2VHP-4A").await.unwrap_err(), ApiError::Validation(errors));
    }
    let empty = FieldErrors(vec![(Field::Inn, Message::Required), (Field::Code, Message::Required)]);
    assert_eq!(find(&app, " ", "").await.unwrap_err(), ApiError::Validation(empty));
    let code = domain::application_code::ApplicationCode::from_bits(7).grouped();
    assert_eq!(find(&app, "11503199000001", &code).await.unwrap_err(), no_such());
    let refused = find(&app, "11503199000001", &code).await.unwrap_err();
    assert!(matches!(refused, ApiError::Throttled { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_pass_is_good_for_half_an_hour_and_cannot_be_made_by_hand() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let Filed { code, .. } = app.file(&person, PASSWORD).await;
    let holder = find(&app, &person.inn, &code).await.unwrap();
    app.clock.advance(Duration::minutes(29));
    assert!(app.services.status.current(&holder).await.unwrap().is_some());
    app.clock.advance(Duration::minutes(1));
    assert_eq!(app.services.status.current(&holder).await.unwrap(), None);
    assert_eq!(app.services.status.paper(&holder, None).await.unwrap_err(), ApiError::NotFound);
    assert_eq!(app.services.status.current(&app.stranger()).await.unwrap(), None);
    for broken in ["", "x", "AAAA", "АБВ"] {
        let client = Client { application_pass: Some(broken.to_owned()), ..app.stranger() };
        assert_eq!(app.services.status.current(&client).await.unwrap(), None);
    }
    let stranger = app.stranger();
    let closed = app.after(&holder, &[CookieChange::EndApplicationPass]).await;
    assert_eq!(closed.application_pass, stranger.application_pass);
}

#[tokio::test]
async fn a_guessed_passport_files_but_shows_nothing() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let holder = file_with_guessed_passport(&app, &person).await;
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    assert_eq!(view.name, "Токтогулов А*** Б***");
    assert!(app.services.status.paper(&holder, None).await.unwrap().starts_with(b"%PDF-"));
}

#[tokio::test]
async fn the_paper_comes_in_the_language_of_the_application_or_the_asked_one() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let holder = find(&app, &person.inn, &filed.code).await.unwrap();
    let paper = async |lang| app.services.status.paper(&holder, lang).await.unwrap();
    let russian = paper(None).await;
    assert!(russian.starts_with(b"%PDF-") && russian.len() < 60 * 1024, "{}", russian.len());
    assert_eq!(paper(Some(Lang::Ru)).await, russian);
    assert_ne!(paper(Some(Lang::Ky)).await, russian);
    let inspector = app.inspector("gulnara", "001").await;
    app.accept(&inspector, &filed).await.unwrap();
    let marked = paper(None).await;
    assert_ne!(marked, russian);
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    assert_eq!(view.state, ApplicationState::Accepted);
    assert_eq!(view.acceptance.unwrap().number, "001-2026-000001");
}

#[tokio::test]
async fn nobody_came_in_thirty_days() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let early = app.file(&person, PASSWORD).await;
    let accepted = app.file(&app.person(2, "001").await, PASSWORD).await;
    app.accept(&app.inspector("gulnara", "001").await, &accepted).await.unwrap();
    app.clock.advance(Duration::days(29));
    let late = app.file(&person, PASSWORD).await;
    assert_eq!(expiry::expire(&app.foundation).await.unwrap(), 0);
    app.clock.advance(Duration::days(1));
    assert_eq!(expiry::expire(&app.foundation).await.unwrap(), 1);
    assert_eq!(expiry::expire(&app.foundation).await.unwrap(), 0);
    let state = async |filed: &Filed| -> (String, bool) {
        sqlx::query_as("SELECT state, password_hash IS NULL FROM access_application WHERE id = $1")
            .bind(filed.id)
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap()
    };
    assert_eq!(state(&early).await, ("expired".into(), true));
    assert_eq!(state(&late).await, ("submitted".into(), false));
    assert_eq!(state(&accepted).await, ("accepted".into(), false));
    assert_eq!(actions(&app).await.last().unwrap(), &("application_expired".into(), "system".into()));
}

#[tokio::test]
async fn servers_that_tidy_at_once_share_the_work() {
    let app = TestApp::with(|settings| settings.access.open_applications_per_inn = 1_000).await;
    let person = app.person(1, "001").await;
    for _ in 0..7 {
        app.file(&person, PASSWORD).await;
    }
    app.clock.advance(Duration::days(31));
    let (a, b) = tokio::join!(expiry::expire(&app.foundation), expiry::expire(&app.foundation));
    assert_eq!(a.unwrap() + b.unwrap(), 7);
    let expired = actions(&app).await.iter().filter(|(action, _)| action == "application_expired").count();
    assert_eq!(expired, 7);
}
