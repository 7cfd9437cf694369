//! How hard a password is to guess, for the meter beside the field. Advice only: what is refused,
//! is refused by the rules.

use super::{MINIMUM, common, runs};
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

/// Weighs the characters that are not the continuation of a run by the size of the set they are
/// drawn from, in tenths of a bit. What is common or too short is weak.
#[must_use]
pub fn strength(text: &str) -> Strength {
    let folded = text.to_lowercase();
    if text.chars().count() < MINIMUM || common::is_common(text) {
        return Strength::Weak;
    }
    let characters: usize = runs::lengths(&folded).iter().map(|length| (*length).min(2)).sum();
    match characters * tenths_of_a_bit_each(text) {
        0..400 => Strength::Weak,
        400..550 => Strength::Fair,
        550..750 => Strength::Good,
        _ => Strength::Strong,
    }
}

/// Ten times the binary logarithm of the number of characters the password seems drawn from.
fn tenths_of_a_bit_each(text: &str) -> usize {
    let has = |class: fn(char) -> bool| usize::from(text.contains(class));
    let pool = 10 * has(|c| c.is_numeric())
        + 26 * has(|c| c.is_ascii_lowercase())
        + 26 * has(|c| c.is_ascii_uppercase())
        + 32 * has(|c| !c.is_ascii() && c.is_lowercase())
        + 32 * has(|c| !c.is_ascii() && c.is_uppercase())
        + 20 * has(|c| !c.is_alphanumeric());
    match pool {
        0..=10 => 33,
        11..=26 => 47,
        27..=36 => 50,
        37..=52 => 56,
        53..=70 => 59,
        71..=100 => 64,
        _ => 68,
    }
}
