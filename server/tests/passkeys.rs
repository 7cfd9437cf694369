//! Passkeys of staff: what one opens, and everything that keeps another key, another site, another moment or a copy from
//! opening it. The authenticator is written out here (WebAuthn Level 3, 6 and 7), so that each part of an answer can be
//! wrong by itself.

use app::api::{
    ApiError, Caller, Client, ForbiddenReason, StaffRole,
    passkeys::{KeyActed, KeyAction, KeyField, KeyForm, KeyProblem, KeyPurpose, KeysPage},
    staff::{Acted, StaffAction, StaffField, StaffForm, StaffProblem},
    staff_entry::{Entered, EntryForm, EntryStep, Proved},
};
use axum::body::Body;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{Method, StatusCode, header};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::Duration;

use crate::support::{
    STAFF_PASSWORD, TestApp, code_form, session_token, sign_in_form,
    site::{ask, request},
};

const SITE: &str = "https://cabinet.example.kg";
const HOST: &str = "cabinet.example.kg";
const ENDED: ApiError = ApiError::Forbidden(ForbiddenReason::SignInRequired);

/// User present, user verified.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
/// A new key is described.
const ATTESTED: u8 = 0x40;

/// A key on a device, and how it answers.
#[derive(Clone)]
struct Device {
    id: Vec<u8>,
    key: SigningKey,
    /// Signatures so far; one that does not count stays at 0.
    counter: u32,
    counts: bool,
    origin: String,
    rp: String,
    flags: u8,
}

impl Device {
    /// Each number is another one.
    fn new(number: u8) -> Self {
        Self {
            id: vec![number; 32],
            key: SigningKey::from_slice(&[number; 32]).unwrap(),
            counter: 0,
            counts: true,
            origin: SITE.to_owned(),
            rp: HOST.to_owned(),
            flags: PRESENT | VERIFIED,
        }
    }

    fn count(&mut self) {
        self.counter += u32::from(self.counts);
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let site = Sha256::digest(self.rp.as_bytes());
        [site.as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn answer(&self, response: Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response }).to_string()
    }

    /// `navigator.credentials.create`, without attestation: CBOR by hand (RFC 8949).
    fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.count();
        let point = self.key.verifying_key().to_sec1_point(false);
        let point = point.as_bytes();
        let (x, y) = (&point[1..33], &point[33..65]);
        // COSE: an elliptic curve, ES256, P-256, both coordinates (RFC 9053, 7.1)
        let cose = [&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20][..], x, &[0x22, 0x58, 0x20], y];
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = [&self.data(self.flags | ATTESTED)[..], &[0; 16], &length, &self.id, &cose.concat()].concat();
        let length = u8::try_from(data.len()).unwrap();
        let object = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"[..], &[length], &data].concat();
        self.answer(json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client_data("webauthn.create", &options)),
            "attestationObject": URL_SAFE_NO_PAD.encode(object),
        }))
    }

    /// `navigator.credentials.get`.
    fn sign(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.count();
        let data = self.data(self.flags);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [data.as_slice(), &Sha256::digest(&client_data)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(json!({
            "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
            "authenticatorData": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature.to_der().as_bytes()),
        }))
    }
}

async fn cabinet() -> TestApp {
    TestApp::with(|settings| settings.server.public_url = SITE.to_owned().try_into().unwrap()).await
}

/// An inspector at work, and the device whose key they have added.
async fn with_key(app: &TestApp, user_name: &str, number: u8) -> (Client, Device) {
    let client = app.inspector(user_name, "001").await;
    let mut device = Device::new(number);
    add(app, &client, &mut device, "Телефон").await;
    (client, device)
}

async fn try_add(app: &TestApp, client: &Client, device: &mut Device, name: &str) -> KeyActed {
    let options = app.services.passkeys.challenge(client, KeyPurpose::Add).await.unwrap();
    let form = KeyForm { name: name.to_owned(), passkey: device.create(&options), ..KeyForm::default() };
    app.services.passkeys.act(client, KeyAction::Add, &form).await.unwrap()
}

