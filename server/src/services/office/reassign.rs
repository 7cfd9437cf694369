//! «Передать»: a head of office gives a case to somebody else of the office.

use app::api::{
    ApiError, Client, ForbiddenReason, Permission, StaffCaller,
    office::{Colleague, ReassignForm},
};
use domain::bishkek;
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Done, OfficeService, changed, claim::is_work};
use crate::{
    error::ServiceError,
    storage::{
        self,
        access_application::ApplicationRecord,
        audit::Action,
        queue::{self, ColleagueRecord},
    },
};

impl OfficeService {
    /// Somebody else works on the case from now on, whoever did before: at least until the end of the day, so that it
    /// does not slip back while they are busy with another.
    pub(super) async fn reassign_case(&self, client: &Client, form: &ReassignForm) -> Result<(), ServiceError> {
        let head = client.staff_who_may(Permission::Reassign)?;
        let mut tx = self.foundation.begin().await?;
        let seen = self.own(&mut tx, client, head, &form.id).await?;
        if self.is_own_case(&mut tx, head, &seen).await? {
            return Err(ApiError::Forbidden(ForbiddenReason::OwnCase).into());
        }
        storage::office::lock_inn(&mut tx, &seen.inn).await?;
        // somebody may have decided on it while this waited for the lock
        let record = self.own(&mut tx, client, head, &form.id).await?;
        if !is_work(&record) {
            return Err(changed(record.state));
        }
        let at = self.foundation.now();
        let to = Uuid::parse_str(&form.to).map_err(|_| ApiError::NotFound)?;
        let colleague =
            queue::colleagues(&mut tx, &record.tax_office, at).await?.into_iter().find(|one| one.staff == to);
        let colleague = colleague.ok_or(ApiError::NotFound)?;
        if self.is_case_of(&mut tx, colleague.inn.as_deref(), &record).await? {
            return Err(ApiError::Forbidden(ForbiddenReason::OwnCase).into());
        }
        let before = queue::holder(&mut tx, record.id, at).await?.map(|holder| holder.staff);
        if before == Some(to) {
            return Ok(());
        }
        let until = self.claimed_until(&mut tx, at).await?.max(bishkek::end_of_day(at));
        queue::take(&mut tx, record.id, to, at, until).await?;
        let details = json!({ "from": before, "to": to });
        self.keep(&mut tx, client, head, Done { record: &record, at, action: Action::CaseReassigned, details }).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whom the caller may give the case to, who has least to do first; nobody where the caller may not, or where there
    /// is nothing left to be done.
    pub(super) async fn colleagues(
        &self,
        db: &mut PgConnection,
        staff: &StaffCaller,
        record: &ApplicationRecord,
    ) -> Result<Vec<Colleague>, ServiceError> {
        let may = staff.covers(Permission::Reassign, &record.tax_office) && is_work(record);
        if !may || self.is_own_case(db, staff, record).await? {
            return Ok(Vec::new());
        }
        let now = self.foundation.now();
        let holder = queue::holder(db, record.id, now).await?.map(|holder| holder.staff);
        let mut free = Vec::new();
        for ColleagueRecord { staff, name, inn, held } in queue::colleagues(db, &record.tax_office, now).await? {
            if Some(staff) != holder && !self.is_case_of(db, inn.as_deref(), record).await? {
                free.push(Colleague { id: staff.to_string(), name, held: u32::try_from(held).unwrap_or(u32::MAX) });
            }
        }
        free.sort_by_key(|colleague| colleague.held);
        Ok(free)
    }
}
