//! Telephone numbers in the international form of ITU-T E.164.

use std::fmt;

use crate::keys::{error_enum, travels_as_text};
use crate::separators;

const COUNTRY: &str = "996";
const NATIONAL_DIGITS: usize = 9;

error_enum! {
    /// Why a text is not a telephone number.
    PhoneError {
        /// Nothing but separators was typed.
        Empty = "empty",
        /// Neither a number of Kyrgyzstan nor + and 8–15 digits.
        Format = "format",
    }
}

/// A telephone number, `+996700123456`. Personal data: `Debug` shows the last two digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads `0700 123456`, `996 700 123456`, `+996 (700) 12-34-56` or another country's number
    /// with its +.
    ///
    /// # Errors
    /// The first [`PhoneError`] that applies.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text: String =
            text.chars().filter(|&c| !separators::is_separator(c) && !matches!(c, '(' | ')' | '.')).collect();
        if text.is_empty() {
            return Err(PhoneError::Empty);
        }
        let (international, digits) = match text.strip_prefix('+') {
            Some(digits) => (true, digits),
            None => (false, text.as_str()),
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneError::Format);
        }
        let national = match (digits.strip_prefix(COUNTRY), international) {
            (Some(national), _) => national,
            (None, true) => return foreign(digits),
            (None, false) => digits.strip_prefix('0').ok_or(PhoneError::Format)?,
        };
        if national.len() != NATIONAL_DIGITS || national.starts_with('0') {
            return Err(PhoneError::Format);
        }
        Ok(Self(["+", COUNTRY, national].concat()))
    }

    /// E.164: + and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For reading: `+996 700 123 456`; a foreign number as it is.
    #[must_use]
    pub fn pretty(&self) -> String {
        match self.0.strip_prefix("+996") {
            Some(national) => ["+996", &national[..3], &national[3..6], &national[6..]].join(" "),
            None => self.0.clone(),
        }
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", &self.0[self.0.len() - 2..])
    }
}

travels_as_text!(Phone, Phone::parse);

fn foreign(digits: &str) -> Result<Phone, PhoneError> {
    if (8..=15).contains(&digits.len()) && !digits.starts_with('0') {
        Ok(Phone(["+", digits].concat()))
    } else {
        Err(PhoneError::Format)
    }
}
