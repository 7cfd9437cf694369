//! What every application is given when it is filed, whichever form it comes from.

use app::api::Client;
use domain::{
    application_code::ApplicationCode,
    limits::{Limit, Limits},
    passport::Passport,
};
use serde_json::json;
use time::Duration;

use crate::{
    error::ServiceError,
    foundation::Foundation,
    random,
    secrets::purpose,
    storage::{
        audit::{Action, Actor, AuditEntry},
        registration::{Given, NewApplication},
    },
};

/// An id and a code of its own, the passport sealed, and the time until which it may lie.
///
/// # Errors
/// As [`crate::secrets::Secrets::seal`].
pub(super) fn given(foundation: &Foundation, passport: &Passport, limits: &Limits) -> Result<Given, ServiceError> {
    let secrets = &foundation.secrets;
    let submitted_at = foundation.now();
    let code = ApplicationCode::from_bits(random::bits65(&*foundation.random));
    let code = code.as_str().as_bytes();
    let days = i64::from(limits.get(Limit::ApplicationDays));
    Ok(Given {
        id: foundation.new_id(),
        passport_sealed: secrets.seal(purpose::PASSPORT, passport.as_str().as_bytes())?,
        code_digest: secrets.digest(purpose::APPLICATION_CODE, code),
        code_sealed: secrets.seal(purpose::APPLICATION_CODE, code)?,
        submitted_at,
        expires_at: submitted_at.saturating_add(Duration::days(days)),
    })
}

/// By which a repeated post is known: bound to all of `content`, so that the same showing of a form with other content is
/// another submission. A post without a token is always a new one.
pub(super) fn submission_digest(foundation: &Foundation, token: &str, content: &[&str]) -> [u8; 32] {
    if token.is_empty() {
        return random::token256(&*foundation.random);
    }
    let content = [&[token], content].concat().join("\u{1f}");
    foundation.secrets.digest(purpose::SUBMISSION, content.as_bytes())
}

/// The trail's entry of it; `address` is the client's, as text.
pub(super) fn submitted<'a>(
    client: &'a Client,
    address: &'a str,
    actor: Actor<'a>,
    application: &'a NewApplication<'_>,
) -> AuditEntry<'a> {
    AuditEntry {
        at: application.given.submitted_at,
        actor,
        action: Action::ApplicationSubmitted,
        subject_inn: application.inn.as_str(),
        application: Some(application.given.id),
        tax_office: &application.taxpayer.tax_office,
        address,
        request_id: &client.request_id,
        details: json!({ "kind": application.kind.as_str() }),
    }
}
