//! The second step of the door of staff, and the second factor proved again for what changes rights.

use app::api::{ApiError, Caller, Client, CookieChange, Field, Message, StaffCaller, staff_entry::*};
use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
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
    sign_in::{hashing::Verdict, recovery_code, totp::TotpSecret},
    storage::{
        self,
        audit::{Action, Actor},
        staff_entry::Entry,
    },
};

/// What proved the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    Authenticator,
    RecoveryCode,
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

    async fn prove_factor(&self, client: &Client, form: &EntryForm) -> Result<Proved, ServiceError> {
        let foundation = &self.foundation;
        if form.code.trim().is_empty() {
            return Err(ApiError::field(Field::Code, Message::Required).into());
        }
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut tx = foundation.begin().await?;
        let entry = self.entry(&mut tx, client).await?;
        if entry.one_time_password {
            return Err(ApiError::Forbidden(app::api::ForbiddenReason::SignInRequired).into());
        }
        let at = foundation.now();
        let address = client.address.to_string();
        let id = entry.staff.to_string();
        let office = entry.tax_office.clone().unwrap_or_default();
        let happened = |action, details| Happened { actor: Actor::Staff(&id), action, office: &office, details };
        let mut attempt = Attempt::new(foundation, Door::SecondFactor, &id);
        let taken = match &entry.totp_sealed {
            Some(sealed) => {
                let tried = Tried { staff: entry.staff, sealed, last: entry.totp_step, code: &form.code };
                try_code(foundation, &mut tx, &mut attempt, tried).await?.map(|proof| (proof, None))
            }
            None => {
                let codes = self.try_enrolment(&mut tx, &mut attempt, &entry, &form.code).await?;
                codes.map(|codes| (Proof::Authenticator, Some(codes)))
            }
        };
        let Some((proof, recovery_codes)) = taken else {
            let details = failed(client, &attempt, &id);
            let failed = Happened { actor: Actor::Nobody, ..happened(Action::SecondFactorFailed, details) };
            storage::audit::append(&mut tx, &failed.entry(client, &address, at)).await?;
            tx.commit().await?;
            return Ok(Proved::Wrong);
        };
        if recovery_codes.is_some() {
            let enrolled = happened(Action::SecondFactorEnrolled, json!({}));
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
        let details = json!({ "device": device::name(&client.user_agent), "factor": proof.as_str() });
        storage::audit::append(&mut tx, &happened(Action::SignedIn, details).entry(client, &address, at)).await?;
        let told = match (recovery_codes, proof) {
            (Some(recovery_codes), _) => Some(Entered::Enrolled { recovery_codes }),
            (None, Proof::RecoveryCode) => {
                let left = storage::staff_entry::recovery_codes_left(&mut tx, entry.staff).await?;
                Some(Entered::ByRecoveryCode { left: u32::try_from(left).unwrap_or_default() })
            }
            (None, Proof::Authenticator) => None,
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
        match (&entry.totp_sealed, &entry.offered_sealed) {
            (Some(_), _) => Ok(EntryStep::Code),
            (None, Some(offered)) => {
                let secret = opened(&self.foundation, offered)?;
                Ok(EntryStep::Enrol(enrolment::shown(&secret, &entry.user_name)?))
            }
            // the second factor was taken away between the two steps
            (None, None) => Ok(EntryStep::Password),
        }
    }
}

impl Proof {
    /// The word for the audit trail.
    fn as_str(self) -> &'static str {
        match self {
            Self::Authenticator => "authenticator",
            Self::RecoveryCode => "recovery_code",
        }
    }
}

/// A code that is tried.
struct Tried<'a> {
    staff: Uuid,
    sealed: &'a [u8],
    /// The newest step that was taken.
    last: i64,
    /// As typed.
    code: &'a str,
}

