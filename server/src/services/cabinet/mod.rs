//! The taxpayer's cabinet: who they are, the history of their access, their password and their sessions.

mod first_password;
mod home;
mod password;

use std::sync::Arc;

use app::api::{
    ApiError, Client, CookieChange, TaxpayerCaller,
    cabinet::{Cabinet, CabinetHome, ChangePasswordForm, FirstPassword},
};
use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::sign_in::session;
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{Offices, Registry},
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
    },
    throttle::Throttle,
};

/// The use cases of the cabinet.
#[derive(Clone)]
pub struct CabinetService {
    foundation: Foundation,
    throttle: Throttle,
    registry: Arc<dyn Registry>,
    offices: Offices,
}

impl CabinetService {
    /// `throttle` is the one of the sign-in: both test passwords.
    pub fn new(foundation: Foundation, throttle: Throttle, registry: Arc<dyn Registry>, offices: Offices) -> Self {
        Self { foundation, throttle, registry, offices }
    }

    async fn end_one(&self, client: &Client, session: &str) -> Result<Vec<CookieChange>, ServiceError> {
        let taxpayer = client.taxpayer()?;
        let ended = Uuid::parse_str(session).map_err(|_| ApiError::NotFound)?;
        let current = ended == session::id(&taxpayer.session)?;
        let account = session::id(&taxpayer.account)?;
        let now = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        if !storage::session::end_of_account(&mut tx, account, ended, now).await? {
            return Err(ApiError::NotFound.into());
        }
        let action = if current { Action::SignedOut } else { Action::SessionsEnded };
        self.keep(&mut tx, client, taxpayer, now, action, json!({ "ended": 1 })).await?;
        tx.commit().await?;
        Ok(if current { vec![CookieChange::EndSession] } else { Vec::new() })
    }

    async fn end_others(&self, client: &Client) -> Result<Vec<CookieChange>, ServiceError> {
        let taxpayer = client.taxpayer()?;
        let now = self.foundation.now();
        let (account, kept) = (session::id(&taxpayer.account)?, session::id(&taxpayer.session)?);
        let mut tx = self.foundation.begin().await?;
        let ended = storage::session::end_others(&mut tx, account, kept, now).await?;
        self.keep(&mut tx, client, taxpayer, now, Action::SessionsEnded, json!({ "ended": ended })).await?;
        tx.commit().await?;
        Ok(Vec::new())
    }

    /// Appends what the person did to the trail.
    async fn keep(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        taxpayer: &TaxpayerCaller,
        at: OffsetDateTime,
        action: Action,
        mut details: Value,
    ) -> Result<(), ServiceError> {
        // done from an organisation's cabinet: the entry names both
        if let (Some(acting_for), Some(details)) = (taxpayer.acting_for(), details.as_object_mut()) {
            details.insert("representation".to_owned(), acting_for.representation.clone().into());
        }
        let account = storage::cabinet::account(tx, session::id(&taxpayer.account)?).await?;
        let entry = AuditEntry {
            at,
            actor: Actor::Taxpayer(&taxpayer.account),
            action,
            subject_inn: &account.inn,
            application: None,
            tax_office: "",
            address: &client.address.to_string(),
            request_id: &client.request_id,
            details,
        };
        storage::audit::append(tx, &entry).await?;
        Ok(())
    }
}

#[async_trait]
impl Cabinet for CabinetService {
    async fn home(&self, client: &Client) -> Result<CabinetHome, ApiError> {
        answer(client, self.show_home(client)).await
    }

    async fn first_password(&self, client: &Client) -> Result<FirstPassword, ApiError> {
        answer(client, self.show_first_password(client)).await
    }

    async fn change_password(&self, client: &Client, form: &ChangePasswordForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.change(client, form)).await
    }

    async fn end_session(&self, client: &Client, session: &str) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.end_one(client, session)).await
    }

    async fn end_other_sessions(&self, client: &Client) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.end_others(client)).await
    }
}
