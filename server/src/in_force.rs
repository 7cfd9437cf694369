//! What administrators change in the database and every server goes by: the policy of eligibility, the limits.

use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use sqlx::{PgConnection, PgPool};
use time::{Duration, OffsetDateTime};

use crate::{clock::Clock, error::ServiceError};

/// A change is seen by every server after this long, and at once where something is decided.
const REMEMBERED: Duration = Duration::SECOND;

/// Something of which the database has versions, the newest one in force.
#[async_trait]
pub trait Versioned: Copy + Send + Sync + 'static {
    /// What is in force now; `otherwise` is what holds as far as the database says nothing.
    async fn read(db: &mut PgConnection, otherwise: Self) -> Result<Self, sqlx::Error>;
}

/// The version in force. Some ask for it thousands of times a second, so that it may be a second old; where something is
/// decided it is read. Cheap to clone; clones share what they remember.
pub struct InForce<T>(Arc<Inner<T>>);

struct Inner<T> {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    otherwise: T,
    read: RwLock<Option<(OffsetDateTime, T)>>,
}

impl<T> Clone for InForce<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Versioned> InForce<T> {
    /// Reads through this pool; `otherwise` as in [`Versioned::read`].
    #[must_use]
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>, otherwise: T) -> Self {
        Self(Arc::new(Inner { pool, clock, otherwise, read: RwLock::new(None) }))
    }

    /// What is in force as far as the database says nothing.
    #[must_use]
    pub fn otherwise(&self) -> T {
        self.0.otherwise
    }

    /// As it is in the database now: for a decision.
    ///
    /// # Errors
    /// The database's.
    pub async fn now(&self) -> Result<T, ServiceError> {
        // the moment before the question: what is remembered is never taken for younger than it is
        let asked_at = self.0.clock.now();
        let mut db = self.0.pool.acquire().await?;
        self.read(&mut db, asked_at).await
    }

    /// The same by the connection of a transaction, which need not wait for another one.
    ///
    /// # Errors
    /// The database's.
    pub async fn now_by(&self, db: &mut PgConnection) -> Result<T, ServiceError> {
        self.read(db, self.0.clock.now()).await
    }

    /// As it was a second ago or later: for information, and for what is counted.
    ///
    /// # Errors
    /// The database's.
    pub async fn lately(&self) -> Result<T, ServiceError> {
        match self.remembered() {
            Some(found) => Ok(found),
            None => self.now().await,
        }
    }

    /// The same by the connection of a transaction.
    ///
    /// # Errors
    /// The database's.
    pub async fn lately_by(&self, db: &mut PgConnection) -> Result<T, ServiceError> {
        match self.remembered() {
            Some(found) => Ok(found),
            None => self.now_by(db).await,
        }
    }

    async fn read(&self, db: &mut PgConnection, asked_at: OffsetDateTime) -> Result<T, ServiceError> {
        let found = T::read(db, self.0.otherwise).await?;
        *self.0.read.write().unwrap_or_else(PoisonError::into_inner) = Some((asked_at, found));
        Ok(found)
    }

    /// What was read less than a second ago.
    fn remembered(&self) -> Option<T> {
        let now = self.0.clock.now();
        let read = *self.0.read.read().unwrap_or_else(PoisonError::into_inner);
        read.filter(|(asked_at, _)| *asked_at <= now && now - *asked_at < REMEMBERED).map(|(_, found)| found)
    }

    /// The next question is asked of the database: something was changed here.
    pub(crate) fn forget(&self) {
        *self.0.read.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
