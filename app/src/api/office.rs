//! The inspector's work: a case on one screen, acceptance, decision, handing over.

use super::json::Json;
use domain::{
    access_application::{ApplicationKind, ApplicationState},
    account_password::AccountPassword,
    refusal::RefusalGround,
    subject::SubjectKind,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    ApiError, Conflict, Moment,
    queue::{Holder, QueueQuery, QueueRow, ViewSaved},
};

/// What the inspector types or scans to open a case: either `paper` (the QR's content), or INN and code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    /// The QR's content, as a scanner types it.
    pub paper: String,
    /// The subject's INN.
    pub inn: String,
    /// The application code.
    pub code: String,
}

/// Everything about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// UUID.
    pub id: String,
    /// Goes up with every move; sent back with each, so that a stale page can't decide.
    pub version: i32,
    /// First access, restore …
    pub kind: ApplicationKind,
    /// Where it stands.
    pub state: ApplicationState,
    /// The form's cells beside the registry's data.
    pub rows: Vec<ComparedRow>,
    /// Who applies.
    pub subject_kind: SubjectKind,
    /// The subject.
    pub inn: String,
    /// The check digit does not fit: a hint, never a bar.
    pub inn_looks_mistyped: bool,
    /// As registered when it was filed.
    pub name: String,
    /// Grouped application code; only for a case opened by it, else empty.
    pub code: String,
    /// When it was filed.
    pub submitted_at: Moment,
    /// When it lapses.
    pub expires_at: Moment,
    /// The inspector has opened it by INN and code: the paper lay on the window.
    pub opened_by_code: bool,
    /// Of an organisation: whether the password typed is that of the account which the person already had.
    pub account_password: Option<AccountPassword>,
    /// Other open applications of the same INN.
    pub other_open: Vec<QueueRow>,
    /// Acceptance.
    pub acceptance: Option<CaseAcceptance>,
    /// Decision.
    pub decision: Option<CaseDecision>,
    /// The access that the person has already; none also where the subject is an organisation.
    pub access: Option<CaseAccess>,
    /// Earlier annulments of the subject's access, latest first, and the one on this application.
    #[serde(default)]
    pub annulments: Vec<CaseAnnulment>,
    /// Why it can't be accepted, whatever its papers say.
    pub bar: Option<Conflict>,
    /// Proposed when the registry already shows one.
    pub proposed_ground: Option<RefusalGround>,
    /// The grounds that an administrator has worded, in the reader's language.
    #[serde(default)]
    pub worded_grounds: Vec<(RefusalGround, String)>,
    /// The registry's evidence of fictitious enterprise or supplies.
    pub risk: Vec<RiskEvidence>,
    /// The next case of the queue.
    pub next: Option<String>,
    /// Who works on it now.
    pub holder: Option<Holder>,
    /// Whom the caller may give it to, who has least to do first: for the head of the office.
    #[serde(default)]
    pub colleagues: Vec<Colleague>,
    /// Keys of one letter work for the caller.
    pub shortcuts: bool,
    /// The papers that the applicant must show, in the reader's language.
    pub papers: Vec<String>,
    /// What happened to the subject and all its applications, oldest first.
    pub history: Vec<CaseEvent>,
    /// The server's clock.
    pub now: Moment,
}

impl Case {
    /// How an administrator has worded a ground, if one has.
    pub fn worded(&self, ground: RefusalGround) -> Option<&str> {
        self.worded_grounds.iter().find(|(worded, _)| *worded == ground).map(|(_, words)| words.as_str())
    }

    /// Whether the subject is an organisation, so that somebody comes to the window for it.
    pub fn is_organisation(&self) -> bool {
        self.inn.starts_with('0')
    }
}

/// Somebody of the office whom a case can be given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// UUID.
    pub id: String,
    /// Name.
    pub name: String,
    /// How many cases they work on now.
    pub held: u32,
}

/// «Передать».
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReassignForm {
    /// The application.
    pub id: String,
    /// [`Colleague::id`].
    pub to: String,
}

