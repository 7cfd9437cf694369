//! The password typed for an organisation, tried at the account that the person may already have. Whoever fills in the
//! form learns nothing by it, not by an answer, a paper or the time: the work is the same with an account and without,
//! and the verdict is for the inspector alone (`spec/registration.md`, "Linking an organisation to an account").

use app::api::Client;
use domain::{account_password::AccountPassword, inn::Inn, password::Password};
use sqlx::PgConnection;

use super::RegistrationService;
use crate::{
    error::ServiceError,
    services::sign_in::attempt::{self, Attempt, Door, Outcome},
    sign_in::hashing::Verdict,
    storage::sign_in as storage,
};

/// A password that was verified, and not judged yet.
pub(super) struct TriedPassword {
    attempt: Attempt,
    verdict: Verdict,
    has_account: bool,
}

impl RegistrationService {
    /// Verifies the password at the person's account, or at nothing for the same price. It counts as an attempt to sign
    /// in: of the client's address, and of the login.
    pub(super) async fn try_account_password(
        &self,
        client: &Client,
        person: &Inn,
        password: &Password,
    ) -> Result<TriedPassword, ServiceError> {
        let foundation = &self.foundation;
        attempt::spend(foundation, &self.throttle, client).await?;
        let device_digest = attempt::device_digest(foundation, client);
        let mut db = foundation.pool.acquire().await?;
        let found = storage::credentials_of_person(&mut db, person.as_str(), &device_digest).await?;
        // no connection waits while the password does
        drop(db);
        // an INN is no login: whoever has none is counted where nobody signs in
        let login = found.login.as_deref().unwrap_or(person.as_str());
        let mut attempt = Attempt::new(foundation, Door::Taxpayers, login);
        if found.known_device {
            attempt = attempt.on_known_device(foundation, &device_digest);
        }
        let verdict = foundation.hashing.verify(found.password_hash.as_deref(), password).await?;
        // an account that waits for its first signed entry has no password to be the same
        Ok(TriedPassword { attempt, verdict, has_account: found.password_hash.is_some() })
    }
}

impl TriedPassword {
    /// Judges it by the failures so far and keeps or forgets them, in the transaction that files the application: who
    /// is not let file has tried nothing.
    pub(super) async fn judge(mut self, tx: &mut PgConnection) -> Result<AccountPassword, ServiceError> {
        let outcome = self.attempt.judge(tx, self.verdict).await?;
        let outcome = if self.has_account { outcome } else { Outcome::Right { needs_upgrade: false } };
        self.attempt.settle(tx, outcome).await?;
        Ok(match outcome {
            _ if !self.has_account => AccountPassword::NoAccount,
            Outcome::Right { .. } => AccountPassword::Matched,
            Outcome::Wrong => AccountPassword::NotMatched,
            Outcome::Locked => AccountPassword::NotTried,
        })
    }
}
