//! Passkeys of staff: what one opens, and everything that keeps another key, another site, another moment or a copy from
//! opening it. The authenticator is written out here (WebAuthn Level 3, 6 and 7), so that each part of an answer can be
//! wrong by itself.

mod confirming;
mod door;
mod keys;
mod pages;

use app::api::{
    ApiError, Client, ForbiddenReason,
    passkeys::{KeyActed, KeyAction, KeyField, KeyForm, KeyProblem, KeyPurpose, KeysPage},
    staff_entry::{Entered, EntryForm, Proved},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::Duration;

use crate::support::{STAFF_PASSWORD, TestApp, session_token, sign_in_form};

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
