//! The taxpayer's number (ИНН, ИСН): 14 decimal digits, `spec/inn.md`.
//!
//! The first digit is 1 (woman), 2 (man) or 0 (organisation); the next eight are the date of birth
//! or of state registration, DDMMYYYY; then four digits of serial and a check digit.

use std::fmt;

use time::{Date, Month};

use crate::keys::{error_enum, travels_as_text};
use crate::separators;

/// Digits in an INN; the form's counter shows `0/14`.
pub const LENGTH: usize = 14;

const EARLIEST_BIRTH_YEAR: i32 = 1900;
const EARLIEST_REGISTRATION_YEAR: i32 = 1991;

error_enum! {
    /// Why a text is not an INN.
    InnError {
        /// Nothing but separators was typed.
        Empty = "empty",
        /// Not 14 digits.
        Length = "length",
        /// Something other than the digits 0–9 of ASCII.
        NotDigits = "not_digits",
        /// The first digit is none of 0, 1, 2.
        FirstDigit = "first_digit",
        /// Digits 2–9 are no date of the calendar, in the future, or before 1900 (organisations: 1991).
        Date = "date",
        /// An organisation's INN where a person's is asked for.
        NotIndividual = "not_individual",
        /// A person's INN where an organisation's is asked for.
        NotOrganisation = "not_organisation",
    }
}

/// Whose number it is: what the first digit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// 0.
    Organisation,
    /// 1.
    Woman,
    /// 2.
    Man,
}

/// A well-formed INN. Personal data: never in a URL, a log line or the label of a metric; `Debug`
/// shows it masked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inn {
    digits: [u8; LENGTH],
    date: Date,
}

impl Inn {
    /// Reads what a person typed or pasted; spaces and dashes of every kind are ignored.
    ///
    /// # Errors
    /// The first [`InnError`] that applies; `Date` also for a date after `today` (Bishkek).
    pub fn parse(text: &str, today: Date) -> Result<Self, InnError> {
        let inn = Self::shaped(&separators::strip(text))?;
        if inn.date > today {
            return Err(InnError::Date);
        }
        Ok(inn)
    }

    /// As [`Inn::parse`], for a field that takes persons only (sole traders are persons).
    ///
    /// # Errors
    /// As [`Inn::parse`], and `NotIndividual` for the INN of an organisation.
    pub fn parse_individual(text: &str, today: Date) -> Result<Self, InnError> {
        let inn = Self::parse(text, today)?;
        if inn.is_organisation() { Err(InnError::NotIndividual) } else { Ok(inn) }
    }

    /// As [`Inn::parse`], for a field that takes organisations only.
    ///
    /// # Errors
    /// As [`Inn::parse`], and `NotOrganisation` for the INN of a person.
    pub fn parse_organisation(text: &str, today: Date) -> Result<Self, InnError> {
        let inn = Self::parse(text, today)?;
        if inn.is_organisation() { Ok(inn) } else { Err(InnError::NotOrganisation) }
    }

    /// Reads the canonical form from a row of our own database or from the wire: every rule but
    /// the one that needs to know what day it is.
    #[must_use]
    pub fn from_trusted(text: &str) -> Option<Self> {
        Self::shaped(text).ok()
    }

    /// Puts a number together, with the check digit that fits: for registers of invented people. A date before the
    /// earliest that such a number can bear counts as that; of the serial number four digits count.
    #[must_use]
    pub fn assemble(bearer: Bearer, date: Date, serial: u16) -> Self {
        let (first, earliest) = match bearer {
            Bearer::Organisation => (b'0', EARLIEST_REGISTRATION_YEAR),
            Bearer::Woman => (b'1', EARLIEST_BIRTH_YEAR),
            Bearer::Man => (b'2', EARLIEST_BIRTH_YEAR),
        };
        let date = date.max(Date::from_ordinal_date(earliest, 1).unwrap_or(date));
        let mut digits = [first; LENGTH];
        let parts = [(1..3, i32::from(date.day())), (3..5, i32::from(u8::from(date.month()))), (5..9, date.year())];
        for (places, number) in parts.into_iter().chain([(9..13, i32::from(serial))]) {
            let mut left = number;
            for place in places.rev() {
                // a remainder of ten
                digits[place] = b'0' + (left % 10) as u8;
                left /= 10;
            }
        }
        digits[LENGTH - 1] = b'0' + check_digit(&digits);
        Self { digits, date }
    }

