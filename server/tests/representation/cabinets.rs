//! Which cabinet somebody is in: chosen, changed, and left when the link ends.

use app::api::{
    ApiError, Caller, Client, Conflict, CookieChange, ForbiddenReason, cabinet::AccessEvent,
    cabinet::ChangePasswordForm, representation::OWN,
};

use super::{account, choice, enter, member, member_of, trail};
use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

const CHOOSE: ApiError = ApiError::Forbidden(ForbiddenReason::ChooseCabinet);

#[tokio::test]
async fn with_one_cabinet_nobody_is_asked() {
    let app = TestApp::new().await;
    let member = member(&app, 1).await;
    let home = app.services.cabinet.home(&member.client).await.unwrap();
    assert_eq!((home.inn, home.identity.acting_for), (member.inn.clone(), None));
    assert!(home.identity.inside && !home.identity.several);
    assert_eq!(app.services.representation.chooser(&member.client).await.unwrap().cabinets.len(), 1);
}

#[tokio::test]
async fn with_several_the_cabinet_is_chosen_and_changed_without_signing_in() {
    let app = TestApp::new().await;
    let (member, linked) = member_of(&app, 1, 2).await;
    let service = &app.services.representation;
    assert_eq!(app.services.cabinet.home(&member.client).await.unwrap_err(), CHOOSE, "not before it is chosen");
    assert_eq!(service.organisations(&member.client).await.unwrap_err(), CHOOSE);
    let chooser = service.chooser(&member.client).await.unwrap();
    let offered: Vec<&str> = chooser.cabinets.iter().map(|cabinet| cabinet.inn.as_str()).collect();
    assert_eq!(offered, [member.inn.as_str(), &linked[0], &linked[1]]);
    assert!(chooser.cabinets.iter().all(|cabinet| !cabinet.current) && !chooser.identity.inside);
    assert_eq!(chooser.cabinets[1].office.as_ref().unwrap().code, "001");

    let acting = enter(&app, &member.client, &linked[0]).await;
    let home = app.services.cabinet.home(&acting).await.unwrap();
    assert_eq!((home.inn.as_str(), home.person_inn.as_str()), (linked[0].as_str(), member.inn.as_str()));
    assert_eq!(home.login, member.login);
    assert_eq!(home.name, "ОсОО «Предприятие 100»");
    assert!(home.address.contains("Ибраимова"));
    assert_eq!(home.identity.acting_for.as_deref(), Some("ОсОО «Предприятие 100»"));
    assert_eq!(home.identity.person, "Токтогулов Азамат Бекович");

    let elsewhere = enter(&app, &acting, &linked[1]).await;
    assert_eq!(app.services.cabinet.home(&elsewhere).await.unwrap().inn, linked[1]);
    let own = enter(&app, &elsewhere, &member.inn).await;
    let home = app.services.cabinet.home(&own).await.unwrap();
    assert_eq!((home.inn, home.identity.acting_for), (member.inn, None));
    assert!(home.address.contains("Киевская"));
    assert_eq!(home.sessions.len(), 2, "one and the same session went from cabinet to cabinet");
}

#[tokio::test]
async fn another_cabinet_is_another_token() {
    let app = TestApp::new().await;
    let (member, linked) = member_of(&app, 1, 1).await;
    let cookies = app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&member.login, PASSWORD)).await.unwrap();
    let client = app.after(&app.stranger(), &cookies).await;
    let key = choice(&app, &client, &linked[0]).await.key;
    let changed = app.services.representation.choose(&client, &key).await.unwrap();
    assert_eq!(app.caller(&session_token(&cookies)).await, Caller::Nobody, "the token from before");
    let Caller::Taxpayer(caller) = app.caller(&session_token(&changed)).await else { panic!("nobody") };
    assert_eq!(caller.acting_for().unwrap().inn, linked[0]);
    assert!(matches!(changed.as_slice(), [CookieChange::Session { max_age: None, .. }]));
}