/// An access that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccess {
    /// Since when.
    pub since: Moment,
    /// When its password was set; none while it waits for an entry by electronic signature.
    pub password_changed_at: Option<Moment>,
    /// Nothing opens it any more.
    pub annulled: bool,
}

/// That the subject's access was annulled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAnnulment {
    /// UUID; empty for another office's, whose paper only that office prints.
    pub id: String,
    /// `001-2026-000007/А`.
    pub number: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub inspector: String,
    /// The document and what it says; empty for one made on an application.
    pub document: String,
    /// It was made on this application.
    pub on_this: bool,
}

/// A cell of the form beside the registry's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow {
    /// Which cell.
    pub cell: Cell,
    /// In the application.
    pub applied: String,
    /// In the registry now; `None` where the registry has nothing of the kind or only says whether it matches.
    pub registry: Option<String>,
    /// What comes of the comparison.
    pub verdict: Verdict,
}

/// Cells of the form that are compared or shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// 102.
    Inn,
    /// 103.
    Name,
    /// 104.
    Office,
    /// 105.
    SubjectKind,
    /// 106.
    Passport,
    /// 108, 110–111.
    Address,
    /// 115.
    Phone,
    /// 116.
    Email,
    /// It joins as an international organisation.
    International,
    /// INN of the organisation that a branch belongs to.
    HeadInn,
    /// Its name.
    HeadName,
    /// Section 2: INN of who registers the organisation.
    PersonInn,
    /// Section 2: their name.
    PersonName,
    /// Section 2: what they are there, a key of `OfficerRole`.
    PersonRole,
}

/// What comes of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same.
    Same,
    /// Different: look.
    Differs,
    /// The registry has nothing to compare with.
    NotCompared,
}

/// The acceptance mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAcceptance {
    /// `001-2026-000123`.
    pub number: String,
    /// When.
    pub at: Moment,
    /// Decision due.
    pub due: Moment,
    /// Who.
    pub inspector: String,
}

/// The decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDecision {
    /// `001-2026-000123/Р`.
    pub number: String,
    /// When.
    pub at: Moment,
    /// Who.
    pub inspector: String,
    /// The login, on a grant.
    pub login: Option<String>,
    /// The ground, on a refusal.
    pub ground: Option<RefusalGround>,
    /// The ground as an administrator had worded it by then, in the reader's language, or empty.
    #[serde(default)]
    pub ground_words: String,
    /// Document behind the ground, «№ 12 от 01.02.2026», or empty.
    pub document: String,
    /// Decided later than due.
    pub late: bool,
    /// When it was handed over.
    pub delivered_at: Option<Moment>,
}

/// Evidence from the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskEvidence {
    /// Number of the document.
    pub number: String,
    /// `22.11.2026`.
    pub date: String,
    /// Note.
    pub note: String,
}

/// One event of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvent {
    /// When.
    pub at: Moment,
    /// What.
    pub event: super::cabinet::AccessEvent,
    /// UUID of another application that it happened to; none where it is this one, or none at all.
    pub other: Option<String>,
    /// Who.
    pub who: Doer,
}

/// Who moved an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doer {
    /// A member of staff, by name.
    Staff(String),
    /// Whoever filed it or holds INN and code.
    Applicant,
    /// Nobody: its time was over.
    System,
}

/// «Принять».
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    /// UUID of the application.
    pub id: String,
    /// [`Case::version`].
    pub version: i32,
    /// `on` or empty: the form is complete.
    pub form_complete: String,
    /// `on` or empty: each requisite matches the papers.
    pub requisites_match: String,
    /// `on` or empty: the person is who the passport says.
    pub identity_confirmed: String,
    /// `on` or empty: the first of [`Case::papers`] was shown; and so on.
    pub paper_1: String,
    /// The second.
    pub paper_2: String,
    /// The third.
    pub paper_3: String,
    /// The fourth.
    pub paper_4: String,
    /// The fifth.
    pub paper_5: String,
    /// The sixth.
    pub paper_6: String,
    /// The seventh.
    pub paper_7: String,
    /// The eighth: no list is longer.
    pub paper_8: String,
}

