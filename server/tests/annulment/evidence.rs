//! At once, on documentary evidence; and how somebody comes back.

use app::api::{ApiError, Caller, Field, ForbiddenReason, Message, StaffRole, annulment::EvidenceForm};
use domain::refusal::GroundDocumentError;
use time::Duration;

use super::{case, kept, member, no_access, told};
use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

fn evidence(subject: &str) -> EvidenceForm {
    EvidenceForm {
        inn: subject.to_owned(),
        document_number: "17-4/2210".to_owned(),
        document_date: "14.10.2026".to_owned(),
        reason: "Постановление о признании поставок фиктивными".to_owned(),
    }
}

#[tokio::test]
async fn by_inn_or_login_it_ends_at_once_and_the_person_comes_back_by_a_new_application() {
    let app = TestApp::new().await;
    let (person, _, login) = member(&app, 1).await;
    let token =
        session_token(&app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&login, PASSWORD)).await.unwrap());
    let head = app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await;
    let service = &app.services.office_annulment;
    for typed in [&person.inn, &login] {
        let found = service.find(&head, &evidence(typed)).await.unwrap();
        assert_eq!((&found.inn, &found.login, found.affected), (&person.inn, &login, 2));
    }
    assert_eq!(kept(&app, &person.inn, "subject_sought").await, 2, "looking is kept");
    assert!(matches!(app.caller(&token).await, Caller::Taxpayer(_)), "looking ends nothing");
    let id = service.annul(&head, &evidence(&login)).await.unwrap();
    assert_eq!(app.caller(&token).await, Caller::Nobody);
    assert!(!told(&app, &login).await.unwrap().on_application);
    let made = service.annulment(&head, &id).await.unwrap();
    assert_eq!(made.number, "001-2026-000001/А");
    assert!(made.document.contains("17-4/2210") && made.note.contains("Постановление"));
    assert_eq!(service.annul(&head, &evidence(&login)).await.unwrap_err(), no_access(), "once");

    app.clock.advance(Duration::days(3));
    let inspector = app.inspector("gulnara", "001").await;
    let anew = app.file(&person, "двенадцать караванов на перевале").await;
    let seen = case(&app, &inspector, &anew).await;
    assert_eq!(seen.bar, None);
    assert_eq!(seen.annulments.len(), 1);
    assert!(seen.annulments[0].document.contains("Постановление") && !seen.annulments[0].on_this);
    assert_eq!(app.grant(&inspector, &anew).await, login, "the login that was printed is theirs again");
    let old = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap_err();
    assert_eq!(old, ApiError::field(Field::Form, Message::WrongCredentials), "the old password is gone for good");
    app.clock.advance(Duration::MINUTE);
    let back = app.sign_in(&app.stranger(), &login, "двенадцать караванов на перевале").await.unwrap();
    assert_eq!(app.services.cabinet.home(&back).await.unwrap().inn, person.inn);
    assert_eq!(app.caller(&token).await, Caller::Nobody, "a session of before stays ended");
}

#[tokio::test]
async fn an_organisations_representatives_all_stop_and_stay_themselves() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let accountant = app.person(2, "001").await;
    app.officer(&organisation, &accountant, "accountant").await;
    let inspector = app.inspector("gulnara", "001").await;
    let mut logins = Vec::new();
    for officer in [&head, &accountant] {
        logins.push(app.grant(&inspector, &app.file(officer, PASSWORD).await).await);
        app.grant(&inspector, &app.file_organisation(&organisation, officer).await).await;
    }
    let service = &app.services.office_annulment;
    let found = service.find(&inspector, &evidence(&organisation.inn)).await.unwrap();
    assert!(found.organisation && found.affected == 2);
    service.annul(&inspector, &evidence(&organisation.inn)).await.unwrap();
    for login in &logins {
        let client = app.sign_in(&app.stranger(), login, PASSWORD).await.unwrap();
        assert!(app.services.representation.organisations(&client).await.unwrap().linked.is_empty());
        assert!(app.services.cabinet.home(&client).await.is_ok(), "their own cabinet stays");
    }
    assert_eq!(kept(&app, &organisation.inn, "access_annulled").await, 1);
    assert_eq!(service.find(&inspector, &evidence(&organisation.inn)).await.unwrap_err(), no_access());
}

