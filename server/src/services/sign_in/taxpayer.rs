use app::api::{ApiError, Client, CookieChange, Field, FieldErrors, Message, sign_in::SignInForm};
use domain::{
    login::{Login, LoginError},
    password::Password,
};
use serde_json::json;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{
    SignInService,
    attempt::{self, Attempt, Door, Outcome},
    require_password,
    session::{self, Begun},
    wrong_credentials,
};
use crate::{
    error::ServiceError,
    secrets::purpose,
    services::device,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
        sign_in::Credentials,
    },
};

/// As long as a browser keeps the cookie of a device.
const DEVICE_KEPT: Duration = Duration::days(400);

impl SignInService {
    pub(super) async fn enter_taxpayer(
        &self,
        client: &Client,
        form: &SignInForm,
    ) -> Result<Vec<CookieChange>, ServiceError> {
        let foundation = &self.foundation;
        let login = typed_login(form)?;
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut attempt = Attempt::new(foundation, Door::Taxpayers, login.as_str());
        let device_digest = attempt::device_digest(foundation, client);
        let mut db = foundation.pool.acquire().await?;
        let found = storage::sign_in::credentials(&mut db, login.as_str(), &device_digest).await?;
        // no connection waits while the password does
        drop(db);
        if found.known_device {
            attempt = attempt.on_known_device(foundation, &device_digest);
        }
        let password = Password::typed(&form.password);
        let verdict = foundation.hashing.verify(found.password_hash.as_deref(), &password).await?;

        let mut tx = foundation.pool.begin().await?;
        let mut outcome = attempt.judge(&mut tx, verdict).await?;
        if let (Outcome::Right { needs_upgrade }, Some(verified)) = (outcome, Verified::of(&found)) {
            let address = client.address.to_string();
            let begun = session::begin(foundation, client, &address, form.remember == "on", attempt.at);
            if storage::session::begin_taxpayer(&mut tx, &begun.session, verified.account, verified.since).await? {
                attempt.succeeded(&mut tx).await?;
                let entered = Entered { client, login, verified, known_device: found.known_device, begun };
                let cookies = self.welcome(&mut tx, entered).await?;
                tx.commit().await?;
                if needs_upgrade {
                    self.upgrade(verified, &password).await;
                }
                return Ok(cookies);
            }
        }
        if let Outcome::Right { .. } = outcome {
            outcome = Outcome::Wrong;
        }
        attempt.failed(&mut tx, outcome).await?;
        storage::audit::append(&mut tx, &failure(client, &login, outcome, attempt.at, &client.address.to_string()))
            .await?;
        tx.commit().await?;
        Err(wrong_credentials())
    }

    /// What a success leaves behind besides the session: the device, the end of the session before, the trail.
    async fn welcome(&self, tx: &mut PgConnection, entered: Entered<'_>) -> Result<Vec<CookieChange>, ServiceError> {
        let Entered { client, login, verified, known_device, begun } = entered;
        let now = begun.session.started_at;
        if let Ok(before) = client.taxpayer() {
            storage::session::end(tx, session::id(&before.session)?, now).await?;
        }
        let device = match &client.known_device {
            Some(token) if known_device => (token.clone(), attempt::device_digest(&self.foundation, client)),
            _ => session::fresh_token(&self.foundation, purpose::DEVICE),
        };
        let forget_before = now.saturating_sub(DEVICE_KEPT);
        storage::session::remember_device(tx, verified.account, &device.1, now, forget_before).await?;
        let account = verified.account.to_string();
        let entry = AuditEntry {
            at: now,
            actor: Actor::Taxpayer(&account),
            action: Action::SignedIn,
            subject_inn: login.inn_part(),
            application: None,
            tax_office: "",
            address: begun.session.address,
            request_id: &client.request_id,
            details: json!({ "device": device::name(&client.user_agent), "remembered": begun.session.remembered }),
        };
        storage::audit::append(tx, &entry).await?;
        Ok(vec![begun.cookie, CookieChange::KnownDevice(device.0)])
    }

    /// Makes the hash anew with the parameters in force. That it fails must not spoil the sign-in: the next one tries
    /// again.
    async fn upgrade(&self, verified: Verified<'_>, password: &Password) {
        let work = async {
            let new = self.foundation.hashing.hash(password).await?;
            let mut db = self.foundation.pool.acquire().await?;
            storage::sign_in::upgrade_account_hash(&mut db, verified.account, verified.hash, &new).await?;
            Ok::<(), ServiceError>(())
        };
        if let Err(error) = work.await {
            tracing::warn!(%error, "a password hash was not brought to the present parameters");
        }
    }
}

/// An account whose password was verified.
#[derive(Clone, Copy)]
struct Verified<'a> {
    account: Uuid,
    hash: &'a str,
    /// When the password was set.
    since: OffsetDateTime,
}

impl<'a> Verified<'a> {
    fn of(found: &'a Credentials) -> Option<Self> {
        let hash = found.password_hash.as_deref().filter(|_| found.active)?;
        Some(Self { account: found.account?, hash, since: found.password_changed_at? })
    }
}

struct Entered<'a> {
    client: &'a Client,
    login: Login,
    verified: Verified<'a>,
    known_device: bool,
    begun: Begun<'a>,
}

fn typed_login(form: &SignInForm) -> Result<Login, ApiError> {
    let mut errors = FieldErrors::default();
    let login = Login::parse(&form.login);
    match login {
        Ok(_) => {}
        Err(LoginError::Empty) => errors.add(Field::Login, Message::Required),
        Err(error) => errors.add(Field::Login, Message::Login(error)),
    }
    require_password(&mut errors, form);
    match login {
        Ok(login) => errors.into_result(login),
        Err(_) => Err(ApiError::Validation(errors)),
    }
}

fn failure<'a>(
    client: &'a Client,
    login: &'a Login,
    outcome: Outcome,
    at: OffsetDateTime,
    address: &'a str,
) -> AuditEntry<'a> {
    AuditEntry {
        at,
        actor: Actor::Nobody,
        action: Action::SignInFailed,
        subject_inn: login.inn_part(),
        application: None,
        tax_office: "",
        address,
        request_id: &client.request_id,
        details: json!({ "device": device::name(&client.user_agent), "reason": outcome.as_str() }),
    }
}
