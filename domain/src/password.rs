//! The password and its rules (`spec/registration.md`, "Password"; NIST SP 800-63B-4): any
//! characters, no rules of composition, but nothing that is common or known about the person.

mod common;
mod nfkc;
mod personal;
mod runs;
mod strength;

use std::fmt;

use zeroize::Zeroizing;

use crate::keys::error_enum;

pub use personal::PersonalWords;
pub use strength::{Strength, strength};

/// Fewest characters of a taxpayer's password, after normalisation.
pub const MINIMUM: usize = 8;

/// Fewest characters of the password of staff.
pub const STAFF_MINIMUM: usize = 15;

/// Most characters of any password, after normalisation.
pub const MAXIMUM: usize = 128;

/// Most bytes that are read of a typed password before normalisation. NFKC shortens a text to no
/// less than a quarter, so whatever is longer is also longer than [`MAXIMUM`] characters.
const READ_BYTES: usize = 4096;

/// Most bytes of a typed password that are hashed; a chosen one has at most 512.
const TYPED_BYTES: usize = 1024;

error_enum! {
    /// Why a password is not taken.
    PasswordError {
        /// Nothing was typed.
        Empty = "empty",
        /// Fewer characters than the minimum.
        TooShort = "too_short",
        /// More than 128 characters.
        TooLong = "too_long",
        /// Among the passwords everybody tries first, or a run of keys, digits or one character.
        Common = "common",
        /// Is or contains the INN.
        ContainsInn = "contains_inn",
        /// Is or contains the login.
        ContainsLogin = "contains_login",
        /// Is or contains the passport number.
        ContainsPassport = "contains_passport",
        /// Contains a part of the name, also in Latin letters or typed in the other layout.
        ContainsName = "contains_name",
        /// Contains the date of birth.
        ContainsBirthDate = "contains_birth_date",
        /// The repetition differs.
        NotMatching = "not_matching",
    }
}

/// A password in clear, normalised to NFKC. It is overwritten when dropped, never serialised, and
/// `Debug` does not show it. Not comparable on purpose: verification compares hashes.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes a new password if it keeps the rules. `minimum` is [`MINIMUM`] or [`STAFF_MINIMUM`].
    ///
    /// # Errors
    /// The first [`PasswordError`] that applies; length first, then what is known about the
    /// person, then what everybody tries.
    pub fn choose(text: &str, personal: &PersonalWords, minimum: usize) -> Result<Self, PasswordError> {
        if text.is_empty() {
            return Err(PasswordError::Empty);
        }
        if text.len() > READ_BYTES {
            return Err(PasswordError::TooLong);
        }
        let password = nfkc::normalised(text);
        match password.chars().count() {
            count if count < minimum => return Err(PasswordError::TooShort),
            count if count > MAXIMUM => return Err(PasswordError::TooLong),
            _ => {}
        }
        personal.refuse_in(&password)?;
        if common::is_common(&password) {
            return Err(PasswordError::Common);
        }
        Ok(Self(password))
    }

    /// Takes what somebody typed to be verified against a hash: normalised in the same way, no
    /// rule applied, cut at 1024 bytes, which no chosen password reaches.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let mut password = nfkc::normalised(cut(text, READ_BYTES));
        let end = cut(&password, TYPED_BYTES).len();
        password.truncate(end);
        Self(password)
    }

    /// Whether the field «Повторите пароль» holds the same.
    ///
    /// # Errors
    /// `NotMatching` if it does not.
    pub fn matches(&self, repeated: &str) -> Result<(), PasswordError> {
        if *Self::typed(repeated).0 == *self.0 { Ok(()) } else { Err(PasswordError::NotMatching) }
    }

    /// The clear text, for hashing and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
