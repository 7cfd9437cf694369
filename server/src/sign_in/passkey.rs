//! Passkeys: what a browser is asked to sign, and whether the answer is right (WebAuthn Level 3). `webauthn-rs` judges; this
//! says for which site, and what is wanted of a key.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::config::PublicUrl;

/// As long as somebody may take over the dialog of their browser, and as a challenge lives.
pub const DIALOG: Duration = Duration::from_secs(300);

/// What an authenticator shows as the site.
const SITE: &str = "Salyk Cabinet";

/// Why a key can't be used, in the words of the audit trail. The person hears none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing runs to be answered: it has run out, was answered before, or was asked for elsewhere.
    NotAsked,
    /// It is no answer of a browser.
    Malformed,
    /// The answer is to another challenge.
    OtherChallenge,
    /// It was made for another site.
    OtherSite,
    /// Whoever holds the key was not verified by it.
    NotVerified,
    /// The key is none of theirs.
    NotTheirs,
    /// The key is registered already.
    Known,
    /// The counter has not gone up: there are two of this key.
    Cloned,
    /// The signature is wrong, or anything else that a true browser never sends.
    Wrong,
}

impl Refusal {
    /// The word for the audit trail.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Malformed => "malformed",
            Self::OtherChallenge => "other_challenge",
            Self::OtherSite => "other_site",
            Self::NotVerified => "not_verified",
            Self::NotTheirs => "not_theirs",
            Self::Known => "known",
            Self::Cloned => "cloned",
            Self::Wrong => "wrong",
        }
    }
}

impl From<WebauthnError> for Refusal {
    fn from(error: WebauthnError) -> Self {
        match error {
            WebauthnError::MismatchedChallenge => Self::OtherChallenge,
            WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash | WebauthnError::CredentialCrossOrigin => {
                Self::OtherSite
            }
            WebauthnError::UserNotPresent | WebauthnError::UserNotVerified => Self::NotVerified,
            WebauthnError::CredentialNotFound => Self::NotTheirs,
            // the library answers with the last of these when a key of the list that it was to leave out is made again
            WebauthnError::CredentialExcludedFromRequest
            | WebauthnError::CredentialAlreadyExists
            | WebauthnError::CredentialAlteredAlgFromRequest => Self::Known,
            WebauthnError::CredentialPossibleCompromise => Self::Cloned,
            WebauthnError::ParseJSONFailure(_)
            | WebauthnError::ParseCBORFailure(_)
            | WebauthnError::ParseNOMFailure
            | WebauthnError::ParseBase64Failure(_)
            | WebauthnError::ParseInsufficientBytesAvailable => Self::Malformed,
            _ => Self::Wrong,
        }
    }
}

/// What a browser is asked, and what the server keeps until it answers.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// JSON for `navigator.credentials`, bytes as base64url.
    pub options: String,
    /// For [`Site::verify`] or [`Site::registered`].
    pub state: Value,
}

/// A key that was registered.
#[derive(Debug, Clone)]
pub struct Registered {
    /// What its authenticator calls it.
    pub credential_id: Vec<u8>,
    /// What its signatures are verified by.
    pub credential: Value,
    /// Signatures that it has counted.
    pub sign_count: u32,
}

/// A signature that was right.
#[derive(Debug, Clone)]
pub struct Verified {
    /// What signatures are verified by from now on.
    pub credential: Value,
    /// Signatures that the key has counted.
    pub sign_count: u32,
}

/// The site that keys are made for: they know it by the domain of the cabinet's address, and tell it to nobody else.
#[derive(Debug, Clone)]
pub struct Site(Webauthn);

impl Site {
    /// The site at this address; `None` where browsers have no passkeys: without an address, without TLS (but on this
    /// machine), under a number instead of a name (WebAuthn Level 3, 5.1.3, step 7; Secure Contexts, 3.1).
    #[must_use]
    pub fn at(address: &PublicUrl) -> Option<Self> {
        let url = Url::parse(address.get()?).ok()?;
        let domain = url.domain()?;
        let on_this_machine = domain == "localhost" || domain.ends_with(".localhost");
        if url.scheme() != "https" && !on_this_machine {
            return None;
        }
        let site = WebauthnBuilder::new(domain, &url).ok()?.rp_name(SITE).timeout(DIALOG).build().ok()?;
        Some(Self(site))
    }

