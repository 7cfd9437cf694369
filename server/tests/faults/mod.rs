//! Many at once, at two servers, and what is killed in the middle: nothing is lost, nothing is done twice.

mod annulled;
mod killed;
mod postgres;
mod process;
mod rush;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use server::{
    secrets::purpose,
    storage::{
        audit::{self, Verification},
        bench,
    },
};
use sqlx::types::time::OffsetDateTime;

use crate::support::{Filed, PASSWORD, TestApp};

/// A processes' clock is the machine's, so what is filed for them is filed by that clock.
#[expect(clippy::disallowed_methods, reason = "the processes under test read it, too")]
fn set_to_the_machines_clock(app: &TestApp) {
    app.clock.set(OffsetDateTime::now_utc());
}

/// So many people have applied at office 001.
async fn filed(app: &TestApp, count: u32) -> Vec<Filed> {
    let mut all = Vec::new();
    for number in 0..count {
        let person = app.person(number, "001").await;
        all.push(app.file(&person, PASSWORD).await);
    }
    all
}

/// What the database says in the end: every application is granted, each to an account of its own with a login and
/// numbers of its own, nobody's number is missing, and the trail is whole.
async fn assert_each_is_granted_once(app: &TestApp, count: i64) {
    let mut owner = app.owner().await;
    let (granted, logins, decisions, accounts): (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE state = 'granted'), count(DISTINCT login), count(DISTINCT decision_number),
                (SELECT count(*) FROM account) FROM access_application",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!((granted, logins, decisions, accounts), (count, count, count, count));
    let numbers: Vec<String> =
        sqlx::query_scalar("SELECT right(acceptance_number, 6) FROM access_application ORDER BY acceptance_number")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let expected: Vec<String> = (1..=count).map(|number| format!("{number:06}")).collect();
    assert_eq!(numbers, expected, "without gaps: what lost gave its number back");
    let moves: Vec<(String, i64)> = sqlx::query_as(
        "SELECT action, count(*) FROM audit_entry WHERE action IN ('application_accepted', 'access_granted')
         GROUP BY action ORDER BY action",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    let once = ["access_granted", "application_accepted"].map(|action| (action.to_owned(), count));
    assert_eq!(moves, once, "each move is in the trail once");
    let verified = audit::verify(&mut owner).await.unwrap();
    assert!(matches!(verified, Verification::Whole { .. }), "{verified:?}");
}

/// Inspectors of office 001 with a session each; their cookies.
async fn inspectors(app: &TestApp, count: u8) -> Vec<String> {
    let mut owner = app.owner().await;
    let mut cookies = Vec::new();
    for number in 0..count {
        let name = format!("inspector{number}");
        app.add_staff(&name, ::app::api::StaffRole::Inspector, Some("001"), None).await;
        cookies.push(session(app, &mut owner, &name, number).await);
    }
    cookies
}

async fn session(app: &TestApp, owner: &mut sqlx::PgConnection, name: &str, number: u8) -> String {
    let token = [number; 32];
    let digest = app.foundation.secrets.digest(purpose::SESSION, &token);
    bench::begin_staff_session(owner, app.foundation.new_id(), &digest, name).await.unwrap();
    format!("__Host-session={}", URL_SAFE_NO_PAD.encode(token))
}
