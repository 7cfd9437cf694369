use std::collections::HashSet;

use domain::limits::{Limit, LimitChange, LimitError, Limits};
use proptest::prelude::*;

#[test]
fn every_limit_has_bounds_that_leave_a_choice_and_a_number_of_its_own() {
    for limit in Limit::ALL {
        let (least, most) = limit.bounds();
        assert!(0 < least && least < most, "{limit}");
        assert!(limit.allows(least) && limit.allows(most));
        assert!(!limit.allows(least - 1) && !limit.allows(most + 1));
    }
    let numbers = Limits::of(|limit| limit.bounds().0).with(Limit::OpenApplications, 77);
    for limit in Limit::ALL {
        let expected = if *limit == Limit::OpenApplications { 77 } else { limit.bounds().0 };
        assert_eq!(numbers.get(*limit), expected, "{limit}");
    }
    let words: HashSet<_> = Limit::ALL.iter().map(|limit| limit.as_str()).collect();
    assert_eq!(words.len(), Limit::ALL.len());
}

#[test]
fn what_is_typed_is_a_whole_number_or_none() {
    for (typed, number) in [("20", 20), (" 20 ", 20), ("2 000", 2_000), ("2\u{a0}000", 2_000), ("007", 7), ("0", 0)] {
        assert_eq!(Limit::read(typed), Ok(number), "{typed:?}");
    }
    for typed in ["", "   ", "\u{a0}"] {
        assert_eq!(Limit::read(typed), Err(LimitError::Empty), "{typed:?}");
    }
    for typed in
        ["-1", "+20", "2.5", "2,5", "0x14", "1e3", "двадцать", "٢٠", "99999999999", "4294967296", "1\u{0}", "20 мин"]
    {
        assert_eq!(Limit::read(typed), Err(LimitError::Format), "{typed:?}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_is_read_as_another_number(number in any::<u32>(), text in ".{0,20}") {
        prop_assert_eq!(Limit::read(&number.to_string()), Ok(number));
        if let Ok(read) = Limit::read(&text) {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let read = read.to_string();
            prop_assert_eq!(digits.trim_start_matches('0'), read.trim_start_matches('0'));
        }
    }

    #[test]
    fn the_changes_are_all_that_differs_and_lead_from_one_to_the_other(
        before in proptest::collection::vec(0_u32..5, Limit::ALL.len()),
        after in proptest::collection::vec(0_u32..5, Limit::ALL.len()),
    ) {
        let place = |limit: Limit| Limit::ALL.iter().position(|one| *one == limit).unwrap();
        let (before, after) = (Limits::of(|limit| before[place(limit)]), Limits::of(|limit| after[place(limit)]));
        let changes = before.changes_to(&after);
        let made = changes.iter().fold(before, |limits, change| limits.with(change.limit, change.after));
        prop_assert_eq!(made, after);
        prop_assert!(changes.iter().all(|change: &LimitChange| change.before != change.after));
    }
}
