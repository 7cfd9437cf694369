//! «Добавить организацию»: what it takes, what it makes, and that it makes it once.

use app::api::{
    ApiError, Field, Message,
    representation::{LinkForm, LinkLookUp},
};
use domain::{
    access_application::{ApplicationKind, ApplicationState},
    inn::InnError,
    officer::OfficerRole,
    passport::PassportError,
    refusal::RefusalGround,
    subject::Ineligible,
};
use time::Duration;

use super::{ask, link_form, member, member_of, organisation};
use crate::support::TestApp;

fn at_inn(message: Message) -> ApiError {
    ApiError::field(Field::OrganisationInn, message)
}

#[tokio::test]
async fn the_form_says_what_is_wrong_before_anything_is_filed() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let service = &app.services.representation;
    let empty = service.link(&member.client, &LinkForm::default()).await.unwrap_err().fields();
    assert_eq!(empty.get(Field::OrganisationInn), Some(Message::Required));
    assert_eq!(empty.get(Field::Passport), Some(Message::Required));
    let own = LinkForm { passport: "AN12".to_owned(), ..link_form(&app, &member, &member.inn).await };
    let wrong = service.link(&member.client, &own).await.unwrap_err().fields();
    assert_eq!(wrong.get(Field::OrganisationInn), Some(Message::Inn(InnError::NotOrganisation)));
    assert!(matches!(wrong.get(Field::Passport), Some(Message::Passport(error)) if error != PassportError::Empty));

    let foreign = organisation(&app, 1, "001", "22207198500345").await;
    let vat = organisation(&app, 2, "001", &member.inn).await;
    let mut owner = app.owner().await;
    sqlx::query("UPDATE taxpayer SET vat_payer = true WHERE inn = $1").bind(&vat).execute(&mut owner).await.unwrap();
    let ceased = organisation(&app, 3, "001", &member.inn).await;
    sqlx::query("UPDATE taxpayer SET status = 'ceased' WHERE inn = $1")
        .bind(&ceased)
        .execute(&mut owner)
        .await
        .unwrap();
    let (linked, organisations) = member_of(&app, 4, 1).await;
    let inside = super::enter(&app, &linked.client, &linked.inn).await;
    let linked = super::Member { client: inside, ..linked };
    let cases = [
        (&member, foreign.as_str(), Message::NotOfficer),
        (&member, &vat, Message::Ineligible(Ineligible::VatPayer)),
        (&member, &ceased, Message::NotTaxpayer),
        (&member, "00101201599999", Message::NotTaxpayer),
        (&linked, &organisations[0], Message::AlreadyLinked),
    ];
    for (who, inn, message) in cases {
        assert_eq!(ask(&app, who, inn).await.unwrap_err(), at_inn(message), "{inn}");
        match service.look_up(&who.client, inn).await.unwrap() {
            LinkLookUp::NotTaxpayer => assert_eq!(message, Message::NotTaxpayer),
            LinkLookUp::Found(found) => assert_eq!(found.objection, Some(message)),
        }
    }
    let filed: i64 = sqlx::query_scalar("SELECT count(*) FROM access_application WHERE kind = 'link'")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(filed, 1, "the granted one alone");
}

#[tokio::test]
async fn one_showing_of_the_form_makes_one_application() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let inn = organisation(&app, 1, "002", &member.inn).await;
    let service = &app.services.representation;
    let LinkLookUp::Found(found) = service.look_up(&member.client, &inn).await.unwrap() else { panic!("not found") };
    assert_eq!((found.role, found.objection), (Some(OfficerRole::Head), None));
    assert_eq!(found.office.code, "002");
    let form = link_form(&app, &member, &inn).await;
    let (one, two) = tokio::join!(service.link(&member.client, &form), service.link(&member.client, &form));
    let third = service.link(&member.client, &form).await;
    let mut codes = Vec::new();
    for cookies in [one, two, third] {
        let holder = app.after(&member.client, &cookies.unwrap()).await;
        let view = app.services.status.current(&holder).await.unwrap().unwrap();
        assert_eq!((view.kind, view.state), (ApplicationKind::Link, ApplicationState::Submitted));
        assert_eq!((view.inn.as_str(), view.office.code.as_str()), (inn.as_str(), "002"));
        assert!(app.services.status.paper(&holder, None).await.unwrap().starts_with(b"%PDF"));
        codes.push(view.code);
    }
    codes.dedup();
    assert_eq!(codes.len(), 1);
    let again = ask(&app, &member, &inn).await.unwrap_err();
    assert_eq!(again, at_inn(Message::AlreadyAsked), "another showing of the form");
    let row: (Option<String>, String, String, bool) = sqlx::query_as(
        "SELECT password_hash, phone, person_role, passport_matched FROM access_application WHERE inn = $1",
    )
    .bind(&inn)
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(row, (None, "+996555123456".to_owned(), "head".to_owned(), true));

    let asked = service.organisations(&member.client).await.unwrap().asked;
    assert_eq!(asked.len(), 1);
    assert_eq!((asked[0].state, asked[0].from_outside), (ApplicationState::Submitted, false));
    app.clock.advance(Duration::days(31));
    let client = app.sign_in(&app.stranger(), &member.login, crate::support::PASSWORD).await.unwrap();
    let member = super::Member { client, ..member };
    assert!(ask(&app, &member, &inn).await.is_ok(), "one that has lapsed stands in nobody's way");
}

#[tokio::test]
async fn a_refused_one_is_told_with_its_ground() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let inn = organisation(&app, 1, "001", &member.inn).await;
    let filed = ask(&app, &member, &inn).await.unwrap();
    let inspector = app.inspector("gulnara", "001").await;
    app.accept(&inspector, &filed).await.unwrap();
    let step = app.move_form(&filed).await;
    let form = app::api::office::RefuseForm {
        id: step.id,
        version: step.version,
        ground: RefusalGround::NotHeadOrAccountant.as_str().to_owned(),
        ..Default::default()
    };
    app.services.office.refuse(&inspector, &form).await.unwrap();
    app.services.office.deliver(&inspector, &app.move_form(&filed).await).await.unwrap();
    assert!(app.services.office.decision_paper(&inspector, &filed.id.to_string()).await.unwrap().starts_with(b"%PDF"));
    let found = app.services.representation.organisations(&member.client).await.unwrap();
    assert_eq!(found.linked, []);
    assert_eq!(found.asked[0].refused, Some(RefusalGround::NotHeadOrAccountant));
    assert!(!found.identity.several);
}

#[tokio::test]
async fn applications_from_inside_are_counted_like_those_from_outside() {
    let app = TestApp::with(|settings| settings.access.applications_per_client_per_hour = 1).await;
    let member = member(&app, 1).await;
    let inn = organisation(&app, 1, "001", &member.inn).await;
    let refused = ask(&app, &member, &inn).await.unwrap_err();
    assert!(matches!(refused, ApiError::Throttled { .. }), "the account's own application was the first: {refused:?}");
}
