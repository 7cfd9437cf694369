//! Registration of an individual: the look-up, filing, and what a flood of either meets.

use app::api::{
    ApiError, Client, CookieChange, Field, FieldErrors, Message,
    registration::{LookUp, RegistrationForm, TaxpayerSummary},
};
use domain::{
    access_application::ApplicationState, inn::InnError, passport::PassportError, password::PasswordError,
    phone::PhoneError, subject::Ineligible,
};
use server::config::LookUpNames;
use time::Duration;

use crate::support::{PASSWORD, Person, TestApp};

async fn look_up(app: &TestApp, inn: &str, passport: &str) -> Result<LookUp, ApiError> {
    app.services.registration.look_up(&app.stranger(), inn, passport).await
}

fn found(answer: Result<LookUp, ApiError>) -> TaxpayerSummary {
    match answer.unwrap() {
        LookUp::Found(summary) => summary,
        other => panic!("{other:?}"),
    }
}

async fn register(app: &TestApp, form: &RegistrationForm) -> Result<Client, ApiError> {
    let stranger = app.stranger();
    let cookies = app.services.registration.register(&stranger, form).await?;
    assert!(matches!(cookies.as_slice(), [CookieChange::ApplicationPass(_)]));
    Ok(app.after(&stranger, &cookies).await)
}

