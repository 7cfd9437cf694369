//! Nobody decides on themselves (`spec/access.md`): not as the subject, not as who comes for it, not as somebody who may
//! act for it.

use app::api::StaffCaller;
use domain::inn::Inn;
use sqlx::PgConnection;

use super::OfficeService;
use crate::{
    error::ServiceError,
    storage::{self, access_application::ApplicationRecord},
};

impl OfficeService {
    /// Whether the member of staff is the subject or the person of section 2, is head or accountant of the organisation,
    /// or acts for it in the cabinet.
    pub(super) async fn is_own_case(
        &self,
        db: &mut PgConnection,
        staff: &StaffCaller,
        record: &ApplicationRecord,
    ) -> Result<bool, ServiceError> {
        let Some(own) = staff.inn.as_deref().and_then(Inn::from_trusted) else {
            return Ok(false);
        };
        if own == record.inn || record.person.as_ref().is_some_and(|person| person.inn == own) {
            return Ok(true);
        }
        if !record.inn.is_organisation() {
            return Ok(false);
        }
        Ok(storage::office::acts_for(db, &own, &record.inn).await?
            || !self.registry.roles(&record.inn, &own).await?.is_empty())
    }
}