impl AcceptForm {
    /// Which of the papers were shown.
    pub fn papers(&self) -> [bool; 8] {
        let ticks = [
            &self.paper_1,
            &self.paper_2,
            &self.paper_3,
            &self.paper_4,
            &self.paper_5,
            &self.paper_6,
            &self.paper_7,
            &self.paper_8,
        ];
        ticks.map(|tick| tick == "on")
    }

    /// The form with these ticked.
    pub fn with_papers(self, ticks: [String; 8]) -> Self {
        let [paper_1, paper_2, paper_3, paper_4, paper_5, paper_6, paper_7, paper_8] = ticks;
        Self { paper_1, paper_2, paper_3, paper_4, paper_5, paper_6, paper_7, paper_8, ..self }
    }
}

/// «Вернуть как неполное»: what is ticked is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnForm {
    /// UUID of the application.
    pub id: String,
    /// [`Case::version`].
    pub version: i32,
    /// `on` or empty: the form is not complete.
    pub missing_form: String,
    /// `on` or empty: a requisite does not match.
    pub missing_requisites: String,
    /// `on` or empty: the person is not who the passport says.
    pub missing_identity: String,
    /// `on` or empty: the first of [`Case::papers`] is missing; and so on.
    pub missing_paper_1: String,
    /// The second.
    pub missing_paper_2: String,
    /// The third.
    pub missing_paper_3: String,
    /// The fourth.
    pub missing_paper_4: String,
    /// The fifth.
    pub missing_paper_5: String,
    /// The sixth.
    pub missing_paper_6: String,
    /// The seventh.
    pub missing_paper_7: String,
    /// The eighth.
    pub missing_paper_8: String,
    /// In the inspector's words, for whoever holds INN and code; what is longer than 300 characters is cut.
    pub reason: String,
}

impl ReturnForm {
    /// Which of the papers are missing.
    pub fn papers(&self) -> [bool; 8] {
        let ticks = [
            &self.missing_paper_1,
            &self.missing_paper_2,
            &self.missing_paper_3,
            &self.missing_paper_4,
            &self.missing_paper_5,
            &self.missing_paper_6,
            &self.missing_paper_7,
            &self.missing_paper_8,
        ];
        ticks.map(|tick| tick == "on")
    }
}

/// Grant, or «Вручено».
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    /// UUID of the application.
    pub id: String,
    /// [`Case::version`].
    pub version: i32,
}

/// Refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RefuseForm {
    /// UUID of the application.
    pub id: String,
    /// [`Case::version`].
    pub version: i32,
    /// `RefusalGround` in snake case, or empty.
    pub ground: String,
    /// Where the ground needs a document.
    pub document_number: String,
    /// `22.11.2026` or `2026-11-22`.
    pub document_date: String,
}

