use app::{
    api::{
        ApiError, Client, Field, Message, Permission, StaffCaller,
        audit::{AuditForm, AuditPage, AuditRow},
    },
    i18n::{Lang, t},
};
use domain::{
    bishkek,
    inn::{Inn, InnError},
};
use serde_json::{Value, json};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use super::{AuditService, scope, words};
use crate::{
    error::ServiceError,
    spreadsheet,
    storage::{
        self,
        audit::{Action, FoundEntry, Sought},
    },
};

/// Entries of a page.
const PAGE: usize = 50;
/// Days that are searched when none were chosen.
const DAYS: i64 = 30;
/// Entries of a file at the most: as many as an office makes in a busy month.
const EXPORTED: i64 = 20_000;
/// Characters of a user name that is searched for; none is longer.
const LONGEST_NAME: usize = 64;

/// What is searched for, as far as it can be read.
struct Wanted {
    inn: Result<String, InnError>,
    /// User name of a member of staff, or empty.
    staff: String,
    action: &'static str,
    from: Date,
    to: Date,
    before: (OffsetDateTime, i64),
}

impl AuditService {
    pub(super) async fn show(&self, client: &Client, form: &AuditForm) -> Result<AuditPage, ServiceError> {
        let staff = client.staff_who_may(Permission::SearchAudit)?;
        let wanted = self.read(form);
        let mut entries = Vec::new();
        if let Ok(inn) = &wanted.inn {
            let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            entries = self.found(staff, &wanted, inn, limit).await?;
            // a look-up of somebody is kept whatever was found; turning the pages of one is the same look-up
            if form.before.is_empty() && !(inn.is_empty() && wanted.staff.is_empty()) {
                self.keep(client, staff, Action::AuditSearched, inn, details(&wanted, None)).await?;
            }
        }
        let more = entries.len() > PAGE;
        entries.truncate(PAGE);
        let next = entries.last().filter(|_| more).map(cursor);
        let office = match scope(staff) {
            "" => None,
            office => Some(self.offices.summary(office, client.lang).await?),
        };
        // administrators alone may have the chain verified
        let chain = if office.is_none() { self.newest(client).await? } else { None };
        Ok(AuditPage {
            who: staff.name.clone(),
            office,
            actions: words::all(client.lang),
            from: bishkek::iso_date(wanted.from),
            to: bishkek::iso_date(wanted.to),
            chain,
            inn_wrong: wanted.inn.err().map(Message::Inn),
            entries: entries.into_iter().map(|entry| row(client.lang, entry)).collect(),
            next,
        })
    }

    pub(super) async fn export(&self, client: &Client, form: &AuditForm) -> Result<String, ServiceError> {
        let staff = client.staff_who_may(Permission::SearchAudit)?;
        let form = &AuditForm { before: String::new(), ..form.clone() };
        let wanted = self.read(form);
        let inn = match &wanted.inn {
            Ok(inn) => inn,
            Err(error) => return Err(ApiError::field(Field::Inn, Message::Inn(*error)).into()),
        };
        let entries = self.found(staff, &wanted, inn, EXPORTED).await?;
        let details = details(&wanted, Some(entries.len()));
        // no file without its entry
        self.keep(client, staff, Action::AuditExported, inn, details).await?;
        let lang = client.lang;
        let headings = [
            t::audit::entry(lang),
            t::audit::at(lang),
            t::audit::who(lang),
            t::audit::what(lang),
            t::audit::inn(lang),
            t::audit::office(lang),
            t::audit::address(lang),
            t::audit::details(lang),
        ];
        let rows = entries.into_iter().map(|entry| {
            let row = row(lang, entry);
            // in groups, so that a spreadsheet keeps it a text
            let inn = Inn::from_trusted(&row.inn).map_or(row.inn, |inn| inn.grouped());
            let at = row.at.to_time();
            let moment = format!("{}:{:02}", bishkek::date_time(at), at.second());
            vec![row.seq.to_string(), moment, row.who, row.action, inn, row.office, row.address, row.details]
        });
        Ok(spreadsheet::csv([headings.map(str::to_owned).to_vec()].into_iter().chain(rows)))
    }

