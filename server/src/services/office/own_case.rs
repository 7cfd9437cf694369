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
        self.is_case_of(db, staff.inn.as_deref(), record).await
    }

    /// The same of somebody with this INN, where it is known.
    pub(super) async fn is_case_of(
        &self,
        db: &mut PgConnection,
        inn: Option<&str>,
        record: &ApplicationRecord,
    ) -> Result<bool, ServiceError> {
        let own = inn.and_then(Inn::from_trusted);
        if own.is_some() && record.person.as_ref().map(|person| person.inn) == own {
            return Ok(true);
        }
        self.is_subject_of(db, own, &record.inn).await
    }

    /// The same of a subject, whichever application or none it is about.
    pub(super) async fn is_own_subject(
        &self,
        db: &mut PgConnection,
        staff: &StaffCaller,
        inn: &Inn,
    ) -> Result<bool, ServiceError> {
        self.is_subject_of(db, staff.inn.as_deref().and_then(Inn::from_trusted), inn).await
    }

    async fn is_subject_of(&self, db: &mut PgConnection, own: Option<Inn>, inn: &Inn) -> Result<bool, ServiceError> {
        let Some(own) = own else {
            return Ok(false);
        };
        if own == *inn {
            return Ok(true);
        }
        if !inn.is_organisation() {
            return Ok(false);
        }
        Ok(storage::office::acts_for(db, &own, inn).await? || !self.registry.roles(inn, &own).await?.is_empty())
    }
}
