//! Annulment of access (regulation, paragraphs 18 to 21): the subject's own application, from inside the cabinet and from
//! outside; at a tax office the entering of one and the annulment on documentary evidence; what is told afterwards. The
//! pages are plain HTML (`crate::plain`), so that nothing of this goes to the browser but forms and answers.

use serde::{Deserialize, Serialize};

use super::{
    ApiError, Client, CookieChange, Moment, OfficeSummary, office::MoveForm, representation::CabinetIdentity,
    sign_in::AnnulledNotice,
};

/// What the public form sends, as typed. It asks for no password: nothing is opened by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnulmentForm {
    /// Cell 102, a person's.
    pub inn: String,
    /// Cell 106.
    pub passport: String,
    /// Cell 115.
    pub phone: String,
    /// Cell 116, or empty.
    pub email: String,
    /// A token of this showing of the form: one showing makes one application.
    pub submission: String,
}

/// What the public page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnulmentState {
    /// As typed.
    pub form: AnnulmentForm,
    /// Calendar days until an annulment is entered, as they are in force now; none when they could not be had.
    pub days: Option<u32>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// What the cabinet's form sends, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CabinetAnnulmentForm {
    /// Cell 106.
    pub passport: String,
    /// As [`AnnulmentForm::submission`].
    pub submission: String,
}

/// What somebody who is signed in is about to give up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CabinetAnnulment {
    /// Who is in the cabinet.
    pub identity: CabinetIdentity,
    /// Whose access: the person's own, or the organisation's that they act for.
    pub name: String,
    /// Their INN.
    pub inn: String,
    /// The organisation is given up, not the account.
    pub organisation: bool,
    /// With the account: the organisations that nobody acts for by it any more.
    pub organisations: Vec<String>,
    /// Where the application is to be brought.
    pub office: OfficeSummary,
    /// The account's telephone, which goes into the application.
    pub phone: String,
    /// The account's e-mail, or empty.
    pub email: String,
    /// Calendar days until an annulment is entered, as they are in force now.
    pub days: u32,
    /// See [`CabinetAnnulmentForm::submission`].
    pub submission: String,
}

/// What the cabinet's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CabinetAnnulmentState {
    /// What is given up; none when it could not be had.
    pub page: Option<CabinetAnnulment>,
    /// As typed.
    pub form: CabinetAnnulmentForm,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// What an inspector types who annuls on documentary evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceForm {
    /// INN of a person or an organisation, or a login.
    pub inn: String,
    /// Number of the document.
    pub document_number: String,
    /// Its date, `22.11.2026` or `2026-11-22`.
    pub document_date: String,
    /// What it says.
    pub reason: String,
}

/// Whose access an inspector is about to annul.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceSubject {
    /// Their name.
    pub name: String,
    /// Their INN.
    pub inn: String,
    /// An organisation: what ends is the acting for it.
    pub organisation: bool,
    /// The login of a person's account, 17 digits; empty of an organisation.
    pub login: String,
    /// How many sessions of the account are running, or how many accounts act for the organisation.
    pub affected: u64,
    /// With a person's account: how many organisations nobody acts for by it any more.
    pub organisations: u64,
}

/// What the inspector's page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceState {
    /// As typed.
    pub form: EvidenceForm,
    /// Found, to be confirmed.
    pub subject: Option<EvidenceSubject>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// An annulment that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnulmentView {
    /// UUID.
    pub id: String,
    /// `001-2026-000007/А`.
    pub number: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub inspector: String,
    /// Whose access.
    pub name: String,
    /// Their INN.
    pub inn: String,
    /// The document; empty for one made on an application.
    pub document: String,
    /// What the document says, or empty.
    pub note: String,
}

/// What the page of an annulment shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnulmentViewState {
    /// The annulment, or why it is not shown.
    pub found: Option<Result<AnnulmentView, ApiError>>,
}

/// The use cases of those whose access it is.
#[async_trait::async_trait]
pub trait Annulment: Send + Sync {
    /// A token for a showing of the public form.
    fn new_submission(&self) -> String;

    /// Calendar days from acceptance until an annulment is entered, as they are in force now: anybody may know.
    async fn days(&self, client: &Client) -> Result<u32, ApiError>;

    /// Files the application of somebody who is not signed in. Whether the INN has any access is neither asked nor told.
    ///
    /// Errors: `Validation`; `Throttled`.
    async fn apply(&self, client: &Client, form: &AnnulmentForm) -> Result<Vec<CookieChange>, ApiError>;

    /// What the caller would give up in the cabinet they are in.
    ///
    /// Errors: `Forbidden`.
    async fn page(&self, client: &Client) -> Result<CabinetAnnulment, ApiError>;

    /// Files the caller's application to give that up.
    ///
    /// Errors: `Forbidden`; `Validation`; `Throttled`.
    async fn file(&self, client: &Client, form: &CabinetAnnulmentForm) -> Result<Vec<CookieChange>, ApiError>;

    /// What somebody is told at the sign-in whose password was right and whose access is annulled; `pass` is the cookie
    /// that the sign-in gave them. `None` for any other cookie, and once access was given again.
    async fn told(&self, client: &Client, pass: &str) -> Result<Option<AnnulledNotice>, ApiError>;
}

/// Annulment at a tax office. Each use case begins with `client.staff_who_may`, keeps to the caller's own office and lets
/// nobody annul their own access or that of an organisation they represent.
#[async_trait::async_trait]
pub trait OfficeAnnulment: Send + Sync {
    /// Enters an accepted application: the access ends at once.
    ///
    /// Errors: as `Office::grant`.
    async fn enter(&self, client: &Client, form: &MoveForm) -> Result<(), ApiError>;

    /// Whose access it would be, with everything typed judged; the look-up is kept in the trail.
    ///
    /// Errors: `Validation`; `Forbidden(ForeignOffice)` names whose they are; `Forbidden(OwnCase)`;
    /// `Conflict(AccessAnnulled)` when there is no access in force.
    async fn find(&self, client: &Client, form: &EvidenceForm) -> Result<EvidenceSubject, ApiError>;

    /// Annuls on documentary evidence; UUID of the annulment.
    ///
    /// Errors: as [`OfficeAnnulment::find`].
    async fn annul(&self, client: &Client, form: &EvidenceForm) -> Result<String, ApiError>;

    /// An annulment of the caller's office.
    ///
    /// Errors: `NotFound`, `Forbidden(ForeignOffice)`.
    async fn annulment(&self, client: &Client, id: &str) -> Result<AnnulmentView, ApiError>;

    /// Its note as PDF, in this language or in the subject's.
    ///
    /// Errors: as [`OfficeAnnulment::annulment`].
    async fn note(&self, client: &Client, id: &str, lang: Option<domain::lang::Lang>) -> Result<Vec<u8>, ApiError>;
}
