//! «Политика допуска»: what an administrator sees of it, and how they change it.

mod in_force;

use app::api::{
    ApiError, Client, Conflict, Field, FieldErrors, Message, Permission,
    eligibility::{Eligibility, EligibilityForm, EligibilityPage, PolicyEvent},
};
use async_trait::async_trait;
use domain::eligibility::{ChangeReason, PermissionChange, ReasonError};
use serde_json::{Value, json};

pub use in_force::PolicyInForce;

use super::{sign_in::session, staff_act::StaffAct};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    storage::{
        audit::Action,
        eligibility::{self as storage, NewPolicy, PolicyRevision, PolicyVersion},
    },
};

/// Changes that the page shows; the trail has them all.
const SHOWN: i32 = 100;

/// The use cases of the policy.
#[derive(Clone)]
pub struct EligibilityService {
    foundation: Foundation,
    policy: PolicyInForce,
}

impl EligibilityService {
    /// `policy` is what the other services ask: it learns of a change made here at once.
    #[must_use]
    pub fn new(foundation: Foundation, policy: PolicyInForce) -> Self {
        Self { foundation, policy }
    }

    async fn show(&self, client: &Client) -> Result<EligibilityPage, ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangePolicy)?;
        let mut db = self.foundation.pool.acquire().await?;
        // the oldest of them only says what the one after it changed
        let revisions = storage::newest(&mut db, SHOWN + 1).await?;
        let newest = revisions.first().ok_or(ServiceError::Stored("eligibility_policy"))?;
        Ok(EligibilityPage {
            administrator: administrator.name.clone(),
            version: newest.version,
            policy: newest.policy,
            history: revisions
                .iter()
                .zip(revisions.iter().skip(1))
                .map(|(newer, older)| told(newer, older.policy.changes_to(&newer.policy)))
                .chain(first(&revisions))
                .collect(),
        })
    }

    /// What would be stored, or why it can't be: the same for the preview and for the change itself.
    async fn judged(
        &self,
        form: &EligibilityForm,
    ) -> Result<(PolicyVersion, Vec<PermissionChange>, ChangeReason), ServiceError> {
        let seen = storage::in_force(&self.foundation.pool).await?;
        if seen.version != form.version {
            return Err(ApiError::Conflict(Conflict::PolicyChanged).into());
        }
        let mut errors = FieldErrors::default();
        let changes = seen.policy.changes_to(&form.policy());
        if changes.is_empty() {
            errors.add(Field::Form, Message::PolicyUnchanged);
        }
        match ChangeReason::parse(&form.reason) {
            Ok(reason) if errors.0.is_empty() => Ok((seen, changes, reason)),
            Ok(_) => Err(ApiError::Validation(errors).into()),
            Err(error) => {
                errors.add(Field::Reason, reason_message(error));
                Err(ApiError::Validation(errors).into())
            }
        }
    }

    async fn change_policy(&self, client: &Client, form: &EligibilityForm) -> Result<(), ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangePolicy)?;
        let (seen, changes, reason) = self.judged(form).await?;
        let policy = form.policy();
        let at = self.foundation.now();
        let by = session::id(&administrator.staff)?;
        let mut tx = self.foundation.begin().await?;
        let new = NewPolicy { seen: seen.version, policy: &policy, at, by, reason: &reason };
        if !storage::change(&mut tx, &new).await? {
            return Err(ApiError::Conflict(Conflict::PolicyChanged).into());
        }
        let details = details(seen.version + 1, &changes, &reason);
        StaffAct::on_nobody(at, Action::EligibilityChanged, details).keep(&mut tx, client, administrator).await?;
        tx.commit().await?;
        self.policy.forget();
        Ok(())
    }
}

/// The version that came with the table, when it is among those shown.
fn first(revisions: &[PolicyRevision]) -> Option<PolicyEvent> {
    revisions.last().filter(|oldest| oldest.version == 1).map(|oldest| told(oldest, Vec::new()))
}

fn told(revision: &PolicyRevision, changes: Vec<PermissionChange>) -> PolicyEvent {
    PolicyEvent {
        at: revision.changed_at.into(),
        who: revision.changed_by.clone(),
        reason: revision.reason.clone(),
        changes,
    }
}

fn details(version: i32, changes: &[PermissionChange], reason: &ChangeReason) -> Value {
    json!({ "version": version, "changes": changes, "reason": reason.as_str() })
}

fn reason_message(error: ReasonError) -> Message {
    if error == ReasonError::Empty { Message::Required } else { Message::ReasonFormat }
}

#[async_trait]
impl Eligibility for EligibilityService {
    async fn page(&self, client: &Client) -> Result<EligibilityPage, ApiError> {
        answer(client, self.show(client)).await
    }

    async fn preview(&self, client: &Client, form: &EligibilityForm) -> Result<Vec<PermissionChange>, ApiError> {
        answer(client, async {
            client.staff_who_may(Permission::ChangePolicy)?;
            let (_, changes, _) = self.judged(form).await?;
            Ok(changes)
        })
        .await
    }

    async fn change(&self, client: &Client, form: &EligibilityForm) -> Result<(), ApiError> {
        answer(client, self.change_policy(client, form)).await
    }
}
