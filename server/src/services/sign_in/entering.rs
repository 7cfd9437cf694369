//! A taxpayer whose password has proved right, on the way in: the session and the device, and what they leave behind.

use app::api::{Client, CookieChange, sign_in::SignInForm};
use serde_json::json;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::session::{self, Begun, Life};
use crate::{
    error::ServiceError,
    foundation::Foundation,
    secrets::purpose,
    services::device,
    storage::{
        audit::{Action, Actor, AuditEntry},
        sign_in::{self as storage, Credentials, Entry},
    },
};

/// As long as a browser keeps the cookie of a device.
const DEVICE_KEPT: Duration = Duration::days(400);

/// Who asks to be let in, from where and when.
#[derive(Clone, Copy)]
pub(super) struct Visit<'a> {
    pub(super) client: &'a Client,
    pub(super) form: &'a SignInForm,
    pub(super) address: &'a str,
    pub(super) at: OffsetDateTime,
}

/// An account whose password was verified.
#[derive(Clone, Copy)]
pub(super) struct Verified<'a> {
    pub(super) account: Uuid,
    pub(super) hash: &'a str,
    /// The hash was made with other parameters than those in force.
    pub(super) needs_upgrade: bool,
    /// It is the primary one of a registration card.
    primary: bool,
    /// When the password was set.
    since: OffsetDateTime,
}

impl<'a> Verified<'a> {
    /// `None` for an account that may not be entered.
    pub(super) fn of(found: &'a Credentials, needs_upgrade: bool) -> Option<Self> {
        let hash = found.password_hash.as_deref().filter(|_| found.active)?;
        let (account, primary) = (found.account?, found.primary_until.is_some());
        Some(Self { account, hash, needs_upgrade, primary, since: found.password_changed_at? })
    }
}

/// A session about to begin.
pub(super) struct Entering<'a> {
    pub(super) verified: Verified<'a>,
    client: &'a Client,
    account: String,
    begun: Begun<'a>,
    before: Option<Uuid>,
    device_token: String,
    device_digest: [u8; 32],
}

impl<'a> Entering<'a> {
    /// `known_device` is the digest of the browser's device token if this account knows it; otherwise it gets a new one.
    pub(super) fn new(
        foundation: &Foundation,
        visit: Visit<'a>,
        verified: Verified<'a>,
        known_device: Option<[u8; 32]>,
    ) -> Result<Self, ServiceError> {
        let Visit { client, form, address, at } = visit;
        let (device_token, device_digest) = match (&client.known_device, known_device) {
            (Some(token), Some(digest)) => (token.clone(), digest),
            _ => session::fresh_token(foundation, purpose::DEVICE),
        };
        // nobody stays signed in by a password that is to be changed at once
        let life = if form.remember == "on" && !verified.primary { Life::Remembered } else { Life::Taxpayer };
        Ok(Self {
            verified,
            client,
            account: verified.account.to_string(),
            begun: session::begin(foundation, client, address, life, at),
            before: client.newcomer().ok().map(|before| session::id(&before.session)).transpose()?,
            device_token,
            device_digest,
        })
    }

    /// Enters, unless the account has changed since or there are failures under one of these digests.
    pub(super) async fn enter(
        &self,
        db: &mut PgConnection,
        inn: &str,
        unless_failed: &[[u8; 32]],
    ) -> Result<bool, ServiceError> {
        let session = &self.begun.session;
        let entry = Entry {
            account: self.verified.account,
            password_changed_at: self.verified.since,
            session,
            before: self.before,
            device_digest: self.device_digest,
            forget_before: session.started_at.saturating_sub(DEVICE_KEPT),
        };
        let trail = AuditEntry {
            at: session.started_at,
            actor: Actor::Taxpayer(&self.account),
            action: Action::SignedIn,
            subject_inn: inn,
            application: None,
            tax_office: "",
            address: session.address,
            request_id: &self.client.request_id,
            details: json!({ "device": device::name(&self.client.user_agent), "remembered": session.remembered }),
        };
        Ok(storage::enter(db, &entry, unless_failed, &trail).await?)
    }

    /// What the browser is given.
    pub(super) fn cookies(&self) -> Vec<CookieChange> {
        vec![self.begun.cookie.clone(), CookieChange::KnownDevice(self.device_token.clone())]
    }
}