async fn errors(app: &TestApp, form: &RegistrationForm) -> Vec<(Field, Message)> {
    match register(app, form).await.unwrap_err() {
        ApiError::Validation(FieldErrors(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

async fn change_taxpayer(app: &TestApp, person: &Person, change: &'static str) {
    let done = sqlx::query(change).bind(&person.inn).execute(&mut app.owner().await).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
}

async fn filed(app: &TestApp) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM access_application").fetch_one(&app.foundation.pool).await.unwrap()
}

#[tokio::test]
async fn a_look_up_shows_whole_only_to_who_knows_the_passport() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let stranger = found(look_up(&app, &person.inn, "").await);
    assert_eq!(stranger.name, "Токтогулов А*** Б***");
    assert_eq!(stranger.address, "г. Бишкек, …");
    assert_eq!(stranger.office.code, "001");
    assert!(!stranger.whole);
    assert_eq!(found(look_up(&app, &person.inn, "ID0000000").await), stranger);
    assert_eq!(found(look_up(&app, &person.inn, "nonsense").await), stranger);
    let own = found(look_up(&app, &person.inn, "id 1000001").await);
    assert_eq!((own.name.as_str(), own.whole), ("Токтогулов Азамат Бекович", true));
    assert_eq!(own.address, "г. Бишкек, ул. Киевская, 1");

    let open = TestApp::with(|settings| settings.lookup.names = LookUpNames::Full).await;
    let person = open.person(1, "001").await;
    assert!(found(look_up(&open, &person.inn, "").await).whole);
}

#[tokio::test]
async fn a_look_up_tells_who_is_no_taxpayer_and_who_may_not_have_a_password() {
    let app = TestApp::new().await;
    assert_eq!(look_up(&app, "11503199099999", "").await, Ok(LookUp::NotTaxpayer));
    let ceased = app.person(1, "001").await;
    change_taxpayer(&app, &ceased, "UPDATE taxpayer SET status = 'ceased' WHERE inn = $1").await;
    assert_eq!(look_up(&app, &ceased.inn, &ceased.passport).await, Ok(LookUp::NotTaxpayer));
    let trader = app.person(2, "001").await;
    let sql = "UPDATE taxpayer SET kind = 'sole_trader', foreign_trade = true WHERE inn = $1";
    change_taxpayer(&app, &trader, sql).await;
    assert_eq!(found(look_up(&app, &trader.inn, "").await).ineligible, Some(Ineligible::ForeignTrade));
    for (inn, error) in [
        ("", Message::Required),
        ("1150319", Message::Inn(InnError::Length)),
        ("02907200410161", Message::Inn(InnError::NotIndividual)),
        ("13202199900028", Message::Inn(InnError::Date)),
    ] {
        assert_eq!(look_up(&app, inn, "").await, Err(ApiError::field(Field::Inn, error)), "{inn}");
    }
}

#[tokio::test]
async fn look_ups_of_one_client_are_throttled_also_those_of_the_form() {
    let app = TestApp::with(|settings| settings.lookup.per_client_per_minute = 5).await;
    let person = app.person(1, "001").await;
    for number in 0..4 {
        look_up(&app, &person.inn, &format!("ID{number:07}")).await.unwrap();
    }
    register(&app, &app.registration_form(&person, PASSWORD)).await.unwrap();
    let refused = ApiError::Throttled { retry_after: 60 };
    assert_eq!(look_up(&app, &person.inn, "").await, Err(refused.clone()));
    assert_eq!(register(&app, &app.registration_form(&person, PASSWORD)).await.unwrap_err(), refused);
    let neighbour = Client { address: [192, 0, 2, 8].into(), ..app.stranger() };
    app.services.registration.look_up(&neighbour, &person.inn, "").await.unwrap();
    // another server of the same cabinet knows of it
    let other = server::services::all(&app.foundation);
    let told = other.registration.look_up(&app.stranger(), &person.inn, "").await;
    assert_eq!(told, Err(ApiError::Throttled { retry_after: 60 }));
    app.clock.advance(Duration::minutes(1));
    look_up(&app, &person.inn, "").await.unwrap();
}

#[tokio::test]
async fn a_registration_is_saved_with_what_the_registry_knows() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let form = RegistrationForm { email: " Azamat@Example.KG ".into(), ..app.registration_form(&person, PASSWORD) };
    let holder = register(&app, &form).await.unwrap();
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    assert!(view.just_saved);
    assert_eq!(view.state, ApplicationState::Submitted);
    assert_eq!(view.name, person.name);
    assert_eq!(view.office.name, "Октябрьский р-н");
    assert_eq!(view.expires_at.0 - view.submitted_at.0, 30 * 86_400_000);
    let row: (String, String, Option<bool>, String, Vec<u8>, Vec<u8>) = sqlx::query_as(
        "SELECT phone, email, passport_matched, password_hash, passport_sealed, code_sealed FROM access_application",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!((row.0.as_str(), row.1.as_str(), row.2), ("+996555123456", "Azamat@example.kg", Some(true)));
    assert!(row.3.starts_with("$argon2id$"));
    for sealed in [row.4, row.5] {
        let text = String::from_utf8_lossy(&sealed).into_owned();
        assert!(!text.contains("1000001") && !text.contains(&view.code.replace('-', "")));
    }
    let audited: Vec<(String, String, String)> =
        sqlx::query_as("SELECT action, subject_inn, details::text FROM audit_entry ORDER BY seq")
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(audited, [("application_submitted".into(), person.inn, "{\"kind\": \"grant\"}".into())]);
}

#[tokio::test]
async fn all_errors_come_at_once_in_the_order_of_the_form() {
    let app = TestApp::new().await;
    let nothing = RegistrationForm::default();
    let required = |field| (field, Message::Required);
    assert_eq!(
        errors(&app, &nothing).await,
        [Field::SubjectKind, Field::Inn, Field::Passport, Field::Phone, Field::Password, Field::PasswordRepeated]
            .map(required)
    );
    let person = app.person(1, "001").await;
    let wrong = RegistrationForm {
        kind: String::new(),
        subject_kind: "individual".into(),
        inn: "1150319".into(),
        passport: "12".into(),
        phone: "12".into(),
        email: "a@".into(),
        password: "short".into(),
        password_repeated: "shirt".into(),
        ..RegistrationForm::default()
    };
    assert_eq!(
        errors(&app, &wrong).await,
        [
            (Field::Inn, Message::Inn(InnError::Length)),
            (Field::Passport, Message::Passport(PassportError::Format)),
            (Field::Phone, Message::Phone(PhoneError::Format)),
            (Field::Email, Message::Email(domain::email::EmailError::Format)),
            (Field::Password, Message::Password(PasswordError::TooShort)),
            (Field::PasswordRepeated, Message::Password(PasswordError::NotMatching)),
        ]
    );
    let form = |password: &str| app.registration_form(&person, password);
    for (password, error) in [
        ("мой Азамат 2026", PasswordError::ContainsName),
        ("x1000001x!", PasswordError::ContainsPassport),
        ("Qwerty1234", PasswordError::Common),
        ("родился 15.03.1990", PasswordError::ContainsBirthDate),
    ] {
        assert_eq!(errors(&app, &form(password)).await, [(Field::Password, Message::Password(error))], "{password}");
    }
    assert_eq!(filed(&app).await, 0);
}

#[tokio::test]
async fn who_is_not_registered_or_not_eligible_is_told_at_the_inn() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let at_inn = |message| vec![(Field::Inn, message)];
    let unknown = RegistrationForm { inn: "11503199099999".into(), ..app.registration_form(&person, PASSWORD) };
    assert_eq!(errors(&app, &unknown).await, at_inn(Message::NotTaxpayer));
    let sql = "UPDATE taxpayer SET kind = 'sole_trader', vat_payer = true, foreign_trade = true WHERE inn = $1";
    change_taxpayer(&app, &person, sql).await;
    let form = app.registration_form(&person, PASSWORD);
    assert_eq!(errors(&app, &form).await, at_inn(Message::Ineligible(Ineligible::VatPayer)));
    change_taxpayer(&app, &person, "UPDATE taxpayer SET status = 'ceased' WHERE inn = $1").await;
    assert_eq!(errors(&app, &form).await, at_inn(Message::NotTaxpayer));
    let organisation = RegistrationForm { inn: "02907200410161".into(), ..form };
    assert_eq!(errors(&app, &organisation).await, at_inn(Message::Inn(InnError::NotIndividual)));
}

#[tokio::test]
async fn a_repeated_post_files_nothing_new_and_shows_the_same_application() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let form = app.registration_form(&person, PASSWORD);
    let code = async |form: &RegistrationForm| {
        let holder = register(&app, form).await.unwrap();
        app.services.status.current(&holder).await.unwrap().unwrap().code
    };
    let (first, twin) = tokio::join!(code(&form), code(&form));
    assert_eq!(first, twin);
    assert_eq!(code(&form).await, first);
    let retyped = RegistrationForm { phone: "0555 123456".into(), ..form.clone() };
    assert_eq!(code(&retyped).await, first);
    assert_eq!(filed(&app).await, 1);

    let other_phone = RegistrationForm { phone: "0700 123456".into(), ..form.clone() };
    let second = code(&other_phone).await;
    assert_ne!(second, first);
    assert_eq!(code(&other_phone).await, second);
    let password = "семь верст до небес";
    let other_password =
        RegistrationForm { password: password.into(), password_repeated: password.into(), ..form.clone() };
    let third = code(&other_password).await;
    assert!(third != first && third != second);
    assert_eq!(code(&other_password).await, third);
    assert_eq!(code(&form).await, first);
    assert_eq!(filed(&app).await, 3);

    let without_token = RegistrationForm { submission: String::new(), ..form };
    assert_ne!(code(&without_token).await, code(&without_token).await);
    assert_eq!(filed(&app).await, 5);
}

