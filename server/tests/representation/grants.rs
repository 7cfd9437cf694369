//! What granting an organisation does to accounts, and that it does it once.

use app::api::{ApiError, Conflict, registration::RegistrationForm};
use domain::{access_application::ApplicationState, subject::SubjectKind};

use super::{ask, choice, enter, member, member_of, organisation, trail};
use crate::support::{Filed, PASSWORD, Person, TestApp};

const OTHER_PASSWORD: &str = "пятьдесят лодок у причала";

/// Files for the organisation on the public form, as this person.
async fn file_outside(app: &TestApp, person: &Person, organisation: &str, password: &str) -> Filed {
    let form = RegistrationForm {
        subject_kind: SubjectKind::LegalEntity.as_str().to_owned(),
        organisation_inn: organisation.to_owned(),
        ..app.registration_form(person, password)
    };
    let cookies = app.services.registration.register(&app.stranger(), &form).await.unwrap();
    let holder = app.after(&app.stranger(), &cookies).await;
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    let id = sqlx::query_scalar("SELECT id FROM access_application WHERE inn = $1 AND state = 'submitted'")
        .bind(organisation)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    Filed { id, inn: organisation.to_owned(), code: view.code }
}

#[tokio::test]
async fn who_has_no_account_gets_one_for_the_organisation_alone() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inn = organisation(&app, 1, "002", &person.inn).await;
    let filed = file_outside(&app, &person, &inn, PASSWORD).await;
    let inspector = app.inspector("elena", "002").await;
    let login = app.grant(&inspector, &filed).await;
    assert_eq!(login[..14], person.inn, "the login is the person's");
    let client = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let home = app.services.cabinet.home(&client).await.unwrap();
    assert_eq!(home.inn, inn, "the only cabinet there is: straight in");
    let chooser = app.services.representation.chooser(&client).await.unwrap();
    assert_eq!(chooser.cabinets.len(), 1);
    let closed = app.services.representation.choose(&client, "own").await.unwrap_err();
    assert_eq!(closed, ApiError::Conflict(Conflict::NotRepresented), "their own was not asked for");

    // their own first access opens their cabinet in the same account, and the password stays
    let own = app.file(&person, OTHER_PASSWORD).await;
    let at_home = app.inspector("gulnara", "001").await;
    assert_eq!(app.grant(&at_home, &own).await, login);
    assert!(app.sign_in(&app.stranger(), &login, OTHER_PASSWORD).await.is_err());
    app.clock.advance(time::Duration::minutes(1));
    let client = app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let own = enter(&app, &client, &person.inn).await;
    assert_eq!(app.services.cabinet.home(&own).await.unwrap().inn, person.inn);
}

#[tokio::test]
async fn who_has_one_keeps_its_password() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let person =
        Person {
            inn: member.inn.clone(), passport: member.passport.clone(), name: "Токтогулов Азамат".to_owned()
        };
    let inn = organisation(&app, 1, "001", &person.inn).await;
    let filed = file_outside(&app, &person, &inn, OTHER_PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    assert_eq!(app.grant(&inspector, &filed).await, member.login);
    assert!(app.sign_in(&app.stranger(), &member.login, OTHER_PASSWORD).await.is_err());
    app.clock.advance(time::Duration::minutes(1));
    let client = app.sign_in(&app.stranger(), &member.login, PASSWORD).await.unwrap();
    assert_eq!(choice(&app, &client, &inn).await.name, "ОсОО «Предприятие 1»");
    let paper = app.services.office.decision_paper(&inspector, &filed.id.to_string()).await.unwrap();
    assert!(paper.starts_with(b"%PDF"));
}

