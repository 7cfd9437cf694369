//! The second step of the door of staff.

use app::api::{ApiError, Caller, Client, CookieChange, Field, Message, staff_entry::*};
use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::{
    SignInService,
    attempt::{self, Attempt, Door, Outcome},
    enrolment,
    session::{self, Life},
    staff::Happened,
};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    secrets::purpose,
    services::device,
    sign_in::{hashing::Verdict, passkey, recovery_code, totp::TotpSecret},
    storage::{
        self,
        audit::{Action, Actor},
        staff_entry::Entry,
    },
};

/// What proved the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    Authenticator,
    RecoveryCode,
    /// By its id.
    Passkey(Uuid),
}

impl SignInService {
    /// Whoever the browser's token belongs to; their account stays locked until the transaction ends.
    ///
    /// Errors: `Forbidden(SignInRequired)` when the second step may not be taken, or not any more.
    pub(super) async fn entry(&self, tx: &mut PgConnection, client: &Client) -> Result<Entry, ServiceError> {
        let token = client.staff_entry.as_deref().and_then(session::decode);
        let found = match token {
            Some(token) => {
                let digest = self.foundation.secrets.digest(purpose::STAFF_ENTRY, &token);
                storage::staff_entry::of_token(tx, &digest, self.foundation.now()).await?
            }
            None => None,
        };
        Ok(found.ok_or(ApiError::Forbidden(app::api::ForbiddenReason::SignInRequired))?)
    }

    /// Whoever may take the second step now: the password is theirs alone.
    pub(super) async fn at_second_step(&self, tx: &mut PgConnection, client: &Client) -> Result<Entry, ServiceError> {
        let entry = self.entry(tx, client).await?;
        if entry.one_time_password {
            return Err(ApiError::Forbidden(app::api::ForbiddenReason::SignInRequired).into());
        }
        Ok(entry)
    }

    async fn prove_factor(&self, client: &Client, form: &EntryForm) -> Result<Proved, ServiceError> {
        let foundation = &self.foundation;
        if form.code.trim().is_empty() {
            return Err(ApiError::field(Field::Code, Message::Required).into());
        }
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut tx = foundation.begin().await?;
        let entry = self.at_second_step(&mut tx, client).await?;
        let id = entry.staff.to_string();
        let mut attempt = Attempt::new(foundation, Door::SecondFactor, &id);
        let taken = if entry.enrolled() {
            let sealed = entry.totp_sealed.as_deref();
            let tried = Tried { staff: entry.staff, sealed, last: entry.totp_step, code: &form.code };
            try_code(foundation, &mut tx, &mut attempt, tried).await?.map(|proof| (proof, None))
        } else {
            let codes = self.try_enrolment(&mut tx, &mut attempt, &entry, &form.code).await?;
            codes.map(|codes| (Proof::Authenticator, Some(codes)))
        };
        let Some((proof, recovery_codes)) = taken else {
            let details = failed(client, &attempt, &id);
            let office = entry.tax_office.as_deref().unwrap_or_default();
            let failed = Happened { actor: Actor::Nobody, action: Action::SecondFactorFailed, office, details };
            let address = client.address.to_string();
            storage::audit::append(&mut tx, &failed.entry(client, &address, attempt.at)).await?;
            tx.commit().await?;
            return Ok(Proved::Wrong);
        };
        self.let_in(tx, client, &entry, proof, recovery_codes).await
    }