#[tokio::test]
async fn a_persons_annulment_takes_their_organisations_along_and_a_new_grant_does_not_bring_them_back() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let login = app.grant(&inspector, &app.file(&head, PASSWORD).await).await;
    app.grant(&inspector, &app.file_organisation(&organisation, &head).await).await;
    let service = &app.services.office_annulment;
    assert_eq!(service.find(&inspector, &evidence(&head.inn)).await.unwrap().organisations, 1);
    service.annul(&inspector, &evidence(&head.inn)).await.unwrap();
    // the organisation's own application does not open the person's account again
    let for_organisation = app.file_organisation(&organisation, &head).await;
    let barred = app.accept(&inspector, &for_organisation).await.unwrap_err();
    assert_eq!(barred, ApiError::Conflict(app::api::Conflict::AccountAnnulled));
    assert_eq!(app.grant(&inspector, &app.file(&head, PASSWORD).await).await, login);
    let back = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    assert!(app.services.representation.organisations(&back).await.unwrap().linked.is_empty());
}

#[tokio::test]
async fn who_may_not_and_what_is_missing() {
    let app = TestApp::new().await;
    let (person, client, _) = member(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let service = &app.services.office_annulment;
    let empty = service.annul(&inspector, &EvidenceForm::default()).await.unwrap_err().fields();
    assert_eq!(empty.get(Field::Inn), Some(Message::Required));
    assert_eq!(empty.get(Field::DocumentNumber), Some(Message::Document(GroundDocumentError::NumberEmpty)));
    assert_eq!(empty.get(Field::DocumentDate), Some(Message::Document(GroundDocumentError::DateEmpty)));
    assert_eq!(empty.get(Field::Reason), Some(Message::Required));
    let tomorrow = EvidenceForm { document_date: "23.11.2026".to_owned(), ..evidence(&person.inn) };
    let future = service.annul(&inspector, &tomorrow).await.unwrap_err().fields();
    assert_eq!(future.get(Field::DocumentDate), Some(Message::Document(GroundDocumentError::DateInFuture)));

    let (organisation, head) = app.headed(5).await;
    let elsewhere = app.inspector("other", "002").await;
    let themselves = app.staff("own", StaffRole::Inspector, Some("001"), Some(&person.inn)).await;
    let officer = app.staff("officer", StaffRole::HeadOfOffice, Some("001"), Some(&head.inn)).await;
    let administrator = app.staff("root", StaffRole::Administrator, None, None).await;
    let own_case = || ApiError::Forbidden(ForbiddenReason::OwnCase);
    for (who, subject, expected) in [
        (&themselves, &person.inn, own_case()),
        (&officer, &organisation.inn, own_case()),
        (&administrator, &person.inn, ApiError::Forbidden(ForbiddenReason::Administrator)),
        (&client, &person.inn, ApiError::Forbidden(ForbiddenReason::Role)),
        (&app.stranger(), &person.inn, ApiError::Forbidden(ForbiddenReason::SignInRequired)),
        (&inspector, &organisation.inn, no_access()),
        (&inspector, &head.inn, no_access()),
    ] {
        assert_eq!(service.annul(who, &evidence(subject)).await.unwrap_err(), expected);
        assert_eq!(service.find(who, &evidence(subject)).await.unwrap_err(), expected);
    }
    let foreign = service.annul(&elsewhere, &evidence(&person.inn)).await.unwrap_err();
    assert!(matches!(foreign, ApiError::Forbidden(ForbiddenReason::ForeignOffice(office)) if office.code == "001"));
    assert!(app.services.cabinet.home(&client).await.is_ok(), "nothing has ended");
    assert_eq!(kept(&app, &person.inn, "access_annulled").await, 0);
}
