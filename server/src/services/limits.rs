//! «Сроки и лимиты»: what an administrator sees of the limits, and how they change them.

use app::api::{
    ApiError, Client, Permission,
    limits::{LimitView, LimitsAdministration, LimitsAnswer, LimitsEvent, LimitsForm, LimitsPage, LimitsProblem},
};
use async_trait::async_trait;
use domain::{
    eligibility::{ChangeReason, ReasonError},
    limits::{Limit, LimitChange, LimitError, Limits},
};
use serde_json::json;
use sqlx::PgConnection;

use super::{sign_in::session, staff_act::StaffAct};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    in_force::Versioned,
    storage::{
        audit::Action,
        limits::{self as storage, LimitsRevision, LimitsVersion, NewLimits},
    },
};

/// Changes that the page shows; the trail has them all.
const SHOWN: i64 = 100;

#[async_trait]
impl Versioned for Limits {
    async fn read(db: &mut PgConnection, otherwise: Self) -> Result<Self, sqlx::Error> {
        Ok(storage::in_force(db, otherwise).await?.limits)
    }
}

/// The use cases of the limits.
#[derive(Clone)]
pub struct LimitsService {
    foundation: Foundation,
}

/// A change that can be made.
struct Judged {
    seen: LimitsVersion,
    changes: Vec<LimitChange>,
    reason: ChangeReason,
}

impl LimitsService {
    /// The limits of this database; the foundation's learn of a change made here at once.
    #[must_use]
    pub fn new(foundation: Foundation) -> Self {
        Self { foundation }
    }

    async fn in_force(&self) -> Result<LimitsVersion, ServiceError> {
        Ok(storage::in_force(&self.foundation.pool, self.foundation.limits.otherwise()).await?)
    }

    async fn show(&self, client: &Client) -> Result<LimitsPage, ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangeLimits)?;
        let configured = self.foundation.limits.otherwise();
        let LimitsVersion { version, limits } = self.in_force().await?;
        let mut db = self.foundation.pool.acquire().await?;
        let history = storage::newest(&mut db, SHOWN).await?;
        let view =
            |limit: &Limit| LimitView { limit: *limit, number: limits.get(*limit), configured: configured.get(*limit) };
        Ok(LimitsPage {
            administrator: administrator.name.clone(),
            version,
            limits: Limit::ALL.iter().map(view).collect(),
            history: history.into_iter().map(event).collect(),
        })
    }

    /// What would be stored, or why it can't be: the same for the preview and for the change itself.
    async fn judged(&self, form: &LimitsForm) -> Result<Result<Judged, Vec<LimitsProblem>>, ServiceError> {
        let seen = self.in_force().await?;
        if seen.version != form.version {
            return Ok(Err(vec![LimitsProblem::Outdated]));
        }
        let mut problems = Vec::new();
        let mut wanted = seen.limits;
        for limit in Limit::ALL.iter().copied() {
            match wanted_of(form, limit, seen.limits.get(limit)) {
                Ok(number) => wanted = wanted.with(limit, number),
                Err(error) => problems.push(LimitsProblem::Number(limit, error)),
            }
        }
        let changes = seen.limits.changes_to(&wanted);
        if problems.is_empty() && changes.is_empty() {
            problems.push(LimitsProblem::Unchanged);
        }
        let reason = ChangeReason::parse(&form.reason).map_err(reason_problem);
        Ok(match reason {
            Ok(reason) if problems.is_empty() => Ok(Judged { seen, changes, reason }),
            Ok(_) => Err(problems),
            Err(problem) => {
                problems.push(problem);
                Err(problems)
            }
        })
    }

    async fn look(&self, client: &Client, form: &LimitsForm) -> Result<LimitsAnswer, ServiceError> {
        client.staff_who_may(Permission::ChangeLimits)?;
        Ok(match self.judged(form).await? {
            Ok(judged) => LimitsAnswer::Preview(judged.changes),
            Err(problems) => LimitsAnswer::Refused(problems),
        })
    }

    async fn change_limits(&self, client: &Client, form: &LimitsForm) -> Result<LimitsAnswer, ServiceError> {
        let administrator = client.staff_who_may(Permission::ChangeLimits)?;
        let Judged { seen, changes, reason } = match self.judged(form).await? {
            Ok(judged) => judged,
            Err(problems) => return Ok(LimitsAnswer::Refused(problems)),
        };
        let at = self.foundation.now();
        let by = session::id(&administrator.staff)?;
        let mut tx = self.foundation.begin().await?;
        let new = NewLimits { seen: seen.version, changes: &changes, at, by, reason: &reason };
        if !storage::change(&mut tx, &new).await? {
            return Ok(LimitsAnswer::Refused(vec![LimitsProblem::Outdated]));
        }
        let details = json!({
            "version": seen.version.saturating_add(1), "changes": changes, "reason": reason.as_str(),
        });
        StaffAct::on_nobody(at, Action::LimitsChanged, details).keep(&mut tx, client, administrator).await?;
        tx.commit().await?;
        self.foundation.limits.forget();
        Ok(LimitsAnswer::Kept)
    }
}

/// What is typed for a limit. What stays as it is is not judged: a configuration may go beyond the bounds.
fn wanted_of(form: &LimitsForm, limit: Limit, now: u32) -> Result<u32, LimitError> {
    let number = Limit::read(form.typed(limit))?;
    if number == now || limit.allows(number) { Ok(number) } else { Err(LimitError::Bounds) }
}

fn reason_problem(error: ReasonError) -> LimitsProblem {
    if error == ReasonError::Empty { LimitsProblem::ReasonEmpty } else { LimitsProblem::ReasonFormat }
}

fn event(revision: LimitsRevision) -> LimitsEvent {
    LimitsEvent {
        at: revision.changed_at.into(),
        who: revision.changed_by,
        reason: revision.reason,
        changes: revision.changes,
    }
}

#[async_trait]
impl LimitsAdministration for LimitsService {
    async fn page(&self, client: &Client) -> Result<LimitsPage, ApiError> {
        answer(client, self.show(client)).await
    }

    async fn preview(&self, client: &Client, form: &LimitsForm) -> Result<LimitsAnswer, ApiError> {
        answer(client, self.look(client, form)).await
    }

    async fn change(&self, client: &Client, form: &LimitsForm) -> Result<LimitsAnswer, ApiError> {
        answer(client, self.change_limits(client, form)).await
    }
}
