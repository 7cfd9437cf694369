use domain::bishkek;
use domain::soft_lock::{is_blocked, wait_after};
use proptest::prelude::*;
use time::Duration;
use time::macros::datetime;

use crate::any;

#[test]
fn waits_are_those_of_the_spec() {
    let at = datetime!(2026-11-22 08:00 UTC);
    for (failures, seconds) in
        [(0, 0), (1, 1), (2, 1), (3, 3), (8, 3), (9, 5), (24, 5), (25, 10), (99, 10), (100, 36_000), (u32::MAX, 36_000)]
    {
        assert_eq!(wait_after(failures, at) - at, Duration::seconds(seconds), "{failures} failures");
    }
}

#[test]
fn the_day_ends_in_bishkek() {
    assert_eq!(wait_after(100, datetime!(2026-11-22 17:59:59 UTC)), datetime!(2026-11-22 18:00 UTC));
    assert_eq!(wait_after(100, datetime!(2026-11-22 18:00 UTC)), datetime!(2026-11-23 18:00 UTC));
}

proptest! {
    #[test]
    fn blocked_means_before_the_moment(failures in 0..200_u32, last in any::moment()) {
        let until = wait_after(failures, last);
        prop_assert!(!is_blocked(failures, last, until));
        prop_assert_eq!(is_blocked(failures, last, until - Duration::nanoseconds(1)), failures > 0);
    }

    #[test]
    fn nobody_is_locked_out_for_more_than_a_day(failures in any::<u32>(), last in any::moment()) {
        let until = wait_after(failures, last);
        prop_assert!(until >= last && until - last <= Duration::DAY);
        prop_assert!(!is_blocked(failures, last, bishkek::end_of_day(last) + Duration::seconds(10)));
    }

    #[test]
    fn a_day_has_less_than_a_hundred_and_one_guesses(start in any::moment()) {
        let mut now = start;
        let mut failures = 0;
        while bishkek::local_date(now) == bishkek::local_date(start) {
            failures += 1;
            now = wait_after(failures, now);
            prop_assert!(failures <= 100);
        }
    }

    #[test]
    fn in_the_middle_of_a_day_waits_only_grow(one in 0..150_u32, more in 0..150_u32) {
        let last = datetime!(2026-11-22 08:00 UTC);
        prop_assert!(wait_after(one, last) <= wait_after(one + more, last));
    }
}
