//! Times as people in Kyrgyzstan read them. The server keeps UTC; the country is at +06:00 the
//! whole year and has one zone. Written by hand, because the formatting machinery of `time` would
//! weigh more in the browser than everything else here.

use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset};

const HOURS_AHEAD: i8 = 6;

/// Day, month, year in Bishkek: `22.11.2026`.
#[must_use]
pub fn date(at: OffsetDateTime) -> String {
    format_date(local_date(at))
}

/// Hours and minutes in Bishkek: `14:05`.
#[must_use]
pub fn time(at: OffsetDateTime) -> String {
    let local = local(at);
    [two_digits(local.hour()), two_digits(local.minute())].join(":")
}

/// Date and time in Bishkek: `22.11.2026 14:05`.
#[must_use]
pub fn date_time(at: OffsetDateTime) -> String {
    [date(at), time(at)].join(" ")
}

/// The day it is in Bishkek.
#[must_use]
pub fn local_date(at: OffsetDateTime) -> Date {
    local(at).date()
}

/// The next midnight in Bishkek, in UTC.
#[must_use]
pub fn end_of_day(at: OffsetDateTime) -> OffsetDateTime {
    local(at).replace_time(Time::MIDNIGHT).saturating_add(Duration::DAY).to_offset(UtcOffset::UTC)
}

/// Day, month, year: `22.11.2026`.
#[must_use]
pub fn format_date(date: Date) -> String {
    [two_digits(date.day()), two_digits(date.month().into()), four_digits(date.year())].join(".")
}

/// ISO 8601, as a date field of HTML sends and takes it: `2026-11-22`.
#[must_use]
pub fn iso_date(date: Date) -> String {
    [four_digits(date.year()), two_digits(date.month().into()), two_digits(date.day())].join("-")
}

/// Reads `22.11.2026` or `2026-11-22`; space around it is ignored. `None` if it is neither or no
/// day of the calendar.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let parts = |separator: char| -> Option<[&str; 3]> { text.split(separator).collect::<Vec<_>>().try_into().ok() };
    let [day, month, year] = parts('.').or_else(|| parts('-').map(|[year, month, day]| [day, month, year]))?;
    if day.len() > 2 || month.len() > 2 || year.len() != 4 {
        return None;
    }
    let month = Month::try_from(digits(month)?).ok()?;
    let year = i32::from(digits(&year[..2])?) * 100 + i32::from(digits(&year[2..])?);
    Date::from_calendar_date(year, month, digits(day)?).ok()
}

/// `to_offset` panics at the edge of the calendar, ten thousand years away; there UTC must do.
fn local(at: OffsetDateTime) -> OffsetDateTime {
    UtcOffset::from_hms(HOURS_AHEAD, 0, 0).ok().and_then(|offset| at.checked_to_offset(offset)).unwrap_or(at)
}

fn digits(text: &str) -> Option<u8> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn two_digits(value: u8) -> String {
    format!("{value:02}")
}

fn four_digits(value: i32) -> String {
    format!("{value:04}")
}
