use domain::reminder::Reminder;
use proptest::prelude::*;
use time::Duration;
use time::macros::datetime;

use crate::any;

#[test]
fn they_go_out_at_nine_in_bishkek() {
    for (expires_at, week, day) in [
        // filed on 22.11. at 10:00: over the end of a month
        (datetime!(2026-12-22 04:00 UTC), datetime!(2026-12-15 03:00 UTC), datetime!(2026-12-21 03:00 UTC)),
        (datetime!(2026-12-05 04:00 UTC), datetime!(2026-11-28 03:00 UTC), datetime!(2026-12-04 03:00 UTC)),
        // the last minute before midnight and the first after it, in Bishkek
        (datetime!(2027-03-01 17:59 UTC), datetime!(2027-02-22 03:00 UTC), datetime!(2027-02-28 03:00 UTC)),
        (datetime!(2027-03-01 18:00 UTC), datetime!(2027-02-23 03:00 UTC), datetime!(2027-03-01 03:00 UTC)),
        // a leap year
        (datetime!(2028-03-01 06:00 UTC), datetime!(2028-02-23 03:00 UTC), datetime!(2028-02-29 03:00 UTC)),
        (datetime!(2027-01-01 00:30 UTC), datetime!(2026-12-25 03:00 UTC), datetime!(2026-12-31 03:00 UTC)),
    ] {
        assert_eq!(Reminder::Week.due(expires_at), week, "{expires_at}");
        assert_eq!(Reminder::Day.due(expires_at), day, "{expires_at}");
    }
}

proptest! {
    #[test]
    fn the_horizon_holds_whatever_is_due(expires_at in any::moment(), minutes in -20_000_i64..20_000) {
        for &reminder in Reminder::ALL {
            let now = reminder.due(expires_at) + Duration::minutes(minutes);
            prop_assert_eq!(expires_at < reminder.horizon(now), minutes >= 0);
        }
    }

    #[test]
    fn a_reminder_comes_before_what_it_reminds_of(expires_at in any::moment()) {
        prop_assert!(Reminder::Week.due(expires_at) < Reminder::Day.due(expires_at));
        prop_assert!(Reminder::Day.due(expires_at) < expires_at);
    }
}
