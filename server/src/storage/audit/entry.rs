//! Writing an entry.

use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Action, Actor};

/// One entry to be written. Never a password, token, code or passport number; an INN only as `subject_inn`.
#[derive(Debug, Clone)]
pub struct AuditEntry<'a> {
    /// When, UTC.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor<'a>,
    /// What.
    pub action: Action,
    /// The INN spoken of, or empty.
    pub subject_inn: &'a str,
    /// The application spoken of.
    pub application: Option<Uuid>,
    /// Code of the office where it happened, or empty.
    pub tax_office: &'a str,
    /// Network address, or empty.
    pub address: &'a str,
    /// The request, or empty.
    pub request_id: &'a str,
    /// What else is to be known, an object.
    pub details: Value,
}

/// Appends an entry and returns its number. Takes the chain's lock until the transaction ends: the last statement.
///
/// # Errors
/// The database's.
pub async fn append(db: &mut PgConnection, entry: &AuditEntry<'_>) -> Result<i64, sqlx::Error> {
    let (actor_kind, actor_id) = entry.actor.parts();
    sqlx::query_scalar!(
        r#"SELECT audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS "seq!""#,
        entry.at,
        actor_kind,
        actor_id,
        entry.action.as_str(),
        entry.subject_inn,
        entry.application as Option<Uuid>,
        entry.tax_office,
        entry.address,
        entry.request_id,
        entry.details,
    )
    .fetch_one(db)
    .await
}
