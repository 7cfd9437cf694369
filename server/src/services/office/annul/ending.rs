//! What an annulment ends. Of a person: the account with its sessions and devices, and the acting for organisations by
//! it. Of an organisation: the acting for it, and nothing of the people who did. Either way, the open applications that
//! would give the same access again. Sessions are rows in PostgreSQL that every request reads, so they end on every server
//! with the commit.

use app::api::{ApiError, Client, Conflict, StaffCaller};
use domain::{email::Email, inn::Inn, lang::Lang};
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    error::ServiceError,
    outbox::{self, Letter, LetterKind},
    services::{office::OfficeService, staff_act::StaffAct},
    storage::{self, access_application::word, annulment::EndedRepresentation, audit::Action, office::restore},
};

/// An annulment that is being made.
#[derive(Clone, Copy)]
pub(super) struct Ending<'a> {
    pub(super) annulment: Uuid,
    pub(super) inn: &'a Inn,
    /// Of an organisation whose access one person gives up: theirs alone ends.
    pub(super) only_of: Option<&'a Inn>,
    /// The application that is entered.
    pub(super) application: Option<Uuid>,
    pub(super) at: OffsetDateTime,
}

/// How much has ended.
pub(super) struct Ended {
    pub(super) sessions: u64,
    pub(super) representations: usize,
    pub(super) applications: usize,
}

impl OfficeService {
    /// Ends the access. The applications of the INN are locked by the caller.
    ///
    /// Errors: `Conflict(AccessAnnulled)` when there is no access in force.
    pub(super) async fn end_access(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        ending: Ending<'_>,
    ) -> Result<Ended, ServiceError> {
        let (sessions, representations) = if ending.inn.is_organisation() {
            (0, self.end_organisation(tx, client, &ending).await?)
        } else {
            self.end_account(tx, &ending).await?
        };
        for ended in &representations {
            self.keep_ended(tx, client, staff, &ending, ended).await?;
        }
        let Ending { inn, only_of, application, at, .. } = ending;
        let closed = storage::annulment::supersede_open(tx, inn, only_of, application, at).await?;
        for other in &closed {
            let act = StaffAct {
                at,
                action: Action::ApplicationSuperseded,
                inn: &other.inn,
                application: Some(other.id),
                details: json!({ "office": other.tax_office }),
            };
            act.keep(tx, client, staff).await?;
        }
        Ok(Ended { sessions, representations: representations.len(), applications: closed.len() })
    }

    async fn end_account(
        &self,
        tx: &mut PgConnection,
        ending: &Ending<'_>,
    ) -> Result<(u64, Vec<EndedRepresentation>), ServiceError> {
        // held until the end: a sign-in under way comes before all of this, or finds the account closed
        storage::representation::lock_account(tx, ending.inn).await?;
        let account = restore::access_of(tx, ending.inn).await?.ok_or_else(no_access)?;
        if !storage::annulment::annul_account(tx, account.id, ending.annulment).await? {
            return Err(no_access());
        }
        let sessions = restore::end_sessions(tx, account.id, ending.at).await?;
        restore::forget_devices(tx, account.id).await?;
        let (annulment, at) = (ending.annulment, ending.at);
        let ended = storage::annulment::end_representations(tx, Some(account.id), None, annulment, at).await?;
        self.tell(tx, ending, annulment, &account.email, account.language).await?;
        Ok((sessions, ended))
    }

    async fn end_organisation(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        ending: &Ending<'_>,
    ) -> Result<Vec<EndedRepresentation>, ServiceError> {
        let account = match ending.only_of {
            Some(person) => {
                // after the organisation's own lock, never before one
                storage::office::lock_inn(tx, person).await?;
                Some(storage::representation::lock_account(tx, person).await?.ok_or_else(no_access)?.id)
            }
            None => None,
        };
        let (annulment, at) = (ending.annulment, ending.at);
        let ended = storage::annulment::end_representations(tx, account, Some(ending.inn), annulment, at).await?;
        if ended.is_empty() {
            return Err(no_access());
        }
        for representation in &ended {
            let language = word("language", &representation.language).unwrap_or(client.lang);
            self.tell(tx, ending, representation.id, &representation.email, language).await?;
        }
        Ok(ended)
    }

    /// Told in the history of the person and in that of the organisation.
    async fn keep_ended(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        ending: &Ending<'_>,
        ended: &EndedRepresentation,
    ) -> Result<(), ServiceError> {
        let representation = ended.id.to_string();
        let told = [
            (&ended.person_inn, json!({ "organisation": ended.name_ru, "representation": representation })),
            (&ended.inn, json!({ "representation": representation })),
        ];
        for (inn, details) in told {
            let action = Action::RepresentationEnded;
            let act = StaffAct { at: ending.at, action, inn, application: ending.application, details };
            act.keep(tx, client, staff).await?;
        }
        Ok(())
    }

    /// To the account's address, where there is one.
    async fn tell(
        &self,
        tx: &mut PgConnection,
        ending: &Ending<'_>,
        about: Uuid,
        email: &str,
        language: Lang,
    ) -> Result<(), ServiceError> {
        let Ok(to) = Email::parse(email) else { return Ok(()) };
        let Some(made) = storage::annulment::by_id(tx, ending.annulment).await? else { return Ok(()) };
        let office = self.offices.summary(&made.tax_office, language).await?;
        let news = outbox::AnnulledNews {
            organisation: ending.inn.is_organisation(),
            on_application: ending.application.is_some(),
            at: ending.at,
        };
        let letter = Letter {
            kind: LetterKind::AccessAnnulled,
            about,
            to: &to,
            language,
            wording: outbox::annulled(language, &office, &news, &self.foundation.settings.server.public_url),
            useless_at: ending.at.saturating_add(outbox::WORTH_TRYING),
        };
        outbox::queue(tx, &self.foundation, &letter).await?;
        Ok(())
    }
}

/// Nothing that could end: there is no account, it waits for a signature, or it is annulled already.
pub(super) fn no_access() -> ServiceError {
    ApiError::Conflict(Conflict::AccessAnnulled).into()
}
