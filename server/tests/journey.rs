//! The whole journey at the level of the services: file, open, accept, grant, hand over, sign in.

use app::api::{
    cabinet::AccessEvent,
    office::{Cell, OpenForm, Verdict},
};
use domain::queue::QueuePart;
use domain::{access_application::ApplicationState, window_paper::WindowPaper};
use time::Duration;

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn from_the_application_to_the_cabinet() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;

    let queue = app.queue(&inspector).await;
    assert_eq!(queue.office.code, "001");
    assert_eq!(
        queue.rows(QueuePart::Submitted).iter().map(|row| row.inn.as_str()).collect::<Vec<_>>(),
        [person.inn.as_str()]
    );
    assert!(queue.lists.iter().all(|list| list.next.is_none()));

    let id = app.open(&inspector, &filed).await.unwrap();
    let case = office.case(&inspector, &id).await.unwrap();
    assert!(case.opened_by_code);
    assert_eq!(case.code, filed.code);
    let verdict = |cell| case.rows.iter().find(|row| row.cell == cell).unwrap().verdict;
    assert_eq!(verdict(Cell::Name), Verdict::Same);
    assert_eq!(verdict(Cell::Passport), Verdict::Same);
    assert_eq!(verdict(Cell::Phone), Verdict::NotCompared);
    assert_eq!(case.proposed_ground, None);

    office.accept(&inspector, &app.accept_form(&filed).await).await.unwrap();
    let case = office.case(&inspector, &id).await.unwrap();
    let acceptance = case.acceptance.unwrap();
    assert_eq!(acceptance.number, "001-2026-000001");
    assert_eq!(acceptance.due.0 - acceptance.at.0, 20 * 60 * 1_000);
    assert_eq!(app.queue(&inspector).await.rows(QueuePart::ToDecide).len(), 1);
    assert!(office.application_paper(&inspector, &id).await.unwrap().starts_with(b"%PDF"));

    app.clock.advance(Duration::minutes(5));
    office.grant(&inspector, &app.move_form(&filed).await).await.unwrap();
    assert!(office.decision_paper(&inspector, &id).await.unwrap().starts_with(b"%PDF"));
    office.deliver(&inspector, &app.move_form(&filed).await).await.unwrap();
    let case = office.case(&inspector, &id).await.unwrap();
    assert_eq!(case.state, ApplicationState::Delivered);
    let decision = case.decision.unwrap();
    assert_eq!(decision.number, "001-2026-000001/Р");
    assert!(!decision.late);
    let login = decision.login.unwrap();
    assert!(login.starts_with(&person.inn) && login.len() == 17);

    let taxpayer = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let home = app.services.cabinet.home(&taxpayer).await.unwrap();
    assert_eq!((home.name, home.inn, home.login), (person.name, person.inn, login));
    assert_eq!(home.office.code, "001");
    assert_eq!(home.sessions.len(), 1);
    assert_eq!(home.sessions[0].device, "Chrome, Android");
    assert!(home.sessions[0].current);
    let events: Vec<_> = home.history.iter().map(|entry| entry.event).collect();
    assert_eq!(
        events,
        [
            AccessEvent::SignedIn,
            AccessEvent::DecisionDelivered,
            AccessEvent::AccessGranted,
            AccessEvent::ApplicationAccepted,
            AccessEvent::ApplicationSubmitted,
        ]
    );
}

#[tokio::test]
async fn the_qr_code_opens_a_case_whatever_the_layout() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let paper = WindowPaper {
        inn: domain::inn::Inn::from_trusted(&filed.inn).unwrap(),
        code: domain::application_code::ApplicationCode::parse(&filed.code).unwrap(),
    };
    let scanned = OpenForm { paper: format!("{}\r\n", paper.to_qr().to_lowercase()), ..OpenForm::default() };
    assert_eq!(app.services.office.open(&inspector, &scanned).await.unwrap(), filed.id.to_string());
}

#[tokio::test]
async fn a_decision_after_the_time_is_late() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    app.accept(&inspector, &filed).await.unwrap();
    app.clock.advance(Duration::minutes(20) + Duration::SECOND);
    app.services.office.grant(&inspector, &app.move_form(&filed).await).await.unwrap();
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert!(case.decision.unwrap().late);
}
