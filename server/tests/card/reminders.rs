use app::api::card::CardForm;
use server::{jobs::card_reminders::remind, registry::Offices};
use time::macros::datetime;

use super::{form, issue};
use crate::support::TestApp;

async fn letters(app: &TestApp) -> Vec<(String, String)> {
    sqlx::query_as("SELECT kind, body FROM outbox_letter ORDER BY queued_at, kind")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn who_has_not_changed_it_is_reminded_a_week_and_a_day_before_once_each() {
    let app = TestApp::with(|settings| {
        settings.mail.host = "mail.example.kg".to_owned();
        settings.server.public_url = "https://cabinet.example.kg".to_owned().try_into().unwrap();
    })
    .await;
    let inspector = app.inspector("osmonov", "001").await;
    let with_email =
        |email: &str, person: &crate::support::Person| CardForm { email: email.to_owned(), ..form(person) };
    let (waits, changed, silent) = (app.person(1, "001").await, app.person(2, "001").await, app.person(3, "001").await);
    let card = issue(&app, &inspector, &with_email("a@example.kg", &waits)).await;
    let other = issue(&app, &inspector, &with_email("b@example.kg", &changed)).await;
    issue(&app, &inspector, &form(&silent)).await;
    sqlx::query("UPDATE account SET password_changed_at = password_changed_at + interval '1 s' WHERE login = $1")
        .bind(&other.login)
        .execute(&mut app.owner().await)
        .await
        .unwrap();
    let offices = Offices::of(&app.foundation);

    // 22 December at ten it is over
    for (now, queued) in [
        (datetime!(2026-12-15 02:59 UTC), 0),
        (datetime!(2026-12-15 03:00 UTC), 1),
        (datetime!(2026-12-15 04:00 UTC), 0),
        (datetime!(2026-12-21 03:00 UTC), 1),
        (datetime!(2026-12-22 04:00 UTC), 0),
    ] {
        app.clock.set(now);
        assert_eq!(remind(&app.foundation, &offices).await.unwrap(), queued, "{now}");
    }
    let letters = letters(&app).await;
    let kinds: Vec<&str> = letters.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["primary_password_ends_in_a_week", "primary_password_ends_tomorrow"]);
    for (_, body) in &letters {
        assert!(body.contains("22.12.2026 10:00") && body.contains("https://cabinet.example.kg/sign-in"), "{body}");
        assert!(!body.contains(&card.login) && !body.contains(&card.password) && !body.contains(&waits.inn), "{body}");
    }
}
