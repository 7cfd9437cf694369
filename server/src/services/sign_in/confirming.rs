//! Re-authentication: the second factor proved again for what changes rights, by a code or by a passkey.

use app::api::{ApiError, Client, ForbiddenReason, StaffCaller};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::{
    attempt::{Attempt, Door},
    by_passkey::{self, Keyed},
    second_factor::{Proof, Tried, failed, try_code},
    session,
    staff::Happened,
};
use crate::{
    error::ServiceError,
    foundation::Foundation,
    storage::{
        self,
        audit::{Action, Actor},
        passkeys::{Place, Purpose},
    },
};

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
    let factor = factor.ok_or(ApiError::Forbidden(ForbiddenReason::SignInRequired))?;
    if fresh(foundation, factor.proved_at) {
        return Ok(Confirmed::Yes);
    }
    if code.trim().is_empty() {
        return Ok(Confirmed::Asked);
    }
    let sealed = factor.totp_sealed.as_deref();
    let mut attempt = Attempt::new(foundation, Door::SecondFactor, &staff.staff);
    let tried = Tried { staff: id, sealed, last: factor.totp_step, code };
    let proof = try_code(foundation, &mut tx, &mut attempt, tried).await?;
    let address = client.address.to_string();
    let (action, details) = match proof {
        Some(proof) => {
            storage::staff_entry::proved_again(&mut tx, running, attempt.at).await?;
            (Action::SecondFactorConfirmed, proof.details())
        }
        None => (Action::SecondFactorFailed, failed(client, &attempt, &staff.staff)),
    };
    let happened = Happened { actor: Actor::Staff(&staff.staff), action, office: &staff.office, details };
    storage::audit::append(&mut tx, &happened.entry(client, &address, attempt.at)).await?;
    tx.commit().await?;
    Ok(if proof.is_some() { Confirmed::Yes } else { Confirmed::Wrong })
}

/// The same by what the browser has signed with a passkey; `false` when it was not taken, and the failure is kept.
pub(crate) async fn confirm_by_passkey(
    foundation: &Foundation,
    client: &Client,
    staff: &StaffCaller,
    answer: &str,
) -> Result<bool, ServiceError> {
    let (id, running) = (session::id(&staff.staff)?, session::id(&staff.session)?);
    let mut tx = foundation.begin().await?;
    let factor = storage::staff_entry::factor_in_session(&mut tx, id, running).await?;
    factor.ok_or(ApiError::Forbidden(ForbiddenReason::SignInRequired))?;
    let mut attempt = Attempt::new(foundation, Door::Passkey, &staff.staff);
    let tried = Keyed { staff: id, purpose: Purpose::Confirm, place: Place::Session(running), answer };
    let (action, details) = match by_passkey::try_key(foundation, &mut tx, &mut attempt, tried).await? {
        Ok(key) => {
            storage::staff_entry::proved_again(&mut tx, running, attempt.at).await?;
            (Action::SecondFactorConfirmed, Proof::Passkey(key).details())
        }
        Err(refusal) => (Action::PasskeyRefused, by_passkey::refused(client, &attempt, &staff.staff, refusal)),
    };
    let happened = Happened { actor: Actor::Staff(&staff.staff), action, office: &staff.office, details };
    storage::audit::append(&mut tx, &happened.entry(client, &client.address.to_string(), attempt.at)).await?;
    tx.commit().await?;
    Ok(action == Action::SecondFactorConfirmed)
}
