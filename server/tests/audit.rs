//! The trail: whole after everything, broken at the first entry that somebody touched, free of secrets.

use server::storage::audit::{ChainFault, Verification, verify};
use sqlx::{AssertSqlSafe, Executor, PgConnection};

use crate::support::{PASSWORD, STAFF_PASSWORD, TestApp};

async fn tamper(owner: &mut PgConnection, change: &str) {
    let text =
        format!("ALTER TABLE audit_entry DISABLE TRIGGER ALL; {change}; ALTER TABLE audit_entry ENABLE TRIGGER ALL");
    owner.execute(AssertSqlSafe(text)).await.unwrap();
}

/// The chain after a whole journey, and how long it is.
async fn lived() -> (TestApp, i64) {
    let app = TestApp::new().await;
    let (_, login) = app.taxpayer(1).await;
    assert!(app.sign_in(&app.stranger(), &login, "не тот пароль").await.is_err());
    let mut owner = app.owner().await;
    match verify(&mut owner).await.unwrap() {
        Verification::Whole { entries } => (app, entries),
        broken => panic!("{broken:?}"),
    }
}

#[tokio::test]
async fn an_empty_trail_is_whole() {
    let app = TestApp::new().await;
    assert_eq!(verify(&mut app.owner().await).await.unwrap(), Verification::Whole { entries: 0 });
}

#[tokio::test]
async fn whoever_tampers_is_found_at_the_first_bad_entry() {
    let (app, entries) = lived().await;
    assert!(entries >= 8, "{entries}");
    let mut owner = app.owner().await;
    let refused = sqlx::query("UPDATE audit_entry SET action = 'x'").execute(&mut owner).await;
    assert!(refused.is_err(), "not even the owner by accident");
    for (change, undo, seq, fault) in [
        (
            "UPDATE audit_entry SET subject_inn = '' WHERE seq = 4",
            "UPDATE audit_entry SET subject_inn = '11503199000001' WHERE seq = 4",
            4,
            ChainFault::Changed,
        ),
        (
            "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 2",
            "UPDATE audit_entry SET at = at - interval '1 microsecond' WHERE seq = 2",
            2,
            ChainFault::Changed,
        ),
        (
            "UPDATE audit_entry SET details = details || '{\"x\": 1}' WHERE seq = 4",
            "UPDATE audit_entry SET details = details - 'x' WHERE seq = 4",
            4,
            ChainFault::Changed,
        ),
        (
            "UPDATE audit_entry SET hash = sha256(hash) WHERE seq = 5",
            "UPDATE audit_entry SET hash = (SELECT previous_hash FROM audit_entry WHERE seq = 6) WHERE seq = 5",
            5,
            ChainFault::Changed,
        ),
        (
            "UPDATE audit_head SET seq = seq + 1",
            "UPDATE audit_head SET seq = seq - 1",
            entries + 1,
            ChainFault::Missing,
        ),
        ("UPDATE audit_head SET seq = seq - 1", "UPDATE audit_head SET seq = seq + 1", entries, ChainFault::NotTheEnd),
    ] {
        tamper(&mut owner, change).await;
        assert_eq!(verify(&mut owner).await.unwrap(), Verification::Broken { seq, fault }, "{change}");
        tamper(&mut owner, undo).await;
        assert_eq!(verify(&mut owner).await.unwrap(), Verification::Whole { entries }, "{undo}");
    }
    tamper(&mut owner, &format!("DELETE FROM audit_entry WHERE seq = {entries}")).await;
    let missing = Verification::Broken { seq: entries, fault: ChainFault::Missing };
    assert_eq!(verify(&mut owner).await.unwrap(), missing, "the end");
    tamper(&mut owner, "DELETE FROM audit_entry WHERE seq = 4").await;
    assert_eq!(
        verify(&mut owner).await.unwrap(),
        Verification::Broken { seq: 4, fault: ChainFault::Missing },
        "the middle"
    );
}

#[tokio::test]
async fn an_entry_rewritten_with_its_hash_is_told_by_the_next() {
    let (app, _) = lived().await;
    let mut owner = app.owner().await;
    tamper(
        &mut owner,
        "UPDATE audit_entry SET address = '203.0.113.1', hash = audit_hash(previous_hash, seq, at, actor_kind, actor_id,
             action, subject_inn, application_id, tax_office, '203.0.113.1', request_id, details) WHERE seq = 3",
    )
    .await;
    let broken = Verification::Broken { seq: 4, fault: ChainFault::NotChained };
    assert_eq!(verify(&mut owner).await.unwrap(), broken);
}

#[tokio::test]
async fn no_secret_is_in_the_trail() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let login = app.grant(&inspector, &filed).await;
    app.services.office.decision_paper(&inspector, &filed.id.to_string()).await.unwrap();
    let client = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let entries: Vec<String> =
        sqlx::query_scalar("SELECT e::text FROM audit_entry e").fetch_all(&app.foundation.pool).await.unwrap();
    let code = filed.code.replace('-', "");
    let device = client.known_device.unwrap();
    for secret in [PASSWORD, STAFF_PASSWORD, &filed.code, &code, &person.passport, &person.passport[2..], &device] {
        assert!(entries.iter().all(|entry| !entry.contains(secret)), "{secret}");
    }
    let inn_elsewhere: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_entry WHERE details::text || actor_id || request_id LIKE '%' || $1 || '%'",
    )
    .bind(&person.inn)
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(inn_elsewhere, 0, "an INN stands in its own column only");
}
