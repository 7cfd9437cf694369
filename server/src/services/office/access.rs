//! The access that the person of an application has already, and what it means for the application. Told to the
//! inspector alone, never to whoever has filed it.

use app::api::{Conflict, office::CaseAccess};
use domain::{access_application::ApplicationKind, inn::Inn, subject::Ineligible};
use sqlx::PgConnection;

use super::{OfficeService, changed};
use crate::{
    error::ServiceError,
    storage::{
        self,
        access_application::ApplicationRecord,
        office::restore::{self, PersonAccess},
    },
};

/// Whether a first access may be given.
#[derive(Clone, Copy)]
pub(super) enum FirstAccess {
    /// It is no question of this application.
    NotAsked,
    /// It may.
    Open,
    /// It may not.
    Closed(Ineligible),
}

impl OfficeService {
    /// The account of the subject; none where that is an organisation.
    pub(super) async fn access_of_subject(
        &self,
        db: &mut PgConnection,
        record: &ApplicationRecord,
    ) -> Result<Option<PersonAccess>, ServiceError> {
        if record.person.is_some() {
            return Ok(None);
        }
        Ok(restore::access_of(db, &record.inn).await?)
    }

    /// Whether the person of an application to restore, who has no login, may have one. Registry and policy take
    /// connections of their own, so that they are asked while the caller holds none: a pool of which everybody has one
    /// would have no second one for anybody. An application's kind and subject never change.
    pub(super) async fn first_access(
        &self,
        record: &ApplicationRecord,
        access: Option<&PersonAccess>,
    ) -> Result<FirstAccess, ServiceError> {
        let settled = access.is_some_and(|access| access.login.is_some() || access.annulled);
        if record.kind != ApplicationKind::Restore || record.person.is_some() || settled {
            return Ok(FirstAccess::NotAsked);
        }
        let taxpayer = self.registry.taxpayer(&record.inn).await?.filter(|taxpayer| taxpayer.active);
        let policy = self.policy.now().await?;
        let ineligible =
            taxpayer.and_then(|taxpayer| policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade).err());
        Ok(ineligible.map_or(FirstAccess::Open, FirstAccess::Closed))
    }

    /// What stands against taking the application in, whatever its papers say: once accepted it would have to be granted,
    /// which it can't be, or refused on a ground of the regulation, none of which is true.
    pub(super) async fn bar(
        &self,
        db: &mut PgConnection,
        record: &ApplicationRecord,
        access: Option<&PersonAccess>,
        first: FirstAccess,
    ) -> Result<Option<Conflict>, ServiceError> {
        if let Some(person) = &record.person {
            return bar_to_organisation(db, record, &person.inn).await;
        }
        let opens = access.is_some_and(|access| access.login.is_some());
        let annulled = access.is_some_and(|access| access.annulled);
        match record.kind {
            ApplicationKind::Grant if opens && !annulled && access.is_some_and(|access| access.own_cabinet) => {
                Ok(Some(Conflict::AlreadyHasAccess))
            }
            ApplicationKind::Restore if annulled => Ok(Some(Conflict::AccessAnnulled)),
            ApplicationKind::Annul if annulled || !opens => Ok(Some(Conflict::AccessAnnulled)),
            // it would be a first access, which is not for everybody
            ApplicationKind::Restore if !opens => match first {
                FirstAccess::Open => Ok(None),
                FirstAccess::Closed(why) => Ok(Some(Conflict::NothingToRestore(why))),
                // the login has gone since: whoever looks again is told why
                FirstAccess::NotAsked => Err(changed(record.state)),
            },
            _ => Ok(None),
        }
    }
}

/// The same where the person is to act for an organisation.
async fn bar_to_organisation(
    db: &mut PgConnection,
    record: &ApplicationRecord,
    person: &Inn,
) -> Result<Option<Conflict>, ServiceError> {
    let account = restore::access_of(db, person).await?;
    if record.kind == ApplicationKind::Annul {
        let acts = match account {
            Some(account) => storage::representation::acts_for(db, account.id, &record.inn).await?,
            None => false,
        };
        return Ok((!acts).then_some(Conflict::AccessAnnulled));
    }
    let Some(account) = account else { return Ok(None) };
    if account.annulled {
        return Ok(Some(Conflict::AccountAnnulled));
    }
    let acts = storage::representation::acts_for(db, account.id, &record.inn).await?;
    Ok(acts.then_some(Conflict::AlreadyRepresents))
}

/// What the inspector sees of it.
pub(super) fn shown(access: &PersonAccess) -> CaseAccess {
    CaseAccess {
        since: access.since.into(),
        password_changed_at: access.password_changed_at.map(Into::into),
        annulled: access.annulled,
    }
}
