//! An application's time runs out: the reminders before, and what its holder sees after.

use app::api::{cabinet::AccessEvent, office::Doer};
use domain::{access_application::ApplicationState, lang::Lang};
use server::{
    config::Settings,
    jobs::{expiry, reminders::remind},
    registry::Offices,
};
use time::{Duration, OffsetDateTime, macros::datetime};

use crate::support::{PASSWORD, TestApp, TestMailServer};

/// Letters are written, whether or not anybody ever sends them.
fn letters_on(settings: &mut Settings) {
    settings.mail.host = "mail.example.kg".to_owned();
}

async fn remind_at(app: &TestApp, now: OffsetDateTime) -> u64 {
    app.clock.set(now);
    let offices = Offices::new(app.foundation.pool.clone(), app.clock.clone());
    remind(&app.foundation, &offices).await.unwrap()
}

/// Kind, recipient and language of every letter, the oldest first.
async fn queued(app: &TestApp) -> Vec<(String, String, String)> {
    sqlx::query_as("SELECT kind, recipient, language FROM outbox_letter ORDER BY queued_at, recipient")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn who_has_not_come_is_reminded_twice_and_once_each() {
    let app = TestApp::with(letters_on).await;
    // filed on 22.11.2026 at 10:00 in Bishkek, so it lapses on 22.12.
    app.file_with_email(&app.person(1, "001").await, "azamat@example.kg", Lang::Ky).await;
    app.file(&app.person(2, "001").await, PASSWORD).await;
    assert_eq!(remind_at(&app, datetime!(2026-12-15 02:59 UTC)).await, 0);
    assert_eq!(remind_at(&app, datetime!(2026-12-15 03:00 UTC)).await, 1);
    assert_eq!(remind_at(&app, datetime!(2026-12-15 03:00 UTC)).await, 0);
    assert_eq!(remind_at(&app, datetime!(2026-12-21 02:59 UTC)).await, 0);
    assert_eq!(remind_at(&app, datetime!(2026-12-21 03:00 UTC)).await, 1);
    assert_eq!(remind_at(&app, datetime!(2026-12-22 03:59 UTC)).await, 0);
    let letter = |kind: &str| (kind.to_owned(), "azamat@example.kg".to_owned(), "ky".to_owned());
    assert_eq!(queued(&app).await, [letter("expires_in_a_week"), letter("expires_tomorrow")]);
}

#[tokio::test]
async fn days_are_counted_by_the_calendar_of_bishkek() {
    let app = TestApp::with(letters_on).await;
    // thirty days later: 01.03.2027 at 23:59, and 02.03.2027 at 00:00
    for (number, filed) in [(1, datetime!(2027-01-30 17:59 UTC)), (2, datetime!(2027-01-30 18:00 UTC))] {
        app.clock.set(filed);
        app.file_with_email(&app.person(number, "001").await, &format!("p{number}@example.kg"), Lang::Ru).await;
    }
    assert_eq!(remind_at(&app, datetime!(2027-02-22 03:00 UTC)).await, 1);
    assert_eq!(queued(&app).await[0].1, "p1@example.kg");
    assert_eq!(remind_at(&app, datetime!(2027-02-23 02:59 UTC)).await, 0);
    assert_eq!(remind_at(&app, datetime!(2027-02-23 03:00 UTC)).await, 1);
    assert_eq!(remind_at(&app, datetime!(2027-02-28 03:00 UTC)).await, 1);
    assert_eq!(remind_at(&app, datetime!(2027-03-01 03:00 UTC)).await, 1);
    assert_eq!(queued(&app).await.len(), 4);
}

#[tokio::test]
async fn the_letter_says_until_when_and_where_in_the_language_of_the_application() {
    let mail = TestMailServer::start();
    let app = TestApp::with(|settings| {
        settings.mail = mail.settings();
        settings.server.public_url = "https://cabinet.example.kg".to_owned().try_into().unwrap();
    })
    .await;
    let person = app.person(1, "001").await;
    for (lang, sentences) in [
        (Lang::Ru, ["закроется 22.12.2026", "Придите до 22.12.2026", "УГНС 001 - Октябрьский р-н"]),
        (Lang::Ky, ["22.12.2026 күнү жабылат", "22.12.2026 күнүнө чейин келиңиз", "МСКБ 001 - "]),
        (Lang::En, ["closes on 22.12.2026", "come before 22.12.2026", "tax office 001 - "]),
    ] {
        app.clock.set(datetime!(2026-11-22 04:00 UTC));
        let (filed, _) = app.file_with_email(&person, "azamat@example.kg", lang).await;
        assert_eq!(remind_at(&app, datetime!(2026-12-21 03:00 UTC)).await, 1);
        assert_eq!(app.send_letters(&mail.settings()).await.sent, 1);
        let letter = mail.received();
        let text = [letter.headers["subject"].as_str(), &letter.body].concat();
        for sentence in sentences.into_iter().chain(["https://cabinet.example.kg/application", "116"]) {
            assert!(text.contains(sentence), "{sentence} in {text}");
        }
        for secret in [&filed.inn, &filed.code, &person.passport, &"Токтогулов".to_owned(), &"Азамат".to_owned()]
        {
            assert!(!text.contains(secret.as_str()), "{secret} in {text}");
        }
    }
}

#[tokio::test]
async fn a_reminder_is_dropped_when_its_application_has_moved_on() {
    let mail = TestMailServer::start();
    let app = TestApp::with(|settings| settings.mail = mail.settings()).await;
    let (accepted, _) = app.file_with_email(&app.person(1, "001").await, "a@example.kg", Lang::Ru).await;
    let (_, holder) = app.file_with_email(&app.person(2, "001").await, "b@example.kg", Lang::Ru).await;
    app.services.status.withdraw(&holder).await.unwrap();
    assert_eq!(app.send_letters(&mail.settings()).await.sent, 1, "the news of the withdrawal");
    assert_eq!(remind_at(&app, datetime!(2026-12-15 03:00 UTC)).await, 1, "nobody is reminded of what was withdrawn");
    app.accept(&app.inspector("gulnara", "001").await, &accepted).await.unwrap();
    assert_eq!(app.send_letters(&mail.settings()).await.sent, 0);
    let states = app.letters().await;
    assert!(states.iter().any(|letter| letter.0 == "dropped"), "{states:?}");
    assert_eq!(remind_at(&app, datetime!(2026-12-21 03:00 UTC)).await, 0);
    assert_eq!(mail.stop()[0].recipient, "b@example.kg");
}

#[tokio::test]
async fn servers_that_remind_at_once_and_servers_that_were_down() {
    let app = TestApp::with(letters_on).await;
    for number in 0..7 {
        let person = app.person(number, "001").await;
        app.file_with_email(&person, &format!("p{number}@example.kg"), Lang::Ru).await;
    }
    app.clock.set(datetime!(2026-12-16 00:00 UTC));
    let offices = Offices::new(app.foundation.pool.clone(), app.clock.clone());
    let (a, b) = tokio::join!(remind(&app.foundation, &offices), remind(&app.foundation, &offices));
    assert_eq!(a.unwrap() + b.unwrap(), 7);
    assert_eq!(queued(&app).await.len(), 7);

    let app = TestApp::with(letters_on).await;
    app.file_with_email(&app.person(1, "001").await, "late@example.kg", Lang::Ru).await;
    assert_eq!(remind_at(&app, datetime!(2026-12-21 20:00 UTC)).await, 1, "not also the one of a week before");
    assert_eq!(remind_at(&app, datetime!(2026-12-22 04:00 UTC)).await, 0, "it has lapsed");
}

#[tokio::test]
async fn a_short_time_has_no_long_reminder_and_without_mail_there_is_none() {
    let app = TestApp::with(|settings| {
        letters_on(settings);
        settings.access.application_days = 7;
    })
    .await;
    app.file_with_email(&app.person(1, "001").await, "azamat@example.kg", Lang::Ru).await;
    assert_eq!(remind_at(&app, datetime!(2026-11-22 05:00 UTC)).await, 0);
    assert_eq!(remind_at(&app, datetime!(2026-11-28 03:00 UTC)).await, 1);

    let app = TestApp::new().await;
    app.file_with_email(&app.person(1, "001").await, "azamat@example.kg", Lang::Ru).await;
    assert_eq!(remind_at(&app, datetime!(2026-12-21 03:00 UTC)).await, 0);
}

#[tokio::test]
async fn the_holder_sees_that_the_time_is_over_at_once_and_the_password_is_forgotten() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let (filed, _) = app.file_with_email(&person, "azamat@example.kg", Lang::Ru).await;
    let find = async || {
        let form = app::api::status::StatusForm { inn: filed.inn.clone(), code: filed.code.clone() };
        let stranger = app.stranger();
        let holder = app.after(&stranger, &app.services.status.find(&stranger, &form).await.unwrap()).await;
        app.services.status.current(&holder).await.unwrap().unwrap().state
    };
    // filed in November at 10:00 in Bishkek: thirty days over the end of the month, to the minute
    app.clock.set(datetime!(2026-12-22 03:59:59 UTC));
    assert_eq!(find().await, ApplicationState::Submitted);
    app.clock.advance(Duration::SECOND);
    assert_eq!(find().await, ApplicationState::Expired, "before any job has noted it");
    assert_eq!(expiry::expire(&app.foundation).await.unwrap(), 1);
    assert_eq!(find().await, ApplicationState::Expired);
    let row: (String, bool) = sqlx::query_as("SELECT state, password_hash IS NULL FROM access_application")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(row, ("expired".to_owned(), true));
    let entry: (String, String, String) =
        sqlx::query_as("SELECT action, actor_kind, actor_id FROM audit_entry ORDER BY seq DESC LIMIT 1")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(entry, ("application_expired".into(), "system".into(), "expiry".into()));
    let inspector = app.inspector("gulnara", "001").await;
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    let told: Vec<_> = case.history.into_iter().map(|event| (event.event, event.who)).collect();
    let who = [(AccessEvent::ApplicationSubmitted, Doer::Applicant), (AccessEvent::ApplicationExpired, Doer::System)];
    assert_eq!(told, who, "nobody did it");
}