    fn read(&self, form: &AuditForm) -> Wanted {
        let today = bishkek::local_date(self.foundation.now());
        let inn = match Inn::parse(&form.inn, today) {
            Ok(inn) => Ok(inn.as_str().to_owned()),
            Err(InnError::Empty) => Ok(String::new()),
            Err(error) => Err(error),
        };
        let to = bishkek::parse_date(&form.to).unwrap_or(today);
        let from = bishkek::parse_date(&form.from).unwrap_or(to.saturating_sub(Duration::days(DAYS - 1)));
        // no name of ours holds more, or what a database can't take
        let staff = form.staff.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect::<String>();
        Wanted {
            inn,
            staff: staff.to_lowercase(),
            action: Action::from_word(&form.audited).map_or("", Action::as_str),
            from: from.min(to),
            to: to.max(from),
            before: position(&form.before),
        }
    }

    async fn found(
        &self,
        staff: &StaffCaller,
        wanted: &Wanted,
        inn: &str,
        most: i64,
    ) -> Result<Vec<FoundEntry>, ServiceError> {
        let office = scope(staff);
        let mut db = self.foundation.pool.acquire().await?;
        let by = match wanted.staff.as_str() {
            "" => String::new(),
            user_name => match storage::audit::staff_named(&mut db, user_name, office).await? {
                Some(id) => id.to_string(),
                // nobody of that name, or of another office: nothing is found of either
                None => return Ok(Vec::new()),
            },
        };
        let sought = Sought {
            tax_office: office,
            staff: &by,
            action: wanted.action,
            inn,
            from: midnight_before(wanted.from),
            until: midnight_before(wanted.to).saturating_add(Duration::DAY),
            before: wanted.before,
        };
        Ok(storage::audit::search(&mut db, &sought, most).await?)
    }
}

/// Midnight in Bishkek, with which a day begins.
fn midnight_before(day: Date) -> OffsetDateTime {
    // midnight in Greenwich is six in the morning of the same day in Bishkek
    bishkek::end_of_day(day.with_time(Time::MIDNIGHT).assume_offset(UtcOffset::UTC)).saturating_sub(Duration::DAY)
}

/// What was searched for, without what the entry has in its own columns.
fn details(wanted: &Wanted, rows: Option<usize>) -> Value {
    json!({
        "staff": wanted.staff,
        "action": wanted.action,
        "from": bishkek::iso_date(wanted.from),
        "to": bishkek::iso_date(wanted.to),
        "rows": rows,
    })
}

/// Where the next page begins: microseconds and number of the last entry shown.
fn cursor(entry: &FoundEntry) -> String {
    format!("{}.{}", entry.at.unix_timestamp_nanos() / 1_000, entry.seq)
}

/// The end of time for what is no cursor of ours.
fn position(cursor: &str) -> (OffsetDateTime, i64) {
    let read = || {
        let (micros, seq) = cursor.split_once('.')?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(micros.parse::<i128>().ok()?.checked_mul(1_000)?).ok()?;
        Some((at, seq.parse().ok()?))
    };
    read().unwrap_or((time::macros::datetime!(9000-01-01 00:00 UTC), i64::MAX))
}

fn row(lang: Lang, entry: FoundEntry) -> AuditRow {
    let who = match entry.actor_kind.as_str() {
        "staff" => entry.staff_name.unwrap_or(entry.actor_id),
        "taxpayer" => t::audit::taxpayer(lang).to_owned(),
        "system" => [t::audit::system(lang), " (", &entry.actor_id, ")"].concat(),
        _ => t::audit::nobody(lang).to_owned(),
    };
    let details = match &entry.details {
        Value::Object(object) if object.is_empty() => String::new(),
        details => details.to_string(),
    };
    AuditRow {
        seq: entry.seq,
        at: entry.at.into(),
        who,
        action: words::of(lang, &entry.action),
        inn: entry.subject_inn,
        office: entry.tax_office,
        address: entry.address,
        details,
    }
}
