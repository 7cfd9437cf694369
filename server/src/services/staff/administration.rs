use app::api::{
    ApiError, Client, Permission, StaffCaller,
    staff::{Acted, Reset, StaffAction, StaffAdministration, StaffCard, StaffForm, StaffPage, StaffRow, Standing},
};
use async_trait::async_trait;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Offices,
    services::sign_in::{by_passkey, confirming, session},
    storage::{self, staff::StaffRecord},
};

/// People shown at once.
const SHOWN: usize = 50;

/// A request to take somebody's second factor away waits so long for the other administrator.
const RESET_WAITS: Duration = Duration::DAY;

/// «Сотрудники».
#[derive(Clone)]
pub struct StaffAdministrationService {
    pub(super) foundation: Foundation,
    offices: Offices,
}

impl StaffAdministrationService {
    /// `offices` names the offices.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices) -> Self {
        Self { foundation, offices }
    }

    async fn show(&self, client: &Client, search: &str, person: &str) -> Result<StaffPage, ServiceError> {
        let administrator = client.staff_who_may(Permission::ManageStaff)?;
        let mut db = self.foundation.pool.acquire().await?;
        let offices = self.offices.all(client.lang).await?;
        let wanted = search.trim().to_lowercase();
        let fits = |record: &StaffRecord| {
            let office = record.tax_office.as_deref().unwrap_or_default();
            [record.name.to_lowercase().as_str(), &record.user_name, office].iter().any(|text| text.contains(&wanted))
        };
        let mut people: Vec<StaffRow> =
            storage::staff::all(&mut db).await?.into_iter().filter(fits).take(SHOWN + 1).map(row).collect();
        let more = people.len() > SHOWN;
        people.truncate(SHOWN);
        let person = match person {
            "" => None,
            id => Some(self.card(&mut db, administrator, id).await?),
        };
        Ok(StaffPage {
            administrator: administrator.name.clone(),
            fresh: confirming::is_fresh(&self.foundation, &mut db, administrator).await?,
            by_passkey: by_passkey::site(&self.foundation).is_ok()
                && storage::passkeys::has_any(&mut db, session::id(&administrator.staff)?).await?,
            offices,
            people,
            more,
            person,
        })
    }

    async fn card(
        &self,
        db: &mut PgConnection,
        administrator: &StaffCaller,
        id: &str,
    ) -> Result<StaffCard, ServiceError> {
        let record = found(db, id).await?;
        let oneself = session::id(&administrator.staff)?;
        let waiting = storage::staff::waiting_reset(db, record.id, self.reset_since()).await?;
        let reset = match waiting {
            _ if !record.enrolled => Reset::NothingToReset,
            None => Reset::NotAsked,
            Some(waiting) if waiting.asked_by == oneself => Reset::AskedByOneself { at: waiting.asked_at.into() },
            Some(waiting) => Reset::Waiting { by: waiting.name, at: waiting.asked_at.into() },
        };
        Ok(StaffCard { oneself: record.id == oneself, row: row(record), reset })
    }

    /// What was asked before has lapsed.
    pub(super) fn reset_since(&self) -> OffsetDateTime {
        self.foundation.now().saturating_sub(RESET_WAITS)
    }

    pub(super) async fn is_office(&self, client: &Client, code: &str) -> Result<bool, ServiceError> {
        Ok(self.offices.all(client.lang).await?.iter().any(|(office, _)| office == code))
    }
}

/// Somebody by the id in an address or a form.
pub(super) async fn found(db: &mut PgConnection, id: &str) -> Result<StaffRecord, ServiceError> {
    let id = Uuid::parse_str(id).map_err(|_| ApiError::NotFound)?;
    Ok(storage::staff::by_id(db, id).await?.ok_or(ApiError::NotFound)?)
}

fn row(record: StaffRecord) -> StaffRow {
    let standing = match (record.blocked, record.one_time_password, record.enrolled) {
        (true, ..) => Standing::Blocked,
        (_, true, _) => Standing::Invited,
        (_, _, false) => Standing::NotEnrolled,
        _ => Standing::AtWork,
    };
    StaffRow {
        id: record.id.to_string(),
        user_name: record.user_name,
        name: record.name,
        role: record.role,
        office: record.tax_office.unwrap_or_default(),
        standing,
    }
}

#[async_trait]
impl StaffAdministration for StaffAdministrationService {
    async fn page(&self, client: &Client, search: &str, person: &str) -> Result<StaffPage, ApiError> {
        answer(client, self.show(client, search, person)).await
    }

    async fn act(&self, client: &Client, action: StaffAction, form: &StaffForm) -> Result<Acted, ApiError> {
        answer(client, self.carry_out(client, action, form)).await
    }
}
