//! Sealing what must be read again (passport numbers, application codes, cookies) and digesting what must only be
//! found or compared (codes, tokens, network addresses).
//!
//! Each purpose has keys of its own, derived by HMAC-SHA256 (RFC 2104), so that a value made for one purpose means
//! nothing to another. Sealing keys rotate: the first of the list seals, every one of them opens. The key of the
//! digests does not, because what was digested can't be digested anew.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::random::Random;

/// The purposes, so that a misspelt one does not compile.
pub mod purpose {
    /// Cell 106 of an application; sealed.
    pub const PASSPORT: &str = "passport";
    /// The application code; sealed and digested.
    pub const APPLICATION_CODE: &str = "application-code";
    /// The cookie that shows one application; sealed.
    pub const APPLICATION_PASS: &str = "application-pass";
    /// The cookie of who is told that their access is annulled; sealed.
    pub const ANNULMENT_PASS: &str = "annulment-pass";
    /// The token of a session; digested.
    pub const SESSION: &str = "session";
    /// The secret of an authenticator; sealed.
    pub const TOTP: &str = "totp";
    /// The token of whoever has proved a password of staff and owes the second factor; digested.
    pub const STAFF_ENTRY: &str = "staff-entry";
    /// A recovery code, with whose it is; digested.
    pub const RECOVERY_CODE: &str = "recovery-code";
    /// The token of a device that has signed in; digested.
    pub const DEVICE: &str = "device";
    /// Whom a throttle counts; digested.
    pub const THROTTLE: &str = "throttle";
    /// The token of one showing of the registration form; digested.
    pub const SUBMISSION: &str = "submission";
    /// The answer to a list of INNs, for its CSV; sealed.
    pub const CHECKED_LIST: &str = "checked-list";
    /// The passport number in the population register, with the INN; digested.
    pub const CITIZEN_PASSPORT: &str = "citizen-passport";
}

const KEY: usize = 32;
const NONCE: usize = 24;

type Key = Zeroizing<[u8; KEY]>;

/// The keys of this installation. Cheap to clone.
#[derive(Clone)]
pub struct Secrets(Arc<Keys>);

struct Keys {
    /// Never empty; the first seals.
    sealing: Vec<SealingKey>,
    lookup: Key,
    random: Arc<dyn Random>,
}

struct SealingKey {
    id: u8,
    key: Key,
}

/// Why keys or a sealed value can't be used. None of these carries the value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SecretsError {
    /// `secrets.keys` is empty.
    #[error("there is no sealing key")]
    NoKey,
    /// An entry of `secrets.keys` is not `id:base64`, with an id from 1 to 255 and 32 bytes, or its id appears twice.
    #[error("sealing key number {0} is not <id 1-255>:<base64 of 32 bytes> with an id of its own")]
    SealingKey(usize),
    /// `secrets.lookup_key` is not the base64 of 32 bytes.
    #[error("the look-up key is not the base64 of 32 bytes")]
    LookupKey,
    /// The value was changed, made for another purpose, or sealed with a key that is not in the list any more.
    #[error("the sealed value cannot be opened")]
    Broken,
    /// Longer than the cipher can seal (256 GiB).
    #[error("the value is too long to be sealed")]
    TooLong,
}

impl Secrets {
    /// Takes the keys from the configuration: `keys` as `id:base64(32 bytes)`, `lookup_key` as base64 (32 bytes).
    ///
    /// # Errors
    /// The first [`SecretsError`] about the keys that applies.
    pub fn new(keys: &[impl AsRef<str>], lookup_key: &str, random: Arc<dyn Random>) -> Result<Self, SecretsError> {
        let mut sealing: Vec<SealingKey> = Vec::with_capacity(keys.len());
        for (place, text) in keys.iter().enumerate() {
            let key = sealing_key(text.as_ref())
                .filter(|key| sealing.iter().all(|other| other.id != key.id))
                .ok_or(SecretsError::SealingKey(place + 1))?;
            sealing.push(key);
        }
        if sealing.is_empty() {
            return Err(SecretsError::NoKey);
        }
        let lookup = decode_key(lookup_key).ok_or(SecretsError::LookupKey)?;
        Ok(Self(Arc::new(Keys { sealing, lookup, random })))
    }

