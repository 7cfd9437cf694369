//! How long the next password must wait (`spec/sign-in.md`, "Throttling"). Waits grow with
//! consecutive failures, yet nobody can lock an owner out for longer than a day; the same rule
//! serves every path that tests a password.

use time::{Duration, OffsetDateTime};

use crate::bishkek;

/// The moment until which no password is tried, after this many consecutive failures: one second
/// below 3, three below 9, five below 25, ten below 100, from there until the Bishkek day ends.
/// Without a failure there is nothing to wait for: the moment is `last_failure` itself.
#[must_use]
pub fn wait_after(failures: u32, last_failure: OffsetDateTime) -> OffsetDateTime {
    let seconds = match failures {
        0 => 0,
        1..3 => 1,
        3..9 => 3,
        9..25 => 5,
        25..100 => 10,
        _ => return bishkek::end_of_day(last_failure),
    };
    last_failure.saturating_add(Duration::seconds(seconds))
}

/// Whether a password offered now must not be tried. At the moment of [`wait_after`] it may.
#[must_use]
pub fn is_blocked(failures: u32, last_failure: OffsetDateTime, now: OffsetDateTime) -> bool {
    failures > 0 && now < wait_after(failures, last_failure)
}