async fn add(app: &TestApp, client: &Client, device: &mut Device, name: &str) {
    assert_eq!(try_add(app, client, device, name).await, KeyActed::Done);
}

/// Somebody whose password was right.
async fn half(app: &TestApp, user_name: &str, password: &str) -> Client {
    let stranger = app.stranger();
    let cookies = app.services.sign_in.staff(&stranger, &sign_in_form(user_name, password)).await.unwrap();
    app.after(&stranger, &cookies).await
}

/// The second step with an answer.
async fn answered(app: &TestApp, client: &Client, answer: String) -> Option<(Client, String, Option<Entered>)> {
    let form = EntryForm { passkey: answer, ..EntryForm::default() };
    match app.services.staff_entry.prove_by_passkey(client, &form).await.unwrap() {
        Proved::In { cookies, told } => Some((app.after(client, &cookies).await, session_token(&cookies), told)),
        Proved::Wrong => None,
    }
}

/// The second step by a device; `None`: it was not taken, and the wait for it is over.
async fn enter(app: &TestApp, user_name: &str, device: &mut Device) -> Option<(Client, String)> {
    let client = half(app, user_name, STAFF_PASSWORD).await;
    let options = app.services.staff_entry.challenge(&client).await.unwrap();
    let entered = answered(app, &client, device.sign(&options)).await;
    app.clock.advance(Duration::seconds(5));
    entered.map(|(client, token, _)| (client, token))
}

async fn keys(app: &TestApp, client: &Client) -> KeysPage {
    app.services.passkeys.page(client).await.unwrap()
}

fn about(key: &str, name: &str) -> KeyForm {
    KeyForm { key: key.to_owned(), name: name.to_owned(), ..KeyForm::default() }
}

fn one(field: KeyField, problem: KeyProblem) -> KeyActed {
    KeyActed::Refused(vec![(field, problem)])
}

