//! On the subject's own application.

use app::api::{Acting, ApiError, Caller, Conflict, Field, ForbiddenReason, Message, StaffRole, office::MoveForm};
use domain::access_application::{ApplicationKind, ApplicationState};
use server::{foundation::Foundation, services::sign_in::SessionHolder, storage};
use time::{Duration, macros::datetime};

use super::{case, enter, file_inside, file_outside, form, kept, member, no_access, told};
use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

/// Another server on the same database.
async fn second_server(app: &TestApp) -> Foundation {
    let [(_, url), ..] = app.environment();
    let pool = storage::pool::server(&url, 4, std::time::Duration::from_secs(10)).await.unwrap();
    Foundation { pool, ..app.foundation.clone() }
}

#[tokio::test]
async fn entered_it_ends_every_session_on_both_servers_and_the_login_opens_nothing() {
    let app = TestApp::new().await;
    let second = second_server(&app).await;
    let (person, client, login) = member(&app, 1).await;
    let (_, neighbour, neighbours) = member(&app, 2).await;
    let other =
        session_token(&app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&login, PASSWORD)).await.unwrap());
    let inspector = app.inspector("gulnara", "001").await;
    let filed = file_inside(&app, &client, &person.passport, &person.inn).await;
    app.accept(&inspector, &filed).await.unwrap();
    for server in [&app.foundation, &second] {
        assert!(SessionHolder::of_token(server, &other).await.unwrap().is_some(), "acceptance ends nothing");
    }
    let MoveForm { id, version } = app.move_form(&filed).await;
    app.services.office_annulment.enter(&inspector, &MoveForm { id, version }).await.unwrap();
    for server in [&app.foundation, &second] {
        assert_eq!(SessionHolder::of_token(server, &other).await.unwrap(), None, "at the next request of either");
    }

    let wrong = app.sign_in(&app.stranger(), &login, "это не он").await.unwrap_err();
    assert_eq!(wrong, ApiError::field(Field::Form, Message::WrongCredentials), "as for a login that nobody has");
    app.clock.advance(Duration::MINUTE);
    let notice = told(&app, &login).await.unwrap();
    assert!(notice.on_application && notice.office.code == "001");
    assert!(matches!(neighbour.caller, Caller::Taxpayer(_)) && told(&app, &neighbours).await.is_none());

    let case = case(&app, &inspector, &filed).await;
    assert_eq!((case.state, case.kind), (ApplicationState::Annulled, ApplicationKind::Annul));
    assert_eq!(case.decision.unwrap().number, "001-2026-000001/А");
    assert!(case.annulments[0].on_this && case.annulments[0].document.is_empty());
    let note = app.services.office_annulment.note(&inspector, &case.annulments[0].id, None).await.unwrap();
    assert!(note.starts_with(b"%PDF"));
    assert_eq!(kept(&app, &person.inn, "access_annulled").await, 1);
}

#[tokio::test]
async fn it_is_due_at_the_end_of_the_second_day_whatever_the_hour_and_the_month() {
    let app = TestApp::new().await;
    let (person, client, _) = member(&app, 1).await;
    let filed = file_inside(&app, &client, &person.passport, &person.inn).await;
    // five minutes before midnight in Bishkek on the last day but one of November
    app.clock.set(datetime!(2026-11-29 17:55 UTC));
    let inspector = app.inspector("nurlan", "001").await;
    app.accept(&inspector, &filed).await.unwrap();
    let due = case(&app, &inspector, &filed).await.acceptance.unwrap().due;
    assert_eq!(due.to_time(), datetime!(2026-12-01 17:59:59 UTC), "the end of 1 December");
    // entered a second later it is late, and is entered all the same
    app.clock.set(datetime!(2026-12-01 18:00 UTC));
    let late = app.inspector("aizada", "001").await;
    let MoveForm { id, version } = app.move_form(&filed).await;
    app.services.office_annulment.enter(&late, &MoveForm { id, version }).await.unwrap();
    assert!(case(&app, &late, &filed).await.decision.unwrap().late);
}

#[tokio::test]
async fn from_outside_anybody_can_file_and_nothing_tells_whether_there_is_an_account() {
    let app = TestApp::new().await;
    let (person, _, _) = member(&app, 1).await;
    let nobody = app.person(2, "001").await;
    let inspector = app.inspector("gulnara", "001").await;
    let mut views = Vec::new();
    for who in [&person, &nobody] {
        let filed = file_outside(&app, who).await;
        let mut view = app.found(&filed).await;
        view.code.clear();
        view.inn.clear();
        views.push(view);
    }
    assert_eq!(views[0], views[1], "with and without an account");
    // the same showing of the form, sent twice, is one application
    let twice = form(&app, &person);
    let first = app.services.annulment.apply(&app.stranger(), &twice).await.unwrap();
    let second = app.services.annulment.apply(&app.stranger(), &twice).await.unwrap();
    let code = async |cookies: &[app::api::CookieChange]| {
        let holder = app.after(&app.stranger(), cookies).await;
        app.services.status.current(&holder).await.unwrap().unwrap().code
    };
    assert_eq!(code(&first).await, code(&second).await);
    // the inspector is told, and can't accept what could only come to nothing
    let empty = file_outside(&app, &nobody).await;
    assert_eq!(app.accept(&inspector, &empty).await.unwrap_err(), no_access());
    // an organisation's access is given up from inside alone
    let organisation = app.organisation(3, "001").await;
    let wrong = super::AnnulmentForm { inn: organisation.inn, ..form(&app, &person) };
    let refused = app.services.annulment.apply(&app.stranger(), &wrong).await.unwrap_err();
    assert!(refused.fields().get(Field::Inn).is_some());
}

