//! The days that a page of figures covers.

use app::api::figures::MOST_DAYS;
use domain::bishkek;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

/// What is shown when nothing was chosen: these many days up to today.
const SHOWN: i64 = 30;

/// From the first day to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Date,
    pub(super) to: Date,
    /// More was asked for than a page covers.
    pub(super) shortened: bool,
}

impl Period {
    /// A day that can't be read is as if it were not chosen; days in the wrong order are put in the right one.
    pub(super) fn of(from: &str, to: &str, today: Date) -> Self {
        let to = bishkek::parse_date(to).unwrap_or(today);
        let from = bishkek::parse_date(from).unwrap_or(to.saturating_sub(Duration::days(SHOWN - 1)));
        let (from, to) = (from.min(to), from.max(to));
        let earliest = to.saturating_sub(Duration::days(MOST_DAYS - 1));
        Self { from: from.max(earliest), to, shortened: from < earliest }
    }

    /// Its days, the first one first.
    pub(super) fn days(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.from), |day| day.next_day()).take_while(move |day| *day <= self.to)
    }

    /// From the first midnight up to, not with, the last one.
    pub(super) fn moments(self) -> (OffsetDateTime, OffsetDateTime) {
        // midnight in Greenwich is six in the morning of the same day in Bishkek
        let end_of = |day: Date| bishkek::end_of_day(day.with_time(Time::MIDNIGHT).assume_offset(UtcOffset::UTC));
        (end_of(self.from).saturating_sub(Duration::DAY), end_of(self.to))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use time::macros::{date, datetime};

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 23);

    #[test]
    fn what_can_not_be_read_is_the_last_thirty_days() {
        let last = Period { from: date!(2026 - 10 - 25), to: TODAY, shortened: false };
        for (from, to) in [("", ""), ("yesterday", "0"), ("", "2026-13-01")] {
            assert_eq!(Period::of(from, to, TODAY), last);
        }
        assert_eq!(last.moments(), (datetime!(2026-10-24 18:00 UTC), datetime!(2026-11-23 18:00 UTC)));
    }

    #[test]
    fn days_in_the_wrong_order_are_put_right_and_no_more_than_a_year_is_counted() {
        let one = Period::of("2026-11-05", "01.11.2026", TODAY);
        assert_eq!((one.from, one.to), (date!(2026 - 11 - 01), date!(2026 - 11 - 05)));
        assert_eq!(one.days().map(Date::day).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        let long = Period::of("2001-01-01", "2026-11-23", TODAY);
        assert_eq!((long.from, long.shortened), (date!(2025 - 11 - 23), true));
        assert_eq!((long.to - long.from).whole_days() + 1, MOST_DAYS);
    }
}
