use app::api::{ApiError, Client, CookieChange, Field, FieldErrors, Message, sign_in::SignInForm};
use domain::password::Password;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    SignInService,
    attempt::{self, Attempt, Door, Outcome},
    require_password, session, wrong_credentials,
};
use crate::{
    error::ServiceError,
    services::device,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
    },
};

impl SignInService {
    pub(super) async fn enter_staff(
        &self,
        client: &Client,
        form: &SignInForm,
    ) -> Result<Vec<CookieChange>, ServiceError> {
        let foundation = &self.foundation;
        let user_name = typed_user_name(form)?;
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut attempt = Attempt::new(foundation, Door::Staff, &user_name);
        let mut db = foundation.pool.acquire().await?;
        let found = storage::sign_in::staff_credentials(&mut db, &user_name).await?;
        drop(db);
        let password = Password::typed(&form.password);
        let verdict = foundation.hashing.verify(found.password_hash.as_deref(), &password).await?;

        let address = client.address.to_string();
        let mut tx = foundation.pool.begin().await?;
        let mut outcome = attempt.judge(&mut tx, verdict).await?;
        if let (Outcome::Right { needs_upgrade }, Some(staff), true) = (outcome, found.staff, found.active) {
            let begun = session::begin(foundation, client, &address, false, attempt.at);
            if storage::session::begin_staff(&mut tx, &begun.session, staff).await? {
                attempt.succeeded(&mut tx).await?;
                if let Ok(before) = client.inspector() {
                    storage::session::end(&mut tx, session::id(&before.session)?, attempt.at).await?;
                }
                let id = staff.to_string();
                let office = found.tax_office.as_deref().unwrap_or_default();
                let details = json!({ "device": device::name(&client.user_agent) });
                let happened = Happened { actor: Actor::Staff(&id), action: Action::SignedIn, office, details };
                storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
                tx.commit().await?;
                if let (true, Some(old)) = (needs_upgrade, &found.password_hash) {
                    self.upgrade_staff(staff, old, &password).await;
                }
                return Ok(vec![begun.cookie]);
            }
        }
        if let Outcome::Right { .. } = outcome {
            outcome = Outcome::Wrong;
        }
        attempt.failed(&mut tx, outcome).await?;
        // a name that nobody has is not kept: people type passwords into the wrong field
        let staff = found.staff.map(|id| id.to_string());
        let details = json!({ "device": device::name(&client.user_agent), "reason": outcome.as_str(), "staff": staff });
        let office = found.tax_office.as_deref().unwrap_or_default();
        let happened = Happened { actor: Actor::Nobody, action: Action::SignInFailed, office, details };
        storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
        tx.commit().await?;
        Err(wrong_credentials())
    }

    async fn upgrade_staff(&self, staff: Uuid, old: &str, password: &Password) {
        let work = async {
            let new = self.foundation.hashing.hash(password).await?;
            let mut db = self.foundation.pool.acquire().await?;
            storage::sign_in::upgrade_staff_hash(&mut db, staff, old, &new).await?;
            Ok::<(), ServiceError>(())
        };
        if let Err(error) = work.await {
            tracing::warn!(%error, "a password hash was not brought to the present parameters");
        }
    }
}

struct Happened<'a> {
    actor: Actor<'a>,
    action: Action,
    office: &'a str,
    details: Value,
}

impl<'a> Happened<'a> {
    fn entry(self, client: &'a Client, address: &'a str, at: OffsetDateTime) -> AuditEntry<'a> {
        AuditEntry {
            at,
            actor: self.actor,
            action: self.action,
            subject_inn: "",
            application: None,
            tax_office: self.office,
            address,
            request_id: &client.request_id,
            details: self.details,
        }
    }
}

/// In lower case. One that nobody can have becomes empty, so that it never reaches the database, and is tried like any
/// other.
fn typed_user_name(form: &SignInForm) -> Result<String, ApiError> {
    let mut errors = FieldErrors::default();
    let typed = form.login.trim().to_lowercase();
    if typed.is_empty() {
        errors.add(Field::Login, Message::Required);
    }
    require_password(&mut errors, form);
    let possible =
        typed.len() <= 64 && typed.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    errors.into_result(if possible { typed } else { String::new() })
}
