//! Series and number of a passport, cell 106 of the application: two Latin letters and seven
//! digits, always typed by hand.

use std::fmt;

use crate::keys::{error_enum, travels_as_text};
use crate::separators;

const SERIES: usize = 2;
const LENGTH: usize = 9;

error_enum! {
    /// Why a text is not a passport number.
    PassportError {
        /// Nothing but separators was typed.
        Empty = "empty",
        /// Not two letters and seven digits.
        Format = "format",
    }
}

/// A passport number, `AN1234567`. `Debug` does not show it; it is kept encrypted and is never in
/// the audit.
#[derive(Clone, PartialEq, Eq)]
pub struct Passport([u8; LENGTH]);

impl Passport {
    /// Reads what a person typed: spaces, dashes and № are ignored, small letters count as
    /// capitals, Cyrillic capitals that look like Latin ones count as those.
    ///
    /// # Errors
    /// The first [`PassportError`] that applies.
    pub fn parse(text: &str) -> Result<Self, PassportError> {
        let mut letters = text.chars().filter(|&c| c != '№' && !separators::is_separator(c)).peekable();
        if letters.peek().is_none() {
            return Err(PassportError::Empty);
        }
        let mut number = [0_u8; LENGTH];
        for (place, slot) in number.iter_mut().enumerate() {
            let c = letters.next().map(latin_capital).ok_or(PassportError::Format)?;
            let fits = if place < SERIES { c.is_ascii_uppercase() } else { c.is_ascii_digit() };
            *slot = u8::try_from(c).ok().filter(|_| fits).ok_or(PassportError::Format)?;
        }
        match letters.next() {
            None => Ok(Self(number)),
            Some(_) => Err(PassportError::Format),
        }
    }

    /// Series and number without a space: `AN1234567`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The seven digits without the series.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.as_str()[SERIES..]
    }
}

impl fmt::Debug for Passport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passport(…)")
    }
}

travels_as_text!(Passport, Passport::parse);

/// Only letters that look the same are taken for each other: Н on a Cyrillic keyboard is H, never N.
fn latin_capital(c: char) -> char {
    match c {
        'А' | 'а' => 'A',
        'В' | 'в' => 'B',
        'Е' | 'е' => 'E',
        'К' | 'к' => 'K',
        'М' | 'м' => 'M',
        'Н' | 'н' => 'H',
        'О' | 'о' => 'O',
        'Р' | 'р' => 'P',
        'С' | 'с' => 'C',
        'Т' | 'т' => 'T',
        'Х' | 'х' => 'X',
        'І' | 'і' => 'I',
        other => other.to_ascii_uppercase(),
    }
}
