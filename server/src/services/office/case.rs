use app::api::{
    Client, Permission, StaffCaller,
    office::{Case, CaseAcceptance, CaseAnnulment, CaseDecision, CaseEvent, Doer},
};
use domain::{lang::Lang, required_papers::RequiredPaper};
use serde_json::json;
use uuid::Uuid;

use super::{Done, OfficeService, access};
use crate::{
    error::ServiceError,
    services::{grounds::words, history, papers, queue, sign_in::session},
    storage::{
        self,
        access_application::{ApplicationRecord, DecisionOutcome},
        annulment::AnnulmentRecord,
        audit::{Action, HistoryActor, HistoryRow},
    },
};

impl OfficeService {
    /// Everything about a case; that somebody looked at it is kept.
    pub(super) async fn show_case(&self, client: &Client, id: &str) -> Result<Case, ServiceError> {
        let staff = client.staff_who_may(Permission::SeeCase)?;
        let now = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let record = self.own(&mut tx, client, staff, id).await?;
        let me = session::id(&staff.staff)?;
        let opened_by_code = storage::office::opened_by_code(&mut tx, record.id, me).await?;
        let other_open = storage::queue::other_open(&mut tx, &record.inn, record.id, now).await?;
        let access = self.access_of_subject(&mut tx, &record).await?;
        let next = storage::queue::next_case(&mut tx, &staff.office, record.id, me, now).await?;
        let holder = self.holder_seen(&mut tx, &record, me).await?;
        let colleagues = self.colleagues(&mut tx, staff, &record).await?;
        let shortcuts = storage::queue::shortcuts(&mut tx, me).await?;
        let inspectors = storage::office::inspectors(&mut tx, &record).await?;
        let annulments = storage::annulment::of_inn(&mut tx, &record.inn).await?;
        let history =
            storage::audit::of_case(&mut tx, record.id, record.inn.as_str(), &history::told_of_case()).await?;
        let worded_grounds = words::replaced(&mut tx, client.lang).await?;
        let ground_words = match record.decision.as_ref().map(|decision| &decision.outcome) {
            Some(DecisionOutcome::Refused { ground, .. }) => {
                words::own_of_refusal(&mut tx, record.id, *ground, client.lang).await?
            }
            _ => String::new(),
        };
        let papers = storage::required_papers::in_force(&mut tx, record.kind, record.subject_kind).await?;
        let done = Done { record: &record, at: now, action: Action::ApplicationViewed, details: json!({}) };
        self.keep(&mut tx, client, staff, done).await?;
        tx.commit().await?;
        let registered = self.registered(&record).await?;
        let bar = if record.state.is_open() {
            let first = self.first_access(&record, access.as_ref()).await?;
            let mut db = self.foundation.pool.acquire().await?;
            self.bar(&mut db, &record, access.as_ref(), first).await?
        } else {
            None
        };
        Ok(Case {
            id: record.id.to_string(),
            version: record.version,
            kind: record.kind,
            state: record.state,
            rows: self.compared(&record, &registered, client.lang).await?,
            subject_kind: record.subject_kind,
            inn: record.inn.as_str().to_owned(),
            inn_looks_mistyped: record.inn.looks_mistyped(),
            name: record.name(client.lang).to_owned(),
            code: if opened_by_code { papers::code(&self.foundation, &record)?.grouped() } else { String::new() },
            submitted_at: record.submitted_at.into(),
            expires_at: record.expires_at.into(),
            opened_by_code,
            account_password: record.account_password,
            other_open: queue::rows(other_open, (client.lang, me)),
            acceptance: acceptance(&record, inspectors.0),
            decision: decision(&record, inspectors.1, ground_words),
            access: access.as_ref().map(access::shown),
            annulments: annulments.iter().map(|made| annulment(made, staff, record.id)).collect(),
            bar,
            proposed_ground: registered.proposed_ground().filter(|ground| ground.applies_to(record.kind)),
            worded_grounds,
            risk: registered.evidence(),
            next: next.map(|id| id.to_string()),
            holder: holder.map(|holder| queue::held(holder, me)),
            colleagues,
            shortcuts,
            papers: papers.into_iter().map(|paper| in_language(paper, client.lang)).collect(),
            history: history.into_iter().filter_map(|row| told(row, record.id)).collect(),
            now: now.into(),
        })
    }
}

/// That access was annulled before, or on this application: when, why and by whom.
fn annulment(made: &AnnulmentRecord, staff: &StaffCaller, case: Uuid) -> CaseAnnulment {
    let document = made.evidence.as_ref().map(|(document, note)| [document.to_string(), note.clone()].join(" — "));
    CaseAnnulment {
        id: if made.tax_office == staff.office { made.id.to_string() } else { String::new() },
        number: made.number.clone(),
        at: made.at.into(),
        inspector: made.inspector.clone(),
        document: document.unwrap_or_default(),
        on_this: made.application == Some(case),
    }
}

fn acceptance(record: &ApplicationRecord, inspector: String) -> Option<CaseAcceptance> {
    record.acceptance.as_ref().map(|mark| CaseAcceptance {
        number: mark.number.clone(),
        at: mark.at.into(),
        due: mark.due.into(),
        inspector,
    })
}

fn decision(record: &ApplicationRecord, inspector: String, ground_words: String) -> Option<CaseDecision> {
    let decision = record.decision.as_ref()?;
    let (login, ground, document) = match &decision.outcome {
        DecisionOutcome::Granted { login } => (Some(login.clone()), None, None),
        DecisionOutcome::Refused { ground, document } => (None, Some(*ground), document.as_ref()),
        DecisionOutcome::Annulled => (None, None, None),
    };
    Some(CaseDecision {
        number: decision.number.clone(),
        at: decision.at.into(),
        inspector,
        login,
        ground,
        ground_words,
        document: document.map(ToString::to_string).unwrap_or_default(),
        late: record.acceptance.as_ref().is_some_and(|mark| decision.at > mark.due),
        delivered_at: record.delivery.as_ref().map(|delivery| delivery.at.into()),
    })
}

fn in_language(paper: RequiredPaper, lang: Lang) -> String {
    if lang == Lang::Ky { paper.ky } else { paper.ru }
}

fn told(row: HistoryRow, this: Uuid) -> Option<CaseEvent> {
    let who = match row.actor {
        HistoryActor::Staff(name) => Doer::Staff(name),
        HistoryActor::Applicant => Doer::Applicant,
        HistoryActor::System => Doer::System,
    };
    let other = row.application.filter(|id| *id != this).map(|id| id.to_string());
    Some(CaseEvent { at: row.at.into(), event: history::event(row.action)?, other, who })
}