    fn shaped(text: &str) -> Result<Self, InnError> {
        if text.is_empty() {
            return Err(InnError::Empty);
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(InnError::NotDigits);
        }
        let digits: [u8; LENGTH] = text.as_bytes().try_into().map_err(|_| InnError::Length)?;
        let earliest = match digits[0] {
            b'0' => EARLIEST_REGISTRATION_YEAR,
            b'1' | b'2' => EARLIEST_BIRTH_YEAR,
            _ => return Err(InnError::FirstDigit),
        };
        let date = date_in(&digits).filter(|date| date.year() >= earliest).ok_or(InnError::Date)?;
        Ok(Self { digits, date })
    }

    /// The 14 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits).unwrap_or_default()
    }

    /// In groups that follow the meaning, for reading aloud and comparing: `2 2907 2004 10161`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        [&text[..1], &text[1..5], &text[5..9], &text[9..]].join(" ")
    }

    /// The date of birth of a person; for an organisation the same as [`Inn::registration_date`].
    #[must_use]
    pub fn birth_date(&self) -> Date {
        self.date
    }

    /// The date of state registration of an organisation; for a person, of birth.
    #[must_use]
    pub fn registration_date(&self) -> Date {
        self.date
    }

    /// Whether the first digit says so: 0 is an organisation.
    #[must_use]
    pub fn is_organisation(&self) -> bool {
        self.digits[0] == b'0'
    }

    /// Whether the check digit does not fit. Only ever a warning: no official text publishes the
    /// rule, it was found from numbers in use.
    #[must_use]
    pub fn looks_mistyped(&self) -> bool {
        check_digit(&self.digits) != self.digits[LENGTH - 1] - b'0'
    }

    /// For logs and `Debug`: the first and the last two digits.
    #[must_use]
    pub fn masked(&self) -> String {
        let text = self.as_str();
        [&text[..1], "***********", &text[LENGTH - 2..]].concat()
    }
}

impl fmt::Debug for Inn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inn({})", self.masked())
    }
}

travels_as_text!(Inn, Inn::shaped);

/// The typed text without spaces and dashes: what the field counts (`5/14`) and what is parsed.
/// Anything else is kept, so that a letter typed by mistake is seen and refused, not dropped.
#[must_use]
pub fn normalise_digits(text: &str) -> String {
    separators::strip(text)
}

fn date_in(digits: &[u8; LENGTH]) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0_u16, |value, digit| value * 10 + u16::from(digit - b'0'))
    };
    let day = u8::try_from(number(1..3)).ok()?;
    let month = Month::try_from(u8::try_from(number(3..5)).ok()?).ok()?;
    Date::from_calendar_date(i32::from(number(5..9)), month, day).ok()
}

/// Remainder mod 11 of the weighted sum of the first 13 digits; a remainder of 10 is tried again
/// with the second row of weights, and a second 10 counts as 0.
fn check_digit(digits: &[u8; LENGTH]) -> u8 {
    const ORGANISATION: [[u8; 13]; 2] =
        [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3], [3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5]];
    const INDIVIDUAL: [[u8; 13]; 2] =
        [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]];
    let rows = if digits[0] == b'0' { ORGANISATION } else { INDIVIDUAL };
    rows.iter()
        .map(|weights| {
            let sum: u16 =
                weights.iter().zip(digits).map(|(weight, digit)| u16::from(*weight) * u16::from(digit - b'0')).sum();
            (sum % 11) as u8
        })
        .find(|remainder| *remainder < 10)
        .unwrap_or(0)
}
