//! The application code: what the holder of an application keeps, `K7QM-39XT-2VHP-4T`
//! (`spec/access.md`). 13 characters of Crockford's base32 carry 65 random bits; the 14th checks
//! them, so that a mistyped code is told apart before anything is looked up.

use std::fmt;

use crate::keys::{error_enum, travels_as_text};
use crate::separators;

/// Characters in a code, without the dashes between groups.
pub const LENGTH: usize = 14;

/// Random bits in a code.
pub const BITS: u32 = 65;

/// Crockford's: the figures and the letters without I, L, O and U.
pub(crate) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

error_enum! {
    /// Why a text is not an application code.
    ApplicationCodeError {
        /// Nothing but separators was typed.
        Empty = "empty",
        /// Not 14 characters.
        Length = "length",
        /// A character that no code has (letters U, Cyrillic, signs).
        Character = "character",
        /// The check character does not fit: one is wrong or two have changed places.
        Check = "check",
    }
}

/// An application code whose check character fits. It opens an application together with the INN,
/// so `Debug` does not show it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApplicationCode([u8; LENGTH]);

impl ApplicationCode {
    /// The code of the low 65 bits; the caller brings the randomness.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        let mut values = [0_u8; LENGTH];
        for (place, value) in values[..LENGTH - 1].iter_mut().rev().enumerate() {
            *value = (bits >> (5 * place) & 31) as u8;
        }
        values[LENGTH - 1] = weighted_sum(&values);
        Self(values.map(|value| ALPHABET[usize::from(value)]))
    }

    /// Reads what a person typed or a scanner read: small letters count as capitals, O as 0, I and
    /// L as 1; spaces and dashes of every kind are ignored.
    ///
    /// # Errors
    /// The first [`ApplicationCodeError`] that applies.
    pub fn parse(text: &str) -> Result<Self, ApplicationCodeError> {
        let mut values = [0_u8; LENGTH];
        let mut count = 0;
        for c in text.chars().filter(|&c| !separators::is_separator(c)) {
            let value = value_of(c).ok_or(ApplicationCodeError::Character)?;
            if let Some(place) = values.get_mut(count) {
                *place = value;
            }
            count += 1;
        }
        match count {
            0 => Err(ApplicationCodeError::Empty),
            LENGTH if weighted_sum(&values) == 0 => Ok(Self(values.map(|value| ALPHABET[usize::from(value)]))),
            LENGTH => Err(ApplicationCodeError::Check),
            _ => Err(ApplicationCodeError::Length),
        }
    }

    /// The 14 characters without dashes, capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// As shown and printed: `K7QM-39XT-2VHP-4T`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        [&text[..4], &text[4..8], &text[8..12], &text[12..]].join("-")
    }
}

impl fmt::Debug for ApplicationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApplicationCode(…)")
    }
}

travels_as_text!(ApplicationCode, ApplicationCode::parse);

/// What a character that was typed stands for, 0 to 31.
pub(crate) fn value_of(c: char) -> Option<u8> {
    let letter = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let byte = u8::try_from(letter).ok()?;
    ALPHABET.iter().position(|known| *known == byte).and_then(|value| u8::try_from(value).ok())
}

/// The sum in GF(32) of the characters, each times α to the power of its distance from the end; the
/// check character, whose weight is 1, makes it 0. The powers are all different and none is 0, so
/// a wrong character or a swap of any two unequal ones cannot leave the sum at 0.
fn weighted_sum(values: &[u8; LENGTH]) -> u8 {
    values.iter().fold(0, |sum, value| times_alpha(sum) ^ value)
}

/// Multiplication by the primitive element α = x of GF(2)[x] / (x⁵ + x² + 1).
fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}