    /// The second factor is proved: the door closes behind them, and their session begins.
    pub(super) async fn let_in(
        &self,
        mut tx: Transaction<'static, Postgres>,
        client: &Client,
        entry: &Entry,
        proof: Proof,
        recovery_codes: Option<Vec<String>>,
    ) -> Result<Proved, ServiceError> {
        let foundation = &self.foundation;
        let (at, address, id) = (foundation.now(), client.address.to_string(), entry.staff.to_string());
        let office = entry.tax_office.as_deref().unwrap_or_default();
        let happened = |action, details| Happened { actor: Actor::Staff(&id), action, office, details };
        if recovery_codes.is_some() {
            let enrolled = happened(Action::SecondFactorEnrolled, proof.details());
            storage::audit::append(&mut tx, &enrolled.entry(client, &address, at)).await?;
        }
        storage::staff_entry::end(&mut tx, entry.id, at).await?;
        let begun = session::begin(foundation, client, &address, Life::Staff, at);
        if !storage::session::begin_staff(&mut tx, &begun.session, entry.staff).await? {
            return Err(ApiError::Forbidden(app::api::ForbiddenReason::SignInRequired).into());
        }
        if let Caller::Staff(before) = &client.caller {
            storage::session::end(&mut tx, session::id(&before.session)?, at).await?;
        }
        let mut details = proof.details();
        details["device"] = device::name(&client.user_agent).into();
        storage::audit::append(&mut tx, &happened(Action::SignedIn, details).entry(client, &address, at)).await?;
        let told = match (recovery_codes, proof) {
            (Some(recovery_codes), _) => Some(Entered::Enrolled { recovery_codes }),
            (None, Proof::RecoveryCode) => {
                let left = storage::staff_entry::recovery_codes_left(&mut tx, entry.staff).await?;
                Some(Entered::ByRecoveryCode { left: u32::try_from(left).unwrap_or_default() })
            }
            (None, Proof::Authenticator | Proof::Passkey(_)) => None,
        };
        tx.commit().await?;
        Ok(Proved::In { cookies: vec![begun.cookie, CookieChange::EndStaffEntry], told })
    }

    async fn give_up(&self, client: &Client) -> Result<Vec<CookieChange>, ServiceError> {
        let mut tx = self.foundation.begin().await?;
        if let Ok(entry) = self.entry(&mut tx, client).await {
            storage::staff_entry::end(&mut tx, entry.id, self.foundation.now()).await?;
        }
        tx.commit().await?;
        Ok(vec![CookieChange::EndStaffEntry])
    }

    async fn present_step(&self, client: &Client) -> Result<EntryStep, ServiceError> {
        if client.staff_entry.is_none() {
            return Ok(EntryStep::Password);
        }
        let mut tx = self.foundation.begin().await?;
        let entry = match self.entry(&mut tx, client).await {
            Ok(entry) => entry,
            Err(ServiceError::Answer(_)) => return Ok(EntryStep::Password),
            Err(error) => return Err(error),
        };
        tx.commit().await?;
        if entry.one_time_password {
            return Ok(EntryStep::NewPassword { name: entry.name });
        }
        let offered = passkey::Site::at(&self.foundation.settings.server.public_url).is_some();
        match &entry.offered_sealed {
            _ if entry.enrolled() => {
                Ok(EntryStep::Prove { by_passkey: offered && entry.has_passkey, by_app: entry.totp_sealed.is_some() })
            }
            Some(secret) => {
                let secret = opened(&self.foundation, secret)?;
                Ok(EntryStep::Enrol(enrolment::shown(&secret, &entry.user_name, offered)?))
            }
            // the second factor was taken away between the two steps
            None => Ok(EntryStep::Password),
        }
    }
}

impl Proof {
    /// What the audit trail says of it.
    pub(super) fn details(self) -> Value {
        match self {
            Self::Authenticator => json!({ "factor": "authenticator" }),
            Self::RecoveryCode => json!({ "factor": "recovery_code" }),
            Self::Passkey(id) => json!({ "factor": "passkey", "passkey": id.to_string() }),
        }
    }
}

/// A code that is tried.
pub(super) struct Tried<'a> {
    pub(super) staff: Uuid,
    /// None for whoever has passkeys only: a recovery code works all the same.
    pub(super) sealed: Option<&'a [u8]>,
    /// The newest step that was taken.
    pub(super) last: i64,
    /// As typed.
    pub(super) code: &'a str,
}

/// Tries a code of the authenticator or a recovery code, under the soft lock that passwords have: `None` when it is not
/// taken, and then the failure is kept. The account must be locked by the transaction.
pub(super) async fn try_code(
    foundation: &Foundation,
    tx: &mut PgConnection,
    attempt: &mut Attempt,
    tried: Tried<'_>,
) -> Result<Option<Proof>, ServiceError> {
    let Tried { staff, sealed, last, code } = tried;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = match sealed {
        Some(sealed) => opened(foundation, sealed)?.step_of(&digits, attempt.at, last),
        None => None,
    };
    let recovery = recovery_code::read(code).map(|code| recovery_digest(foundation, staff, &code));
    // what the attempt comes to is known only once the code is spent, and it is spent only where it may be tried
    let may_be_tried = Verdict::Right { needs_upgrade: false };
    let outcome = attempt.judge(tx, may_be_tried).await?;
    let proof = match (outcome, step, recovery) {
        (Outcome::Right { .. }, Some(step), _) => {
            storage::staff_entry::take_step(tx, staff, step).await?.then_some(Proof::Authenticator)
        }
        (Outcome::Right { .. }, None, Some(digest)) => {
            let taken = storage::staff_entry::take_recovery_code(tx, staff, &digest, attempt.at).await?;
            taken.then_some(Proof::RecoveryCode)
        }
        _ => None,
    };
    settle(tx, attempt, outcome, proof.is_some()).await?;
    Ok(proof)
}

