//! An application to restore: the account keeps its login and gets this application's password and contacts. Whatever
//! the old password has opened ends with it, and the addresses before and after are told. Without an account it is a
//! first access (docs/decisions/0016-restore.md).

use app::api::{ApiError, Conflict};
use domain::{email::Email, login::Login};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::Access;
use crate::{
    error::ServiceError,
    outbox::{self, Letter, LetterKind},
    services::{
        office::{OfficeService, changed},
        sign_in::attempt::{Attempt, Door},
    },
    storage::{
        self,
        access_application::ApplicationRecord,
        office::restore::{self, PersonAccess},
    },
};

impl OfficeService {
    pub(super) async fn restore_access(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        at: OffsetDateTime,
    ) -> Result<Access, ServiceError> {
        let Some(account) = restore::access_of(tx, &record.inn).await? else {
            return self.open_first_access(tx, record, at).await;
        };
        if account.annulled {
            return Err(ApiError::Conflict(Conflict::AccessAnnulled).into());
        }
        let Some(login) = &account.login else {
            return self.open_first_access(tx, record, at).await;
        };
        let login = Login::parse(login).map_err(|_| ServiceError::Stored("account.login"))?;
        self.forget_failures(tx, &account, &login).await?;
        if !restore::replace_password(tx, account.id, record.id, at).await? {
            return Err(changed(record.state));
        }
        let sessions = restore::end_sessions(tx, account.id, at).await?;
        restore::forget_devices(tx, account.id).await?;
        self.tell_of_restore(tx, record, &account, at).await?;
        Ok(Access { account: account.id, login, person: None, sessions_ended: Some(sessions) })
    }

    /// Before the account itself is touched: a sign-in holds its failures first, too, and then the account.
    async fn forget_failures(
        &self,
        tx: &mut PgConnection,
        account: &PersonAccess,
        login: &Login,
    ) -> Result<(), ServiceError> {
        let anywhere = || Attempt::new(&self.foundation, Door::Taxpayers, login.as_str());
        let mut counts = anywhere().digests().to_vec();
        for device in restore::known_devices(tx, account.id).await? {
            let device = device.try_into().map_err(|_| ServiceError::Stored("known_device.token_digest"))?;
            counts.extend(anywhere().on_known_device(&self.foundation, &device).digests());
        }
        Ok(storage::sign_in::clear_failures(tx, &counts).await?)
    }

    /// To the account's address from now on, and to the one before if that is another.
    async fn tell_of_restore(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        account: &PersonAccess,
        at: OffsetDateTime,
    ) -> Result<(), ServiceError> {
        let before = Email::parse(&account.email).ok();
        let now = Email::parse(&record.email).ok().or_else(|| before.clone());
        let language = account.language;
        let office = self.offices.summary(&record.tax_office, language).await?;
        let cabinet = &self.foundation.settings.server.public_url;
        // most mailboxes don't tell small letters from large ones
        let same = |a: &Email, b: &Email| a.as_str().to_lowercase() == b.as_str().to_lowercase();
        let former = before.filter(|before| !now.as_ref().is_some_and(|now| same(before, now)));
        let letters =
            [(now, LetterKind::AccessRestored, false), (former, LetterKind::AccessRestoredFormerAddress, true)];
        for (to, kind, former) in letters {
            let Some(to) = to else { continue };
            let letter = Letter {
                kind,
                about: record.id,
                to: &to,
                language,
                wording: outbox::restored(language, &office, at, former, cabinet),
                useless_at: at.saturating_add(outbox::WORTH_TRYING),
            };
            outbox::queue(tx, &self.foundation, &letter).await?;
        }
        Ok(())
    }
}