#[tokio::test]
async fn two_offices_that_grant_at_once_make_one_account() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let mut ready = Vec::new();
    for (number, office) in [(1, "001"), (2, "002"), (3, "003")] {
        let inn = organisation(&app, number, office, &person.inn).await;
        let filed = file_outside(&app, &person, &inn, PASSWORD).await;
        let inspector = app.inspector(&format!("inspector.{office}"), office).await;
        app.accept(&inspector, &filed).await.unwrap();
        let step = app.move_form(&filed).await;
        ready.push((inspector, step));
    }
    let office = &app.services.office;
    let [one, two, three] = &ready[..] else { panic!("three") };
    let granted =
        tokio::join!(office.grant(&one.0, &one.1), office.grant(&two.0, &two.1), office.grant(&three.0, &three.1));
    assert_eq!(granted, (Ok(()), Ok(()), Ok(())));
    let accounts: i64 =
        sqlx::query_scalar("SELECT count(*) FROM account").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(accounts, 1);
    let logins: i64 = sqlx::query_scalar("SELECT count(DISTINCT login) FROM access_application")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(logins, 1);
    assert_eq!(trail(&app, &person.inn, "representation_begun").await.len(), 3);
}

#[tokio::test]
async fn one_application_is_granted_once_and_one_link_begins_once() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let inn = organisation(&app, 1, "001", &member.inn).await;
    let filed = ask(&app, &member, &inn).await.unwrap();
    let person =
        Person {
            inn: member.inn.clone(), passport: member.passport.clone(), name: "Токтогулов Азамат".to_owned()
        };
    let (one, two) = (app.inspector("one", "001").await, app.inspector("two", "001").await);
    app.accept(&one, &filed).await.unwrap();
    app.open(&two, &filed).await.unwrap();
    let step = app.move_form(&filed).await;
    let office = &app.services.office;
    let (first, second) = tokio::join!(office.grant(&one, &step), office.grant(&two, &step));
    let lost = [first, second].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(lost, [ApiError::Conflict(Conflict::ApplicationChanged(ApplicationState::Granted))]);

    let late = file_outside(&app, &person, &inn, PASSWORD).await;
    let twice = app.accept(&one, &late).await.unwrap_err();
    assert_eq!(twice, ApiError::Conflict(Conflict::AlreadyRepresents), "found before the clock runs");
    let case = office.case(&one, &late.id.to_string()).await.unwrap();
    assert_eq!((case.state, case.bar), (ApplicationState::Submitted, Some(Conflict::AlreadyRepresents)));
}

#[tokio::test]
async fn an_annulled_account_acts_for_nobody() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let inn = organisation(&app, 1, "001", &member.inn).await;
    let filed = ask(&app, &member, &inn).await.unwrap();
    let late = organisation(&app, 2, "001", &member.inn).await;
    let late = ask(&app, &member, &late).await.unwrap();
    let inspector = app.inspector("gulnara", "001").await;
    app.accept(&inspector, &filed).await.unwrap();
    let mut owner = app.owner().await;
    sqlx::query("UPDATE account SET state = 'annulled'").execute(&mut owner).await.unwrap();
    let barred = app.accept(&inspector, &late).await.unwrap_err();
    assert_eq!(barred, ApiError::Conflict(Conflict::AccountAnnulled));
    let refused = app.services.office.grant(&inspector, &app.move_form(&filed).await).await.unwrap_err();
    assert_eq!(refused, ApiError::Conflict(Conflict::AccountAnnulled));
    let state = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap().state;
    assert_eq!(state, ApplicationState::Accepted, "nothing of a grant that failed is kept");
}

#[tokio::test]
async fn the_database_keeps_an_ended_link_ended() {
    let app = TestApp::new().await;
    let (member, linked) = member_of(&app, 1, 1).await;
    let key = choice(&app, &member.client, &linked[0]).await.key;
    let inside = enter(&app, &member.client, &member.inn).await;
    app.services.representation.unlink(&inside, &key).await.unwrap();
    let mut owner = app.owner().await;
    for change in [
        "UPDATE representation SET state = 'active', ended_at = NULL, ended_by = NULL",
        "UPDATE representation SET account_id = (SELECT id FROM account LIMIT 1), taxpayer_inn = '00101201500000'",
    ] {
        assert!(sqlx::query(change).execute(&mut owner).await.is_err(), "{change}");
    }
    let again = ask(&app, &super::Member { client: inside, ..member }, &linked[0]).await.unwrap();
    let inspector = app.inspector("gulnara", "001").await;
    app.grant(&inspector, &again).await;
    let links: Vec<String> = sqlx::query_scalar("SELECT state FROM representation ORDER BY since, state DESC")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(links.len(), 2, "a new link beside the old one: {links:?}");
}