/// Forgets the failures before, or keeps this one.
pub(super) async fn settle(
    tx: &mut PgConnection,
    attempt: &Attempt,
    outcome: Outcome,
    taken: bool,
) -> Result<(), ServiceError> {
    if taken {
        return attempt.succeeded(tx).await;
    }
    attempt.failed(tx, if outcome == Outcome::Locked { Outcome::Locked } else { Outcome::Wrong }).await
}

impl SignInService {
    /// Takes the offered secret if the code shows that the authenticator has it; the recovery codes that come with it.
    async fn try_enrolment(
        &self,
        tx: &mut PgConnection,
        attempt: &mut Attempt,
        entry: &Entry,
        code: &str,
    ) -> Result<Option<Vec<String>>, ServiceError> {
        let foundation = &self.foundation;
        let Some(offered) = &entry.offered_sealed else {
            return Err(ApiError::Forbidden(app::api::ForbiddenReason::SignInRequired).into());
        };
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let step = opened(foundation, offered)?.step_of(&digits, attempt.at, 0);
        let outcome = attempt.judge(tx, Verdict::Right { needs_upgrade: false }).await?;
        let step = step.filter(|_| outcome != Outcome::Locked);
        settle(tx, attempt, outcome, step.is_some()).await?;
        let Some(step) = step else { return Ok(None) };
        storage::staff_entry::enrol(tx, entry.staff, offered, step, attempt.at).await?;
        Ok(Some(self.recovery_codes(tx, entry.staff).await?))
    }

    /// Fresh recovery codes for somebody who has just enrolled, as they are shown.
    pub(super) async fn recovery_codes(&self, tx: &mut PgConnection, staff: Uuid) -> Result<Vec<String>, ServiceError> {
        let foundation = &self.foundation;
        let codes: Vec<String> = (0..recovery_code::COUNT).map(|_| recovery_code::fresh(&*foundation.random)).collect();
        let digests: Vec<[u8; 32]> = codes.iter().map(|code| recovery_digest(foundation, staff, code)).collect();
        storage::staff_entry::keep_recovery_codes(tx, staff, &digests).await?;
        Ok(codes.iter().map(|code| recovery_code::shown(code)).collect())
    }
}

pub(super) fn failed(client: &Client, attempt: &Attempt, staff: &str) -> Value {
    json!({ "device": device::name(&client.user_agent), "staff": staff, "at": attempt.at.unix_timestamp() })
}

fn opened(foundation: &Foundation, sealed: &[u8]) -> Result<TotpSecret, ServiceError> {
    let bytes = zeroize::Zeroizing::new(foundation.secrets.open(purpose::TOTP, sealed)?);
    TotpSecret::from_bytes(&bytes).ok_or(ServiceError::Stored("staff.totp_sealed"))
}

fn recovery_digest(foundation: &Foundation, staff: Uuid, code: &str) -> [u8; 32] {
    foundation
        .secrets
        .digest(purpose::RECOVERY_CODE, [staff.as_bytes().as_slice(), code.as_bytes()].concat().as_slice())
}

#[async_trait]
impl StaffEntry for SignInService {
    async fn step(&self, client: &Client) -> Result<EntryStep, ApiError> {
        answer(client, self.present_step(client)).await
    }

    async fn choose_password(&self, client: &Client, form: &EntryForm) -> Result<(), ApiError> {
        answer(client, self.replace_password(client, form)).await
    }

    async fn prove(&self, client: &Client, form: &EntryForm) -> Result<Proved, ApiError> {
        answer(client, self.prove_factor(client, form)).await
    }

    async fn challenge(&self, client: &Client) -> Result<String, ApiError> {
        answer(client, self.ask_at_door(client)).await
    }

    async fn prove_by_passkey(&self, client: &Client, form: &EntryForm) -> Result<Proved, ApiError> {
        answer(client, self.prove_key(client, form)).await
    }

    async fn leave(&self, client: &Client) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.give_up(client)).await
    }
}
