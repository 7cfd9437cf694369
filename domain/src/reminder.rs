//! Reminders that an application is about to lapse (`spec/access.md`, "States"). They go out in the
//! morning, by the calendar of Bishkek: whoever reads one at nine has the office's day before them.

use time::{Duration, OffsetDateTime};

use crate::bishkek;
use crate::keys::keyed_enum;

/// When in the morning, in Bishkek.
const MORNING: Duration = Duration::hours(9);

keyed_enum! {
    /// A reminder before an application lapses; each is sent once.
    Reminder {
        /// Seven days before.
        Week = "expires_in_a_week",
        /// The day before.
        Day = "expires_tomorrow",
    }
}

impl Reminder {
    /// Calendar days before the one on which the application lapses.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            Self::Week => 7,
            Self::Day => 1,
        }
    }

    /// From when on it may be sent: nine o'clock so many days before the day of `expires_at`.
    #[must_use]
    pub fn due(self, expires_at: OffsetDateTime) -> OffsetDateTime {
        let first_minute = bishkek::end_of_day(expires_at).saturating_sub(Duration::DAY);
        first_minute.saturating_sub(self.before()).saturating_add(MORNING)
    }

    /// It is due for exactly those applications that lapse before this moment.
    #[must_use]
    pub fn horizon(self, now: OffsetDateTime) -> OffsetDateTime {
        let reached = now.saturating_add(self.before()).saturating_add(Duration::DAY).saturating_sub(MORNING);
        bishkek::end_of_day(reached).saturating_sub(Duration::DAY)
    }

    fn before(self) -> Duration {
        Duration::days(i64::from(self.days()))
    }
}
