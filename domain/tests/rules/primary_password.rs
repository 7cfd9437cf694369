use std::collections::HashSet;

use domain::bishkek;
use domain::primary_password::{CHOICES, LENGTH, PrimaryPassword, issued_at, valid_until};
use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::any;

#[test]
fn a_card_is_good_for_one_calendar_month_to_the_second() {
    for (issued, until) in [
        // 22 November, 10:15:30 in Bishkek
        (datetime!(2026-11-22 04:15:30 UTC), datetime!(2026-12-22 04:15:30 UTC)),
        // 31 January → the last day of February, in a common year and in a leap year
        (datetime!(2027-01-31 05:00:01 UTC), datetime!(2027-02-28 05:00:01 UTC)),
        (datetime!(2028-01-31 05:00:01 UTC), datetime!(2028-02-29 05:00:01 UTC)),
        (datetime!(2028-01-29 05:00 UTC), datetime!(2028-02-29 05:00 UTC)),
        (datetime!(2027-03-31 05:00 UTC), datetime!(2027-04-30 05:00 UTC)),
        // December → January of the next year
        (datetime!(2026-12-31 12:00 UTC), datetime!(2027-01-31 12:00 UTC)),
        // in Bishkek it is 31 January already, in Greenwich not yet; and the other way at the end of February
        (datetime!(2027-01-30 18:00 UTC), datetime!(2027-02-27 18:00 UTC)),
        (datetime!(2027-01-31 17:59:59 UTC), datetime!(2027-02-28 17:59:59 UTC)),
        (datetime!(2027-02-28 18:00 UTC), datetime!(2027-03-31 18:00 UTC)),
    ] {
        assert_eq!(valid_until(issued), until, "{issued}");
    }
}

#[test]
fn the_password_is_of_three_groups_and_nothing_that_looks_like_something_else() {
    let all: Vec<char> = (0..CHOICES)
        .flat_map(|choice| PrimaryPassword::of([choice; LENGTH]).printed().chars().collect::<HashSet<_>>())
        .filter(|c| *c != '-')
        .collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), usize::from(CHOICES), "each choice is another character");
    assert!(all.iter().all(|c| !"01oliuvacepxy".contains(*c) || *c == 'u'), "{all:?}");
    let bits = f64::from(CHOICES).log2() * LENGTH as f64;
    assert!(bits >= 60.0, "{bits}");
    assert_eq!(format!("{:?}", PrimaryPassword::of([3; LENGTH])), "PrimaryPassword(…)");
}

proptest! {
    #[test]
    fn the_month_ends_on_the_same_day_at_the_same_time_or_on_the_last_day(now in any::moment()) {
        let issued = issued_at(now);
        prop_assert!(issued <= now && now - issued < Duration::SECOND);
        let until = valid_until(issued);
        let (from, to) = (bishkek::local_date(issued), bishkek::local_date(until));
        prop_assert_eq!(bishkek::time(issued), bishkek::time(until));
        prop_assert_eq!(issued.second(), until.second());
        prop_assert_eq!(to.month(), from.month().next());
        prop_assert!(to.day() == from.day() || to.day() < from.day() && to.day() == to.month().length(to.year()));
        prop_assert!((28..=31).contains(&(until - issued).whole_days()));
    }

    #[test]
    fn who_is_issued_a_card_later_never_loses_it_earlier(now in any::moment(), seconds in 0_i64..6_000_000) {
        let later = now + Duration::seconds(seconds);
        // at the ends of months several days share one, but the time of day still orders them within a day
        let day = |at: OffsetDateTime| bishkek::local_date(valid_until(at));
        prop_assert!(day(now) <= day(later));
    }

    #[test]
    fn the_password_reads_as_it_is_printed(choices in prop::array::uniform15(0..CHOICES)) {
        let password = PrimaryPassword::of(choices);
        let printed = password.printed().to_owned();
        prop_assert_eq!(printed.len(), LENGTH + 2);
        prop_assert!(printed.split('-').all(|group| group.len() == 5));
        let hashed = password.password();
        prop_assert_eq!(hashed.expose(), printed.as_str());
    }
}