/// The reasons of what the trail has under an action, the oldest first.
async fn reasons(app: &TestApp, action: &str) -> Vec<String> {
    let found: Vec<Value> = sqlx::query_scalar("SELECT details FROM audit_entry WHERE action = $1 ORDER BY seq")
        .bind(action)
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap();
    found.iter().map(|details| details["reason"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn kept(app: &TestApp, action: &str) -> usize {
    reasons(app, action).await.len()
}

/// As somebody who has lost the authenticator, or has never had one.
async fn without_app(app: &TestApp, user_name: &str) {
    sqlx::query("UPDATE staff SET totp_sealed = NULL, totp_since = NULL WHERE user_name = $1")
        .bind(user_name)
        .execute(&mut app.owner().await)
        .await
        .unwrap();
}

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
async fn a_key_confirms_what_changes_rights() {
    let app = cabinet().await;
    let admin = app.staff("admin", StaffRole::Administrator, None, None).await;
    let mut device = Device::new(1);
    add(&app, &admin, &mut device, "Токен").await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let person: uuid::Uuid = sqlx::query_scalar("SELECT id FROM staff WHERE user_name = 'gulnara'")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    let form = StaffForm { person: person.to_string(), ..StaffForm::default() };
    app.clock.advance(Duration::minutes(5));
    let page = app.services.staff.page(&admin, "", "").await.unwrap();
    assert!(!page.fresh && page.by_passkey);
    let needed = Acted::Refused(vec![(StaffField::Code, StaffProblem::CodeNeeded)]);
    assert_eq!(app.services.staff.act(&admin, StaffAction::Block, &form).await.unwrap(), needed);
    let passkeys = &app.services.passkeys;
    let options = passkeys.challenge(&admin, KeyPurpose::Confirm).await.unwrap();
    let mut unverified = Device { flags: PRESENT, ..device.clone() };
    assert!(!passkeys.confirm(&admin, &unverified.sign(&options)).await.unwrap());
    assert!(!app.services.staff.page(&admin, "", "").await.unwrap().fresh);
    app.clock.advance(Duration::SECOND);
    let options = passkeys.challenge(&admin, KeyPurpose::Confirm).await.unwrap();
    assert!(passkeys.confirm(&admin, &device.sign(&options)).await.unwrap());
    assert!(app.services.staff.page(&admin, "", "").await.unwrap().fresh);
    assert_eq!(app.services.staff.act(&admin, StaffAction::Block, &form).await.unwrap(), Acted::Done);
    assert_eq!((kept(&app, "second_factor_confirmed").await, kept(&app, "passkey_refused").await), (1, 1));
    app.clock.advance(Duration::minutes(5));
    assert!(!app.services.staff.page(&admin, "", "").await.unwrap().fresh);
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

#[tokio::test]
async fn answers_that_are_guessed_wait_like_codes() {
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
    let code = code_form(&app.code("gulnara").await);
    assert!(
        matches!(app.services.staff_entry.prove(&client, &code).await.unwrap(), Proved::Wrong),
        "one count for both"
    );
    app.clock.advance(Duration::SECOND);
    assert!(answered(&app, &client, signed).await.is_some());
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

/// A page as the browser of somebody gets it.
async fn fetched(app: &TestApp, method: Method, path: &str, cookie: &str, body: &str) -> (StatusCode, String) {
    let builder = request(method, path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, cookie);
    let services = server::services::all(&app.foundation);
    let (status, _, page) = ask(app, services, builder.body(Body::from(body.to_owned())).unwrap()).await;
    (status, page)
}

#[tokio::test]
async fn the_pages_offer_keys_and_say_what_they_need() {
    let app = cabinet().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (client, token) = app.enter_office("gulnara").await;
    let session = format!("__Host-session={token}");
    let (status, page) = fetched(&app, Method::GET, "/office/keys", &session, "").await;
    assert_eq!(status, StatusCode::OK);
    for part in ["src=\"/pkg/passkey.js\"", "data-passkey=\"add\"", "Ключей пока нет"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("boot.js") && !page.contains("name=\"code\""), "fresh");
    let (status, page) = fetched(&app, Method::POST, "/office/keys", &session, "action=add&name=+").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"name-error\""), "{page}");
    let (status, page) = fetched(&app, Method::POST, "/office/keys", &session, "action=add&name=Стол&enter=add").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Осталось создать сам ключ") && page.contains("value=\"Стол\""));

    add(&app, &client, &mut Device::new(1), "Стол").await;
    app.clock.advance(Duration::minutes(5));
    let id = keys(&app, &client).await.keys[0].id.clone();
    let (_, page) = fetched(&app, Method::GET, &format!("/office/keys?key={id}"), &session, "").await;
    for part in ["name=\"code\"", "data-passkey=\"confirm\"", "value=\"remove\"", "value=\"Стол\""] {
        assert!(page.contains(part), "{part}");
    }
    let unknown = "/office/keys?key=0198aaaa-0000-7000-8000-000000000000";
    assert_eq!(fetched(&app, Method::GET, unknown, &session, "").await.0, StatusCode::NOT_FOUND);
    let asked = fetched(&app, Method::POST, "/office/keys/challenge", &session, "purpose=confirm").await;
    assert!(asked.0 == StatusCode::OK && asked.1.contains("\"publicKey\""), "{asked:?}");
    let confirmed = fetched(&app, Method::POST, "/office/keys/confirm", &session, "passkey={}").await;
    assert_eq!(confirmed.0, StatusCode::UNPROCESSABLE_ENTITY);

    let at_door = half(&app, "gulnara", STAFF_PASSWORD).await;
    let entry = format!("__Host-entry={}", at_door.staff_entry.unwrap());
    let (_, page) = fetched(&app, Method::GET, "/office/sign-in", &entry, "").await;
    for part in ["src=\"/pkg/passkey.js\"", "data-passkey=\"enter\"", "Войти ключом доступа", "name=\"code\""]
    {
        assert!(page.contains(part), "{part}");
    }
    app.clock.advance(Duration::seconds(5));
    let body = "enter=passkey&passkey=%7B%7D";
    let (status, page) = fetched(&app, Method::POST, "/office/sign-in", &entry, body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("error-summary__title"), "{page}");
    let (_, page) = fetched(&app, Method::GET, "/sign-in", "", "").await;
    assert!(!page.contains("passkey.js"), "nobody else loads the script");
}
