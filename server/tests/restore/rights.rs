//! Who may file, and what filing tells: nothing. What the inspector is told, and what they can't take in.

use app::api::{
    ApiError, Conflict, Field, Message,
    office::CaseAccess,
    registration::{LookUp, RegistrationForm},
    status::ApplicationView,
};
use domain::queue::QueuePart;
use domain::{
    access_application::{ApplicationKind, ApplicationState},
    subject::Ineligible,
};
use server::{in_force::InForce, storage};
use time::Duration;

use super::{file, restore_form, somebody};
use crate::support::{PASSWORD, Person, TestApp};

/// The registry learns that this person pays VAT.
async fn pays_vat(app: &TestApp, person: &Person) {
    let mut owner = app.owner().await;
    sqlx::query("UPDATE taxpayer SET kind = 'sole_trader', vat_payer = true WHERE inn = $1")
        .bind(&person.inn)
        .execute(&mut owner)
        .await
        .unwrap();
}

async fn registered(app: &TestApp, form: &RegistrationForm) -> Result<(), ApiError> {
    app.services.registration.register(&app.stranger(), form).await.map(drop)
}

#[tokio::test]
async fn filing_looks_at_no_account_so_nothing_can_tell_whether_there_is_one() {
    let app = TestApp::new().await;
    let (with, _) = somebody(&app, 1).await;
    let without = app.person(2, "001").await;
    let mut owner = app.owner().await;
    sqlx::query("REVOKE ALL ON account FROM cabinet_server").execute(&mut owner).await.unwrap();
    let mut seen = Vec::new();
    for person in [&with, &without] {
        let (_, holder) = file(&app, &restore_form(&app, person)).await;
        let view = app.services.status.current(&holder).await.unwrap().unwrap();
        assert_eq!(view.kind, ApplicationKind::Restore);
        assert!(app.services.status.paper(&holder, None).await.unwrap().starts_with(b"%PDF"));
        seen.push(ApplicationView { code: String::new(), inn: String::new(), ..view });
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn who_has_become_a_vat_payer_may_have_their_access_restored() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    pays_vat(&app, &person).await;
    let refused = registered(&app, &app.registration_form(&person, PASSWORD)).await.unwrap_err().fields();
    assert_eq!(refused.get(Field::Inn), Some(Message::Ineligible(Ineligible::VatPayer)), "for a first access");
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    assert_eq!(app.grant(&inspector, &filed).await, login);
}

#[tokio::test]
async fn a_vat_payer_without_access_is_told_at_the_window_and_nowhere_else() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    pays_vat(&app, &person).await;
    let LookUp::Found(found) = app.services.registration.look_up(&app.stranger(), &person.inn, "").await.unwrap()
    else {
        panic!("in the registry");
    };
    assert_eq!(found.ineligible, Some(Ineligible::VatPayer));
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    let inspector = app.inspector("gulnara", "001").await;
    let bar = Conflict::NothingToRestore(Ineligible::VatPayer);
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!((case.access, case.bar), (None, Some(bar.clone())));
    assert_eq!(app.accept(&inspector, &filed).await.unwrap_err(), ApiError::Conflict(bar));
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!((case.state, case.acceptance), (ApplicationState::Submitted, None), "returned, with no number used up");
}

#[tokio::test]
async fn a_decision_at_the_window_never_waits_for_a_second_connection() {
    let app = TestApp::new().await;
    let [payer, person] = [app.person(1, "001").await, app.person(2, "001").await];
    pays_vat(&app, &payer).await;
    let inspector = app.inspector("gulnara", "001").await;
    // every other connection of this server is taken
    let mut crowded = app.foundation.clone();
    crowded.pool = storage::pool::server(&app.url, 1, std::time::Duration::from_secs(10)).await.unwrap();
    crowded.limits = InForce::new(crowded.pool.clone(), crowded.clock.clone(), crowded.settings.limits());
    let office = server::services::all(&crowded).office;
    let mut accepted = Vec::new();
    for subject in [&payer, &person] {
        let (filed, _) = file(&app, &restore_form(&app, subject)).await;
        app.open(&inspector, &filed).await.unwrap();
        accepted.push(office.accept(&inspector, &app.accept_form(&filed).await).await);
    }
    let bar = Conflict::NothingToRestore(Ineligible::VatPayer);
    assert_eq!(accepted, [Err(ApiError::Conflict(bar)), Ok(())]);
}

