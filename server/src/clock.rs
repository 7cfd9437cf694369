//! The one place where the wall clock is read. Everything else is handed a [`Clock`], so that tests set the time.

use std::sync::Mutex;

use time::{Duration, OffsetDateTime};

/// Tells the time, in UTC.
pub trait Clock: Send + Sync {
    /// Now, cut to microseconds: what PostgreSQL keeps, so that a value read back equals the one written.
    fn now(&self) -> OffsetDateTime;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where it is read")]
    fn now(&self) -> OffsetDateTime {
        microseconds(OffsetDateTime::now_utc())
    }
}

/// A clock that stands still until it is set: for tests.
#[derive(Debug)]
pub struct FixedClock(Mutex<OffsetDateTime>);

impl FixedClock {
    /// Stands at `at`.
    pub fn at(at: OffsetDateTime) -> Self {
        Self(Mutex::new(microseconds(at)))
    }

    /// Moves to `at`.
    pub fn set(&self, at: OffsetDateTime) {
        *self.locked() = microseconds(at);
    }

    /// Moves on by `by`.
    pub fn advance(&self, by: Duration) {
        let mut now = self.locked();
        *now = now.saturating_add(by);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, OffsetDateTime> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for FixedClock {
    fn now(&self) -> OffsetDateTime {
        *self.locked()
    }
}

fn microseconds(at: OffsetDateTime) -> OffsetDateTime {
    at.replace_nanosecond(at.microsecond() * 1_000).unwrap_or(at)
}
