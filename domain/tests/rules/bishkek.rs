use domain::bishkek;
use domain::lang::{Lang, PluralForm, plural};
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

use crate::any;

#[test]
fn evening_in_utc_is_tomorrow_in_bishkek() {
    let at = datetime!(2026-11-22 18:05:59 UTC);
    assert_eq!(bishkek::date(at), "23.11.2026");
    assert_eq!(bishkek::time(at), "00:05");
    assert_eq!(bishkek::date_time(at), "23.11.2026 00:05");
    assert_eq!(bishkek::local_date(at), date!(2026 - 11 - 23));
    assert_eq!(bishkek::format_date(date!(987 - 01 - 02)), "02.01.0987");
}

#[test]
fn the_edges_of_the_calendar_do_not_panic() {
    let last = OffsetDateTime::new_utc(Date::MAX, time::macros::time!(23:59));
    assert_eq!(bishkek::local_date(last), Date::MAX);
    assert!(bishkek::end_of_day(last) >= last);
    let first = OffsetDateTime::new_utc(Date::MIN, time::Time::MIDNIGHT);
    assert_eq!(bishkek::time(first), "06:00");
    assert!(bishkek::end_of_day(first) > first);
}

#[test]
fn dates_are_read_in_both_orders() {
    for text in ["22.11.2026", "2026-11-22", " 22.11.2026 "] {
        assert_eq!(bishkek::parse_date(text), Some(date!(2026 - 11 - 22)));
    }
    assert_eq!(bishkek::parse_date("1.2.2026"), Some(date!(2026 - 02 - 01)));
    for text in [
        "",
        "22.11.26",
        "31.02.2026",
        "22/11/2026",
        "22.11.2026.1",
        "+1.11.2026",
        "22.11.+026",
        "22-11-2026",
        "..",
        "a.b.cccc",
        "1.1.йй",
    ] {
        assert_eq!(bishkek::parse_date(text), None, "{text}");
    }
}

#[test]
fn plural_forms_are_those_of_cldr() {
    use PluralForm::{Few, Many, One, Other};
    for (n, russian, others) in [
        (0, Many, Other),
        (1, One, One),
        (2, Few, Other),
        (4, Few, Other),
        (5, Many, Other),
        (11, Many, Other),
        (12, Many, Other),
        (14, Many, Other),
        (20, Many, Other),
        (21, One, Other),
        (22, Few, Other),
        (111, Many, Other),
        (112, Many, Other),
        (121, One, Other),
        (1_000_001, One, Other),
    ] {
        assert_eq!(plural(Lang::Ru, n), russian, "{n}");
        assert_eq!(plural(Lang::Ky, n), others, "{n}");
        assert_eq!(plural(Lang::En, n), others, "{n}");
    }
}

#[test]
fn a_language_is_its_code() {
    for &lang in Lang::ALL {
        assert_eq!(Lang::from_code(lang.code()), Some(lang));
    }
    assert_eq!(Lang::from_code("kg"), None);
    assert_eq!(Lang::default(), Lang::Ru);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(at in any::moment()) {
        let day = bishkek::local_date(at);
        prop_assert_eq!(bishkek::parse_date(&bishkek::date(at)), Some(day));
        prop_assert_eq!(bishkek::parse_date(&bishkek::iso_date(day)), Some(day));
    }

    #[test]
    fn a_day_ends_where_the_next_begins(at in any::moment()) {
        let end = bishkek::end_of_day(at);
        prop_assert!(end > at && end - at <= Duration::DAY);
        prop_assert_eq!(bishkek::time(end), "00:00");
        prop_assert_eq!(bishkek::local_date(end), bishkek::local_date(at) + Duration::DAY);
    }

    #[test]
    fn nothing_typed_as_a_date_panics(text in "\\PC{0,12}|[0-9.-]{0,12}") {
        let _ = bishkek::parse_date(&text);
    }
}
