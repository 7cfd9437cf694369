//! Registration for entry by electronic signature: what waits, what can't be entered, what can't be told.

use app::api::{
    ApiError, Client, Field, Message, StaffRole, eligibility::EligibilityForm, registration::RegistrationForm,
    signature_registration::SignatureRegistrationForm,
};
use domain::{
    eligibility::{EligibilityPolicy, Permission},
    inn::{Inn, InnError},
    login::Login,
    subject::SubjectKind,
};
use http::{StatusCode, header};
use sqlx::Executor;
use time::Duration;
use uuid::Uuid;

use crate::support::{Organisation, PASSWORD, Person, TestApp, site::post_form};

async fn register(app: &TestApp, inn: &str) -> Result<(), ApiError> {
    register_from(app, &app.stranger(), inn).await
}

async fn register_from(app: &TestApp, client: &Client, inn: &str) -> Result<(), ApiError> {
    let form = SignatureRegistrationForm { inn: inn.to_owned(), ..SignatureRegistrationForm::default() };
    app.services.signature_registration.register(client, &form).await
}

async fn make(app: &TestApp, person: &Person, what: &'static str) {
    make_inn(app, &person.inn, what).await;
}

async fn make_inn(app: &TestApp, inn: &str, what: &'static str) {
    let done = sqlx::query(what).bind(inn).execute(&mut app.owner().await).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
}

const VAT_PAYER: &str = "UPDATE taxpayer SET kind = 'sole_trader', vat_payer = true WHERE inn = $1";

async fn vat_payer(app: &TestApp, number: u32) -> Person {
    let person = app.person(number, "001").await;
    make(app, &person, VAT_PAYER).await;
    person
}

type Row = (Uuid, String, Option<String>, Option<String>, String, String, String);