    /// Asks for a new key of somebody. `others` are those that they have, of which none is made twice.
    ///
    /// # Errors
    /// A stored key that can't be read.
    pub fn register(
        &self,
        staff: Uuid,
        user_name: &str,
        name: &str,
        others: Vec<Value>,
    ) -> Result<Challenge, PasskeyError> {
        let others = others.into_iter().map(read::<Passkey>).collect::<Result<Vec<_>, _>>()?;
        let others = others.iter().map(|other| other.cred_id().clone()).collect();
        let (options, state) = self.0.start_passkey_registration(staff, user_name, name, Some(others))?;
        Ok(Challenge { options: text(&options)?, state: written(&state)? })
    }

    /// The key that a browser has made.
    ///
    /// # Errors
    /// Inside, why it is none; outside, a state that can't be read.
    pub fn registered(&self, answer: &str, state: Value) -> Result<Result<Registered, Refusal>, PasskeyError> {
        let state: PasskeyRegistration = read(state)?;
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else {
            return Ok(Err(Refusal::Malformed));
        };
        let key = match self.0.finish_passkey_registration(&answer, &state) {
            Ok(key) => key,
            Err(error) => return Ok(Err(error.into())),
        };
        let credential = written(&key)?;
        let sign_count = counter(&credential)?;
        Ok(Ok(Registered { credential_id: key.cred_id().to_vec(), credential, sign_count }))
    }

    /// Asks for a signature by one of somebody's keys.
    ///
    /// # Errors
    /// A stored key that can't be read; none at all.
    pub fn ask(&self, keys: Vec<Value>) -> Result<Challenge, PasskeyError> {
        let keys = keys.into_iter().map(read::<Passkey>).collect::<Result<Vec<_>, _>>()?;
        let (options, state) = self.0.start_passkey_authentication(&keys)?;
        Ok(Challenge { options: text(&options)?, state: written(&state)? })
    }

    /// Whether the signature is right; `key` is the one that it says it is by, as it is stored now.
    ///
    /// # Errors
    /// Inside, why it is not; outside, a key or a state that can't be read.
    pub fn verify(&self, answer: &Answer, key: Value, state: Value) -> Result<Result<Verified, Refusal>, PasskeyError> {
        let state: PasskeyAuthentication = read(state)?;
        let mut key: Passkey = read(key)?;
        let result = match self.0.finish_passkey_authentication(&answer.0, &state) {
            Ok(result) => result,
            Err(error) => return Ok(Err(error.into())),
        };
        // the library lets less pass by its own settings; what the cabinet promises does not hang on them
        if !result.user_verified() {
            return Ok(Err(Refusal::NotVerified));
        }
        if key.update_credential(&result).is_none() {
            return Ok(Err(Refusal::NotTheirs));
        }
        Ok(Ok(Verified { credential: written(&key)?, sign_count: result.counter() }))
    }
}

/// A browser's answer, as yet believed in nothing.
#[derive(Debug)]
pub struct Answer(PublicKeyCredential);

impl Answer {
    /// `None` when it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }

    /// By which key it says it is.
    #[must_use]
    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }
}

/// Something of ours can't be used: a fault, not an answer.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// A stored key or state is not what was written, or can't be written.
    #[error("a stored passkey can't be read or written")]
    Stored,
    /// A challenge could not be made.
    #[error("no challenge could be made: {0}")]
    Challenge(Box<WebauthnError>),
}

impl From<WebauthnError> for PasskeyError {
    fn from(error: WebauthnError) -> Self {
        Self::Challenge(Box::new(error))
    }
}

fn read<T: DeserializeOwned>(stored: Value) -> Result<T, PasskeyError> {
    serde_json::from_value(stored).map_err(|_| PasskeyError::Stored)
}

fn written<T: Serialize>(value: &T) -> Result<Value, PasskeyError> {
    serde_json::to_value(value).map_err(|_| PasskeyError::Stored)
}

fn text<T: Serialize>(value: &T) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|_| PasskeyError::Stored)
}

/// The counter within what the library writes: it hands it out in no other way.
fn counter(credential: &Value) -> Result<u32, PasskeyError> {
    let counter = credential.pointer("/cred/counter").and_then(Value::as_u64);
    counter.and_then(|counter| counter.try_into().ok()).ok_or(PasskeyError::Stored)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn passkeys_need_an_address_that_browsers_trust() {
        let at = |address: &str| Site::at(&address.to_owned().try_into().unwrap()).is_some();
        for address in ["https://cabinet.example.kg", "https://cabinet.example.kg:8443", "http://localhost:3000"] {
            assert!(at(address), "{address}");
        }
        for address in ["", "http://cabinet.example.kg", "https://10.0.0.7", "http://127.0.0.1:3000", "http://[::1]"] {
            assert!(!at(address), "{address}");
        }
    }
}
