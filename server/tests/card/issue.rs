use app::api::{
    ApiError, Field, ForbiddenReason, Message, StaffRole,
    card::{CardAnswer, CardForm, CardIssue, CardRefusal, CardState},
};
use domain::login::Login;

use super::{confirmed, form, issue, ready, refusal};
use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

#[tokio::test]
async fn any_office_issues_one_card_with_a_password_that_only_its_owner_reads() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let elsewhere = app.inspector("kim", "002").await;
    let card = issue(&app, &elsewhere, &form(&person)).await;

    assert!(Login::parse(&card.login).is_ok() && card.login.starts_with(&person.inn));
    assert_eq!(card.sheets.len(), 2);
    assert!(card.sheets[0].contains("002-2026-000001/К") && card.sheets[0].contains("22.12.2026 10:00:00"));
    assert!(!card.sheets[1].contains(&card.password), "the office's sheet shows no password");
    assert!(card.sheets[1].contains("002-2026-000001/К"));

    let desk = app.services.cards.desk(&elsewhere).await.unwrap();
    assert_eq!((desk.cards.len(), desk.cards[0].state), (1, CardState::Waiting));
    assert!(app.sign_in(&app.stranger(), &card.login, &card.password).await.is_ok());

    // nowhere in the database, in clear
    let mut owner = app.owner().await;
    for table in ["account", "registration_card", "audit_entry", "outbox_letter", "session"] {
        let text = format!("SELECT count(*) FROM {table} t WHERE t::text LIKE '%' || $1 || '%'");
        let found: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(text)).bind(&card.password).fetch_one(&mut owner).await.unwrap();
        assert_eq!(found, 0, "{table}");
    }
}

#[tokio::test]
async fn whoever_does_not_bring_their_own_passport_gets_no_card() {
    let app = TestApp::new().await;
    let (person, other) = (app.person(1, "001").await, app.person(2, "001").await);
    let inspector = app.inspector("osmonov", "001").await;
    let foreign = CardForm { passport: other.passport.clone(), ..form(&person) };
    assert_eq!(refusal(&app, &inspector, &foreign).await, CardRefusal::PassportDiffers);
    // nor by a post that skips the check
    let forged = CardForm { card: "0198aaaa-0000-7000-8000-000000000001".to_owned(), ..foreign };
    let answer = app.services.cards.issue(&inspector, &forged).await.unwrap();
    assert!(matches!(answer, CardIssue::NotIssued(CardAnswer::Refused(CardRefusal::PassportDiffers))));

    let unticked = CardForm { checks: String::new(), ..form(&person) };
    let error = app.services.cards.check(&inspector, &unticked).await.unwrap_err();
    assert_eq!(error, ApiError::field(Field::Checks, Message::Required));
    let accounts: i64 =
        sqlx::query_scalar("SELECT count(*) FROM account").fetch_one(&mut app.owner().await).await.unwrap();
    assert_eq!(accounts, 0);
    let kept: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_entry WHERE action = 'card_checked' AND details->>'outcome' = 'passport_differs'",
    )
    .fetch_one(&mut app.owner().await)
    .await
    .unwrap();
    assert_eq!(kept, 2, "that staff looked somebody up is kept, whichever way they asked");
}

