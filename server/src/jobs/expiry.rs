//! Applications lapse when nobody has come with them in time (`spec/access.md`, "States").

use crate::{
    error::ServiceError,
    foundation::Foundation,
    storage::{
        audit::{self, Action, Actor, AuditEntry},
        expiry as storage,
    },
};

/// Applications closed in one transaction: few, because each holds the end of the audit chain until the commit.
const BATCH: i64 = 100;

/// Closes every submitted application past its time and returns how many there were. Several servers may do this at
/// once: each application is closed and audited by one of them.
///
/// # Errors
/// The database's; what was closed before it stays closed.
pub async fn expire(foundation: &Foundation) -> Result<u64, ServiceError> {
    let mut closed = 0;
    loop {
        let batch = expire_batch(foundation).await?;
        closed += batch;
        if batch == 0 {
            return Ok(closed);
        }
    }
}

async fn expire_batch(foundation: &Foundation) -> Result<u64, ServiceError> {
    let now = foundation.now();
    let mut transaction = foundation.begin().await?;
    let expired = storage::expire(&mut transaction, now, BATCH).await?;
    for application in &expired {
        let entry = AuditEntry {
            at: now,
            actor: Actor::System("expiry"),
            action: Action::ApplicationExpired,
            subject_inn: &application.inn,
            application: Some(application.id),
            tax_office: &application.tax_office,
            address: "",
            request_id: "",
            details: serde_json::json!({}),
        };
        audit::append(&mut transaction, &entry).await?;
    }
    transaction.commit().await?;
    Ok(expired.len() as u64)
}
