//! The trail as staff read it: their own office or everything, page by page, as a file, and proved whole.

use app::api::{
    ApiError, Client, ForbiddenReason, StaffRole,
    audit::{AuditForm, AuditPage, ChainCheck, ChainFaultWord, ChainState},
};
use sqlx::Executor;

use crate::support::{PASSWORD, TestApp};

async fn search(app: &TestApp, client: &Client, form: AuditForm) -> AuditPage {
    app.services.audit.search(client, &form).await.unwrap()
}

/// Waits for the task of the server, asking it as the page does.
async fn verified(app: &TestApp, administrator: &Client) -> ChainCheck {
    app.services.audit.verify(administrator).await.unwrap();
    loop {
        let check = app.services.audit.verification(administrator).await.unwrap().unwrap();
        if check.state != ChainState::Running {
            return check;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_head_finds_their_office_and_an_administrator_everything() {
    let app = TestApp::new().await;
    let (person, other) = (app.person(1, "001").await, app.person(2, "002").await);
    let (near, far) = (app.inspector("near", "001").await, app.inspector("far", "002").await);
    app.grant(&near, &app.file(&person, PASSWORD).await).await;
    app.grant(&far, &app.file(&other, PASSWORD).await).await;
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;

    let own = search(&app, &head, AuditForm::default()).await;
    assert!(!own.entries.is_empty() && own.entries.iter().all(|entry| entry.office == "001"));
    let foreign = AuditForm { inn: other.inn.clone(), ..AuditForm::default() };
    assert!(search(&app, &head, foreign.clone()).await.entries.iter().all(|entry| entry.action.contains("Поиск")));
    let colleague = AuditForm { staff: "far".to_owned(), ..AuditForm::default() };
    assert!(search(&app, &head, colleague.clone()).await.entries.is_empty(), "nor by who did it");

    assert!(search(&app, &administrator, foreign).await.entries.iter().any(|entry| entry.office == "002"));
    let granted = AuditForm { audited: "access_granted".to_owned(), ..colleague };
    let found = search(&app, &administrator, granted).await;
    assert_eq!(found.entries.len(), 1);
    assert_eq!(found.entries[0].inn, other.inn);
    for staff in ["\0", "\u{1b}[31mfar", "' OR 'x' = 'x"].map(str::to_owned) {
        let odd = search(&app, &administrator, AuditForm { staff: staff.clone(), ..AuditForm::default() }).await;
        assert!(staff == "\0" || odd.entries.is_empty(), "{staff:?} is nobody's name; without its NUL nothing is left");
    }
    let refused = app.services.audit.search(&near, &AuditForm::default()).await.unwrap_err();
    assert_eq!(refused, ApiError::Forbidden(ForbiddenReason::Role));

    let csv = app.services.audit.csv(&head, &AuditForm::default()).await.unwrap();
    assert!(csv.starts_with('\u{feff}') && !csv.contains("\"002\""));
    let kept = search(&app, &administrator, AuditForm { audited: "audit_exported".to_owned(), ..AuditForm::default() });
    assert_eq!(kept.await.entries.len(), 1, "the export is an entry itself");
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap_while_entries_come() {
    let app = TestApp::new().await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    for number in 0..40 {
        app.file(&app.person(number, "001").await, PASSWORD).await;
        assert!(app.sign_in(&app.stranger(), "11503199000001042", "x").await.is_err());
    }
    let mut seen = Vec::new();
    let mut before = String::new();
    loop {
        let page = search(&app, &administrator, AuditForm { before: before.clone(), ..AuditForm::default() }).await;
        seen.extend(page.entries.iter().map(|entry| entry.seq));
        app.file(&app.person(100 + u32::try_from(seen.len()).unwrap(), "001").await, PASSWORD).await;
        match page.next {
            Some(next) => before = next,
            None => break,
        }
    }
    let expected: Vec<i64> = (1..=seen[0]).rev().collect();
    assert_eq!(seen, expected, "what came meanwhile is newer than the first page");
}

#[tokio::test]
async fn the_chain_is_told_whole_or_broken_at_its_first_bad_entry() {
    let app = TestApp::new().await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    app.taxpayer(1).await;
    let whole = verified(&app, &administrator).await;
    assert_eq!((whole.state, whole.checked), (ChainState::Whole, whole.goal));
    assert!(whole.goal > 5);
    let refused = app.services.audit.verify(&head).await.unwrap_err();
    assert_eq!(refused, ApiError::Forbidden(ForbiddenReason::Role));

    app.clock.advance(time::Duration::SECOND);
    let mut owner = app.owner().await;
    owner.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL; UPDATE audit_entry SET subject_inn = '' WHERE seq = 3; UPDATE audit_entry SET action = 'x' WHERE seq = 3").await.unwrap();
    let broken = verified(&app, &administrator).await;
    assert_eq!(broken.state, ChainState::Broken { entry: 3, fault: ChainFaultWord::Changed });
}

#[tokio::test]
async fn a_verification_whose_server_went_away_does_not_bar_the_next() {
    let app = TestApp::new().await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    let mut owner = app.owner().await;
    sqlx::query("INSERT INTO audit_verification (id, started_by, started_at, goal, moved_at) SELECT gen_random_uuid(), id, $1, 1, $1 FROM staff")
        .bind(app.foundation.now())
        .execute(&mut owner)
        .await
        .unwrap();
    app.clock.advance(time::Duration::minutes(2));
    let stands = app.services.audit.verification(&administrator).await.unwrap().unwrap();
    assert_eq!(stands.state, ChainState::Interrupted);
    assert_eq!(verified(&app, &administrator).await.state, ChainState::Whole);
}
