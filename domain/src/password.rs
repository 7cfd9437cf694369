//! The password and its rules (`spec/registration.md`, "Password"; NIST SP 800-63B-4): any
//! characters, no rules of composition, but nothing that is common or known about the person.

mod birth_date;
mod common;
mod nfkc;
mod personal;
mod readings;
mod runs;
mod strength;
mod transliteration;

use std::fmt;

use zeroize::Zeroizing;

use crate::keyboard;
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
        /// Fewer than the 8 characters of a taxpayer's password.
        TooShort = "too_short",
        /// Fewer than the 15 characters of the password of staff.
        TooShortForStaff = "too_short_for_staff",
        /// More than 128 characters.
        TooLong = "too_long",
        /// Among the passwords everybody tries first, a word of the dictionary, or a run of keys,
        /// digits or one character.
        Common = "common",
        /// Is or contains the INN.
        ContainsInn = "contains_inn",
        /// Is or contains the login or, of staff, the user name.
        ContainsLogin = "contains_login",
        /// Is or contains the passport number.
        ContainsPassport = "contains_passport",
        /// Contains a part of the name, also in Latin letters, in the other layout or backwards.
        ContainsName = "contains_name",
        /// Contains the date of birth.
        ContainsBirthDate = "contains_birth_date",
        /// Contains what stands before the @ of the e-mail address.
        ContainsEmail = "contains_email",
        /// Contains the telephone number.
        ContainsPhone = "contains_phone",
        /// The repetition differs.
        NotMatching = "not_matching",
    }
}

/// A password in clear, normalised to NFKC. It is overwritten when dropped, never serialised, and
/// `Debug` does not show it. Not comparable on purpose: verification compares hashes.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Takes a new password if it keeps the rules that need no long list: the verdict of the
    /// browser. `minimum` is [`MINIMUM`] or [`STAFF_MINIMUM`].
    ///
    /// # Errors
    /// The first [`PasswordError`] that applies; length first, then what is known about the
    /// person, then what everybody tries.
    pub fn choose(text: &str, personal: &PersonalWords, minimum: usize) -> Result<Self, PasswordError> {
        Self::choose_unlisted(text, personal, minimum, |_| false)
    }

    /// Takes a new password if it keeps every rule. `is_listed` says whether a password, given as
    /// its [`key_presses`], is on the list of the common ones, which only the server has.
    ///
    /// # Errors
    /// As [`choose`](Self::choose); a listed one is `Common`.
    pub fn choose_unlisted(
        text: &str,
        personal: &PersonalWords,
        minimum: usize,
        is_listed: impl Fn(&str) -> bool,
    ) -> Result<Self, PasswordError> {
        if text.is_empty() {
            return Err(PasswordError::Empty);
        }
        if text.len() > READ_BYTES {
            return Err(PasswordError::TooLong);
        }
        let password = nfkc::normalised(text);
        match password.chars().count() {
            count if count < minimum => return Err(too_short(minimum)),
            count if count > MAXIMUM => return Err(PasswordError::TooLong),
            _ => {}
        }
        personal.refuse_in(&password)?;
        if common::is_common(&password) || is_listed(&presses(&password)) {
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

/// The keys of the Latin layout that are pressed to type a text, without capitals: `Пароль` and
/// `gfhjkm` are one password, typed in the one layout or the other. ё is е, and ң, ө, ү are the
/// keys they share with н, о, у: nobody has to know which layout somebody had on.
///
/// The form in which passwords are looked for in lists.
#[must_use]
pub fn key_presses(text: &str) -> Zeroizing<String> {
    presses(&nfkc::normalised(text))
}

fn presses(normalised: &str) -> Zeroizing<String> {
    let keys = Zeroizing::new(keyboard::to_latin(normalised));
    Zeroizing::new(keys.chars().map(key_without_shift).collect())
}

/// Signs that are capital letters of the Cyrillic layout, and the key of ё for that of е.
fn key_without_shift(c: char) -> char {
    match c {
        '{' => '[',
        '}' => ']',
        ':' => ';',
        '"' => '\'',
        '<' => ',',
        '>' => '.',
        '`' | '~' => 't',
        other => other,
    }
}

fn too_short(minimum: usize) -> PasswordError {
    if minimum > MINIMUM { PasswordError::TooShortForStaff } else { PasswordError::TooShort }
}

fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
