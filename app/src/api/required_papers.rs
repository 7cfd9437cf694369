//! The papers that applicants show at the window: lists that administrators change, each with its history.

use super::json::Json;
use domain::{
    access_application::ApplicationKind,
    required_papers::{PaperListError, RequiredPaper},
    subject::SubjectKind,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment};

/// One list, and how long the others are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperListPage {
    /// For which applications.
    pub kind: ApplicationKind,
    /// Of whom.
    pub subject_kind: SubjectKind,
    /// Goes up with every change, from 0; sent back with one, so that nobody changes what they have not seen.
    pub version: i32,
    /// In force.
    pub papers: Vec<RequiredPaper>,
    /// The newest fifty changes, newest first.
    pub history: Vec<PaperListEvent>,
    /// Every list that has papers in it, and how many.
    pub lists: Vec<(ApplicationKind, SubjectKind, u64)>,
}

/// A change of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperListEvent {
    /// When.
    pub at: Moment,
    /// Which administrator.
    pub who: String,
    /// Why.
    pub reason: String,
    /// What the list was from then on.
    pub papers: Vec<RequiredPaper>,
}

/// A list as the form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaperListForm {
    /// `ApplicationKind` in snake case.
    pub kind: String,
    /// `SubjectKind` in snake case.
    pub subject_kind: String,
    /// [`PaperListPage::version`].
    pub version: i32,
    /// A paper a line, in Russian.
    pub papers_ru: String,
    /// The same in Kyrgyz.
    pub papers_ky: String,
    /// Why.
    pub reason: String,
}

/// What came of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperListChanged {
    /// It is in force.
    Kept,
    /// Somebody else has changed the list meanwhile.
    Outdated,
    /// The list is as it was.
    Same,
    /// The reason explains nothing.
    Reason,
    /// See [`PaperListError`].
    Wrong(PaperListError),
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperListState {
    /// As typed; `None` before anything was, and after it was kept.
    pub form: Option<PaperListForm>,
    /// What came of it.
    pub answer: Option<PaperListChanged>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of the lists. Each needs `Permission::ChangeRequiredPapers`.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait RequiredPapers: Send + Sync {
    /// The list for these applications of these people.
    ///
    /// Errors: `Forbidden`.
    async fn page(
        &self,
        client: &super::Client,
        kind: ApplicationKind,
        subject_kind: SubjectKind,
    ) -> Result<PaperListPage, ApiError>;

    /// Puts a list into force; kept and audited.
    ///
    /// Errors: `Forbidden`; `NotFound` for a list that there can't be.
    async fn change(&self, client: &super::Client, form: &PaperListForm) -> Result<PaperListChanged, ApiError>;
}

/// A list.
#[server(prefix = "/api", endpoint = "administration/papers", input = Json, output = Json)]
pub async fn paper_list(kind: ApplicationKind, subject_kind: SubjectKind) -> Result<PaperListPage, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.required_papers.page(&asked.client, kind, subject_kind).await
    })
    .await
}
