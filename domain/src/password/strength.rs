//! How hard a password is to guess, for the meter beside the field. Advice only: what is refused,
//! is refused by the rules.
//!
//! An estimate in tenths of a bit, without word lists, which would be too large for the browser:
//! letters that read like a word are cheap, what was there before or goes on by itself is nearly
//! free, and only then does length count. Its figures are rounded from English and Russian text.

use super::{MINIMUM, common, nfkc, runs};
use crate::keys::keyed_enum;

keyed_enum! {
    /// The four steps of the meter.
    Strength {
        /// Guessed at once.
        Weak = "weak",
        /// Resists somebody who tries by hand.
        Fair = "fair",
        /// Resists a patient attack on the page.
        Good = "good",
        /// Resists an attack on a stolen hash.
        Strong = "strong",
    }
}

/// The first letter of a word.
const FIRST_LETTER: u32 = 47;
/// A vowel after a consonant or the other way round, as in words.
const LETTER_IN_TURN: u32 = 18;
/// A letter after one of its own kind.
const LETTER_OUT_OF_TURN: u32 = 34;
/// A capital, or a small letter after one, inside a word.
const CHANGE_OF_CASE: u32 = 12;
const DIGIT: u32 = 33;
/// The first two digits of a year, no more than the first alone, and each that follows.
const CENTURY: u32 = DIGIT;
const DIGIT_OF_YEAR: u32 = 25;
const SIGN: u32 = 50;
const SPACE: u32 = 10;
/// Where letters meet digits, digits signs: it is a choice to change there.
const CHANGE_OF_KIND: u32 = 10;
/// The most that a word everybody tries is worth.
const KNOWN_WORD: u32 = 100;
/// The most that a piece is worth that stood there before, its beginning included.
const REPEATED: u32 = 8;

/// Weighs the password piece by piece. What is common or too short is weak.
#[must_use]
pub fn strength(text: &str) -> Strength {
    let text = nfkc::normalised(text);
    if text.chars().count() < MINIMUM || common::is_common(&text) {
        return Strength::Weak;
    }
    match tenths_of_bits(&text) {
        0..250 => Strength::Weak,
        250..360 => Strength::Fair,
        360..550 => Strength::Good,
        _ => Strength::Strong,
    }
}

fn tenths_of_bits(text: &str) -> u32 {
    let kept = without_tails_of_runs(text);
    let pieces: Vec<&[char]> = kept.chunk_by(|a, b| Kind::of(*a) == Kind::of(*b)).collect();
    let folded: Vec<String> =
        pieces.iter().map(|piece| piece.iter().flat_map(|c| c.to_lowercase()).collect()).collect();
    pieces.iter().enumerate().fold(0, |sum: u32, (place, piece)| {
        let repeated = folded[..place].iter().any(|earlier| earlier.starts_with(&folded[place]));
        let change = if place == 0 { 0 } else { CHANGE_OF_KIND };
        let worth = worth(piece, &folded[place]).saturating_add(change);
        sum.saturating_add(if repeated { worth.min(REPEATED) } else { worth })
    })
}

/// Of `abcdef`, `aaaaaa` and `qwerty` the first two characters: who knows these knows the rest.
fn without_tails_of_runs(text: &str) -> Vec<char> {
    let characters: Vec<char> = text.chars().collect();
    let small: String = characters.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let mut kept = Vec::with_capacity(characters.len());
    let mut start = 0;
    for length in runs::lengths(&small) {
        kept.extend_from_slice(&characters[start..start + length.min(2)]);
        start += length;
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            c if c.is_alphabetic() => Self::Letter,
            c if c.is_numeric() => Self::Digit,
            _ => Self::Sign,
        }
    }
}

fn worth(piece: &[char], folded: &str) -> u32 {
    let each = match Kind::of(piece[0]) {
        Kind::Letter if common::begins_word(folded) => return letters(piece).min(KNOWN_WORD),
        Kind::Letter => return letters(piece),
        Kind::Digit if is_year(folded) => return piece[2..].iter().fold(CENTURY, |sum, _| sum + DIGIT_OF_YEAR),
        Kind::Digit => |_: &char| DIGIT,
        Kind::Sign => |c: &char| if *c == ' ' { SPACE } else { SIGN },
    };
    piece.iter().map(each).fold(0, u32::saturating_add)
}

fn is_year(digits: &str) -> bool {
    (2..=4).contains(&digits.len()) && (digits.starts_with("19") || digits.starts_with("20"))
}

fn letters(word: &[char]) -> u32 {
    word.windows(2).fold(FIRST_LETTER, |sum, pair| {
        let turn = if is_vowel(pair[0]) == is_vowel(pair[1]) { LETTER_OUT_OF_TURN } else { LETTER_IN_TURN };
        let case = if pair[0].is_uppercase() == pair[1].is_uppercase() { 0 } else { CHANGE_OF_CASE };
        sum.saturating_add(turn + case)
    })
}

fn is_vowel(c: char) -> bool {
    c.to_lowercase().next().is_some_and(|c| "aeiouyаеёиоуыэюяүө".contains(c))
}
