//! A password as those read it who know its owner: in either layout, forwards and backwards, with
//! separators left out, with signs taken for the letters they look like.

use zeroize::Zeroizing;

use super::{presses, transliteration};
use crate::separators;

/// Shorter words stand in other words too often to be refused there.
const SHORTEST_WORD: usize = 4;

/// Fewest letters of a word that is refused where it is all the letters there are.
const SHORTEST_WHOLE_WORD: usize = 2;

/// One password in all its readings. Each is a row of keys of the Latin layout, and so is whatever
/// is looked for: what was typed in which layout then makes no difference.
pub(super) struct Readings {
    /// Forwards and backwards, plain and with signs read as letters.
    keys: [Zeroizing<String>; 4],
    /// Forwards and backwards without separators.
    bare: [Zeroizing<String>; 2],
    /// Its letters alone.
    letters: Zeroizing<String>,
}

impl Readings {
    /// Of a normalised password.
    pub(super) fn of(password: &str) -> Self {
        let keys = presses(password);
        let letters = Zeroizing::new(password.chars().filter(|c| c.is_alphabetic()).collect::<String>());
        let plain = Zeroizing::new(keys.chars().map(letter_of_sign).collect::<String>());
        let bare = Zeroizing::new(without_separators(&keys));
        Self {
            letters: presses(&letters),
            bare: [backwards(&bare), bare],
            keys: [backwards(&keys), backwards(&plain), keys, plain],
        }
    }

    /// Whether a row of digits, or of letters and digits, stands in it, separators left out.
    pub(super) fn hold(&self, text: &str) -> bool {
        let wanted = without_separators(&presses(text));
        !wanted.is_empty() && self.bare.iter().any(|bare| bare.contains(&wanted))
    }

    /// Whether a day and a month in letters stand in it: `29июл`, but not in `129июл`.
    pub(super) fn hold_date(&self, day_and_month: &str) -> bool {
        let wanted = without_separators(&presses(day_and_month));
        self.bare.iter().any(|bare| {
            bare.match_indices(&wanted).any(|(place, _)| !bare[..place].ends_with(|c: char| c.is_ascii_digit()))
        })
    }

    /// Whether a word of small letters stands in it, also in Latin letters. A word of two or three
    /// letters, like Ли or Цой, is found where no other letter stands.
    pub(super) fn hold_word(&self, word: &str) -> bool {
        let [common, passport] = transliteration::in_latin_letters(word);
        [word, &common, &passport].into_iter().any(|form| {
            let wanted = presses(form);
            match form.chars().count() {
                0..SHORTEST_WHOLE_WORD => false,
                SHORTEST_WHOLE_WORD..SHORTEST_WORD => *self.letters == *wanted,
                _ => self.keys.iter().any(|keys| keys.contains(wanted.as_str())),
            }
        })
    }
}

fn backwards(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.chars().rev().collect())
}

/// 22.11.2026, 22/11/2026 and 22-11-2026 become 22112026, so one spelling finds them all.
fn without_separators(text: &str) -> String {
    text.chars().filter(|&c| !separators::is_separator(c) && !matches!(c, '.' | '/' | ',' | '_')).collect()
}

/// What people put for a letter that looks like it.
fn letter_of_sign(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}