#[tokio::test]
async fn an_annulled_access_is_not_restored() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (early, _) = file(&app, &restore_form(&app, &person)).await;
    app.accept(&inspector, &early).await.unwrap();
    let mut owner = app.owner().await;
    sqlx::query("UPDATE account SET state = 'annulled'").execute(&mut owner).await.unwrap();
    let annulled = ApiError::Conflict(Conflict::AccessAnnulled);
    let form = app.move_form(&early).await;
    assert_eq!(app.services.office.grant(&inspector, &form).await.unwrap_err(), annulled, "annulled since");
    let (late, _) = file(&app, &restore_form(&app, &person)).await;
    assert_eq!(app.accept(&inspector, &late).await.unwrap_err(), annulled);
    let case = app.services.office.case(&inspector, &late.id.to_string()).await.unwrap();
    assert!(case.access.unwrap().annulled && case.bar == Some(Conflict::AccessAnnulled));
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_err());
}

#[tokio::test]
async fn the_inspector_sees_the_kind_and_what_there_is() {
    let app = TestApp::new().await;
    let filed_at = app.foundation.now();
    let (person, _) = somebody(&app, 1).await;
    app.clock.advance(Duration::days(3));
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    // of two filed at one moment either may be the newer
    app.clock.advance(Duration::SECOND);
    let first = app.file(&person, "семь верст до небес").await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    let case = office.case(&inspector, &filed.id.to_string()).await.unwrap();
    let access = CaseAccess { since: filed_at.into(), password_changed_at: Some(filed_at.into()), annulled: false };
    assert_eq!((case.kind, case.access, case.bar), (ApplicationKind::Restore, Some(access), None));
    let kinds: Vec<ApplicationKind> =
        app.queue(&inspector).await.rows(QueuePart::Submitted).iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [ApplicationKind::Grant, ApplicationKind::Restore]);
    // who has access and applies for a first one is sent for the right paper before anything is decided
    let case = office.case(&inspector, &first.id.to_string()).await.unwrap();
    assert_eq!(case.bar, Some(Conflict::AlreadyHasAccess));
    assert_eq!(app.accept(&inspector, &first).await.unwrap_err(), ApiError::Conflict(Conflict::AlreadyHasAccess));
}

#[tokio::test]
async fn only_persons_and_only_what_the_form_can_ask_for() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    for kind in ["link", "annul", "Restore", "restore ", "\0"] {
        let form = RegistrationForm { kind: kind.into(), ..restore_form(&app, &person) };
        let errors = registered(&app, &form).await.unwrap_err().fields();
        assert_eq!(errors.0, [(Field::Kind, Message::Required)], "{kind:?}");
    }
    let organisation = RegistrationForm { inn: "02907200410161".into(), ..restore_form(&app, &person) };
    assert!(registered(&app, &organisation).await.unwrap_err().fields().get(Field::Inn).is_some());
    let organisation = RegistrationForm { subject_kind: "legal_entity".into(), ..organisation };
    assert!(registered(&app, &organisation).await.is_err());
    let nobody = RegistrationForm { inn: "11503199099999".into(), ..restore_form(&app, &person) };
    assert_eq!(registered(&app, &nobody).await.unwrap_err().fields().get(Field::Inn), Some(Message::NotTaxpayer));
    let filed: i64 =
        sqlx::query_scalar("SELECT count(*) FROM access_application").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(filed, 0);
}

#[tokio::test]
async fn floods_are_limited_together_with_applications_for_access() {
    let app = TestApp::with(|settings| settings.access.open_applications_per_inn = 2).await;
    let person = app.person(1, "001").await;
    let form = restore_form(&app, &person);
    assert_eq!(registered(&app, &form).await, Ok(()));
    assert_eq!(registered(&app, &form).await, Ok(()), "the same post again is the same application");
    app.file(&person, PASSWORD).await;
    let full = Err(ApiError::field(Field::Form, Message::TooManyApplications));
    assert_eq!(registered(&app, &restore_form(&app, &person)).await, full);
    let same_token = RegistrationForm { kind: "grant".into(), ..form };
    assert_eq!(registered(&app, &same_token).await, full, "another kind is another application");
}
