//! The door: what a key opens, what keeps another key, another site, another moment or a copy from opening it, and the
//! first one of those who have been invited.

use app::api::{
    ApiError, Caller, StaffRole,
    passkeys::{KeyAction, KeyPurpose},
    staff_entry::{Entered, EntryForm, EntryStep, Proved},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::SigningKey;
use serde_json::{Value, json};
use time::Duration;

use super::{
    Device, HOST, PRESENT, VERIFIED, about, add, answered, cabinet, enter, half, kept, keys, reasons, with_key,
    without_app,
};
use crate::support::{STAFF_PASSWORD, TestApp, code_form};

#[tokio::test]
async fn a_key_is_added_and_opens_the_door() {
    let app = cabinet().await;
    let (client, mut device) = with_key(&app, "gulnara", 1).await;
    let page = keys(&app, &client).await;
    assert!(page.offered && page.by_passkey && page.fresh && !page.last);
    assert_eq!((page.keys[0].name.as_str(), page.keys[0].used), ("Телефон", None));

    let at_door = half(&app, "gulnara", STAFF_PASSWORD).await;
    let step = app.services.staff_entry.step(&at_door).await.unwrap();
    assert_eq!(step, EntryStep::Prove { by_passkey: true, by_app: true });
    let options = app.services.staff_entry.challenge(&at_door).await.unwrap();
    let asked: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(asked["publicKey"]["userVerification"], "required");
    assert_eq!(asked["publicKey"]["rpId"], HOST);
    assert_eq!(asked["publicKey"]["allowCredentials"][0]["id"], URL_SAFE_NO_PAD.encode(&device.id));
    let (inside, _, told) = answered(&app, &at_door, device.sign(&options)).await.unwrap();
    assert!(matches!(inside.caller, Caller::Staff(_)) && told.is_none() && inside.staff_entry.is_none());
    assert!(keys(&app, &inside).await.keys[0].used.is_some());

    let details: Value =
        sqlx::query_scalar("SELECT details FROM audit_entry WHERE action = 'signed_in' ORDER BY seq DESC")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!((&details["factor"], &details["passkey"]), (&json!("passkey"), &json!(page.keys[0].id)));
    assert_eq!((kept(&app, "passkey_added").await, kept(&app, "passkey_refused").await), (1, 0));
    // the code of the authenticator goes on working
    app.enter_office("gulnara").await;
}

#[tokio::test]
async fn what_was_signed_for_another_site_or_without_its_owner_is_refused() {
    let app = cabinet().await;
    let (_, device) = with_key(&app, "gulnara", 1).await;
    let change = |change: &dyn Fn(&mut Device)| {
        let mut changed = device.clone();
        change(&mut changed);
        changed
    };
    let wrong = [
        (change(&|d| d.origin = "https://cabinet.example.com".to_owned()), "other_site"),
        (change(&|d| d.origin = "https://false.cabinet.example.kg".to_owned()), "other_site"),
        (change(&|d| d.origin = "https://cabinet.example.kg:8443".to_owned()), "other_site"),
        (change(&|d| d.origin = "http://cabinet.example.kg".to_owned()), "other_site"),
        (change(&|d| d.rp = "example.kg".to_owned()), "other_site"),
        (change(&|d| d.flags = PRESENT), "not_verified"),
        (change(&|d| d.flags = VERIFIED), "not_verified"),
        (change(&|d| d.key = SigningKey::from_slice(&[9; 32]).unwrap()), "wrong"),
    ];
    for (mut device, _) in wrong.clone() {
        assert!(enter(&app, "gulnara", &mut device).await.is_none());
        app.clock.advance(Duration::seconds(10));
    }
    assert_eq!(reasons(&app, "passkey_refused").await, wrong.map(|(_, reason)| reason.to_owned()));
    assert!(enter(&app, "gulnara", &mut device.clone()).await.is_some());
}

#[tokio::test]
async fn a_challenge_counts_once_for_five_minutes_and_where_it_was_asked_for() {
    let app = cabinet().await;
    let (_, mut device) = with_key(&app, "gulnara", 1).await;
    let entry = &app.services.staff_entry;
    let wait = || app.clock.advance(Duration::seconds(5));

    // replayed by whoever has the password, at another door
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let signed = device.sign(&entry.challenge(&client).await.unwrap());
    assert!(answered(&app, &client, signed.clone()).await.is_some());
    let again = half(&app, "gulnara", STAFF_PASSWORD).await;
    assert!(answered(&app, &again, signed.clone()).await.is_none());
    wait();
    entry.challenge(&again).await.unwrap();
    assert!(answered(&app, &again, signed).await.is_none());
    wait();

    // a wrong answer spends it as well
    let options = entry.challenge(&again).await.unwrap();
    assert!(answered(&app, &again, "{}".to_owned()).await.is_none());
    wait();
    assert!(answered(&app, &again, device.sign(&options)).await.is_none());
    wait();

    // and a newer one takes its place
    let older = entry.challenge(&again).await.unwrap();
    entry.challenge(&again).await.unwrap();
    assert!(answered(&app, &again, device.sign(&older)).await.is_none());
    wait();

    let again = half(&app, "gulnara", STAFF_PASSWORD).await;
    let options = entry.challenge(&again).await.unwrap();
    app.clock.advance(Duration::minutes(5));
    assert!(answered(&app, &again, device.sign(&options)).await.is_none());
    wait();

    // what was asked in a session opens no door, and the other way round
    let (inside, _) = enter(&app, "gulnara", &mut device).await.unwrap();
    let again = half(&app, "gulnara", STAFF_PASSWORD).await;
    let confirming = app.services.passkeys.challenge(&inside, KeyPurpose::Confirm).await.unwrap();
    entry.challenge(&again).await.unwrap();
    assert!(answered(&app, &again, device.sign(&confirming)).await.is_none());
    wait();
    let at_door = entry.challenge(&again).await.unwrap();
    assert!(!app.services.passkeys.confirm(&inside, &device.sign(&at_door)).await.unwrap());
    let refused = [
        "not_asked",
        "other_challenge",
        "malformed",
        "not_asked",
        "other_challenge",
        "not_asked",
        "other_challenge",
        "other_challenge",
    ];
    assert_eq!(reasons(&app, "passkey_refused").await, refused);
    // nothing waits that can't be answered any more
    wait();
    app.clock.advance(Duration::minutes(5));
    let (_, mut other) = with_key(&app, "talant", 2).await;
    enter(&app, "talant", &mut other).await.unwrap();
    let waiting: i64 =
        sqlx::query_scalar("SELECT count(*) FROM passkey_challenge").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(waiting, 0);
}

#[tokio::test]
async fn a_copy_of_a_key_is_found_by_its_counter() {
    let app = cabinet().await;
    let (_, mut device) = with_key(&app, "gulnara", 1).await;
    let mut copy = device.clone();
    assert!(enter(&app, "gulnara", &mut device).await.is_some());
    assert!(enter(&app, "gulnara", &mut copy).await.is_none(), "the same count again");
    assert_eq!(reasons(&app, "passkey_refused").await, ["cloned"]);
    assert!(enter(&app, "gulnara", &mut device).await.is_some());

    // both ask before either answers: the count that is stored decides
    let (one, two) = (half(&app, "gulnara", STAFF_PASSWORD).await, half(&app, "gulnara", STAFF_PASSWORD).await);
    let mut copy = device.clone();
    let options = app.services.staff_entry.challenge(&one).await.unwrap();
    let of_copy = app.services.staff_entry.challenge(&two).await.unwrap();
    assert!(answered(&app, &one, device.sign(&options)).await.is_some());
    assert!(answered(&app, &two, copy.sign(&of_copy)).await.is_none());
    assert_eq!(reasons(&app, "passkey_refused").await, ["cloned", "cloned"]);

    // those that live on several devices do not count
    let talant = app.inspector("talant", "001").await;
    let mut synced = Device { counts: false, ..Device::new(2) };
    add(&app, &talant, &mut synced, "Облако").await;
    for _ in 0..2 {
        assert!(enter(&app, "talant", &mut synced).await.is_some());
    }
    let back = sqlx::query("UPDATE passkey SET sign_count = 1 WHERE sign_count > 1");
    assert!(back.execute(&app.foundation.pool).await.is_err(), "nor does the table go back");
}

#[tokio::test]
async fn guessed_answers_wait_and_leave_the_other_method_open() {
    let app = cabinet().await;
    let (_, mut device) = with_key(&app, "gulnara", 1).await;
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    for _ in 0..3 {
        assert!(answered(&app, &client, "{}".to_owned()).await.is_none());
    }
    let failures: i32 =
        sqlx::query_scalar("SELECT max(failures) FROM password_failure").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(failures, 1, "those after the first were not tried");
    assert_eq!(reasons(&app, "passkey_refused").await, ["not_asked", "locked", "locked"]);
    // and what was not tried is not spent
    let options = app.services.staff_entry.challenge(&client).await.unwrap();
    let signed = device.sign(&options);
    assert!(answered(&app, &client, signed.clone()).await.is_none());
    // a code gets in meanwhile, and does not shorten the wait of keys
    app.enter_office("gulnara").await;
    assert!(answered(&app, &client, signed.clone()).await.is_none());
    app.clock.advance(Duration::SECOND);
    assert!(answered(&app, &client, signed).await.is_some());

    // whoever guesses codes does not hold the key back
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let proved = app.services.staff_entry.prove(&client, &code_form("000000")).await.unwrap();
    assert!(matches!(proved, Proved::Wrong));
    let options = app.services.staff_entry.challenge(&client).await.unwrap();
    assert!(answered(&app, &client, device.sign(&options)).await.is_some());
    // nor does the key shorten the wait of codes
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let code = code_form(&app.code("gulnara").await);
    assert!(matches!(app.services.staff_entry.prove(&client, &code).await.unwrap(), Proved::Wrong));
}

#[tokio::test]
async fn the_invited_may_begin_with_a_key() {
    let app = cabinet().await;
    app.add_staff("talant", StaffRole::Inspector, Some("001"), None).await;
    without_app(&app, "talant").await;
    let client = half(&app, "talant", STAFF_PASSWORD).await;
    let EntryStep::Enrol(offer) = app.services.staff_entry.step(&client).await.unwrap() else { panic!("enrolment") };
    assert!(offer.by_passkey);
    let mut device = Device::new(1);
    let options = app.services.staff_entry.challenge(&client).await.unwrap();
    let asked: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(asked["publicKey"]["user"]["name"], "talant");
    let (inside, _, told) = answered(&app, &client, device.create(&options)).await.unwrap();
    let Some(Entered::Enrolled { recovery_codes }) = told else { panic!("{told:?}") };
    assert_eq!(recovery_codes.len(), 10);
    let page = keys(&app, &inside).await;
    assert_eq!((page.keys[0].name.as_str(), page.last), ("Chrome, Android", true));
    assert_eq!((kept(&app, "second_factor_enrolled").await, kept(&app, "signed_in").await), (1, 1));

    assert!(enter(&app, "talant", &mut device).await.is_some());
    let client = half(&app, "talant", STAFF_PASSWORD).await;
    let by_code = app.services.staff_entry.prove(&client, &code_form(&recovery_codes[0])).await.unwrap();
    assert!(matches!(by_code, Proved::In { told: Some(Entered::ByRecoveryCode { left: 9 }), .. }));
    // whoever has one enrols nothing more by a password alone
    let client = half(&app, "talant", STAFF_PASSWORD).await;
    let options = app.services.staff_entry.challenge(&client).await.unwrap();
    assert!(answered(&app, &client, Device::new(2).create(&options)).await.is_none());
}

#[tokio::test]
async fn without_an_address_that_browsers_trust_there_are_no_keys() {
    for address in ["", "http://cabinet.example.kg"] {
        let app = TestApp::with(|settings| settings.server.public_url = address.to_owned().try_into().unwrap()).await;
        let client = app.inspector("gulnara", "001").await;
        let page = keys(&app, &client).await;
        assert!(!page.offered && !page.by_passkey);
        let none = Err(ApiError::NotFound);
        assert_eq!(app.services.passkeys.challenge(&client, KeyPurpose::Add).await, none);
        let added = app.services.passkeys.act(&client, KeyAction::Add, &about("", "Телефон")).await;
        assert_eq!(added.unwrap_err(), ApiError::NotFound);
        without_app(&app, "gulnara").await;
        let at_door = half(&app, "gulnara", STAFF_PASSWORD).await;
        let EntryStep::Enrol(offer) = app.services.staff_entry.step(&at_door).await.unwrap() else { panic!() };
        assert!(!offer.by_passkey);
        assert_eq!(app.services.staff_entry.challenge(&at_door).await, none);
    }
}

#[tokio::test]
async fn one_answer_sent_many_times_at_once_opens_once() {
    let app = cabinet().await;
    let (_, mut device) = with_key(&app, "gulnara", 1).await;
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let options = app.services.staff_entry.challenge(&client).await.unwrap();
    let form = EntryForm { passkey: device.sign(&options), ..EntryForm::default() };
    let all = futures::future::join_all((0..10).map(|_| app.services.staff_entry.prove_by_passkey(&client, &form)));
    let opened = all.await.into_iter().filter(|answer| matches!(answer, Ok(Proved::In { .. }))).count();
    let (sessions, refused) = (kept(&app, "signed_in").await, kept(&app, "passkey_refused").await);
    // one sign-in was by the code with which the key was added
    assert_eq!((opened, sessions, refused), (1, 2, 0), "the door that has closed judges no more answers");
}
