//! The grant. What it opens depends on what was applied for, one file each; the decision, the closing of the other
//! applications and the trail are the same for all. Everything is one transaction.

mod account;
mod first_access;
mod organisation;
mod restore;

pub(in crate::services) use account::new_login;

use app::api::{Client, Permission, office::MoveForm};
use domain::{
    access_application::{ApplicationKind, Move},
    inn::Inn,
    login::Login,
};
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Done, OfficeService, changed, decide::decision_number};
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::{self, access_application::ApplicationRecord, audit::Action, office::Step},
};

/// What a grant has opened.
struct Access {
    /// In which account.
    account: Uuid,
    /// Under which login: printed on the decision.
    login: Login,
    /// Who acts for the subject from now on, where that is an organisation.
    person: Option<Inn>,
    /// How many sessions ended because the account got another password; none where nothing was restored.
    sessions_ended: Option<u64>,
}

impl OfficeService {
    pub(in crate::services::office) async fn grant_case(
        &self,
        client: &Client,
        form: &MoveForm,
    ) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Decide)?;
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let record = self.movable(&mut tx, client, staff, (&form.id, form.version), Move::Grant).await?;
        let access = self.open_access(&mut tx, &record, at).await?;
        let number = decision_number(&mut tx, &staff.office, at).await?;
        let step = Step { id: record.id, version: record.version, staff: session::id(&staff.staff)?, at };
        if !storage::office::grant(&mut tx, step, &number, access.login.as_str()).await? {
            return Err(changed(record.state));
        }
        let person = record.person.as_ref().map(|person| &person.inn);
        let closed = storage::office::supersede_others(&mut tx, &record.inn, person, record.id, at).await?;
        let mut details = json!({ "number": number, "closed": closed.len(), "account": access.account.to_string() });
        let mut action = Action::AccessGranted;
        if let Some(ended) = access.sessions_ended {
            details["sessions_ended"] = ended.into();
            action = Action::AccessRestored;
        }
        self.let_go(&mut tx, client, staff, &record).await?;
        self.keep(&mut tx, client, staff, Done { record: &record, at, action, details }).await?;
        if let Some(person) = access.person {
            // told in the history of the person as well, who does not read the organisation's
            let details = json!({ "organisation": record.name_ru, "account": access.account.to_string() });
            let record = ApplicationRecord { inn: person, ..record.clone() };
            let done = Done { record: &record, at, action: Action::RepresentationBegun, details };
            self.keep(&mut tx, client, staff, done).await?;
        }
        for other in closed {
            let record = ApplicationRecord { id: other.id, ..record.clone() };
            let details = json!({ "office": other.tax_office });
            let done = Done { record: &record, at, action: Action::ApplicationSuperseded, details };
            self.keep(&mut tx, client, staff, done).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Opens what the application asks for.
    async fn open_access(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        at: OffsetDateTime,
    ) -> Result<Access, ServiceError> {
        match (record.kind, &record.person) {
            (ApplicationKind::Grant, None) => self.open_first_access(tx, record, at).await,
            // with a person, the subject is the organisation that they are to act for
            (ApplicationKind::Grant | ApplicationKind::Link, Some(person)) => {
                self.open_organisation(tx, record, person.inn, at).await
            }
            (ApplicationKind::Restore, None) => self.restore_access(tx, record, at).await,
            // nothing files these
            (ApplicationKind::Restore, Some(_)) | (ApplicationKind::Annul, _) | (ApplicationKind::Link, None) => {
                Err(changed(record.state))
            }
        }
    }
}
