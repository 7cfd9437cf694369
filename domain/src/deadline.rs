//! The time in which a decision is due: 20 minutes after acceptance (regulation, paragraph 14),
//! two calendar days for entering an annulment. The limits are settings; the clock is the caller's.

use time::{Duration, OffsetDateTime};

use crate::bishkek;
use crate::keys::keyed_enum;

keyed_enum! {
    /// How the clock of an application looks in the queue.
    Urgency {
        /// More than five minutes remain.
        Calm = "calm",
        /// Five minutes or less remain.
        Soon = "soon",
        /// The time has passed.
        Late = "late",
    }
}

/// The rules of the decision's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionDeadline;

impl DecisionDeadline {
    /// Minutes after acceptance unless the settings say otherwise.
    pub const MINUTES: u32 = 20;

    /// Time left at which the clock turns amber.
    pub const SOON: Duration = Duration::minutes(5);

    /// The moment by which the decision is due.
    #[must_use]
    pub fn due(accepted_at: OffsetDateTime, minutes: u32) -> OffsetDateTime {
        accepted_at.saturating_add(Duration::minutes(i64::from(minutes)))
    }

    /// How pressing it is. The moment itself is still in time.
    #[must_use]
    pub fn urgency(due: OffsetDateTime, now: OffsetDateTime) -> Urgency {
        let remaining = due - now;
        if remaining.is_negative() {
            Urgency::Late
        } else if remaining <= Self::SOON {
            Urgency::Soon
        } else {
            Urgency::Calm
        }
    }

    /// Whole seconds left, negative when late. Rounded down, so that it is below zero exactly when
    /// the decision is late.
    #[must_use]
    pub fn remaining_seconds(due: OffsetDateTime, now: OffsetDateTime) -> i64 {
        let remaining = due - now;
        let begun = i64::from(remaining.subsec_nanoseconds() < 0);
        remaining.whole_seconds() - begun
    }
}

/// The rules of the time in which an annulment is entered (regulation, paragraph 20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnulmentDeadline;

impl AnnulmentDeadline {
    /// Calendar days after the day of acceptance unless the settings say otherwise.
    pub const DAYS: u32 = 2;

    /// The last second of the last calendar day in Bishkek. The day of acceptance does not count, so that an application
    /// accepted at closing time has as many whole days as one accepted in the morning.
    #[must_use]
    pub fn due(accepted_at: OffsetDateTime, days: u32) -> OffsetDateTime {
        let last_day = accepted_at.saturating_add(Duration::days(i64::from(days)));
        bishkek::end_of_day(last_day).saturating_sub(Duration::SECOND)
    }
}