async fn accounts(app: &TestApp) -> Vec<Row> {
    sqlx::query_as("SELECT id, state, login, password_hash, name_ru, phone, email FROM account ORDER BY inn")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

async fn audited(app: &TestApp) -> Vec<(String, String)> {
    let select =
        "SELECT subject_inn, details::text FROM audit_entry WHERE action = 'signature_registered' ORDER BY seq";
    sqlx::query_as(select).fetch_all(&app.foundation.pool).await.unwrap()
}

#[tokio::test]
async fn an_account_waits_with_nothing_that_opens_it_and_nothing_that_was_typed() {
    let app = TestApp::new().await;
    let person = vat_payer(&app, 1).await;
    register(&app, &person.inn).await.unwrap();
    let rows = accounts(&app).await;
    let [(_, state, login, hash, name, phone, email)] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((state.as_str(), login, hash), ("awaiting_signature", &None, &None));
    assert_eq!((name.as_str(), phone.as_str(), email.as_str()), (person.name.as_str(), "", ""));
    assert_eq!(audited(&app).await, [(person.inn, r#"{"fresh": true}"#.to_owned())]);
}

#[tokio::test]
async fn registering_again_or_at_once_changes_nothing_and_is_answered_the_same() {
    let app = TestApp::new().await;
    let person = vat_payer(&app, 1).await;
    // the allowances are taken out in parts: this one is for all who follow
    let other = vat_payer(&app, 2).await;
    register(&app, &other.inn).await.unwrap();
    let many = futures::future::join_all((0..12).map(|_| register(&app, &person.inn))).await;
    assert!(many.iter().all(|answer| *answer == Ok(())), "{many:?}");
    let before = accounts(&app).await;
    assert_eq!(before.len(), 2);
    register(&app, &person.inn).await.unwrap();
    assert_eq!(accounts(&app).await, before);
    let entries = audited(&app).await;
    let own: Vec<_> = entries.iter().filter(|entry| entry.0 == person.inn).collect();
    assert_eq!(own.len(), 13, "the trail has every one");
    assert_eq!(own.iter().filter(|entry| entry.1.contains("true")).count(), 1);
}

#[tokio::test]
async fn whoever_may_have_a_password_or_is_nobody_is_told_at_the_inn() {
    let app = TestApp::new().await;
    let eligible = app.person(1, "001").await;
    let ceased = vat_payer(&app, 2).await;
    make(&app, &ceased, "UPDATE taxpayer SET status = 'ceased' WHERE inn = $1").await;
    for (inn, message) in [
        (eligible.inn.as_str(), Message::EligibleForPassword),
        (ceased.inn.as_str(), Message::NotTaxpayer),
        ("11503199099999", Message::NotTaxpayer),
        ("", Message::Required),
        ("1150319", Message::Inn(InnError::Length)),
        ("13202199900028", Message::Inn(InnError::Date)),
    ] {
        assert_eq!(register(&app, inn).await, Err(ApiError::field(Field::Inn, message)), "{inn}");
    }
    assert!(accounts(&app).await.is_empty());
}

#[tokio::test]
async fn no_login_and_no_password_opens_an_account_that_waits_and_none_is_answered_otherwise() {
    let app = TestApp::new().await;
    let waiting = vat_payer(&app, 1).await;
    register(&app, &waiting.inn).await.unwrap();
    let nobody = app.person(2, "001").await;
    let refused = ApiError::field(Field::Form, Message::WrongCredentials);
    for digits in 0..100 {
        for inn in [&waiting.inn, &nobody.inn] {
            let login = Login::issue(Inn::from_trusted(inn).unwrap(), digits).to_string();
            assert_eq!(app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap_err(), refused);
        }
    }
    // to the trail and to the locks they are alike as well
    let told = |inn: &str| {
        let select =
            "SELECT details ->> 'reason' FROM audit_entry WHERE action = 'sign_in_failed' AND subject_inn = $1";
        sqlx::query_scalar::<_, String>(select).bind(inn.to_owned()).fetch_all(&app.foundation.pool)
    };
    assert_eq!(told(&waiting.inn).await.unwrap(), told(&nobody.inn).await.unwrap());
    let (failures, most): (i64, i32) = sqlx::query_as("SELECT count(*), max(failures) FROM password_failure")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!((failures, most), (200, 1));
}

#[tokio::test]
async fn who_has_access_keeps_it_and_the_answer_tells_nothing() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let login = app.grant(&inspector, &filed).await;
    make(&app, &person, VAT_PAYER).await;
    let before = accounts(&app).await;
    assert_eq!(register(&app, &person.inn).await, Ok(()));
    assert_eq!(accounts(&app).await, before);
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok());
    make(&app, &person, "UPDATE account SET state = 'annulled' WHERE inn = $1").await;
    let before = accounts(&app).await;
    assert_eq!(register(&app, &person.inn).await, Ok(()));
    assert_eq!(accounts(&app).await, before, "what was annulled stays so");
}

/// What the confirmation says, without what is made anew for every page.
async fn confirmation(app: &TestApp, inn: &str) -> String {
    let (status, headers, page) = post_form(app, "", "/registration/by-signature", format!("inn={inn}")).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(headers.get(header::SET_COOKIE).is_none());
    let begin = page.find("class=\"panel\"").expect("a confirmation");
    let end = page[begin..].find("</main>").unwrap();
    page[begin..begin + end].replace(inn, "INN").replace(&Inn::from_trusted(inn).unwrap().grouped(), "INN")
}

#[tokio::test]
async fn without_javascript_the_confirmation_reads_the_same_for_everybody() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let holder = app.person(1, "001").await;
    let filed = app.file(&holder, PASSWORD).await;
    app.grant(&inspector, &filed).await;
    make(&app, &holder, VAT_PAYER).await;
    let fresh = vat_payer(&app, 2).await;
    let first = confirmation(&app, &fresh.inn).await;
    assert!(first.contains("ИНН зарегистрирован для входа по электронной подписи"), "{first}");
    assert!(first.contains("пока не работает"), "what is true is said: {first}");
    let digits = |page: &str| page.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    assert_eq!(digits(&confirmation(&app, &fresh.inn).await), digits(&first));
    assert_eq!(digits(&confirmation(&app, &holder.inn).await), digits(&first));
    assert!(!first.contains(&fresh.name) && !first.contains("Азамат"));
}

#[tokio::test]
async fn a_flood_is_held_off_by_the_limits_of_look_ups_and_of_applications() {
    let app = TestApp::with(|settings| settings.access.applications_per_client_per_hour = 4).await;
    let person = vat_payer(&app, 1).await;
    for _ in 0..4 {
        register(&app, &person.inn).await.unwrap();
    }
    assert!(matches!(register(&app, &person.inn).await, Err(ApiError::Throttled { .. })));
    let eligible = app.person(2, "001").await;
    let form: RegistrationForm = app.registration_form(&eligible, PASSWORD);
    let filed = app.services.registration.register(&app.stranger(), &form).await;
    assert!(matches!(filed, Err(ApiError::Throttled { .. })), "one allowance for both forms");
    let neighbour = Client { address: [192, 0, 2, 8].into(), ..app.stranger() };
    register_from(&app, &neighbour, &person.inn).await.unwrap();
    app.clock.advance(Duration::hours(1));
    register(&app, &person.inn).await.unwrap();

    let app = TestApp::with(|settings| settings.lookup.per_client_per_minute = 4).await;
    for number in 0..4 {
        let guess = format!("115031990{number:05}");
        assert_eq!(register(&app, &guess).await, Err(ApiError::field(Field::Inn, Message::NotTaxpayer)));
    }
    assert!(matches!(register(&app, "11503199000001").await, Err(ApiError::Throttled { .. })), "no cheaper registry");
}

#[tokio::test]
async fn a_grant_completes_the_account_that_waited() {
    let app = TestApp::new().await;
    let administrator = app.staff("admin", StaffRole::Administrator, None, None).await;
    let inspector = app.inspector("gulnara", "001").await;
    let person = vat_payer(&app, 1).await;
    register(&app, &person.inn).await.unwrap();
    let waiting = accounts(&app).await[0].0;

    let rule = EligibilityPolicy::SPECIFIED.sole_trader.with(Permission::VatPayer, true);
    let policy = EligibilityPolicy::SPECIFIED.with(SubjectKind::SoleTrader, rule);
    let form = EligibilityForm::asking_for(1, &policy, "Проба нового порядка".to_owned());
    app.services.eligibility.change(&administrator, &form).await.unwrap();
    let filed = app.file(&person, PASSWORD).await;
    let login = app.grant(&inspector, &filed).await;

    let rows = accounts(&app).await;
    let [(id, state, given, hash, _, phone, _)] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((*id, state.as_str(), given.as_deref()), (waiting, "active", Some(login.as_str())));
    assert!(hash.is_some() && phone == "+996555123456");
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn the_server_makes_no_account_but_one_that_waits() {
    let app = TestApp::new().await;
    let person = vat_payer(&app, 1).await;
    register(&app, &person.inn).await.unwrap();
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for text in [
        "INSERT INTO account (id, inn, login, password_hash, name_ru, name_ky, phone, language, created_at,
                              password_changed_at)
         VALUES (gen_random_uuid(), '11503199000077', '11503199000077001', 'x', 'x', '', '', 'ru', now(), now())",
        "INSERT INTO account (id, inn, state, name_ru, name_ky, phone, language, created_at)
         VALUES (gen_random_uuid(), '11503199000077', 'active', 'x', '', '', 'ru', now())",
        "UPDATE account SET state = 'active'",
        "UPDATE account SET state = 'annulled'",
        "UPDATE account SET login = inn || '001'",
        "UPDATE account SET password_hash = 'x', password_changed_at = now()",
        "UPDATE account SET phone = '+996555123456'",
        "UPDATE account SET email = 'stranger@example.kg'",
    ] {
        assert!((&mut *server).execute(text).await.is_err(), "{text}");
    }
    assert_eq!(accounts(&app).await[0].1, "awaiting_signature");
}

/// Files the form of an organisation, registered by this person.
async fn register_for(app: &TestApp, organisation: &str, person: &str) -> Result<(), ApiError> {
    let form = SignatureRegistrationForm {
        subject_kind: "legal_entity".to_owned(),
        organisation_inn: organisation.to_owned(),
        inn: person.to_owned(),
        ..SignatureRegistrationForm::default()
    };
    app.services.signature_registration.register(&app.stranger(), &form).await
}

/// An organisation that imports, and its head.
async fn importer(app: &TestApp, number: u32) -> (Organisation, Person) {
    let (organisation, head) = app.headed(number).await;
    make_inn(app, &organisation.inn, "UPDATE taxpayer SET foreign_trade = true WHERE inn = $1").await;
    (organisation, head)
}

async fn representations(app: &TestApp) -> Vec<(Uuid, String, String)> {
    sqlx::query_as("SELECT account_id, taxpayer_inn, state FROM representation ORDER BY taxpayer_inn")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_organisation_waits_with_the_account_of_who_registers_it() {
    let app = TestApp::new().await;
    let (organisation, head) = importer(&app, 1).await;
    register_for(&app, &organisation.inn, &head.inn).await.unwrap();
    let rows = accounts(&app).await;
    let [(account, state, login, ..)] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((state.as_str(), login), ("awaiting_signature", &None));
    let waiting = vec![(*account, organisation.inn.clone(), "awaiting_signature".to_owned())];
    assert_eq!(representations(&app).await, waiting);
    let own: bool =
        sqlx::query_scalar("SELECT own_cabinet FROM account").fetch_one(&app.foundation.pool).await.unwrap();
    assert!(!own, "nobody has asked for the person's own cabinet");

    let again = futures::future::join_all((0..8).map(|_| register_for(&app, &organisation.inn, &head.inn))).await;
    assert!(again.iter().all(|answer| *answer == Ok(())), "{again:?}");
    assert_eq!((accounts(&app).await.len(), representations(&app).await), (1, waiting));
    let told: Vec<String> = audited(&app).await.into_iter().take(2).map(|entry| entry.0).collect();
    assert_eq!(told, [head.inn, organisation.inn]);
}

#[tokio::test]
async fn an_organisation_is_registered_by_its_head_or_accountant_only_and_only_if_it_may_not_have_a_password() {
    let app = TestApp::new().await;
    let (organisation, head) = importer(&app, 1).await;
    let (eligible, its_head) = app.headed(2).await;
    let stranger = app.person(3, "001").await;
    let at = |field, message| Err(ApiError::field(field, message));
    for (organisation, person, told) in [
        (organisation.inn.as_str(), stranger.inn.as_str(), at(Field::Inn, Message::NotOfficer)),
        (&organisation.inn, "11503199099999", at(Field::Inn, Message::NotOfficer)),
        (&eligible.inn, &its_head.inn, at(Field::OrganisationInn, Message::EligibleForPassword)),
        ("01503200599999", &head.inn, at(Field::OrganisationInn, Message::NotTaxpayer)),
        (&head.inn, &head.inn, at(Field::OrganisationInn, Message::Inn(InnError::NotOrganisation))),
        (&organisation.inn, &organisation.inn, at(Field::Inn, Message::Inn(InnError::NotIndividual))),
    ] {
        assert_eq!(register_for(&app, organisation, person).await, told, "{organisation} {person}");
    }
    let nothing = register_for(&app, "", "").await.unwrap_err().fields();
    assert_eq!(nothing.0, [(Field::OrganisationInn, Message::Required), (Field::Inn, Message::Required)]);
    assert!(accounts(&app).await.is_empty() && representations(&app).await.is_empty());
}

#[tokio::test]
async fn who_has_an_account_keeps_it_when_their_organisation_registers() {
    let app = TestApp::new().await;
    let (organisation, head) = importer(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let filed = app.file(&head, PASSWORD).await;
    let login = app.grant(&inspector, &filed).await;
    let before = accounts(&app).await;
    register_for(&app, &organisation.inn, &head.inn).await.unwrap();
    assert_eq!(accounts(&app).await, before);
    assert_eq!(representations(&app).await[0].2, "awaiting_signature");
    let inside = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    // what waits is no cabinet yet: there is nothing to choose
    assert!(app.services.cabinet.home(&inside).await.is_ok());

    make(&app, &head, "UPDATE account SET state = 'annulled' WHERE inn = $1").await;
    let (second, _) = importer(&app, 2).await;
    app.officer(&second, &head, "accountant").await;
    assert_eq!(register_for(&app, &second.inn, &head.inn).await, Ok(()), "the same answer");
    assert_eq!(representations(&app).await.len(), 1, "nobody acts by an account that was annulled");
}

#[tokio::test]
async fn a_grant_to_an_organisation_completes_what_waited_for_it() {
    let app = TestApp::new().await;
    let administrator = app.staff("admin", StaffRole::Administrator, None, None).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (organisation, head) = importer(&app, 1).await;
    register_for(&app, &organisation.inn, &head.inn).await.unwrap();
    let waiting = accounts(&app).await[0].0;

    let rule = EligibilityPolicy::SPECIFIED.legal_entity.with(Permission::ForeignTrade, true);
    let policy = EligibilityPolicy::SPECIFIED.with(SubjectKind::LegalEntity, rule);
    let form = EligibilityForm::asking_for(1, &policy, "Проба нового порядка".to_owned());
    app.services.eligibility.change(&administrator, &form).await.unwrap();
    let filed = app.file_organisation(&organisation, &head).await;
    let login = app.grant(&inspector, &filed).await;

    assert!(login.starts_with(&head.inn));
    let rows = accounts(&app).await;
    assert_eq!((rows.len(), rows[0].0, rows[0].1.as_str()), (1, waiting, "active"));
    assert_eq!(representations(&app).await, [(waiting, organisation.inn, "active".to_owned())]);
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok());
}