#[tokio::test]
async fn a_flood_ends_at_the_limits_and_leaves_room_for_who_knows_the_passport() {
    let app = TestApp::with(|settings| settings.access.open_applications_per_inn = 2).await;
    let person = app.person(1, "001").await;
    let guess = || RegistrationForm { passport: "AN7654321".into(), ..app.registration_form(&person, PASSWORD) };
    register(&app, &guess()).await.unwrap();
    register(&app, &guess()).await.unwrap();
    assert_eq!(errors(&app, &guess()).await, [(Field::Form, Message::TooManyApplications)]);
    let own = || app.registration_form(&person, PASSWORD);
    let forms = [own(), own(), own()];
    let [a, b, c] = forms.each_ref().map(|form| register(&app, form));
    let (a, b, c) = tokio::join!(a, b, c);
    let refused = [a, b, c].into_iter().filter(Result::is_err).count();
    assert_eq!((refused, filed(&app).await), (1, 4));

    let app = TestApp::with(|settings| settings.access.applications_per_client_per_hour = 2).await;
    let person = app.person(1, "001").await;
    let form = app.registration_form(&person, PASSWORD);
    for _ in 0..3 {
        register(&app, &form).await.unwrap();
    }
    register(&app, &app.registration_form(&person, PASSWORD)).await.unwrap();
    let third = register(&app, &app.registration_form(&person, PASSWORD)).await.unwrap_err();
    assert!(matches!(third, ApiError::Throttled { .. }), "{third:?}");
    register(&app, &form).await.unwrap();
}

#[tokio::test]
async fn a_registry_that_cannot_be_asked_is_not_no_match() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    sqlx::query("ALTER TABLE taxpayer RENAME TO taken_away").execute(&mut app.owner().await).await.unwrap();
    assert_eq!(look_up(&app, &person.inn, "").await, Err(ApiError::RegistryUnavailable));
    let sent = register(&app, &app.registration_form(&person, PASSWORD)).await;
    assert_eq!(sent.unwrap_err(), ApiError::RegistryUnavailable);
}
