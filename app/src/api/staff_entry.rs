//! The second step of the door of staff: a password that somebody else has seen is changed, an authenticator enrolled, a
//! code proved. All of it by plain posts to `/office/sign-in`; only what the page shows is asked for here.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// What the door asks for now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryStep {
    /// User name and password.
    Password,
    /// A password of their own instead of the one-time password.
    NewPassword {
        /// Whose account it is.
        name: String,
    },
    /// To set up an authenticator.
    Enrol(Enrolment),
    /// The second factor: a passkey, a code of the authenticator, or a recovery code.
    Prove {
        /// They have a passkey, and this cabinet's address is one at which browsers use it.
        by_passkey: bool,
        /// They have an authenticator.
        by_app: bool,
    },
}

/// What sets up an authenticator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// What to type where nothing can be scanned: Base32 in groups of four.
    pub secret: String,
    /// `otpauth://…`, for an authenticator on the same device.
    pub address: String,
    /// The same as a QR code: the dark modules as an SVG path, one unit a module.
    pub qr: String,
    /// Modules along a side.
    pub side: u32,
    /// A passkey may be set up in its place.
    pub by_passkey: bool,
}

/// What the door's second step is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    /// A code of the authenticator, or a recovery code.
    pub code: String,
    /// The new password. Never sent back.
    pub password: String,
    /// The same.
    pub password_repeated: String,
    /// What the browser has signed or made with a passkey: JSON (WebAuthn Level 3, 5.1).
    pub passkey: String,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryState {
    /// What is wrong with the new password, or why nothing could be done.
    pub error: Option<ApiError>,
    /// The code was not taken.
    pub wrong_code: bool,
    /// The passkey was not taken.
    pub wrong_key: bool,
    /// They are in.
    pub entered: Option<Entered>,
}

/// Somebody is in, and must be told something before they go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entered {
    /// They have enrolled: their recovery codes, `K7QM3-9XT2V`, shown this once.
    Enrolled {
        /// Ten.
        recovery_codes: Vec<String>,
    },
    /// They came by a recovery code.
    ByRecoveryCode {
        /// Recovery codes that still work.
        left: u32,
    },
}

/// What came of a code.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone)]
pub enum Proved {
    /// Nothing: it is wrong, has been used, or came too soon after a failure.
    Wrong,
    /// The session has begun.
    In {
        /// For the browser.
        cookies: Vec<super::CookieChange>,
        /// What they must be told first.
        told: Option<Entered>,
    },
}

/// The use cases of the second step. Whoever owes none of it gets `Forbidden(SignInRequired)`.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait StaffEntry: Send + Sync {
    /// What the door asks for now.
    async fn step(&self, client: &super::Client) -> Result<EntryStep, ApiError>;

    /// Replaces a one-time password.
    ///
    /// Errors: `Validation` at `password`, `password_repeated`.
    async fn choose_password(&self, client: &super::Client, form: &EntryForm) -> Result<(), ApiError>;

    /// Proves the second factor, enrols it first where there is none, and begins the session.
    ///
    /// Errors: `Validation` at `code` when it is empty; `Throttled` per address.
    async fn prove(&self, client: &super::Client, form: &EntryForm) -> Result<Proved, ApiError>;

    /// What the browser is asked to do with a passkey, once and within five minutes: JSON with `publicKey` (WebAuthn
    /// Level 3, 5.4 and 5.5).
    ///
    /// Errors: `NotFound` where passkeys are not offered, or they have none.
    async fn challenge(&self, client: &super::Client) -> Result<String, ApiError>;

    /// The same as [`StaffEntry::prove`] by a passkey.
    ///
    /// Errors: `Throttled` per address.
    async fn prove_by_passkey(&self, client: &super::Client, form: &EntryForm) -> Result<Proved, ApiError>;

    /// Gives up: back to user name and password.
    async fn leave(&self, client: &super::Client) -> Result<Vec<super::CookieChange>, ApiError>;
}

/// What the door asks for now.
#[server(name = AskEntryStep, prefix = "/api", endpoint = "staff_entry/step", input = Json, output = Json)]
pub async fn entry_step() -> Result<EntryStep, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.staff_entry.step(&asked.client).await
    })
    .await
}