#[tokio::test]
async fn what_would_give_the_same_access_again_is_closed_with_it() {
    let app = TestApp::new().await;
    let (person, client, login) = member(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let restore = app::api::registration::RegistrationForm {
        kind: "restore".to_owned(),
        ..app.registration_form(&person, "двенадцать караванов на перевале")
    };
    let (_, view) = app.send(&restore).await.unwrap();
    let other = app.filed(&person.inn, &view.code).await;
    let filed = file_inside(&app, &client, &person.passport, &person.inn).await;
    enter(&app, &inspector, &filed).await.unwrap();
    assert_eq!(case(&app, &inspector, &other).await.state, ApplicationState::Superseded);
    assert!(told(&app, &login).await.is_some());
    // twice is once: the application has moved on
    let again = app.services.office_annulment.enter(&inspector, &app.move_form(&filed).await).await.unwrap_err();
    assert_eq!(again, ApiError::Conflict(Conflict::ApplicationChanged(ApplicationState::Annulled)));
}

#[tokio::test]
async fn an_organisations_access_ends_alone() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let own = app.file(&head, PASSWORD).await;
    let login = app.grant(&inspector, &own).await;
    app.grant(&inspector, &app.file_organisation(&organisation, &head).await).await;
    let client = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let chooser = app.services.representation.chooser(&client).await.unwrap();
    let key = &chooser.cabinets.iter().find(|cabinet| cabinet.inn == organisation.inn).unwrap().key;
    let cookies = app.services.representation.choose(&client, key).await.unwrap();
    let token = session_token(&cookies);
    let acting = app.after(&client, &cookies).await;
    let page = app.services.annulment.page(&acting).await.unwrap();
    assert!(page.organisation && page.inn == organisation.inn && page.name == organisation.name);

    let filed = file_inside(&app, &acting, &head.passport, &organisation.inn).await;
    enter(&app, &inspector, &filed).await.unwrap();
    let Caller::Taxpayer(now) = app.caller(&token).await else { panic!("the person stays signed in") };
    assert_eq!(now.acting, Acting::Nobody { removed: Some(organisation.inn.clone()) });
    let home = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    assert_eq!(app.services.cabinet.home(&home).await.unwrap().inn, head.inn, "their own cabinet is as it was");
    let left = app.services.representation.organisations(&home).await.unwrap().linked;
    assert!(left.is_empty(), "{left:?}");
    // a new application lets them act for it again
    app.clock.advance(Duration::MINUTE);
    let again = app.file_organisation(&organisation, &head).await;
    assert_eq!(app.grant(&inspector, &again).await, login);
}

#[tokio::test]
async fn nobody_enters_another_offices_or_their_own_or_without_the_role() {
    let app = TestApp::new().await;
    let (person, client, _) = member(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let filed = file_inside(&app, &client, &person.passport, &person.inn).await;
    app.accept(&inspector, &filed).await.unwrap();
    let form = app.move_form(&filed).await;
    let enter = async |client| app.services.office_annulment.enter(client, &form).await.unwrap_err();
    let elsewhere = app.inspector("other", "002").await;
    assert!(
        matches!(enter(&elsewhere).await, ApiError::Forbidden(ForbiddenReason::ForeignOffice(office)) if office.code == "001")
    );
    let themselves = app.staff("own", StaffRole::Inspector, Some("001"), Some(&person.inn)).await;
    assert_eq!(enter(&themselves).await, ApiError::Forbidden(ForbiddenReason::OwnCase));
    let administrator = app.staff("root", StaffRole::Administrator, None, None).await;
    assert_eq!(enter(&administrator).await, ApiError::Forbidden(ForbiddenReason::Administrator));
    assert_eq!(enter(&client).await, ApiError::Forbidden(ForbiddenReason::Role));
    assert_eq!(enter(&app.stranger()).await, ApiError::Forbidden(ForbiddenReason::SignInRequired));
    // an application for access is never entered as an annulment
    let other = app.person(7, "001").await;
    let grant = app.file(&other, PASSWORD).await;
    app.accept(&inspector, &grant).await.unwrap();
    let form = app.move_form(&grant).await;
    let refused = app.services.office_annulment.enter(&inspector, &form).await.unwrap_err();
    assert_eq!(refused, ApiError::Conflict(Conflict::ApplicationChanged(ApplicationState::Accepted)));
}