/// Tries a code of the authenticator or a recovery code, under the soft lock that passwords have: `None` when it is not
/// taken, and then the failure is kept. The account must be locked by the transaction.
async fn try_code(
    foundation: &Foundation,
    tx: &mut PgConnection,
    attempt: &mut Attempt,
    tried: Tried<'_>,
) -> Result<Option<Proof>, ServiceError> {
    let Tried { staff, sealed, last, code } = tried;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = opened(foundation, sealed)?.step_of(&digits, attempt.at, last);
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
async fn settle(tx: &mut PgConnection, attempt: &Attempt, outcome: Outcome, taken: bool) -> Result<(), ServiceError> {
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
        let codes: Vec<String> = (0..recovery_code::COUNT).map(|_| recovery_code::fresh(&*foundation.random)).collect();
        let digests: Vec<[u8; 32]> = codes.iter().map(|code| recovery_digest(foundation, entry.staff, code)).collect();
        storage::staff_entry::enrol(tx, entry.staff, offered, step, &digests, attempt.at).await?;
        Ok(Some(codes.iter().map(|code| recovery_code::shown(code)).collect()))
    }
}

fn failed(client: &Client, attempt: &Attempt, staff: &str) -> Value {
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

/// Whether the second factor was proved recently enough in this session to change rights.
pub(crate) async fn is_fresh(
    foundation: &Foundation,
    db: &mut PgConnection,
    staff: &StaffCaller,
) -> Result<bool, ServiceError> {
    let proved = storage::staff_entry::proved_at(db, session::id(&staff.session)?).await?;
    Ok(fresh(foundation, proved))
}

fn fresh(foundation: &Foundation, proved: Option<OffsetDateTime>) -> bool {
    let minutes = Duration::minutes(i64::from(foundation.settings.session.staff_fresh_minutes));
    proved.is_some_and(|proved| foundation.now() - proved < minutes)
}

/// What re-authentication comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Confirmed {
    /// The second factor is fresh, or was proved right now.
    Yes,
    /// A code is needed, and none was typed.
    Asked,
    /// The code was not taken; the failure is kept.
    Wrong,
}

/// Re-authentication: what changes rights needs a fresh second factor. Commits for itself, so that a failure counts
/// whatever becomes of the rest.
pub(crate) async fn confirm(
    foundation: &Foundation,
    client: &Client,
    staff: &StaffCaller,
    code: &str,
) -> Result<Confirmed, ServiceError> {
    let (id, running) = (session::id(&staff.staff)?, session::id(&staff.session)?);
    let mut tx = foundation.begin().await?;
    let factor = storage::staff_entry::factor_in_session(&mut tx, id, running).await?;
    let factor = factor.ok_or(ApiError::Forbidden(app::api::ForbiddenReason::SignInRequired))?;
    if fresh(foundation, factor.proved_at) {
        return Ok(Confirmed::Yes);
    }
    let Some(sealed) = factor.totp_sealed.as_deref().filter(|_| !code.trim().is_empty()) else {
        return Ok(Confirmed::Asked);
    };
    let mut attempt = Attempt::new(foundation, Door::SecondFactor, &staff.staff);
    let tried = Tried { staff: id, sealed, last: factor.totp_step, code };
    let proof = try_code(foundation, &mut tx, &mut attempt, tried).await?;
    let address = client.address.to_string();
    let (action, details) = match proof {
        Some(proof) => {
            storage::staff_entry::proved_again(&mut tx, running, attempt.at).await?;
            (Action::SecondFactorConfirmed, json!({ "factor": proof.as_str() }))
        }
        None => (Action::SecondFactorFailed, failed(client, &attempt, &staff.staff)),
    };
    let happened = Happened { actor: Actor::Staff(&staff.staff), action, office: &staff.office, details };
    storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
    tx.commit().await?;
    Ok(if proof.is_some() { Confirmed::Yes } else { Confirmed::Wrong })
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

    async fn leave(&self, client: &Client) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.give_up(client)).await
    }
}
