//! «Ключи доступа»: whose keys they are, adding, renaming and removing them, and what ends with one.

use app::api::{
    ApiError, Caller, StaffRole,
    passkeys::{KeyActed, KeyAction, KeyField, KeyForm, KeyProblem, KeyPurpose},
    staff::{Acted, StaffAction, StaffForm},
    staff_entry::{EntryForm, EntryStep},
};
use time::Duration;

use super::{
    Device, ENDED, PRESENT, about, add, cabinet, enter, half, kept, keys, one, reasons, try_add, with_key, without_app,
};
use crate::support::STAFF_PASSWORD;

#[tokio::test]
async fn a_key_of_somebody_else_is_refused_and_registered_once() {
    let app = cabinet().await;
    with_key(&app, "gulnara", 1).await;
    let (talant, mut other) = with_key(&app, "talant", 2).await;
    assert!(enter(&app, "gulnara", &mut other).await.is_none());
    let mut disguised = Device { id: vec![1; 32], ..other.clone() };
    assert!(enter(&app, "gulnara", &mut disguised).await.is_none());
    assert_eq!(reasons(&app, "passkey_refused").await, ["not_theirs", "wrong"]);

    let mut stolen = Device::new(1);
    assert_eq!(try_add(&app, &talant, &mut stolen, "Чужой").await, one(KeyField::Form, KeyProblem::NotTaken));
    assert_eq!(try_add(&app, &talant, &mut other, "Ещё раз").await, one(KeyField::Form, KeyProblem::NotTaken));
    assert_eq!(reasons(&app, "passkey_refused").await[2..], ["known", "known"]);
    let unverified = &mut Device { flags: PRESENT, ..Device::new(3) };
    assert_eq!(try_add(&app, &talant, unverified, "Без PIN").await, one(KeyField::Form, KeyProblem::NotTaken));
    let elsewhere = &mut Device { origin: "https://example.com".to_owned(), ..Device::new(3) };
    assert_eq!(try_add(&app, &talant, elsewhere, "Чужой сайт").await, one(KeyField::Form, KeyProblem::NotTaken));
    assert_eq!(reasons(&app, "passkey_refused").await[4..], ["not_verified", "other_site"]);
    let id = keys(&app, &talant).await.keys[0].id.clone();
    let gulnara = app.enter_office("gulnara").await.0;
    for action in [KeyAction::Rename, KeyAction::Remove] {
        let foreign = app.services.passkeys.act(&gulnara, action, &about(&id, "Мой")).await;
        assert_eq!(foreign.unwrap_err(), ApiError::NotFound, "{action:?}");
    }
}

#[tokio::test]
async fn the_last_second_factor_stays() {
    let app = cabinet().await;
    let (client, _) = with_key(&app, "gulnara", 1).await;
    without_app(&app, "gulnara").await;
    let first = keys(&app, &client).await.keys[0].id.clone();
    assert!(keys(&app, &client).await.last);
    let act = async |action, form: KeyForm| app.services.passkeys.act(&client, action, &form).await.unwrap();
    let last = one(KeyField::Form, KeyProblem::LastFactor);
    assert_eq!(act(KeyAction::Remove, about(&first, "")).await, last);
    // they come in by the key, or by a recovery code
    let at_door = half(&app, "gulnara", STAFF_PASSWORD).await;
    let step = app.services.staff_entry.step(&at_door).await.unwrap();
    assert_eq!(step, EntryStep::Prove { by_passkey: true, by_app: false });

    add(&app, &client, &mut Device::new(2), "Ключ на столе").await;
    let second = keys(&app, &client).await.keys[1].id.clone();
    let (of_first, of_second) = (about(&first, ""), about(&second, ""));
    let passkeys = &app.services.passkeys;
    let (a, b) = tokio::join!(
        passkeys.act(&client, KeyAction::Remove, &of_first),
        passkeys.act(&client, KeyAction::Remove, &of_second),
    );
    let (a, b) = (a.unwrap(), b.unwrap());
    assert!([&a, &b].contains(&&KeyActed::Done) && [&a, &b].contains(&&last), "{a:?} {b:?}");
    assert_eq!(keys(&app, &client).await.keys.len(), 1);
    assert_eq!(kept(&app, "passkey_removed").await, 1);
}

