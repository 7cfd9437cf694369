use std::sync::{Arc, PoisonError, RwLock};

use domain::eligibility::EligibilityPolicy;
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};

use crate::{clock::Clock, error::ServiceError, foundation::Foundation, storage::eligibility as storage};

/// A change is seen by the look-ups of every server after this long, and by an application that is filed at once.
const REMEMBERED: Duration = Duration::SECOND;

/// The policy in force. «Поиск» asks for it thousands of times a second, so that it may be a second old there; where
/// something is decided it is read. Cheap to clone; clones share what they remember.
#[derive(Clone)]
pub struct PolicyInForce(Arc<Inner>);

struct Inner {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    read: RwLock<Option<(OffsetDateTime, EligibilityPolicy)>>,
}

impl PolicyInForce {
    /// Reads through the foundation's pool.
    #[must_use]
    pub fn of(foundation: &Foundation) -> Self {
        let read = RwLock::new(None);
        Self(Arc::new(Inner { pool: foundation.pool.clone(), clock: foundation.clock.clone(), read }))
    }

    /// The policy as it is in the database now: for a decision.
    ///
    /// # Errors
    /// The database's.
    pub async fn now(&self) -> Result<EligibilityPolicy, ServiceError> {
        // the moment before the question: what is remembered is never taken for younger than it is
        let asked_at = self.0.clock.now();
        let policy = storage::in_force(&self.0.pool).await?.policy;
        *self.0.read.write().unwrap_or_else(PoisonError::into_inner) = Some((asked_at, policy));
        Ok(policy)
    }

    /// The policy as it was a second ago or later: for information.
    ///
    /// # Errors
    /// The database's.
    pub async fn lately(&self) -> Result<EligibilityPolicy, ServiceError> {
        let now = self.0.clock.now();
        let read = *self.0.read.read().unwrap_or_else(PoisonError::into_inner);
        match read {
            Some((asked_at, policy)) if asked_at <= now && now - asked_at < REMEMBERED => Ok(policy),
            _ => self.now().await,
        }
    }

    /// The next question is asked of the database: the policy was changed here.
    pub(super) fn forget(&self) {
        *self.0.read.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
