//! The second step of the door by a passkey, and what every use of one shares.

use app::api::{
    ApiError, Client, ForbiddenReason,
    staff_entry::{EntryForm, Proved},
};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    SignInService,
    attempt::{self, Attempt, Door, Outcome},
    second_factor::{Proof, failed, settle},
    staff::Happened,
};
use crate::{
    error::ServiceError,
    foundation::Foundation,
    services::device,
    sign_in::{
        hashing::Verdict,
        passkey::{self, Answer, Challenge, Refusal, Registered, Site},
    },
    storage::{
        self,
        audit::{Action, Actor},
        passkeys::{self as keys, NewChallenge, NewPasskey, Place, Purpose},
        staff_entry::Entry,
    },
};

/// Letters of a name at the most; the table says the same.
pub(crate) const LONGEST_NAME: usize = 40;

/// The site that keys are made for.
///
/// Errors: `NotFound` where this cabinet's address is none at which browsers have passkeys.
pub(crate) fn site(foundation: &Foundation) -> Result<Site, ServiceError> {
    Ok(Site::at(&foundation.settings.server.public_url).ok_or(ApiError::NotFound)?)
}

/// Keeps what the browser is asked; what it is sent.
pub(crate) async fn asked(
    foundation: &Foundation,
    tx: &mut PgConnection,
    purpose: Purpose,
    place: Place,
    challenge: Challenge,
) -> Result<String, ServiceError> {
    let now = foundation.now();
    let new = NewChallenge {
        id: foundation.new_id(),
        purpose,
        place,
        state: &challenge.state,
        made_at: now,
        expires_at: now.saturating_add(passkey::DIALOG.try_into().unwrap_or_default()),
    };
    keys::ask(tx, &new).await?;
    Ok(challenge.options)
}

/// A passkey's signature that is tried.
pub(super) struct Keyed<'a> {
    pub(super) staff: Uuid,
    pub(super) purpose: Purpose,
    pub(super) place: Place,
    /// As the browser sent it.
    pub(super) answer: &'a str,
}

/// Why a passkey was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// It was not tried: the wait after the last failure is not over.
    Locked,
    /// It was.
    Refused(Refusal),
}

/// Tries a signature under a soft lock as codes have, counted apart from theirs: the id of the key, or why it was not
/// taken, and then the failure is kept. The account must be locked by the transaction. The challenge is spent by an answer
/// that was tried.
pub(super) async fn try_key(
    foundation: &Foundation,
    tx: &mut PgConnection,
    attempt: &mut Attempt,
    tried: Keyed<'_>,
) -> Result<Result<Uuid, NotTaken>, ServiceError> {
    let outcome = attempt.judge(tx, Verdict::Right { needs_upgrade: false }).await?;
    let taken = match outcome {
        Outcome::Locked => Err(NotTaken::Locked),
        _ => judged(foundation, tx, &tried, attempt.at).await?.map_err(NotTaken::Refused),
    };
    settle(tx, attempt, outcome, taken.is_ok()).await?;
    Ok(taken)
}

async fn judged(
    foundation: &Foundation,
    tx: &mut PgConnection,
    tried: &Keyed<'_>,
    at: OffsetDateTime,
) -> Result<Result<Uuid, Refusal>, ServiceError> {
    let Some(state) = keys::answer(tx, tried.purpose, tried.place, at).await? else {
        return Ok(Err(Refusal::NotAsked));
    };
    let Some(answer) = Answer::read(tried.answer) else {
        return Ok(Err(Refusal::Malformed));
    };
    let Some(key) = keys::by_credential_id(tx, tried.staff, answer.credential_id()).await? else {
        return Ok(Err(Refusal::NotTheirs));
    };
    let verified = match site(foundation)?.verify(&answer, key.credential, state)? {
        Ok(verified) => verified,
        Err(refusal) => return Ok(Err(refusal)),
    };
    // once more against what is stored now: another answer may have counted since the challenge was made
    let counted = keys::used(tx, key.id, &verified.credential, verified.sign_count, at).await?;
    Ok(if counted { Ok(key.id) } else { Err(Refusal::Cloned) })
}

/// What the audit trail says of a passkey that was not taken.
pub(super) fn refused(client: &Client, attempt: &Attempt, staff: &str, why: NotTaken) -> Value {
    let mut details = failed(client, attempt, staff);
    details["reason"] = match why {
        NotTaken::Locked => "locked",
        NotTaken::Refused(refusal) => refusal.as_str(),
    }
    .into();
    details
}

/// Keeps a key that the browser has made; `None` when it has been registered before, or its owner has another of this name.
pub(crate) async fn keep(
    foundation: &Foundation,
    tx: &mut PgConnection,
    staff: Uuid,
    key: &Registered,
    name: &str,
) -> Result<Option<Uuid>, ServiceError> {
    let new = NewPasskey {
        id: foundation.new_id(),
        staff,
        credential_id: &key.credential_id,
        credential: &key.credential,
        sign_count: key.sign_count,
        name,
        created_at: foundation.now(),
    };
    Ok(keys::add(tx, &new).await?.then_some(new.id))
}

