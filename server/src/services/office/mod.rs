//! A tax office's work: a case on one screen, acceptance, decision, handing over. Each use case begins with
//! the caller's role and touches only the caller's own office.

mod accept;
mod access;
mod annul;
mod case;
mod claim;
mod compare;
mod decide;
mod give_back;
mod grant;
mod open;
mod own_case;
mod reassign;

pub(in crate::services) use grant::new_login;

use std::sync::Arc;

use app::api::{
    ApiError, Client, Conflict, ForbiddenReason, Permission, StaffCaller,
    office::{AcceptForm, Case, MoveForm, Office, OpenForm, ReassignForm, RefuseForm, ReturnForm},
};
use async_trait::async_trait;
use domain::access_application::{ApplicationState, Move};
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    eligibility::PolicyInForce,
    papers::{self, PaperReader},
    sign_in::session,
};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{Offices, Registry},
    services::staff_act::StaffAct,
    storage::{self, access_application::ApplicationRecord, audit::Action},
};

/// The use cases of a tax office.
#[derive(Clone)]
pub struct OfficeService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    policy: PolicyInForce,
}

impl OfficeService {
    /// The registry is what cases are compared with.
    pub fn new(foundation: Foundation, registry: Arc<dyn Registry>, offices: Offices, policy: PolicyInForce) -> Self {
        Self { foundation, registry, offices, policy }
    }

    /// The application with this id, if it belongs to the caller's office.
    ///
    /// Errors: `NotFound`, `Forbidden(ForeignOffice)`.
    async fn own(
        &self,
        db: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        id: &str,
    ) -> Result<ApplicationRecord, ServiceError> {
        let id = Uuid::parse_str(id).map_err(|_| ApiError::NotFound)?;
        let record = storage::access_application::by_id(db, id).await?.ok_or(ApiError::NotFound)?;
        self.same_office(client, staff, &record).await?;
        Ok(record)
    }

    async fn same_office(
        &self,
        client: &Client,
        staff: &StaffCaller,
        record: &ApplicationRecord,
    ) -> Result<(), ServiceError> {
        if staff.covers(Permission::SeeCase, &record.tax_office) {
            return Ok(());
        }
        let whose = self.offices.summary(&record.tax_office, client.lang).await?;
        Err(ApiError::Forbidden(ForbiddenReason::ForeignOffice(whose)).into())
    }

    /// Locks the applications of the INN and reads this one, if the caller may move it so from the version they saw.
    ///
    /// Errors: as [`Self::own`]; `Forbidden(OwnCase)`; `Conflict` when it has moved on or can't move so at all.
    async fn movable(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        form: (&str, i32),
        attempted: Move,
    ) -> Result<ApplicationRecord, ServiceError> {
        let (id, version) = form;
        let seen = self.own(tx, client, staff, id).await?;
        if self.is_own_case(tx, staff, &seen).await? {
            return Err(ApiError::Forbidden(ForbiddenReason::OwnCase).into());
        }
        storage::office::lock_inn(tx, &seen.inn).await?;
        // somebody may have moved it while this waited for the lock
        let record = self.own(tx, client, staff, id).await?;
        if record.version != version || record.state.after(record.kind, attempted).is_err() {
            return Err(changed(record.state));
        }
        Ok(record)
    }

    /// Appends what staff did with an application to the trail.
    async fn keep(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        done: Done<'_>,
    ) -> Result<(), ServiceError> {
        let Done { record, at, action, details } = done;
        let act = StaffAct { at, action, inn: record.inn.as_str(), application: Some(record.id), details };
        act.keep(tx, client, staff).await
    }

    /// A paper of a case shows its code. While nobody has accepted it, only who has the paper on the window sees that.
    async fn printable(&self, client: &Client, id: &str, paper: &str) -> Result<ApplicationRecord, ServiceError> {
        let staff = client.staff_who_may(Permission::SeeCase)?;
        let mut tx = self.foundation.begin().await?;
        let record = self.own(&mut tx, client, staff, id).await?;
        let opened = storage::office::opened_by_code(&mut tx, record.id, session::id(&staff.staff)?).await?;
        if record.acceptance.is_none() && !opened {
            return Err(ApiError::Conflict(Conflict::NotOpenedByCode).into());
        }
        if paper == "decision" && record.decision.is_none() {
            return Err(ApiError::NotFound.into());
        }
        let done = Done {
            record: &record,
            at: self.foundation.now(),
            action: Action::PaperPrinted,
            details: json!({ "paper": paper }),
        };
        self.keep(&mut tx, client, staff, done).await?;
        tx.commit().await?;
        Ok(record)
    }
}

/// What staff did with an application.
struct Done<'a> {
    record: &'a ApplicationRecord,
    at: OffsetDateTime,
    action: Action,
    details: Value,
}

/// The application has moved on; this is its state now.
fn changed(state: ApplicationState) -> ServiceError {
    ApiError::Conflict(Conflict::ApplicationChanged(state)).into()
}

#[async_trait]
impl Office for OfficeService {
    async fn open(&self, client: &Client, form: &OpenForm) -> Result<String, ApiError> {
        answer(client, self.open_case(client, form)).await
    }

    async fn case(&self, client: &Client, id: &str) -> Result<Case, ApiError> {
        answer(client, self.show_case(client, id)).await
    }

    async fn claim(&self, client: &Client, id: &str) -> Result<(), ApiError> {
        answer(client, self.claim_case(client, id)).await
    }

    async fn release(&self, client: &Client, id: &str) -> Result<(), ApiError> {
        answer(client, self.release_case(client, id)).await
    }

    async fn reassign(&self, client: &Client, form: &ReassignForm) -> Result<(), ApiError> {
        answer(client, self.reassign_case(client, form)).await
    }

    async fn give_back(&self, client: &Client, form: &ReturnForm) -> Result<(), ApiError> {
        answer(client, self.return_case(client, form)).await
    }

    async fn accept(&self, client: &Client, form: &AcceptForm) -> Result<(), ApiError> {
        answer(client, self.accept_case(client, form)).await
    }

    async fn grant(&self, client: &Client, form: &MoveForm) -> Result<(), ApiError> {
        answer(client, self.grant_case(client, form)).await
    }

    async fn refuse(&self, client: &Client, form: &RefuseForm) -> Result<(), ApiError> {
        answer(client, self.refuse_case(client, form)).await
    }

    async fn deliver(&self, client: &Client, form: &MoveForm) -> Result<(), ApiError> {
        answer(client, self.deliver_case(client, form)).await
    }

    async fn application_paper(&self, client: &Client, id: &str) -> Result<Vec<u8>, ApiError> {
        answer(client, async {
            let record = self.printable(client, id, "application").await?;
            let lang = record.language;
            papers::application_paper(&self.foundation, &self.offices, &record, lang, PaperReader::Staff).await
        })
        .await
    }

    async fn decision_paper(&self, client: &Client, id: &str) -> Result<Vec<u8>, ApiError> {
        answer(client, async {
            let record = self.printable(client, id, "decision").await?;
            papers::decision_paper(&self.foundation, &self.offices, &record, record.language).await
        })
        .await
    }
}
