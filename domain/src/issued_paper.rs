//! A paper that was issued, and the mark printed on it by which anybody can have that confirmed: 16 characters of
//! Crockford's base32, 80 random bits. The mark says nothing about whom the paper is for and can't be guessed.

use std::fmt;

use crate::application_code::{ALPHABET, value_of};
use crate::keys::keyed_enum;
use crate::separators;

/// Characters in a mark, without the dashes between groups.
pub const LENGTH: usize = 16;

/// Random bits in a mark.
pub const BITS: u32 = 80;

keyed_enum! {
    /// The papers that an office issues; their public page names the kind and nothing of what it says.
    PaperKind {
        /// An application for access with its acceptance mark (regulation, paragraph 7).
        Application = "application",
        /// An application to annul access with its acceptance mark (paragraph 19).
        AnnulmentApplication = "annulment_application",
        /// The decision that gives access (paragraphs 8 to 15).
        Grant = "grant",
        /// The decision that refuses (paragraph 9).
        Refusal = "refusal",
        /// The note that access is annulled (paragraphs 20 and 21).
        AnnulmentNote = "annulment_note",
        /// The card with login and primary password.
        RegistrationCard = "registration_card",
    }
}

/// The mark of one paper. `Debug` does not show it: whoever has it can see when and where the paper was issued.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PaperMark([u8; LENGTH]);

impl PaperMark {
    /// The mark of the low 80 bits; the caller brings the randomness.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        let mut mark = [ALPHABET[0]; LENGTH];
        for (place, character) in mark.iter_mut().rev().enumerate() {
            *character = ALPHABET[(bits >> (5 * place) & 31) as usize];
        }
        Self(mark)
    }

    /// Reads what a person typed or an address holds: small letters count as capitals, O as 0, I and L as 1; spaces and
    /// dashes of every kind are ignored. `None` for what can't be a mark, which is answered like one that no paper has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut mark = [ALPHABET[0]; LENGTH];
        let mut typed = text.chars().filter(|&c| !separators::is_separator(c));
        for character in &mut mark {
            *character = ALPHABET[usize::from(value_of(typed.next()?)?)];
        }
        typed.next().is_none().then_some(Self(mark))
    }

    /// The 16 characters without dashes, capitals: as it stands in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// As printed: `K7QM-39XT-2VHP-4TAB`.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        [&text[..4], &text[4..8], &text[8..12], &text[12..]].join("-")
    }
}

impl fmt::Debug for PaperMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperMark(…)")
    }
}