/// What the queue page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeState {
    /// As typed.
    pub form: OpenForm,
    /// What was searched for, and where in it; its filters are the address's.
    pub query: QueueQuery,
    /// Why filters were not kept, and the name typed for them.
    pub view: Option<(ViewSaved, String)>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// What the case page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseState {
    /// As ticked.
    pub accept: AcceptForm,
    /// As ticked and typed, where it was to be returned.
    pub give_back: Option<ReturnForm>,
    /// As typed.
    pub refuse: RefuseForm,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of a tax office. Each needs a permission and touches only the caller's own office.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Office: Send + Sync {
    /// Opens a case by the paper at the window and returns its UUID; the opening is kept and audited.
    ///
    /// Errors: `Validation`; `Forbidden(ForeignOffice)` names whose it is.
    async fn open(&self, client: &super::Client, form: &OpenForm) -> Result<String, ApiError>;

    /// A case of the caller's office.
    ///
    /// Errors: `NotFound`, `Forbidden(ForeignOffice)`.
    async fn case(&self, client: &super::Client, id: &str) -> Result<Case, ApiError>;

    /// The caller works on the application from now on, whoever did before.
    ///
    /// Errors: as [`Office::case`]; `Conflict(ApplicationChanged)` where nothing is to be done any more.
    async fn claim(&self, client: &super::Client, id: &str) -> Result<(), ApiError>;

    /// The caller works on it no longer; nothing changes when they did not.
    ///
    /// Errors: as [`Office::case`].
    async fn release(&self, client: &super::Client, id: &str) -> Result<(), ApiError>;

    /// Somebody else of the office works on it from now on, whoever did before; for the head of the office.
    ///
    /// Errors: as [`Office::claim`]; `NotFound` for nobody of the office; `Forbidden(OwnCase)` where the case is the
    /// caller's or the other's own.
    async fn reassign(&self, client: &super::Client, form: &ReassignForm) -> Result<(), ApiError>;

    /// Gives it back as incomplete; it stays submitted, and whoever holds INN and code is told what was missing.
    ///
    /// Errors: as [`Office::accept`]; `Validation` at `reason` when nothing is said to be missing.
    async fn give_back(&self, client: &super::Client, form: &ReturnForm) -> Result<(), ApiError>;

    /// Puts the acceptance mark on it and starts the clock.
    ///
    /// Errors: `Validation` at `checks`; `Conflict`; `Forbidden`.
    async fn accept(&self, client: &super::Client, form: &AcceptForm) -> Result<(), ApiError>;

    /// Grants access: login, account, closing of the other applications, all in one transaction.
    async fn grant(&self, client: &super::Client, form: &MoveForm) -> Result<(), ApiError>;

    /// Refuses on a listed ground.
    async fn refuse(&self, client: &super::Client, form: &RefuseForm) -> Result<(), ApiError>;

    /// «Вручено».
    async fn deliver(&self, client: &super::Client, form: &MoveForm) -> Result<(), ApiError>;

    /// The application as PDF, with the acceptance mark once there is one.
    async fn application_paper(&self, client: &super::Client, id: &str) -> Result<Vec<u8>, ApiError>;

    /// The decision as PDF. `NotFound` before there is one.
    async fn decision_paper(&self, client: &super::Client, id: &str) -> Result<Vec<u8>, ApiError>;
}

/// Opens a case by the paper at the window.
#[server(prefix = "/api", endpoint = "office/open", input = Json, output = Json)]
pub async fn open_case(form: OpenForm) -> Result<String, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.open(&asked.client, &form).await
    })
    .await
}

/// A case.
#[server(prefix = "/api", endpoint = "office/case", input = Json, output = Json)]
pub async fn office_case(id: String) -> Result<Case, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.case(&asked.client, &id).await
    })
    .await
}

/// «Взять себе».
#[server(prefix = "/api", endpoint = "office/claim", input = Json, output = Json)]
pub async fn claim_case(id: String) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.claim(&asked.client, &id).await
    })
    .await
}

/// «Отпустить».
#[server(prefix = "/api", endpoint = "office/release", input = Json, output = Json)]
pub async fn release_case(id: String) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.release(&asked.client, &id).await
    })
    .await
}

/// «Передать».
#[server(prefix = "/api", endpoint = "office/reassign", input = Json, output = Json)]
pub async fn reassign_case(form: ReassignForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.reassign(&asked.client, &form).await
    })
    .await
}

/// «Вернуть как неполное».
#[server(prefix = "/api", endpoint = "office/give_back", input = Json, output = Json)]
pub async fn give_back_case(form: ReturnForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.give_back(&asked.client, &form).await
    })
    .await
}

/// «Принять».
#[server(prefix = "/api", endpoint = "office/accept", input = Json, output = Json)]
pub async fn accept(form: AcceptForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.accept(&asked.client, &form).await
    })
    .await
}

/// «Предоставить доступ».
#[server(prefix = "/api", endpoint = "office/grant", input = Json, output = Json)]
pub async fn grant(form: MoveForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.grant(&asked.client, &form).await
    })
    .await
}

/// «Отказать».
#[server(prefix = "/api", endpoint = "office/refuse", input = Json, output = Json)]
pub async fn refuse(form: RefuseForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.refuse(&asked.client, &form).await
    })
    .await
}

/// «Вручено».
#[server(prefix = "/api", endpoint = "office/deliver", input = Json, output = Json)]
pub async fn deliver(form: MoveForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.office.deliver(&asked.client, &form).await
    })
    .await
}
