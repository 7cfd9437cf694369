//! Looking for an application among all of the office. That somebody of staff looked for a person is kept; of what they
//! typed only a whole INN is, and no name.

use app::api::{
    Client, StaffCaller,
    queue::{QueueList, QueueQuery},
};
use domain::{bishkek, queue::QueueSearch};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    QueueService,
    place::{Rows, cut, of_text, page_by_text},
    rows,
};
use crate::{
    error::ServiceError,
    services::{sign_in::session, staff_act::StaffAct},
    storage::{
        audit::Action,
        queue::{self as storage, QueueRecord},
    },
};

impl QueueService {
    /// What was found, in the order of names or INNs.
    pub(super) async fn found(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        query: &QueueQuery,
    ) -> Result<QueueList, ServiceError> {
        let now = self.foundation.now();
        let year = bishkek::local_date(now).year();
        let search = QueueSearch::parse(&query.search, &staff.office, year);
        let (page, from_beginning) = page_by_text(query);
        let (records, key): (_, fn(&QueueRecord) -> &str) = match &search {
            Some(QueueSearch::Inn(digits)) => {
                (storage::by_inn(tx, &staff.office, now, digits, page).await?, |record| &record.inn)
            }
            Some(QueueSearch::Name(beginning)) => {
                (storage::by_name(tx, &staff.office, now, beginning, page).await?, |record| &record.name_key)
            }
            Some(QueueSearch::Number(number)) => {
                (storage::by_number(tx, &staff.office, now, number).await?, |record| &record.inn)
            }
            None => (Vec::new(), |record| &record.inn),
        };
        let Rows { records, more_before, more_after } = cut(records, page.back, from_beginning);
        self.keep_search(tx, client, staff, search.as_ref(), records.len()).await?;
        let place = |record: &QueueRecord| of_text(key(record), record.id);
        Ok(QueueList {
            part: None,
            previous: records.first().filter(|_| more_before).map(place),
            next: records.last().filter(|_| more_after).map(place),
            rows: rows(records, (client.lang, session::id(&staff.staff)?)),
        })
    }

    async fn keep_search(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        search: Option<&QueueSearch>,
        found: usize,
    ) -> Result<(), ServiceError> {
        let (by, inn) = match search {
            Some(QueueSearch::Inn(digits)) if digits.len() == 14 => ("inn", digits.as_str()),
            Some(QueueSearch::Inn(_)) => ("inn_beginning", ""),
            Some(QueueSearch::Number(_)) => ("number", ""),
            Some(QueueSearch::Name(_)) => ("name", ""),
            None => return Ok(()),
        };
        let act = StaffAct {
            at: self.foundation.now(),
            action: Action::QueueSearched,
            inn,
            application: None,
            details: json!({ "by": by, "found": found }),
        };
        act.keep(tx, client, staff).await
    }
}