/// What a key made in this browser is called until its owner says otherwise: the device.
pub(crate) fn suggested(client: &Client) -> String {
    let plain: String = device::name(&client.user_agent).chars().filter(|c| !c.is_control()).collect();
    let name: String = plain.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() { "Passkey".to_owned() } else { name.trim_end().to_owned() }
}

impl SignInService {
    /// What the browser at the half-open door is asked: to sign with a key, or to make the first one.
    pub(super) async fn ask_at_door(&self, client: &Client) -> Result<String, ServiceError> {
        let foundation = &self.foundation;
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut tx = foundation.begin().await?;
        let entry = self.at_second_step(&mut tx, client).await?;
        let site = site(foundation)?;
        let (purpose, challenge) = if entry.has_passkey {
            (Purpose::Enter, site.ask(keys::credentials(&mut tx, entry.staff).await?)?)
        } else if entry.may_enrol() {
            (Purpose::Enrol, site.register(entry.staff, &entry.user_name, &entry.name, Vec::new())?)
        } else {
            return Err(ApiError::NotFound.into());
        };
        let options = asked(foundation, &mut tx, purpose, Place::Entry(entry.id), challenge).await?;
        tx.commit().await?;
        Ok(options)
    }

    pub(super) async fn prove_key(&self, client: &Client, form: &EntryForm) -> Result<Proved, ServiceError> {
        let foundation = &self.foundation;
        attempt::spend(foundation, &self.throttle, client).await?;
        let mut tx = foundation.begin().await?;
        let entry = self.at_second_step(&mut tx, client).await?;
        let id = entry.staff.to_string();
        let mut attempt = Attempt::new(foundation, Door::Passkey, &id);
        let taken = if entry.enrolled() {
            let place = Place::Entry(entry.id);
            let tried = Keyed { staff: entry.staff, purpose: Purpose::Enter, place, answer: &form.passkey };
            try_key(foundation, &mut tx, &mut attempt, tried).await?.map(|key| (key, None))
        } else {
            let enrolled = self.enrol_by_key(&mut tx, client, &mut attempt, &entry, &form.passkey).await?;
            enrolled.map(|(key, codes)| (key, Some(codes)))
        };
        match taken {
            Ok((key, recovery_codes)) => self.let_in(tx, client, &entry, Proof::Passkey(key), recovery_codes).await,
            Err(refusal) => {
                let details = refused(client, &attempt, &id, refusal);
                let office = entry.tax_office.as_deref().unwrap_or_default();
                let happened = Happened { actor: Actor::Nobody, action: Action::PasskeyRefused, office, details };
                let address = client.address.to_string();
                storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
                tx.commit().await?;
                Ok(Proved::Wrong)
            }
        }
    }

    /// Takes a key as the first second factor; its id, and the recovery codes that come with it.
    async fn enrol_by_key(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        attempt: &mut Attempt,
        entry: &Entry,
        answer: &str,
    ) -> Result<Result<(Uuid, Vec<String>), NotTaken>, ServiceError> {
        let foundation = &self.foundation;
        if !entry.may_enrol() {
            return Err(ApiError::Forbidden(ForbiddenReason::SignInRequired).into());
        }
        let outcome = attempt.judge(tx, Verdict::Right { needs_upgrade: false }).await?;
        let made = match outcome {
            Outcome::Locked => Err(NotTaken::Locked),
            _ => {
                let made = made(foundation, tx, Purpose::Enrol, Place::Entry(entry.id), answer).await?;
                made.map_err(NotTaken::Refused)
            }
        };
        let kept = match made {
            Ok(key) => keep(foundation, tx, entry.staff, &key, &suggested(client))
                .await?
                .ok_or(NotTaken::Refused(Refusal::Known)),
            Err(refusal) => Err(refusal),
        };
        settle(tx, attempt, outcome, kept.is_ok()).await?;
        match kept {
            Ok(key) => Ok(Ok((key, self.recovery_codes(tx, entry.staff).await?))),
            Err(refusal) => Ok(Err(refusal)),
        }
    }
}

/// The key that the browser has made for the challenge that runs, which is spent by it.
pub(crate) async fn made(
    foundation: &Foundation,
    tx: &mut PgConnection,
    purpose: Purpose,
    place: Place,
    answer: &str,
) -> Result<Result<Registered, Refusal>, ServiceError> {
    match keys::answer(tx, purpose, place, foundation.now()).await? {
        Some(state) => Ok(site(foundation)?.registered(answer, state)?),
        None => Ok(Err(Refusal::NotAsked)),
    }
}