#[tokio::test]
async fn a_card_is_refused_where_an_application_would_be_and_where_there_is_access() {
    let app = TestApp::new().await;
    let inspector = app.inspector("osmonov", "001").await;
    let mut owner = app.owner().await;
    let person = |number| app.person(number, "001");

    let has = person(1).await;
    let filed = app.file(&has, PASSWORD).await;
    app.accept(&inspector, &filed).await.unwrap();
    assert_eq!(refusal(&app, &inspector, &form(&has)).await, CardRefusal::ApplicationAccepted);
    app.services.office.grant(&inspector, &app.move_form(&filed).await).await.unwrap();
    assert_eq!(refusal(&app, &inspector, &form(&has)).await, CardRefusal::HasAccess);
    sqlx::query("UPDATE account SET state = 'annulled' WHERE inn = $1")
        .bind(&has.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(refusal(&app, &inspector, &form(&has)).await, CardRefusal::Annulled);

    let risky = person(2).await;
    sqlx::query("INSERT INTO risk_evidence VALUES ($1, '12', '2026-02-01', '')")
        .bind(&risky.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(refusal(&app, &inspector, &form(&risky)).await, CardRefusal::Risk);

    let trader = person(3).await;
    sqlx::query("UPDATE taxpayer SET kind = 'sole_trader', vat_payer = true WHERE inn = $1")
        .bind(&trader.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    assert!(matches!(refusal(&app, &inspector, &form(&trader)).await, CardRefusal::Ineligible(_)));

    let ceased = person(4).await;
    sqlx::query("UPDATE taxpayer SET status = 'ceased' WHERE inn = $1")
        .bind(&ceased.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(refusal(&app, &inspector, &form(&ceased)).await, CardRefusal::NotTaxpayer);

    let own = person(5).await;
    let themselves = app.staff("self", StaffRole::Inspector, Some("001"), Some(&own.inn)).await;
    assert_eq!(refusal(&app, &themselves, &form(&own)).await, CardRefusal::OwnCase);
    let administrator = app.staff("admin", StaffRole::Administrator, None, None).await;
    assert!(matches!(
        app.services.cards.check(&administrator, &form(&own)).await,
        Err(ApiError::Forbidden(ForbiddenReason::Administrator | ForbiddenReason::Role))
    ));
}

#[tokio::test]
async fn of_two_inspectors_at_once_one_issues_the_card_and_the_other_is_told() {
    let app = TestApp::new().await;
    let (first, second) = (app.inspector("first", "001").await, app.inspector("second", "002").await);
    for round in 0..6 {
        let person = app.person(round, "001").await;
        let form = form(&person);
        let one = confirmed(&form, &ready(&app, &first, &form).await);
        let two = confirmed(&form, &ready(&app, &second, &form).await);
        let cards = &app.services.cards;
        let (one, two) = tokio::join!(cards.issue(&first, &one), cards.issue(&second, &two));
        let (mut printed, mut told) = (0, 0);
        for answer in [one.unwrap(), two.unwrap()] {
            match answer {
                CardIssue::Printed(_) => printed += 1,
                CardIssue::NotIssued(CardAnswer::Ready(preview)) => {
                    assert!(preview.overtaken && preview.replaces.is_some());
                    told += 1;
                }
                CardIssue::NotIssued(CardAnswer::Refused(refusal)) => panic!("{refusal:?}"),
            }
        }
        assert_eq!((printed, told), (1, 1));
    }
    let cards: i64 =
        sqlx::query_scalar("SELECT count(*) FROM registration_card").fetch_one(&mut app.owner().await).await.unwrap();
    assert_eq!(cards, 6);
}

#[tokio::test]
async fn the_same_form_sent_again_makes_no_second_card() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inspector = app.inspector("osmonov", "001").await;
    let form = form(&person);
    let sent = confirmed(&form, &ready(&app, &inspector, &form).await);
    let CardIssue::Printed(paper) = app.services.cards.issue(&inspector, &sent).await.unwrap() else { panic!() };
    let card = super::read(&paper);
    let again = app.services.cards.issue(&inspector, &sent).await.unwrap();
    assert!(matches!(again, CardIssue::NotIssued(CardAnswer::Ready(preview)) if preview.overtaken));
    assert!(app.sign_in(&app.stranger(), &card.login, &card.password).await.is_ok(), "the first one stays in force");
}

#[tokio::test]
async fn with_another_card_the_primary_password_before_dies_with_its_sessions() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inspector = app.inspector("osmonov", "001").await;
    let first = issue(&app, &inspector, &form(&person)).await;
    let cookies =
        app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&first.login, &first.password)).await.unwrap();
    let token = session_token(&cookies);
    let second = issue(&app, &inspector, &form(&person)).await;

    assert_eq!(first.login, second.login, "the login is the person's");
    assert_ne!(first.password, second.password);
    assert!(app.sign_in(&app.stranger(), &first.login, &first.password).await.is_err());
    assert!(matches!(app.caller(&token).await, app::api::Caller::Nobody), "its session has ended");
    // a right password waits out the second after a wrong one
    app.clock.advance(time::Duration::seconds(2));
    assert!(app.sign_in(&app.stranger(), &second.login, &second.password).await.is_ok());
    let states: Vec<CardState> =
        app.services.cards.desk(&inspector).await.unwrap().cards.into_iter().map(|card| card.state).collect();
    assert!(states.contains(&CardState::Replaced) && states.contains(&CardState::Waiting));
}
