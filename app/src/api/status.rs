//! «Состояние заявления»: whoever holds INN and code sees the application and its papers, and may take it back.

use super::{json::Json, shown_application::ShownApplication};
use domain::{
    acceptance::AcceptanceCheck,
    access_application::{ApplicationKind, ApplicationState},
    officer::OfficerRole,
    refusal::RefusalGround,
    subject::SubjectKind,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary};

/// What the form sends, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StatusForm {
    /// The subject's INN.
    pub inn: String,
    /// The application code.
    pub code: String,
}

/// An application as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationView {
    /// Grouped, `K7QM-39XT-2VHP-4T`.
    pub code: String,
    /// First access, restore …
    pub kind: ApplicationKind,
    /// Where it stands.
    pub state: ApplicationState,
    /// The subject.
    pub inn: String,
    /// Which kind of person the subject is.
    pub subject_kind: SubjectKind,
    /// Masked unless the passport in the application matched the registry, or it is an organisation.
    pub name: String,
    /// Who registers the organisation; `None` where the subject is a person.
    pub organisation: Option<OrganisationView>,
    /// Where to go.
    pub office: OfficeSummary,
    /// When it was filed.
    pub submitted_at: Moment,
    /// When it lapses if nobody comes.
    pub expires_at: Moment,
    /// How long acceptance leaves the office by what is in force now: calendar days for an annulment, else minutes.
    pub term: u32,
    /// It was given back at the window as incomplete, and waits to be brought again.
    pub returned: Option<ReturnView>,
    /// Acceptance mark.
    pub acceptance: Option<AcceptanceView>,
    /// Decision.
    pub decision: Option<DecisionView>,
    /// The server's clock, for the countdown.
    pub now: Moment,
    /// Filed by this browser just now: the confirmation, not the look-up.
    pub just_saved: bool,
}

/// What an organisation's application has besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationView {
    /// Who registers it.
    pub person_inn: String,
    /// Masked unless the passport in the application matched the registry.
    pub person_name: String,
    /// What they are in the organisation.
    pub person_role: OfficerRole,
    /// It joins as an international organisation.
    pub international: bool,
    /// INN and name of the organisation that it is a branch of; empty where it is none.
    pub head: (String, String),
}

/// What was missing when it was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnView {
    /// When.
    pub at: Moment,
    /// Which checks at the window failed.
    pub checks: Vec<AcceptanceCheck>,
    /// Which papers were missing, in the reader's language.
    pub papers: Vec<String>,
    /// In the inspector's words, or empty.
    pub note: String,
}

/// The acceptance mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptanceView {
    /// Number of the acceptance, `001-2026-000123`.
    pub number: String,
    /// When.
    pub at: Moment,
    /// The decision is due by then (regulation, paragraph 14).
    pub due: Moment,
}

/// The decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    /// Number, `001-2026-000123/Р`.
    pub number: String,
    /// When.
    pub at: Moment,
    /// The ground, on a refusal.
    pub refused: Option<RefusalGround>,
    /// The ground as an administrator had worded it by then, in the reader's language, or empty.
    #[serde(default)]
    pub ground_words: String,
    /// When it was handed over.
    pub delivered_at: Option<Moment>,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusState {
    /// As typed.
    pub form: StatusForm,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// What the page needs after a plain post that was to take the application back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawalState {
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of an application's holder.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Status: Send + Sync {
    /// Finds an application by INN and code and returns the cookie that shows it to this browser.
    ///
    /// Errors: `Validation` (also for a pair that does not exist, at `form`), `Throttled`, `Unavailable`.
    async fn find(&self, client: &super::Client, form: &StatusForm) -> Result<Vec<super::CookieChange>, ApiError>;

    /// The application that this browser may see; none without a valid pass.
    async fn current(&self, client: &super::Client) -> Result<Option<ApplicationView>, ApiError>;

    /// Takes the application that this browser may see back, while nobody has accepted it; again, it changes nothing.
    ///
    /// Errors: `Validation` without a valid pass, at `form`; `Conflict(ApplicationChanged)`.
    async fn withdraw(&self, client: &super::Client) -> Result<(), ApiError>;

    /// The printable application (PDF) that this browser may see; `None` language: as chosen in the application.
    ///
    /// Errors: `NotFound` without a valid pass.
    async fn paper(&self, client: &super::Client, lang: Option<domain::lang::Lang>) -> Result<Vec<u8>, ApiError>;
}

/// Finds an application; it is then at `/application`.
#[server(prefix = "/api", endpoint = "status/find", input = Json, output = Json)]
pub async fn find_application(form: StatusForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.status.find(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}

/// The application that this browser may see, in the reader's words.
#[server(prefix = "/api", endpoint = "status/current", input = Json, output = Json)]
pub async fn current_application() -> Result<Option<ShownApplication>, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let found = asked.services.status.current(&asked.client).await?;
        Ok(found.map(|found| crate::pages::status::shown(asked.client.lang, &found)))
    })
    .await
}

/// Takes the application that this browser may see back.
#[server(prefix = "/api", endpoint = "status/withdraw", input = Json, output = Json)]
pub async fn withdraw_application() -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.status.withdraw(&asked.client).await
    })
    .await
}

/// Forgets the application in this browser: for shared computers.
#[server(prefix = "/api", endpoint = "status/close", input = Json, output = Json)]
pub async fn close_application() -> Result<(), ApiError> {
    super::finish(async {
        super::asked()?;
        super::apply_cookies(&[super::CookieChange::EndApplicationPass]);
        Ok(())
    })
    .await
}
