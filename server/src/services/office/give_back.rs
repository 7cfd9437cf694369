//! Returning an application as incomplete (regulation, paragraph 6): the missing points are kept for whoever holds INN
//! and code, and it stays submitted.

use app::api::{ApiError, Client, Conflict, Field, Message, Permission, office::ReturnForm};
use domain::{acceptance::AcceptanceCheck, access_application::Move, required_papers::RequiredPaper};
use serde_json::json;

use super::{Done, OfficeService};
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::{
        self,
        audit::Action,
        required_papers::{self, CaseReturn},
    },
};

/// The longest note, characters.
const LONGEST_NOTE: usize = 300;

impl OfficeService {
    pub(super) async fn return_case(&self, client: &Client, form: &ReturnForm) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Accept)?;
        let at = self.foundation.now();
        let by = session::id(&staff.staff)?;
        let mut tx = self.foundation.begin().await?;
        // whoever could accept it may return it
        let record = self.movable(&mut tx, client, staff, (&form.id, form.version), Move::Accept).await?;
        if !storage::office::opened_by_code(&mut tx, record.id, by).await? {
            return Err(ApiError::Conflict(Conflict::NotOpenedByCode).into());
        }
        let papers = required_papers::in_force(&mut tx, record.kind, record.subject_kind).await?;
        let returned = CaseReturn { at, checks: missing_checks(form), papers: missing(form, papers), note: note(form) };
        if returned.checks.is_empty() && returned.papers.is_empty() && returned.note.is_empty() {
            return Err(ApiError::field(Field::Reason, Message::Required).into());
        }
        required_papers::keep_return(&mut tx, self.foundation.new_id(), record.id, by, &returned).await?;
        self.let_go(&mut tx, client, staff, &record).await?;
        // the note is for the person, and may name them: the trail has what is told of every case
        let details = json!({ "checks": returned.checks, "papers": returned.papers.len() });
        let done = Done { record: &record, at, action: Action::ApplicationReturned, details };
        self.keep(&mut tx, client, staff, done).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn missing_checks(form: &ReturnForm) -> Vec<AcceptanceCheck> {
    let ticked = |check: &AcceptanceCheck| match check {
        AcceptanceCheck::FormComplete => form.missing_form == "on",
        AcceptanceCheck::RequisitesMatch => form.missing_requisites == "on",
        AcceptanceCheck::IdentityConfirmed => form.missing_identity == "on",
    };
    AcceptanceCheck::ALL.iter().copied().filter(ticked).collect()
}

fn missing(form: &ReturnForm, papers: Vec<RequiredPaper>) -> Vec<RequiredPaper> {
    papers.into_iter().zip(form.papers()).filter(|(_, missing)| *missing).map(|(paper, _)| paper).collect()
}

fn note(form: &ReturnForm) -> String {
    let words = form.reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let turns = |c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    words.chars().filter(|c| !c.is_control() && !turns(c)).take(LONGEST_NOTE).collect::<String>().trim().to_owned()
}