#[tokio::test]
async fn a_removed_link_ends_at_the_next_request() {
    let app = TestApp::new().await;
    let (member, linked) = member_of(&app, 1, 1).await;
    let key = choice(&app, &member.client, &linked[0]).await.key;
    let cookies = app.services.representation.choose(&member.client, &key).await.unwrap();
    let there = session_token(&cookies);
    let acting = app.after(&member.client, &cookies).await;
    let own = app.sign_in(&app.stranger(), &member.login, PASSWORD).await.unwrap();
    let own = enter(&app, &own, &member.inn).await;

    app.services.representation.unlink(&own, &key).await.unwrap();
    app.services.representation.unlink(&own, &key).await.expect("a second click finds it done");
    assert_eq!(trail(&app, &linked[0], "representation_ended").await.len(), 1);
    let lost = Client { caller: app.caller(&there).await, ..acting };
    for refused in [
        app.services.cabinet.home(&lost).await.map(|_| ()).unwrap_err(),
        app.services.representation.organisations(&lost).await.map(|_| ()).unwrap_err(),
        app.services.representation.unlink(&lost, &key).await.unwrap_err(),
        app.services.cabinet.end_other_sessions(&lost).await.map(|_| ()).unwrap_err(),
    ] {
        assert_eq!(refused, CHOOSE);
    }
    let chooser = app.services.representation.chooser(&lost).await.unwrap();
    assert_eq!(chooser.removed.as_deref(), Some("ОсОО «Предприятие 100»"), "and it says why");
    assert_eq!(chooser.cabinets.len(), 1);
    let gone = ApiError::Conflict(Conflict::NotRepresented);
    assert_eq!(app.services.representation.choose(&lost, &key).await.unwrap_err(), gone);
    let back = enter(&app, &lost, &member.inn).await;
    let home = app.services.cabinet.home(&back).await.unwrap();
    assert!(
        home.history
            .iter()
            .any(|entry| entry.event == AccessEvent::RepresentationEnded && entry.detail == "ОсОО «Предприятие 100»")
    );
    let again = app.sign_in(&app.stranger(), &member.login, PASSWORD).await.unwrap();
    assert!(app.services.cabinet.home(&again).await.is_ok(), "one cabinet again: straight in");
}

#[tokio::test]
async fn nobody_enters_or_removes_what_is_another_s() {
    let app = TestApp::new().await;
    let (one, linked) = member_of(&app, 1, 1).await;
    let (two, _) = member_of(&app, 2, 1).await;
    let service = &app.services.representation;
    let key = choice(&app, &one.client, &linked[0]).await.key;
    let not_theirs = ApiError::Conflict(Conflict::NotRepresented);
    let unknown = uuid::Uuid::from_u128(7).to_string();
    for foreign in [key.as_str(), &unknown, "", "OWN", "' OR true --", &linked[0]] {
        assert_eq!(service.choose(&two.client, foreign).await.unwrap_err(), not_theirs, "{foreign:?}");
    }
    let inside = enter(&app, &two.client, &two.inn).await;
    for foreign in [key.as_str(), &unknown, "", "own"] {
        assert_eq!(service.unlink(&inside, foreign).await.unwrap_err(), ApiError::NotFound, "{foreign:?}");
    }
    assert_eq!(enter(&app, &one.client, &linked[0]).await.taxpayer().unwrap().acting_for().unwrap().inn, linked[0]);
    let inspector = app.inspector("outsider", "001").await;
    for (client, reason) in [(app.stranger(), ForbiddenReason::SignInRequired), (inspector, ForbiddenReason::Role)] {
        let forbidden = ApiError::Forbidden(reason);
        assert_eq!(service.chooser(&client).await.unwrap_err(), forbidden);
        assert_eq!(service.choose(&client, OWN).await.unwrap_err(), forbidden);
        assert_eq!(service.organisations(&client).await.unwrap_err(), forbidden);
        assert_eq!(service.unlink(&client, &key).await.unwrap_err(), forbidden);
        assert_eq!(service.link_page(&client).await.unwrap_err(), forbidden);
        assert_eq!(service.look_up(&client, &linked[0]).await.unwrap_err(), forbidden);
    }
}

#[tokio::test]
async fn what_is_done_for_an_organisation_carries_both_into_the_trail() {
    let app = TestApp::new().await;
    let (member, linked) = member_of(&app, 1, 1).await;
    let account = account(&app, &member.inn).await;
    let key = choice(&app, &member.client, &linked[0]).await.key;
    let acting = enter(&app, &member.client, &linked[0]).await;
    let entered = trail(&app, &linked[0], "cabinet_entered").await;
    assert_eq!(entered.iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), [account.as_str()]);
    let asked = trail(&app, &linked[0], "application_submitted").await;
    assert_eq!(asked[0].0, account, "the account that asked, the organisation asked for");

    let form = ChangePasswordForm {
        current_password: PASSWORD.to_owned(),
        password: "тридцать пять облаков".to_owned(),
        password_repeated: "тридцать пять облаков".to_owned(),
    };
    let cookies = app.services.cabinet.change_password(&acting, &form).await.unwrap();
    let changed = trail(&app, &member.inn, "password_changed").await;
    assert_eq!(changed[0].1["representation"], key.as_str(), "done from the organisation's cabinet");
    let acting = app.after(&acting, &cookies).await;
    assert_eq!(app.services.cabinet.home(&acting).await.unwrap().inn, linked[0], "and still in it");
    let granted = trail(&app, &linked[0], "access_granted").await;
    assert_eq!(granted[0].1["account"], account.as_str());
    assert_eq!(trail(&app, &member.inn, "representation_begun").await.len(), 1);
}
