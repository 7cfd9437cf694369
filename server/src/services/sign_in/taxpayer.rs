use app::api::{ApiError, Client, CookieChange, Field, FieldErrors, ForbiddenReason, Message, sign_in::SignInForm};
use domain::{
    login::{Login, LoginError},
    password::Password,
};
use serde_json::json;
use time::OffsetDateTime;

use super::{
    SignInService,
    attempt::{self, Attempt, Door, Outcome},
    entering::{Entering, Verified, Visit},
    require_password, wrong_credentials,
};
use crate::{
    error::ServiceError,
    services::{annulment::pass::AnnulmentPass, device},
    sign_in::hashing::Verdict,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
        sign_in::Credentials,
    },
};

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

        let address = client.address.to_string();
        let entering = match verdict {
            Verdict::Right { needs_upgrade } => Verified::of(&found, needs_upgrade)
                .map(|verified| {
                    let known = found.known_device.then_some(device_digest);
                    Entering::new(
                        foundation,
                        Visit { client, form, address: &address, at: attempt.at },
                        verified,
                        known,
                    )
                })
                .transpose()?,
            Verdict::Wrong => None,
        };
        if let Some(entering) = &entering {
            // nearly always nothing has failed before, and there is nothing to lock or to forget
            let mut db = foundation.pool.acquire().await?;
            if entering.enter(&mut db, login.inn_part(), &attempt.digests()).await? {
                drop(db);
                return Ok(self.entered(entering, &password).await);
            }
        }
        let mut tx = foundation.begin().await?;
        let outcome = attempt.judge(&mut tx, verdict).await?;
        let entered = match (outcome, &entering) {
            (Outcome::Right { .. }, Some(entering)) => entering.enter(&mut tx, login.inn_part(), &[]).await?,
            _ => false,
        };
        if let Some(pass) = self.annulled(&found, outcome, attempt.at)? {
            // no failure, nothing entered: who is told why has shown the password
            storage::audit::append(&mut tx, &barred(client, &login, attempt.at, &address)).await?;
            tx.commit().await?;
            return Ok(vec![pass]);
        }
        let right = matches!(outcome, Outcome::Right { .. });
        if right && !entered && found.active && found.primary_until.is_some_and(|until| until <= attempt.at) {
            // who typed it holds the card: they may know why, and it was no guess that would count
            let ended = failure(client, &login, "primary_password_ended", attempt.at, &address);
            storage::audit::append(&mut tx, &ended).await?;
            tx.commit().await?;
            return Err(ApiError::Forbidden(ForbiddenReason::PrimaryPasswordEnded).into());
        }
        if entered {
            attempt.succeeded(&mut tx).await?;
        } else {
            let outcome = if outcome == Outcome::Locked { Outcome::Locked } else { Outcome::Wrong };
            attempt.failed(&mut tx, outcome).await?;
            storage::audit::append(&mut tx, &failure(client, &login, outcome.as_str(), attempt.at, &address)).await?;
        }
        tx.commit().await?;
        match &entering {
            Some(entering) if entered => Ok(self.entered(entering, &password).await),
            _ => Err(wrong_credentials()),
        }
    }

    /// The cookie of somebody whose password is right and whose access is annulled.
    fn annulled(
        &self,
        found: &Credentials,
        outcome: Outcome,
        at: OffsetDateTime,
    ) -> Result<Option<CookieChange>, ServiceError> {
        match (outcome, found.account) {
            (Outcome::Right { .. }, Some(account)) if found.annulled => {
                Ok(Some(AnnulmentPass { account }.cookie(&self.foundation.secrets, at)?))
            }
            _ => Ok(None),
        }
    }

    /// The cookies of who has got in, whose hash is brought to the parameters in force.
    async fn entered(&self, entering: &Entering<'_>, password: &Password) -> Vec<CookieChange> {
        if entering.verified.needs_upgrade {
            self.upgrade(entering.verified, password).await;
        }
        entering.cookies()
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

/// The password was right, the access is annulled.
fn barred<'a>(client: &'a Client, login: &'a Login, at: OffsetDateTime, address: &'a str) -> AuditEntry<'a> {
    let details = json!({ "device": device::name(&client.user_agent), "reason": "annulled" });
    AuditEntry { details, ..failure(client, login, Outcome::Wrong.as_str(), at, address) }
}

fn failure<'a>(
    client: &'a Client,
    login: &'a Login,
    reason: &str,
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
        details: json!({ "device": device::name(&client.user_agent), "reason": reason }),
    }
}
