use app::api::{ApiError, Client, Conflict, Field, Message, Permission, office::AcceptForm};
use domain::{
    acceptance::AcceptanceChecks,
    access_application::{ApplicationKind, ApplicationState, Move},
    bishkek,
    deadline::{AnnulmentDeadline, DecisionDeadline},
    limits::Limit,
};
use serde_json::json;
use time::OffsetDateTime;

use super::{Done, OfficeService, changed};
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::{
        self,
        audit::Action,
        office::{Series, Step},
    },
};

/// The index that lets only one application of a kind and person stand accepted.
const ONE_ACCEPTED: &str = "access_application_one_accepted";

impl OfficeService {
    pub(super) async fn accept_case(&self, client: &Client, form: &AcceptForm) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Accept)?;
        let at = self.foundation.now();
        let mut db = self.foundation.pool.acquire().await?;
        let seen = self.own(&mut db, client, staff, &form.id).await?;
        let access = self.access_of_subject(&mut db, &seen).await?;
        drop(db);
        let first = self.first_access(&seen, access.as_ref()).await?;
        let mut tx = self.foundation.begin().await?;
        let record = self.movable(&mut tx, client, staff, (&form.id, form.version), Move::Accept).await?;
        if record.expires_at <= at {
            return Err(changed(ApplicationState::Expired));
        }
        let by = session::id(&staff.staff)?;
        if !storage::office::opened_by_code(&mut tx, record.id, by).await? {
            return Err(ApiError::Conflict(Conflict::NotOpenedByCode).into());
        }
        let papers = storage::required_papers::in_force(&mut tx, record.kind, record.subject_kind).await?;
        let shown = form.papers().into_iter().take(papers.len()).all(|shown| shown);
        if !checks(form).missing().is_empty() || !shown {
            return Err(ApiError::field(Field::Checks, Message::ChecksMissing).into());
        }
        let access = self.access_of_subject(&mut tx, &record).await?;
        if let Some(bar) = self.bar(&mut tx, &record, access.as_ref(), first).await? {
            return Err(ApiError::Conflict(bar).into());
        }
        let year = year(at);
        let number = storage::office::take_number(&mut tx, &staff.office, year, Series::Acceptance).await?;
        let number = numbered(&staff.office, year, number);
        // the clock that starts now keeps what is in force now, whatever an administrator changes while it runs
        let limits = self.foundation.limits.now_by(&mut tx).await?;
        let due = match record.kind {
            ApplicationKind::Annul => AnnulmentDeadline::due(at, limits.get(Limit::AnnulmentDays)),
            ApplicationKind::Grant | ApplicationKind::Restore | ApplicationKind::Link => {
                DecisionDeadline::due(at, limits.get(Limit::DecisionMinutes))
            }
        };
        let step = Step { id: record.id, version: record.version, staff: by, at };
        let accepted = storage::office::accept(&mut tx, step, &number, due).await.map_err(another_accepted)?;
        if !accepted {
            return Err(changed(record.state));
        }
        self.take(&mut tx, client, staff, &record).await?;
        let done =
            Done { record: &record, at, action: Action::ApplicationAccepted, details: json!({ "number": number }) };
        self.keep(&mut tx, client, staff, done).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn checks(form: &AcceptForm) -> AcceptanceChecks {
    AcceptanceChecks {
        form_complete: form.form_complete == "on",
        requisites_match: form.requisites_match == "on",
        identity_confirmed: form.identity_confirmed == "on",
    }
}

fn another_accepted(error: sqlx::Error) -> ServiceError {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some(ONE_ACCEPTED) => ApiError::Conflict(Conflict::AnotherAccepted).into(),
        _ => error.into(),
    }
}

/// The year whose numbers count, in Bishkek.
pub(super) fn year(at: OffsetDateTime) -> i32 {
    bishkek::local_date(at).year()
}

/// `001-2026-000123`.
pub(super) fn numbered(office: &str, year: i32, number: i32) -> String {
    format!("{office}-{year}-{number:06}")
}
