use app::api::{
    Client,
    office::{Queue, QueueRow},
};
use domain::lang::Lang;
use time::{OffsetDateTime, UtcOffset, macros::date};
use uuid::Uuid;

use super::OfficeService;
use crate::{
    error::ServiceError,
    storage::office::{self as storage, QueueRecord},
};

/// Rows of a page of what was filed.
const PAGE: usize = 50;

/// The most rows that are shown of each of the other parts: more than an office works off in a day.
const WAITING: i64 = 200;

impl OfficeService {
    pub(super) async fn show_queue(&self, client: &Client, before: &str) -> Result<Queue, ServiceError> {
        let staff = client.inspector()?;
        let mut db = self.foundation.pool.acquire().await?;
        let to_decide = storage::to_decide(&mut db, &staff.office, WAITING).await?;
        let to_deliver = storage::to_deliver(&mut db, &staff.office, WAITING).await?;
        let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut submitted = storage::submitted_before(&mut db, &staff.office, position(before), limit).await?;
        drop(db);
        let more = submitted.len() > PAGE;
        submitted.truncate(PAGE);
        let next = submitted.last().filter(|_| more).map(|last| cursor(last.submitted_at, last.id));
        Ok(Queue {
            office: self.offices.summary(&staff.office, client.lang).await?,
            inspector: staff.name.clone(),
            now: self.foundation.now().into(),
            to_decide: rows(to_decide, client.lang),
            to_deliver: rows(to_deliver, client.lang),
            submitted: rows(submitted, client.lang),
            next,
        })
    }
}

pub(super) fn rows(records: Vec<QueueRecord>, lang: Lang) -> Vec<QueueRow> {
    records.into_iter().map(|record| row(record, lang)).collect()
}

fn row(record: QueueRecord, lang: Lang) -> QueueRow {
    let kyrgyz = lang == Lang::Ky && !record.name_ky.is_empty();
    QueueRow {
        id: record.id.to_string(),
        kind: record.kind,
        state: record.state,
        name: if kyrgyz { record.name_ky } else { record.name_ru },
        inn: record.inn,
        submitted_at: record.submitted_at.into(),
        number: record.number,
        due: record.due.map(Into::into),
        inspector: record.inspector,
    }
}

/// The place of a row among those filed: microseconds since 1970 and the id. Not personal, so fit for an address.
fn cursor(at: OffsetDateTime, id: Uuid) -> String {
    let microseconds = at.unix_timestamp_nanos() / 1_000;
    format!("{microseconds}-{}", id.simple())
}

/// The place a cursor names; for anything else, and for nothing, the newest end.
fn position(cursor: &str) -> (OffsetDateTime, Uuid) {
    let newest = (date!(9999 - 12 - 31).midnight().assume_offset(UtcOffset::UTC), Uuid::max());
    let read = || {
        let (microseconds, id) = cursor.split_once('-')?;
        let nanoseconds = microseconds.parse::<i128>().ok()?.checked_mul(1_000)?;
        Some((OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?, Uuid::try_parse(id).ok()?))
    };
    // years that PostgreSQL can't hold come from nobody's page
    read().filter(|(at, _)| *at < newest.0 && at.year() > 0).unwrap_or(newest)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_cursor_names_its_place_and_nonsense_the_newest_end() {
        let place = (datetime!(2026-11-22 10:05:06.123456 UTC), Uuid::from_u128(7));
        assert_eq!(position(&cursor(place.0, place.1)), place);
        for wrong in ["", "x", "1-", "-1", "99999999999999999999999999999999999999999-0", "-5-0"] {
            assert_eq!(position(wrong).1, Uuid::max(), "{wrong}");
        }
    }
}