    /// Encrypts and authenticates (XChaCha20-Poly1305): id of the key, 24 bytes of random nonce, cipher text, tag. The
    /// purpose is authenticated along.
    ///
    /// # Errors
    /// `NoKey` and `TooLong`, neither of which can happen to the values of this server.
    pub fn seal(&self, purpose: &'static str, plain: &[u8]) -> Result<Vec<u8>, SecretsError> {
        let first = self.0.sealing.first().ok_or(SecretsError::NoKey)?;
        let mut nonce = [0_u8; NONCE];
        self.0.random.fill(&mut nonce);
        let cipher = cipher(&first.key, purpose);
        let text = cipher
            .encrypt(&nonce.into(), Payload { msg: plain, aad: purpose.as_bytes() })
            .map_err(|_| SecretsError::TooLong)?;
        let mut sealed = Vec::with_capacity(1 + NONCE + text.len());
        sealed.push(first.id);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&text);
        Ok(sealed)
    }

    /// Opens what [`Secrets::seal`] made for the same purpose, with whichever key it was.
    ///
    /// # Errors
    /// `Broken`, without telling which of its reasons.
    pub fn open(&self, purpose: &'static str, sealed: &[u8]) -> Result<Vec<u8>, SecretsError> {
        let (id, rest) = sealed.split_first().ok_or(SecretsError::Broken)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or(SecretsError::Broken)?;
        let key = self.0.sealing.iter().find(|key| key.id == *id).ok_or(SecretsError::Broken)?;
        cipher(&key.key, purpose)
            .decrypt(nonce.into(), Payload { msg: text, aad: purpose.as_bytes() })
            .map_err(|_| SecretsError::Broken)
    }

    /// As [`Secrets::open`], for what was text.
    ///
    /// # Errors
    /// `Broken`.
    pub fn open_text(&self, purpose: &'static str, sealed: &[u8]) -> Result<String, SecretsError> {
        String::from_utf8(self.open(purpose, sealed)?).map_err(|_| SecretsError::Broken)
    }

    /// The keyed digest (HMAC-SHA256) by which a value is found without being stored.
    #[must_use]
    pub fn digest(&self, purpose: &'static str, value: &[u8]) -> [u8; 32] {
        self.digesting(purpose, value).finalize().into_bytes().into()
    }

    /// Whether the digest belongs to the value; takes the same time wherever they differ.
    #[must_use]
    pub fn matches(&self, purpose: &'static str, value: &[u8], digest: &[u8]) -> bool {
        self.digesting(purpose, value).verify_slice(digest).is_ok()
    }

    fn digesting(&self, purpose: &'static str, value: &[u8]) -> Hmac<Sha256> {
        let mut mac = hmac(&derived(&self.0.lookup, "digest", purpose));
        mac.update(value);
        mac
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

fn sealing_key(text: &str) -> Option<SealingKey> {
    let (id, key) = text.trim().split_once(':')?;
    Some(SealingKey { id: id.parse().ok().filter(|id| *id > 0)?, key: decode_key(key)? })
}

fn decode_key(text: &str) -> Option<Key> {
    let bytes = Zeroizing::new(STANDARD.decode(text.trim()).ok()?);
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

fn cipher(key: &Key, purpose: &str) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*derived(key, "seal", purpose)).into())
}

fn derived(key: &Key, use_of_it: &str, purpose: &str) -> Key {
    let mut mac = hmac(key);
    mac.update(use_of_it.as_bytes());
    mac.update(b"/");
    mac.update(purpose.as_bytes());
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// RFC 2104: a key shorter than the block of the hash is filled up with zeros.
fn hmac(key: &Key) -> Hmac<Sha256> {
    let mut block = Zeroizing::new([0_u8; 64]);
    block[..KEY].copy_from_slice(&**key);
    Hmac::new((&*block).into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::random::SeededRandom;

    fn key(fill: u8) -> String {
        STANDARD.encode([fill; KEY])
    }

    fn secrets(keys: &[&str]) -> Result<Secrets, SecretsError> {
        Secrets::new(keys, &key(9), Arc::new(SeededRandom::new(1)))
    }

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let secrets = secrets(&[&format!("1:{}", key(1))]).unwrap();
        let sealed = secrets.seal(purpose::PASSPORT, b"AN1234567").unwrap();
        assert_eq!(secrets.open(purpose::PASSPORT, &sealed).unwrap(), b"AN1234567");
        assert_ne!(sealed, secrets.seal(purpose::PASSPORT, b"AN1234567").unwrap());
        assert_eq!(secrets.open(purpose::SESSION, &sealed), Err(SecretsError::Broken));
        for place in 0..sealed.len() {
            let mut broken = sealed.clone();
            broken[place] ^= 1;
            assert_eq!(secrets.open(purpose::PASSPORT, &broken), Err(SecretsError::Broken));
            assert_eq!(secrets.open(purpose::PASSPORT, &sealed[..place]), Err(SecretsError::Broken));
        }
    }

    #[test]
    fn a_new_first_key_seals_and_the_old_one_still_opens() {
        let old = format!("1:{}", key(1));
        let new = format!("2:{}", key(2));
        let before = secrets(&[&old]).unwrap();
        let after = secrets(&[&new, &old]).unwrap();
        let sealed = before.seal(purpose::PASSPORT, b"x").unwrap();
        assert_eq!(after.open(purpose::PASSPORT, &sealed).unwrap(), b"x");
        assert_eq!(
            before.open(purpose::PASSPORT, &after.seal(purpose::PASSPORT, b"x").unwrap()),
            Err(SecretsError::Broken)
        );
        assert_eq!(before.digest(purpose::SESSION, b"x"), after.digest(purpose::SESSION, b"x"));
    }

    #[test]
    fn digests_differ_by_purpose_and_value_and_are_verified() {
        let secrets = secrets(&[&format!("1:{}", key(1))]).unwrap();
        let digest = secrets.digest(purpose::SESSION, b"token");
        assert_ne!(digest, secrets.digest(purpose::DEVICE, b"token"));
        assert_ne!(digest, secrets.digest(purpose::SESSION, b"tokem"));
        assert!(secrets.matches(purpose::SESSION, b"token", &digest));
        assert!(!secrets.matches(purpose::SESSION, b"tokem", &digest));
        assert!(!secrets.matches(purpose::SESSION, b"token", &digest[..31]));
    }

    #[test]
    fn says_which_key_is_wrong() {
        let good = format!("1:{}", key(1));
        assert_eq!(secrets(&[]).err(), Some(SecretsError::NoKey));
        for wrong in ["", "1", "0:AA==", &format!("256:{}", key(1)), "2:AA==", &good] {
            assert_eq!(secrets(&[&good, wrong]).err(), Some(SecretsError::SealingKey(2)), "{wrong}");
        }
        let lookup = Secrets::new(&[good], "short", Arc::new(SeededRandom::new(1)));
        assert_eq!(lookup.err(), Some(SecretsError::LookupKey));
    }
}
