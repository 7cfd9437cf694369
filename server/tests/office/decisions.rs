//! Acceptance, grant and refusal, each with what it needs.

use app::api::{ApiError, Conflict, Field, Message, office::AcceptForm};
use domain::{
    access_application::ApplicationState,
    refusal::{GroundDocumentError, RefusalGround},
};
use time::Duration;

use super::{OTHER_PASSWORD, changed, refuse_form};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn acceptance_needs_the_paper_the_ticks_and_the_time() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    let form = app.accept_form(&filed).await;
    assert_eq!(office.accept(&inspector, &form).await.unwrap_err(), ApiError::Conflict(Conflict::NotOpenedByCode));
    let id = filed.id.to_string();
    assert_eq!(
        office.application_paper(&inspector, &id).await.unwrap_err(),
        ApiError::Conflict(Conflict::NotOpenedByCode),
        "the paper would give the code away"
    );
    assert_eq!(office.case(&inspector, &id).await.unwrap().code, "");
    app.open(&inspector, &filed).await.unwrap();
    let unticked = AcceptForm { identity_confirmed: String::new(), ..form.clone() };
    assert_eq!(
        office.accept(&inspector, &unticked).await.unwrap_err(),
        ApiError::field(Field::Checks, Message::ChecksMissing)
    );
    app.clock.advance(Duration::days(30));
    let again = app.inspector("gulnara2", "001").await;
    app.open(&again, &filed).await.unwrap();
    assert_eq!(office.accept(&again, &form).await.unwrap_err(), changed(ApplicationState::Expired));
}

#[tokio::test]
async fn one_accepted_application_bars_another_and_a_grant_closes_the_rest() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let mine = app.file(&person, PASSWORD).await;
    let strangers = app.file(&person, OTHER_PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    app.accept(&inspector, &strangers).await.unwrap();
    assert_eq!(app.accept(&inspector, &mine).await.unwrap_err(), ApiError::Conflict(Conflict::AnotherAccepted));
    let case = office.case(&inspector, &strangers.id.to_string()).await.unwrap();
    assert_eq!(case.other_open.len(), 1);
    office.refuse(&inspector, &refuse_form(&app, &strangers, "identity_not_confirmed").await).await.unwrap();

    let third = app.file(&person, OTHER_PASSWORD).await;
    app.grant(&inspector, &mine).await;
    let case = office.case(&inspector, &third.id.to_string()).await.unwrap();
    assert_eq!(case.state, ApplicationState::Superseded);
    let hashes: i64 = sqlx::query_scalar("SELECT count(*) FROM access_application WHERE password_hash IS NOT NULL")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(hashes, 0, "every password but the account's is forgotten");

    let late = app.file(&person, OTHER_PASSWORD).await;
    assert_eq!(app.accept(&inspector, &late).await.unwrap_err(), ApiError::Conflict(Conflict::AlreadyHasAccess));
}

#[tokio::test]
async fn a_refusal_stands_on_a_listed_ground() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    app.accept(&inspector, &filed).await.unwrap();
    let form = refuse_form(&app, &filed, "").await;
    assert_eq!(office.refuse(&inspector, &form).await.unwrap_err(), ApiError::field(Field::Ground, Message::Required));
    let form = refuse_form(&app, &filed, RefusalGround::FictitiousEnterprise.as_str()).await;
    let errors = office.refuse(&inspector, &form).await.unwrap_err().fields();
    assert_eq!(
        errors.get(Field::DocumentNumber),
        Some(Message::Document(GroundDocumentError::NumberEmpty)),
        "the registry has no evidence, so the document is to be typed"
    );
    assert!(errors.get(Field::DocumentDate).is_some());

    let mut owner = app.owner().await;
    sqlx::query("INSERT INTO risk_evidence VALUES ($1, '17/3', '2026-02-01', 'акт проверки')")
        .bind(&person.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    let id = filed.id.to_string();
    let case = office.case(&inspector, &id).await.unwrap();
    assert_eq!(case.proposed_ground, Some(RefusalGround::FictitiousEnterprise));
    assert_eq!(case.risk[0].date, "01.02.2026");
    office.refuse(&inspector, &form).await.unwrap();
    let case = office.case(&inspector, &id).await.unwrap();
    let decision = case.decision.unwrap();
    assert_eq!(decision.ground, Some(RefusalGround::FictitiousEnterprise));
    assert_eq!(decision.document, "№ 17/3, 01.02.2026");
    assert!(office.decision_paper(&inspector, &id).await.unwrap().starts_with(b"%PDF"));
}
