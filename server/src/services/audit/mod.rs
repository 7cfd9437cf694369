//! The audit trail as heads of office and administrators read it: search, export, verification of the chain.

mod search;
mod verify;
mod words;

use app::api::{
    ApiError, Client, Permission, Reach, StaffCaller,
    audit::{AuditForm, AuditPage, AuditTrail, ChainCheck},
};
use async_trait::async_trait;
use serde_json::Value;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::Offices,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
    },
};

/// The use cases of the trail.
#[derive(Clone)]
pub struct AuditService {
    foundation: Foundation,
    offices: Offices,
}

impl AuditService {
    /// The trail over this foundation.
    #[must_use]
    pub fn new(foundation: Foundation, offices: Offices) -> Self {
        Self { foundation, offices }
    }

    /// Appends what staff did with the trail to the trail.
    async fn keep(
        &self,
        client: &Client,
        staff: &StaffCaller,
        action: Action,
        inn: &str,
        details: Value,
    ) -> Result<(), ServiceError> {
        let entry = AuditEntry {
            at: self.foundation.now(),
            actor: Actor::Staff(&staff.staff),
            action,
            subject_inn: inn,
            application: None,
            tax_office: &staff.office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details,
        };
        let mut db = self.foundation.pool.acquire().await?;
        storage::audit::append(&mut db, &entry).await?;
        Ok(())
    }
}

/// The office that a search keeps to: empty for an administrator, who sees every entry.
fn scope(staff: &StaffCaller) -> &str {
    let everywhere = Permission::SearchAudit.of(staff.role) == Some(Reach::EveryOffice);
    if everywhere { "" } else { &staff.office }
}

#[async_trait]
impl AuditTrail for AuditService {
    async fn search(&self, client: &Client, form: &AuditForm) -> Result<AuditPage, ApiError> {
        answer(client, self.show(client, form)).await
    }

    async fn csv(&self, client: &Client, form: &AuditForm) -> Result<String, ApiError> {
        answer(client, self.export(client, form)).await
    }

    async fn verify(&self, client: &Client) -> Result<(), ApiError> {
        answer(client, self.begin(client)).await
    }

    async fn verification(&self, client: &Client) -> Result<Option<ChainCheck>, ApiError> {
        answer(client, self.newest(client)).await
    }
}
