//! The papers that applicants show at the window: what administrators see of the lists, and how they change them.

use app::api::{
    ApiError, Client, Permission,
    required_papers::{PaperListChanged, PaperListEvent, PaperListForm, PaperListPage, RequiredPapers},
};
use async_trait::async_trait;
use domain::{access_application::ApplicationKind, eligibility::ChangeReason, required_papers, subject::SubjectKind};
use serde_json::json;

use super::{sign_in::session, staff_act::StaffAct};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    storage::{
        audit::Action,
        required_papers::{self as storage, NewPaperList, PaperListVersion},
    },
};

/// Changes that the page shows; the trail has them all.
const SHOWN: i64 = 50;

/// The use cases of the lists.
#[derive(Clone)]
pub struct RequiredPapersService {
    foundation: Foundation,
}

impl RequiredPapersService {
    /// The lists of this database.
    #[must_use]
    pub fn new(foundation: Foundation) -> Self {
        Self { foundation }
    }

    async fn show(
        &self,
        client: &Client,
        kind: ApplicationKind,
        subject_kind: SubjectKind,
    ) -> Result<PaperListPage, ServiceError> {
        client.staff_who_may(Permission::ChangeRequiredPapers)?;
        let mut db = self.foundation.pool.acquire().await?;
        let versions = storage::newest(&mut db, kind, subject_kind, SHOWN).await?;
        let newest = versions.first();
        Ok(PaperListPage {
            kind,
            subject_kind,
            version: newest.map_or(0, |newest| newest.version),
            papers: newest.map(|newest| newest.papers.clone()).unwrap_or_default(),
            history: versions.iter().map(event).collect(),
            lists: storage::lengths(&mut db).await?,
        })
    }

    async fn change_list(&self, client: &Client, form: &PaperListForm) -> Result<PaperListChanged, ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangeRequiredPapers)?;
        let (Ok(kind), Ok(subject_kind)) = (form.kind.parse(), form.subject_kind.parse()) else {
            return Err(ApiError::NotFound.into());
        };
        let papers = match required_papers::parse(&form.papers_ru, &form.papers_ky) {
            Ok(papers) => papers,
            Err(error) => return Ok(PaperListChanged::Wrong(error)),
        };
        let Ok(reason) = ChangeReason::parse(&form.reason) else {
            return Ok(PaperListChanged::Reason);
        };
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        if storage::in_force(&mut tx, kind, subject_kind).await? == papers {
            return Ok(PaperListChanged::Same);
        }
        let by = session::id(&administrator.staff)?;
        let seen = form.version;
        let new = NewPaperList { kind, subject_kind, seen, papers: &papers, at, by, reason: reason.as_str() };
        if !storage::change(&mut tx, &new).await? {
            return Ok(PaperListChanged::Outdated);
        }
        let details = json!({
            "kind": kind, "subject_kind": subject_kind, "version": seen.saturating_add(1), "papers": papers,
            "reason": reason.as_str(),
        });
        StaffAct::on_nobody(at, Action::RequiredPapersChanged, details).keep(&mut tx, client, administrator).await?;
        tx.commit().await?;
        Ok(PaperListChanged::Kept)
    }
}

fn event(version: &PaperListVersion) -> PaperListEvent {
    PaperListEvent {
        at: version.changed_at.into(),
        who: version.changed_by.clone(),
        reason: version.reason.clone(),
        papers: version.papers.clone(),
    }
}

#[async_trait]
impl RequiredPapers for RequiredPapersService {
    async fn page(
        &self,
        client: &Client,
        kind: ApplicationKind,
        subject_kind: SubjectKind,
    ) -> Result<PaperListPage, ApiError> {
        answer(client, self.show(client, kind, subject_kind)).await
    }

    async fn change(&self, client: &Client, form: &PaperListForm) -> Result<PaperListChanged, ApiError> {
        answer(client, self.change_list(client, form)).await
    }
}
