//! Whoever holds INN and code takes the application back, while nobody has accepted it (`spec/access.md`, "States").

use app::api::{ApiError, Client, Conflict, Field, Message};
use domain::{
    access_application::{ApplicationState, Move},
    email::Email,
};
use serde_json::json;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::{StatusService, state_at};
use crate::{
    error::ServiceError,
    outbox::{self, Letter, LetterKind},
    storage::{
        self,
        access_application::ApplicationRecord,
        audit::{self, Action, Actor, AuditEntry},
    },
};

impl StatusService {
    /// Closes the application that this browser has opened, forgets its password and writes to its e-mail address. That
    /// it is withdrawn already is no failure: the asker has what they wanted.
    pub(super) async fn withdraw_application(&self, client: &Client) -> Result<(), ServiceError> {
        let (seen, _) = self.shown(client).await?.ok_or_else(pass_ended)?;
        let now = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        storage::office::lock_inn(&mut tx, &seen.inn).await?;
        // somebody may have moved it while this waited for the lock
        let record = storage::access_application::by_id(&mut tx, seen.id).await?.ok_or(ApiError::NotFound)?;
        let state = state_at(&record, now);
        if state == ApplicationState::Withdrawn {
            return Ok(());
        }
        if state.after(record.kind, Move::Withdraw).is_err()
            || !storage::withdrawal::withdraw(&mut tx, record.id, record.version, now).await?
        {
            return Err(ApiError::Conflict(Conflict::ApplicationChanged(state)).into());
        }
        self.tell_of_withdrawal(&mut tx, &record, now).await?;
        let entry = AuditEntry {
            at: now,
            actor: Actor::Nobody,
            action: Action::ApplicationWithdrawn,
            subject_inn: record.inn.as_str(),
            application: Some(record.id),
            tax_office: &record.tax_office,
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details: json!({}),
        };
        audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        metrics::counter!("cabinet_withdrawals_total").increment(1);
        Ok(())
    }

    async fn tell_of_withdrawal(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        now: OffsetDateTime,
    ) -> Result<(), ServiceError> {
        if record.email.is_empty() {
            return Ok(());
        }
        let to = Email::parse(&record.email).map_err(|_| ServiceError::Stored("access_application.email"))?;
        let cabinet = &self.foundation.settings.server.public_url;
        let letter = Letter {
            kind: LetterKind::Withdrawn,
            about: record.id,
            to: &to,
            language: record.language,
            wording: outbox::withdrawn(record.language, record.submitted_at, now, cabinet),
            useless_at: now.saturating_add(outbox::WORTH_TRYING),
        };
        outbox::queue(tx, &self.foundation, &letter).await?;
        Ok(())
    }
}

/// Half an hour has passed, or the application was closed in another window.
fn pass_ended() -> ServiceError {
    ServiceError::Answer(ApiError::field(Field::Form, Message::ApplicationPassEnded))
}
