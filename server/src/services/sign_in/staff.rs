use app::api::{ApiError, Client, CookieChange, Field, FieldErrors, Message, sign_in::SignInForm};
use domain::password::Password;
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    SignInService,
    attempt::{self, Attempt, Door, Outcome},
    require_password, session, wrong_credentials,
};
use crate::{
    error::ServiceError,
    secrets::purpose,
    services::device,
    sign_in::totp::TotpSecret,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
        staff_entry::NewEntry,
    },
};

impl SignInService {
    /// The first step: user name and password. What it opens is the second step and nothing else.
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
        let found = storage::sign_in::staff_credentials(&mut db, &user_name, attempt.at).await?;
        drop(db);
        let password = Password::typed(&form.password);
        let verdict = foundation.hashing.verify(found.password_hash.as_deref(), &password).await?;

        let address = client.address.to_string();
        let mut tx = foundation.begin().await?;
        let mut outcome = attempt.judge(&mut tx, verdict).await?;
        let office = found.tax_office.as_deref().unwrap_or_default();
        if let (Outcome::Right { needs_upgrade }, Some(staff), true) = (outcome, found.staff, found.active) {
            let (token, token_digest) = session::fresh_token(foundation, purpose::STAFF_ENTRY);
            if self.begin_entry(&mut tx, staff, token_digest, found.enrolled, attempt.at).await? {
                attempt.succeeded(&mut tx).await?;
                let id = staff.to_string();
                let details = json!({ "device": device::name(&client.user_agent) });
                let action = Action::StaffPasswordProved;
                let happened = Happened { actor: Actor::Staff(&id), action, office, details };
                storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
                tx.commit().await?;
                if let (true, Some(old)) = (needs_upgrade, &found.password_hash) {
                    self.upgrade_staff(staff, old, &password).await;
                }
                return Ok(vec![CookieChange::StaffEntry(token)]);
            }
        }
        if let Outcome::Right { .. } = outcome {
            outcome = Outcome::Wrong;
        }
        attempt.failed(&mut tx, outcome).await?;
        // a name that nobody has is not kept: people type passwords into the wrong field
        let staff = found.staff.map(|id| id.to_string());
        let details = json!({ "device": device::name(&client.user_agent), "reason": outcome.as_str(), "staff": staff });
        let happened = Happened { actor: Actor::Nobody, action: Action::SignInFailed, office, details };
        storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
        tx.commit().await?;
        Err(wrong_credentials())
    }

    /// Keeps that the password was right; whoever has no second factor yet is offered a secret with it.
    async fn begin_entry(
        &self,
        tx: &mut PgConnection,
        staff: Uuid,
        token_digest: [u8; 32],
        enrolled: bool,
        at: OffsetDateTime,
    ) -> Result<bool, ServiceError> {
        let foundation = &self.foundation;
        let offered = if enrolled {
            None
        } else {
            let secret = TotpSecret::new(&*foundation.random);
            Some(foundation.secrets.seal(purpose::TOTP, secret.bytes())?)
        };
        let minutes = Duration::minutes(i64::from(foundation.settings.session.staff_entry_minutes));
        let entry = NewEntry {
            id: foundation.new_id(),
            token_digest,
            staff,
            at,
            expires_at: at.saturating_add(minutes),
            offered_sealed: offered.as_deref(),
        };
        Ok(storage::staff_entry::begin(tx, &entry).await?)
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

/// What happened at the door of staff.
pub(super) struct Happened<'a> {
    pub(super) actor: Actor<'a>,
    pub(super) action: Action,
    pub(super) office: &'a str,
    pub(super) details: Value,
}

impl<'a> Happened<'a> {
    pub(super) fn entry(self, client: &'a Client, address: &'a str, at: OffsetDateTime) -> AuditEntry<'a> {
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
