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
    services::staff_act::StaffAct,
    storage::audit::Action,
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
        let act = StaffAct { at: self.foundation.now(), action, inn, application: None, details };
        let mut db = self.foundation.pool.acquire().await?;
        act.keep(&mut db, client, staff).await
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
