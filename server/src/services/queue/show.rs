use app::api::{
    Client, Permission,
    queue::{Holder, Queue, QueueList, QueueQuery, QueueRow, SavedView},
};
use domain::{
    lang::Lang,
    queue::{QueueFilter, QueuePart},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    QueueService,
    place::{Rows, cut, of_time, page_by_time},
};
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::queue::{self as storage, HolderRecord, Narrowed, QueueRecord, ViewRecord},
};

/// What is to be done, in the order in which it is.
const TO_DO: [QueuePart; 3] = [QueuePart::ToDecide, QueuePart::ToDeliver, QueuePart::Submitted];

impl QueueService {
    pub(super) async fn show_queue(&self, client: &Client, query: &QueueQuery) -> Result<Queue, ServiceError> {
        let staff = client.staff_who_may(Permission::SeeQueue)?;
        let me = session::id(&staff.staff)?;
        let now = self.foundation.now();
        let filter = query.filter();
        let search = query.search.trim();
        let mut tx = self.foundation.begin().await?;
        let views = storage::views(&mut tx, me).await?;
        let shortcuts = storage::shortcuts(&mut tx, me).await?;
        let lists = if search.is_empty() {
            let of = Narrowed {
                office: &staff.office,
                now,
                kind: filter.kind,
                mine: filter.mine.then_some(me),
                late: filter.late,
            };
            lists(&mut tx, &of, &filter, query, (client.lang, me)).await?
        } else {
            vec![self.found(&mut tx, client, staff, query).await?]
        };
        tx.commit().await?;
        Ok(Queue {
            office: self.offices.summary(&staff.office, client.lang).await?,
            inspector: staff.name.clone(),
            now: now.into(),
            filter,
            search: search.to_owned(),
            lists,
            views: views.into_iter().map(view).collect(),
            shortcuts,
            head: Permission::SeeFigures.of(staff.role).is_some(),
        })
    }
}

/// The one list that is asked for, from the place that is; or the beginning of each where something is to be done.
async fn lists(
    db: &mut PgConnection,
    of: &Narrowed<'_>,
    filter: &QueueFilter,
    query: &QueueQuery,
    reader: (Lang, Uuid),
) -> Result<Vec<QueueList>, ServiceError> {
    if let Some(part) = filter.part {
        return Ok(vec![list(db, of, part, query, reader).await?]);
    }
    let beginning = QueueQuery::default();
    let mut lists = Vec::new();
    for part in TO_DO {
        // nothing that waits for its subject is late
        if part != QueuePart::Submitted || !of.late {
            lists.push(list(db, of, part, &beginning, reader).await?);
        }
    }
    Ok(lists)
}

async fn list(
    db: &mut PgConnection,
    of: &Narrowed<'_>,
    part: QueuePart,
    query: &QueueQuery,
    reader: (Lang, Uuid),
) -> Result<QueueList, ServiceError> {
    let (page, from_beginning) = page_by_time(query, matches!(part, QueuePart::Submitted | QueuePart::Closed));
    let records = match part {
        QueuePart::ToDecide => storage::to_decide(db, of, page).await?,
        QueuePart::ToDeliver => storage::to_deliver(db, of, page).await?,
        QueuePart::Submitted if of.late => Vec::new(),
        QueuePart::Submitted => storage::submitted(db, of, page).await?,
        QueuePart::Closed => storage::closed(db, of, page).await?,
    };
    let Rows { records, more_before, more_after } = cut(records, page.back, from_beginning);
    let place = |record: &QueueRecord| {
        let at = match part {
            QueuePart::ToDecide => record.due,
            QueuePart::ToDeliver => record.decided_at,
            QueuePart::Submitted => Some(record.submitted_at),
            QueuePart::Closed => record.closed_at,
        };
        at.map(|at| of_time(at, record.id))
    };
    Ok(QueueList {
        part: Some(part),
        previous: records.first().filter(|_| more_before).and_then(place),
        next: records.last().filter(|_| more_after).and_then(place),
        rows: rows(records, reader),
    })
}

/// The rows as their reader sees them.
pub(in crate::services) fn rows(records: Vec<QueueRecord>, reader: (Lang, Uuid)) -> Vec<QueueRow> {
    records.into_iter().map(|record| row(record, reader)).collect()
}

fn row(record: QueueRecord, (lang, me): (Lang, Uuid)) -> QueueRow {
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
        holder: record.holder.map(|holder| held(holder, me)),
    }
}

/// Who works on it, as `me` sees them.
pub(in crate::services) fn held(holder: HolderRecord, me: Uuid) -> Holder {
    Holder { me: holder.staff == me, name: holder.name, until: holder.until.into() }
}

fn view(record: ViewRecord) -> SavedView {
    SavedView { id: record.id.to_string(), name: record.name, filter: record.filter }
}
