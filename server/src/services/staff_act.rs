//! What staff did, as the audit trail keeps it: who, of which office, from where, in which request.

use app::api::{Client, StaffCaller};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    error::ServiceError,
    storage::audit::{self, Action, Actor, AuditEntry},
};

/// An act of somebody of staff.
pub(super) struct StaffAct<'a> {
    /// When, UTC.
    pub(super) at: OffsetDateTime,
    /// What.
    pub(super) action: Action,
    /// The INN spoken of, or empty.
    pub(super) inn: &'a str,
    /// The application spoken of.
    pub(super) application: Option<Uuid>,
    /// What else is to be known, an object.
    pub(super) details: Value,
}

impl StaffAct<'static> {
    /// One that speaks of nobody: of a rule, a list, the staff's own.
    pub(super) fn on_nobody(at: OffsetDateTime, action: Action, details: Value) -> Self {
        Self { at, action, inn: "", application: None, details }
    }
}

impl StaffAct<'_> {
    /// Appends it to the trail: the last statement of its transaction, as it takes the chain's lock.
    pub(super) async fn keep(
        self,
        db: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
    ) -> Result<(), ServiceError> {
        let entry = AuditEntry {
            at: self.at,
            actor: Actor::Staff(&staff.staff),
            action: self.action,
            subject_inn: self.inn,
            application: self.application,
            tax_office: &staff.office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: self.details,
        };
        audit::append(db, &entry).await?;
        Ok(())
    }
}
