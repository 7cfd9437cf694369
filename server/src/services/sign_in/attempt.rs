//! One attempt at a password, the same for every path that tests one: sign-in of taxpayers, of staff, the password in
//! force where a new one is chosen, and the one typed where an organisation registers (`spec/sign-in.md`, "Throttling").

use app::api::Client;
use domain::{limits::Limit, soft_lock};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::session;
use crate::{
    error::ServiceError,
    foundation::Foundation,
    secrets::purpose,
    sign_in::hashing::Verdict,
    storage::sign_in as storage,
    throttle::{self, Throttle},
};

/// What is tried, and whose; the counts do not mix.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Door {
    Taxpayers,
    Staff,
    /// The codes of staff, authenticator's and recovery, by the id of whose they are.
    SecondFactor,
    /// The passkeys of staff, by the id of whose they are. Apart from codes: while one method waits, the other still gets
    /// in (`spec/sign-in.md`, "Throttling").
    Passkey,
}

/// What an attempt comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The password is right and may be used.
    Right { needs_upgrade: bool },
    /// It does not fit, or nobody has this login, or it may not be used.
    Wrong,
    /// It was not tried: the wait after the last failure is not over.
    Locked,
}

impl Outcome {
    /// The word for the audit trail.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Right { .. } => "right",
            Self::Wrong => "wrong",
            Self::Locked => "locked",
        }
    }
}

/// One attempt at the password of a login.
pub(crate) struct Attempt {
    /// Whom failures are counted by: the login, or the login on one known device.
    counted: [u8; 32],
    /// The login, from wherever it is tried.
    login: [u8; 32],
    /// Failures before were found: a success forgets them.
    failed_before: bool,
    /// When it was made: before it waited for its turn.
    pub(crate) at: OffsetDateTime,
}

impl Attempt {
    pub(crate) fn new(foundation: &Foundation, door: Door, login: &str) -> Self {
        let door = match door {
            Door::Taxpayers => "password/taxpayer/",
            Door::Staff => "password/staff/",
            Door::SecondFactor => "second-factor/staff/",
            Door::Passkey => "passkey/staff/",
        };
        let login = foundation.secrets.digest(purpose::THROTTLE, [door, login].concat().as_bytes());
        Self { counted: login, login, failed_before: false, at: foundation.now() }
    }

    /// On a device that has signed in before, failures are counted apart: others can't lock the owner out there, and
    /// who has got hold of the device doesn't get more guesses than anybody else.
    pub(crate) fn on_known_device(self, foundation: &Foundation, device_digest: &[u8; 32]) -> Self {
        let counted = foundation.secrets.digest(purpose::THROTTLE, &[self.login, *device_digest].concat());
        Self { counted, ..self }
    }

    /// Judges the verdict of the hash by the failures so far, which stay locked until the transaction ends.
    ///
    /// The lock is looked at after the password was verified, not before: of many attempts made at once, those that
    /// come after the first failure count for nothing, so making them at once gains nothing.
    pub(crate) async fn judge(&mut self, db: &mut PgConnection, verdict: Verdict) -> Result<Outcome, ServiceError> {
        let before = storage::lock_failures(db, &self.counted, &self.login).await?;
        self.failed_before = before.any;
        let locked =
            before.counted.is_some_and(|failures| soft_lock::is_blocked(failures.count, failures.last, self.at));
        Ok(match verdict {
            _ if locked => Outcome::Locked,
            Verdict::Right { needs_upgrade } => Outcome::Right { needs_upgrade },
            Verdict::Wrong => Outcome::Wrong,
        })
    }

    /// The digests under which no failure is known to who signs in without the lock of [`Self::judge`].
    pub(crate) fn digests(&self) -> [[u8; 32]; 2] {
        [self.counted, self.login]
    }

    /// Keeps the failure.
    pub(crate) async fn failed(&self, db: &mut PgConnection, outcome: Outcome) -> Result<(), ServiceError> {
        let counts = outcome != Outcome::Locked;
        Ok(storage::keep_failure(db, &self.counted, counts, self.at).await?)
    }

    /// Keeps the failure or forgets those before, by the same statements whatever came of it: for who must not learn it.
    pub(crate) async fn settle(&self, db: &mut PgConnection, outcome: Outcome) -> Result<(), ServiceError> {
        storage::keep_failure(db, &self.counted, outcome == Outcome::Wrong, self.at).await?;
        let forgotten: &[[u8; 32]] = match outcome {
            Outcome::Right { .. } => &[self.counted, self.login],
            Outcome::Wrong | Outcome::Locked => &[],
        };
        Ok(storage::clear_failures(db, forgotten).await?)
    }

    /// Forgets the failures before.
    pub(crate) async fn succeeded(&self, db: &mut PgConnection) -> Result<(), ServiceError> {
        if self.failed_before {
            storage::clear_failures(db, &self.digests()).await?;
        }
        Ok(())
    }
}

/// Counts an attempt against the limit of the client's address.
pub(crate) async fn spend(foundation: &Foundation, throttle: &Throttle, client: &Client) -> Result<(), ServiceError> {
    let limit = foundation.limits.lately().await?.get(Limit::SignInsPerMinute);
    throttle.spend("sign_in", &throttle::client_key(client.address), limit, 60).await
}

/// The digest of the device's token; of a client without one, a digest that no device has.
pub(crate) fn device_digest(foundation: &Foundation, client: &Client) -> [u8; 32] {
    let token = client.known_device.as_deref().and_then(session::decode);
    let token: &[u8] = token.as_ref().map_or(&[], |token| token);
    foundation.secrets.digest(purpose::DEVICE, token)
}
