//! The taxpayer's cabinet: who they are, the history of their access, password, sessions.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary, representation::CabinetIdentity};

/// The cabinet's home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetHome {
    /// Who is in the cabinet, and for whom.
    pub identity: CabinetIdentity,
    /// Whose cabinet it is: «ФИО», or the name of the organisation.
    pub name: String,
    /// Their INN.
    pub inn: String,
    /// Their office.
    pub office: OfficeSummary,
    /// Their registered address.
    pub address: String,
    /// The person whose account it is: the same as `inn` in their own cabinet.
    pub person_inn: String,
    /// 17 digits.
    pub login: String,
    /// The person's, from the application that was granted.
    pub phone: String,
    /// The person's, from the application that was granted; empty when none was given.
    pub email: String,
    /// Newest use first.
    pub sessions: Vec<SessionView>,
    /// The history of their own access, newest first, at most 50.
    pub history: Vec<HistoryEntry>,
}

/// What «Первый вход» is about. The page is plain HTML (`crate::plain`).
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstPassword {
    /// Whose account it is, in the reader's language.
    pub name: String,
    /// The person's INN.
    pub inn: String,
    /// 17 digits.
    pub login: String,
    /// The primary password is taken until then.
    pub until: Moment,
}

/// What «Первый вход» shows.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstPasswordState {
    /// None when it could not be had.
    pub whose: Option<FirstPassword>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// One of the person's sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// UUID.
    pub id: String,
    /// «Chrome, Android».
    pub device: String,
    /// Network address.
    pub address: String,
    /// When it began.
    pub started_at: Moment,
    /// Last use.
    pub last_used_at: Moment,
    /// The one that is asking.
    pub current: bool,
}

/// One line of the history of access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When.
    pub at: Moment,
    /// What.
    pub event: AccessEvent,
    /// Device or office, as the event has it; may be empty.
    pub detail: String,
}

/// What the history of access tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessEvent {
    /// An application was filed.
    ApplicationSubmitted,
    /// An office gave it back as incomplete.
    ApplicationReturned,
    /// An office accepted it.
    ApplicationAccepted,
    /// Access was granted.
    AccessGranted,
    /// Access was restored: a new password is in force.
    AccessRestored,
    /// A registration card was issued.
    CardIssued,
    /// Access was refused.
    AccessRefused,
    /// The decision was handed over.
    DecisionDelivered,
    /// Access was annulled.
    AccessAnnulled,
    /// Another application of the same person was closed by the grant.
    ApplicationSuperseded,
    /// It lapsed.
    ApplicationExpired,
    /// Whoever held INN and code took it back.
    ApplicationWithdrawn,
    /// Signed in.
    SignedIn,
    /// Somebody tried a wrong password.
    SignInFailed,
    /// Signed out.
    SignedOut,
    /// The password was changed.
    PasswordChanged,
    /// Sessions were ended by the person.
    SessionsEnded,
    /// The account acts for an organisation from now on.
    RepresentationBegun,
    /// It does no longer.
    RepresentationEnded,
}

/// What the form of the password sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePasswordForm {
    /// The one in force.
    pub current_password: String,
    /// The new one.
    pub password: String,
    /// The new one again.
    pub password_repeated: String,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetState {
    /// What went wrong with the password.
    pub error: Option<ApiError>,
    /// What was done, to be said once.
    pub done: Option<CabinetDone>,
}

/// What was just done in the cabinet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CabinetDone {
    /// The password is changed, the other sessions have ended.
    PasswordChanged,
    /// A session has ended.
    SessionEnded,
    /// All other sessions have ended.
    OtherSessionsEnded,
}

/// The use cases of the cabinet. Each begins with `client.taxpayer()`, but for the change of a primary password, which
/// comes before anything else.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Cabinet: Send + Sync {
    /// The home page's data.
    async fn home(&self, client: &super::Client) -> Result<CabinetHome, ApiError>;

    /// Whose primary password is to be changed, and until when it may be.
    ///
    /// Errors: `NotFound` for who has a password of their own.
    async fn first_password(&self, client: &super::Client) -> Result<FirstPassword, ApiError>;

    /// Changes the password: asks for the one in force (under the throttle of a sign-in), ends every other session
    /// and gives this one a new token.
    async fn change_password(
        &self,
        client: &super::Client,
        form: &ChangePasswordForm,
    ) -> Result<Vec<super::CookieChange>, ApiError>;

    /// Ends one session of the caller's own; somebody else's is `NotFound`. Ending the current one is a sign-out.
    async fn end_session(&self, client: &super::Client, session: &str) -> Result<Vec<super::CookieChange>, ApiError>;

    /// Ends all of the caller's sessions but this one.
    async fn end_other_sessions(&self, client: &super::Client) -> Result<Vec<super::CookieChange>, ApiError>;
}

/// The home page's data.
#[server(name = AskCabinetHome, prefix = "/api", endpoint = "cabinet/home", input = Json, output = Json)]
pub async fn cabinet_home() -> Result<CabinetHome, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.cabinet.home(&asked.client).await
    })
    .await
}

/// Changes the password.
#[server(prefix = "/api", endpoint = "cabinet/change_password", input = Json, output = Json)]
pub async fn change_password(form: ChangePasswordForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.cabinet.change_password(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}

/// Ends one session.
#[server(prefix = "/api", endpoint = "cabinet/end_session", input = Json, output = Json)]
pub async fn end_session(session: String) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.cabinet.end_session(&asked.client, &session).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}

/// Ends all other sessions.
#[server(prefix = "/api", endpoint = "cabinet/end_other_sessions", input = Json, output = Json)]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.cabinet.end_other_sessions(&asked.client).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}
