//! The login: 17 digits that the system generates at the grant, never chosen by anybody
//! (`spec/access.md`, "Login"). The INN, two digits that tell the logins of one INN apart, and a
//! check digit, so that a mistyped login is noticed before any password is tried.

use std::fmt;

use crate::inn::{self, Inn};
use crate::keys::{error_enum, travels_as_text};
use crate::separators;

/// Digits in a login.
pub const LENGTH: usize = 17;

error_enum! {
    /// Why a text is not a login.
    LoginError {
        /// Nothing but separators was typed.
        Empty = "empty",
        /// Not 17 digits.
        Length = "length",
        /// Something other than the digits 0–9 of ASCII.
        NotDigits = "not_digits",
        /// The check digit does not fit: a digit is wrong or two have changed places.
        CheckDigit = "check_digit",
    }
}

/// A login whose check digit fits. An identifier, not a secret; but it holds an INN, so `Debug`
/// shows it masked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login([u8; LENGTH]);

impl Login {
    /// The login of this INN with these two distinguishing digits (0–99; of a greater number the
    /// last two count).
    #[must_use]
    pub fn issue(inn: Inn, two_digits: u8) -> Self {
        let mut digits = [b'0'; LENGTH];
        digits[..inn::LENGTH].copy_from_slice(inn.as_str().as_bytes());
        digits[LENGTH - 3] += two_digits / 10 % 10;
        digits[LENGTH - 2] += two_digits % 10;
        digits[LENGTH - 1] += damm(&digits[..LENGTH - 1]);
        Self(digits)
    }

    /// Reads what a person typed or pasted; spaces and dashes of every kind are ignored.
    ///
    /// # Errors
    /// The first [`LoginError`] that applies.
    pub fn parse(text: &str) -> Result<Self, LoginError> {
        let text = separators::strip(text);
        if text.is_empty() {
            return Err(LoginError::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(LoginError::NotDigits);
        }
        let digits: [u8; LENGTH] = text.as_bytes().try_into().map_err(|_| LoginError::Length)?;
        if damm(&digits) == 0 { Ok(Self(digits)) } else { Err(LoginError::CheckDigit) }
    }

    /// The first 14 digits: the INN this login was issued for.
    #[must_use]
    pub fn inn_part(&self) -> &str {
        &self.as_str()[..inn::LENGTH]
    }

    /// The 17 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// In the INN's groups and the three own digits, as on the Decision: `2 2907 2004 10161 427`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        [&text[..1], &text[1..5], &text[5..9], &text[9..inn::LENGTH], &text[inn::LENGTH..]].join(" ")
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.as_str();
        write!(f, "Login({}*************{})", &text[..1], &text[inn::LENGTH..])
    }
}

travels_as_text!(Login, Login::parse);

/// H. M. Damm's scheme ("Total anti-symmetrische Quasigruppen", Marburg 2004): a walk through a
/// weakly totally anti-symmetric quasigroup of order 10. Catches every wrong digit and every swap
/// of neighbours. Over a number that ends in its own check digit the result is 0.
fn damm(digits: &[u8]) -> u8 {
    const QUASIGROUP: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits.iter().fold(0, |row, digit| QUASIGROUP[usize::from(row)][usize::from(digit - b'0')])
}