#[tokio::test]
async fn a_removed_key_opens_nothing_and_what_it_opened_ends() {
    let app = cabinet().await;
    let (client, mut device) = with_key(&app, "gulnara", 1).await;
    let (_, token) = enter(&app, "gulnara", &mut device).await.unwrap();
    let at_door = half(&app, "gulnara", STAFF_PASSWORD).await;
    let options = app.services.staff_entry.challenge(&at_door).await.unwrap();
    let id = keys(&app, &client).await.keys[0].id.clone();
    let renamed = app.services.passkeys.act(&client, KeyAction::Rename, &about(&id, "  Старый   телефон ")).await;
    assert_eq!(renamed.unwrap(), KeyActed::Done);
    assert_eq!(keys(&app, &client).await.keys[0].name, "Старый телефон");
    let removed = app.services.passkeys.act(&client, KeyAction::Remove, &about(&id, "")).await.unwrap();
    assert_eq!(removed, KeyActed::Done);
    assert_eq!(app.caller(&token).await, Caller::Nobody);
    assert!(keys(&app, &client).await.keys.is_empty(), "who removed it goes on");
    let form = EntryForm { passkey: device.sign(&options), ..EntryForm::default() };
    assert_eq!(app.services.staff_entry.prove_by_passkey(&at_door, &form).await.unwrap_err(), ENDED);
    let again = half(&app, "gulnara", STAFF_PASSWORD).await;
    assert_eq!(app.services.staff_entry.challenge(&again).await.unwrap_err(), ApiError::NotFound);
    assert_eq!((kept(&app, "passkey_renamed").await, kept(&app, "passkey_removed").await), (1, 1));
}

#[tokio::test]
async fn a_reset_by_two_administrators_takes_the_keys_too() {
    let app = cabinet().await;
    let (_, mut device) = with_key(&app, "gulnara", 1).await;
    without_app(&app, "gulnara").await;
    let (_, token) = enter(&app, "gulnara", &mut device).await.unwrap();
    let (asking, confirming) = (
        app.staff("first", StaffRole::Administrator, None, None).await,
        app.staff("second", StaffRole::Administrator, None, None).await,
    );
    let person: uuid::Uuid = sqlx::query_scalar("SELECT id FROM staff WHERE user_name = 'gulnara'")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    let form = StaffForm { person: person.to_string(), ..StaffForm::default() };
    let staff = &app.services.staff;
    assert_eq!(staff.act(&asking, StaffAction::AskReset, &form).await.unwrap(), Acted::Done, "a key is a factor");
    assert_ne!(app.caller(&token).await, Caller::Nobody);
    assert_eq!(staff.act(&confirming, StaffAction::ConfirmReset, &form).await.unwrap(), Acted::Done);
    assert_eq!(app.caller(&token).await, Caller::Nobody);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM passkey").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(left, 0);
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    assert!(matches!(app.services.staff_entry.step(&client).await.unwrap(), EntryStep::Enrol(_)));
}

#[tokio::test]
async fn keys_are_changed_with_a_fresh_second_factor_only() {
    let app = cabinet().await;
    let (client, _) = with_key(&app, "gulnara", 1).await;
    let id = keys(&app, &client).await.keys[0].id.clone();
    let passkeys = &app.services.passkeys;
    let early = passkeys.challenge(&client, KeyPurpose::Add).await.unwrap();
    app.clock.advance(Duration::minutes(5));
    let needed = one(KeyField::Code, KeyProblem::CodeNeeded);
    let stale = KeyForm { passkey: Device::new(2).create(&early), ..about("", "Второй") };
    assert_eq!(passkeys.act(&client, KeyAction::Add, &stale).await.unwrap(), needed);
    assert!(matches!(passkeys.challenge(&client, KeyPurpose::Add).await, Err(ApiError::Validation(_))));
    for action in [KeyAction::Rename, KeyAction::Remove] {
        assert_eq!(passkeys.act(&client, action, &about(&id, "Другое имя")).await.unwrap(), needed, "{action:?}");
    }
    let wrong = KeyForm { code: "000000".to_owned(), ..about(&id, "") };
    let refused = passkeys.act(&client, KeyAction::Remove, &wrong).await.unwrap();
    assert_eq!(refused, one(KeyField::Code, KeyProblem::WrongCode));
    app.clock.advance(Duration::SECOND);
    // a code and no key yet: the factor is fresh then, and the browser makes the key at the next press
    let code = KeyForm { code: app.code("gulnara").await, ..about("", "Второй") };
    let not_made = one(KeyField::Form, KeyProblem::NotMade);
    assert_eq!(passkeys.act(&client, KeyAction::Add, &code).await.unwrap(), not_made);
    assert!(keys(&app, &client).await.fresh);
    add(&app, &client, &mut Device::new(2), "Второй").await;

    let problems = [
        ("", KeyProblem::Required),
        ("а\u{1}б", KeyProblem::NameFormat),
        (&"а".repeat(41), KeyProblem::NameFormat),
        ("Второй", KeyProblem::NameTaken),
    ];
    for (name, problem) in problems {
        let refused = passkeys.act(&client, KeyAction::Rename, &about(&id, name)).await.unwrap();
        assert_eq!(refused, one(KeyField::Name, problem), "{name}");
    }
    for number in 3..=8 {
        add(&app, &client, &mut Device::new(number), &format!("Ключ {number}")).await;
    }
    let many = KeyForm { passkey: "{}".to_owned(), ..about("", "Девятый") };
    let too_many = one(KeyField::Form, KeyProblem::TooMany);
    assert_eq!(passkeys.act(&client, KeyAction::Add, &many).await.unwrap(), too_many);
}
