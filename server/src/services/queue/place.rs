//! Places in a list, as addresses and forms carry them.

use app::api::queue::QueueQuery;
use time::{OffsetDateTime, UtcOffset, macros::date};
use uuid::Uuid;

use super::PAGE;
use crate::storage::queue::{Page, QueueRecord, TimePlace};

/// A page of rows, and whether there are more on either side.
pub(super) struct Rows {
    pub(super) records: Vec<QueueRecord>,
    pub(super) more_before: bool,
    pub(super) more_after: bool,
}

/// What is asked of the database: one row more than is shown tells that there are more.
pub(super) fn limit() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
}

/// Takes the row too many away, at the end that it came from.
pub(super) fn cut(mut records: Vec<QueueRecord>, back: bool, from_beginning: bool) -> Rows {
    let more = records.len() > PAGE;
    if more && back {
        records.remove(0);
    }
    records.truncate(PAGE);
    Rows { records, more_before: if back { more } else { !from_beginning }, more_after: back || more }
}

/// The page that the query asks for in a list by time.
pub(super) fn page_by_time(query: &QueueQuery, newest_first: bool) -> (Page<TimePlace>, bool) {
    let back = time_place(&query.before);
    let place = back.or_else(|| time_place(&query.after));
    let beginning = if newest_first {
        (date!(9999 - 12 - 31).midnight().assume_offset(UtcOffset::UTC), Uuid::max())
    } else {
        (OffsetDateTime::UNIX_EPOCH, Uuid::nil())
    };
    let page = Page { from: place.unwrap_or(beginning), back: back.is_some(), limit: limit() };
    (page, place.is_none())
}

/// The place of a row in a list by time: microseconds since 1970 and the id. Not personal, so fit for an address.
pub(super) fn of_time(at: OffsetDateTime, id: Uuid) -> String {
    let microseconds = at.unix_timestamp_nanos() / 1_000;
    format!("{microseconds}-{}", id.simple())
}

/// The place that this names; none for nonsense, and for nothing.
fn time_place(text: &str) -> Option<TimePlace> {
    let (microseconds, id) = text.split_once('-')?;
    let nanoseconds = microseconds.parse::<i128>().ok()?.checked_mul(1_000)?;
    let at = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
    // years that PostgreSQL can't hold come from nobody's page
    (0..9999).contains(&at.year()).then_some((at, Uuid::try_parse(id).ok()?))
}

/// The page that the query asks for in what was found, which is in the order of names or of INNs.
pub(super) fn page_by_text(query: &QueueQuery) -> (Page<(&str, Uuid)>, bool) {
    let back = text_place(&query.before);
    let place = back.or_else(|| text_place(&query.after));
    (Page { from: place.unwrap_or(("", Uuid::nil())), back: back.is_some(), limit: limit() }, place.is_none())
}

/// The place of a row in what was found: the id and the text. Only ever in the body of a request.
pub(super) fn of_text(text: &str, id: Uuid) -> String {
    format!("{} {text}", id.simple())
}

fn text_place(text: &str) -> Option<(&str, Uuid)> {
    let (id, text) = text.split_once(' ')?;
    // no text of PostgreSQL holds it
    (!text.contains('\0')).then_some((text, Uuid::try_parse(id).ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_place_is_read_as_it_was_written_and_nonsense_is_none() {
        let place = (datetime!(2026-11-22 10:05:06.123456 UTC), Uuid::from_u128(7));
        assert_eq!(time_place(&of_time(place.0, place.1)), Some(place));
        for wrong in ["", "x", "1-", "-1", "99999999999999999999999999999999999999999-0", "-5-0"] {
            assert_eq!(time_place(wrong), None, "{wrong}");
        }
        assert_eq!(text_place(&of_text("асанова айгул", place.1)), Some(("асанова айгул", place.1)));
        for wrong in ["", "x", "x y", " "] {
            assert_eq!(text_place(wrong), None, "{wrong}");
        }
    }
}
