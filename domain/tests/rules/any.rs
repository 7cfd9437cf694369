//! Any right value of a type: what the properties are about.

use domain::application_code::ApplicationCode;
use domain::inn::Inn;
use domain::login::Login;
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration, OffsetDateTime};

/// The day on which the tests take place.
pub(crate) const TODAY: Date = date!(2026 - 11 - 22);

fn inn_of(first: u8, earliest: Date) -> impl Strategy<Value = Inn> {
    let days = (TODAY - earliest).whole_days();
    (0..=days, 0..100_000_u32).prop_map(move |(days, serial)| {
        let day = earliest + Duration::days(days);
        let text = format!("{first}{:02}{:02}{:04}{serial:05}", day.day(), u8::from(day.month()), day.year());
        Inn::parse(&text, TODAY).unwrap()
    })
}

pub(crate) fn person() -> impl Strategy<Value = Inn> {
    prop_oneof![inn_of(1, date!(1900 - 01 - 01)), inn_of(2, date!(1900 - 01 - 01))]
}

pub(crate) fn organisation() -> impl Strategy<Value = Inn> {
    inn_of(0, date!(1991 - 01 - 01))
}

pub(crate) fn inn() -> impl Strategy<Value = Inn> {
    prop_oneof![person(), organisation()]
}

pub(crate) fn login() -> impl Strategy<Value = Login> {
    (inn(), 0..100_u8).prop_map(|(inn, digits)| Login::issue(inn, digits))
}

pub(crate) fn code() -> impl Strategy<Value = ApplicationCode> {
    any::<u128>().prop_map(ApplicationCode::from_bits)
}

/// Any moment between 1970 and 2100, to the nanosecond.
pub(crate) fn moment() -> impl Strategy<Value = OffsetDateTime> {
    (0..4_102_444_800_i64, 0..1_000_000_000_i64).prop_map(|(seconds, nanoseconds)| {
        OffsetDateTime::UNIX_EPOCH + Duration::seconds(seconds) + Duration::nanoseconds(nanoseconds)
    })
}

/// What may stand between the characters of a number.
pub(crate) fn separators() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        proptest::sample::select(vec![
            ' ', '-', '\u{00A0}', '\u{202F}', '\u{2007}', '\t', '–', '—', '\u{2011}', '−', '\u{200B}', '\u{FEFF}',
        ]),
        0..3,
    )
    .prop_map(|characters| characters.into_iter().collect())
}

/// The text with separators before, between and after its characters.
pub(crate) fn scattered(text: String) -> impl Strategy<Value = String> {
    let count = text.chars().count() + 1;
    proptest::collection::vec(separators(), count).prop_map(move |gaps| {
        let characters = text.chars().map(String::from).chain(std::iter::once(String::new()));
        gaps.into_iter().zip(characters).map(|(gap, character)| gap + &character).collect()
    })
}

/// The text with the characters at two places exchanged.
pub(crate) fn swapped(text: &str, one: usize, other: usize) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    characters.swap(one, other);
    characters.into_iter().collect()
}

/// The text with another character at one place.
pub(crate) fn replaced(text: &str, place: usize, character: char) -> String {
    text.chars().enumerate().map(|(at, c)| if at == place { character } else { c }).collect()
}
