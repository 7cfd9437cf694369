//! The primary password of a registration card (seed 004): generated, printed once, good for one calendar month and for
//! nothing but choosing one's own.

use std::fmt;

use time::{Date, Month, OffsetDateTime};
use zeroize::Zeroizing;

use crate::bishkek;
use crate::password::Password;

/// Characters of a primary password, without the dashes between its groups.
pub const LENGTH: usize = 15;

/// How many characters there are to choose from: 15 of them are 68 bits.
pub const CHOICES: u8 = 24;

/// Characters in a group, as it is printed and typed.
const GROUP: usize = 5;

/// Small letters and digits. Without those that look like one another (0 o, 1 l i, v u), without those that look like
/// letters of the Cyrillic layout (a c e o p x y), which somebody would type instead; so no word comes of it either.
const ALPHABET: &[u8; CHOICES as usize] = b"23456789bdfghjkmnqrstuwz";

/// A primary password in clear, `k7qm3-9bdwt-2zhg4`. Overwritten when dropped, never serialised, not shown by `Debug`.
pub struct PrimaryPassword(Zeroizing<String>);

impl PrimaryPassword {
    /// The password of these choices, each a number below [`CHOICES`] from a source fit for keys; greater numbers begin
    /// anew at 0.
    #[must_use]
    pub fn of(choices: [u8; LENGTH]) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(LENGTH + LENGTH / GROUP));
        for (place, choice) in choices.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            let letter = ALPHABET.get(usize::from(choice % CHOICES)).copied().unwrap_or_default();
            text.push(char::from(letter));
        }
        Self(text)
    }

    /// As it is printed: with dashes, which are part of it.
    #[must_use]
    pub fn printed(&self) -> &str {
        &self.0
    }

    /// The same to be hashed.
    #[must_use]
    pub fn password(&self) -> Password {
        Password::typed(&self.0)
    }
}

impl fmt::Debug for PrimaryPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrimaryPassword(…)")
    }
}

/// The moment of issue as the card bears it: to the second.
#[must_use]
pub fn issued_at(now: OffsetDateTime) -> OffsetDateTime {
    now.replace_nanosecond(0).unwrap_or(now)
}

/// The end of a card issued at this moment, the first one at which its password is no longer taken: the same time of day
/// in Bishkek on the same day of the next month, or on that month's last day if it is shorter.
#[must_use]
pub fn valid_until(issued_at: OffsetDateTime) -> OffsetDateTime {
    let local = bishkek::local_date(issued_at);
    let later = month_after(local);
    issued_at.saturating_add(later - local)
}

/// 31 January → 28 or 29 February.
fn month_after(date: Date) -> Date {
    let (year, month, day) = date.to_calendar_date();
    let next = month.next();
    let year = if next == Month::January { year + 1 } else { year };
    let day = day.min(next.length(year));
    Date::from_calendar_date(year, next, day).unwrap_or(Date::MAX)
}
