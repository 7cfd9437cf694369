//! A circuit breaker: a service that fails again and again is left alone for a while, so that people hear at once that
//! the registry does not answer, and the service is not run over while it comes back.
//!
//! Own code: the crates for it bring their own clock and wrap the call, and what remains is one small state machine.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use time::{Duration, OffsetDateTime};

use crate::clock::Clock;

/// Lets questions through, or not.
pub(super) struct Breaker {
    clock: Arc<dyn Clock>,
    /// It opens after so many failures on end.
    failures: u32,
    /// And stays open so long.
    rest: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Questions pass; so many failed on end.
    Closed(u32),
    /// Nothing passes until then.
    Open(OffsetDateTime),
    /// One question is on its way to see whether the service is back.
    Trying,
}

/// Leave to ask once. Dropped without a verdict, as when the asker has gone, it leaves things as they were.
pub(super) struct Leave<'a> {
    breaker: &'a Breaker,
    trial: bool,
    told: bool,
}

impl Breaker {
    pub(super) fn new(clock: Arc<dyn Clock>, failures: u32, rest: Duration) -> Self {
        Self { clock, failures: failures.max(1), rest, state: Mutex::new(State::Closed(0)) }
    }

    /// Leave to ask; `None` while the service is left alone.
    pub(super) fn ask(&self) -> Option<Leave<'_>> {
        let mut state = self.state();
        let trial = match *state {
            State::Closed(_) => false,
            State::Open(until) if self.clock.now() >= until => {
                *state = State::Trying;
                true
            }
            State::Open(_) | State::Trying => return None,
        };
        Some(Leave { breaker: self, trial, told: false })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Leave<'_> {
    /// The service has answered.
    pub(super) fn answered(mut self) {
        self.told = true;
        let mut state = self.breaker.state();
        if self.trial || matches!(*state, State::Closed(_)) {
            *state = State::Closed(0);
        }
    }

    /// The service has not answered, or not in a way that can be understood. True when it is left alone from now on.
    pub(super) fn failed(mut self) -> bool {
        self.told = true;
        let mut state = self.breaker.state();
        let failures = match *state {
            State::Closed(failures) => failures + 1,
            State::Trying if self.trial => self.breaker.failures,
            // a question from before it opened
            State::Open(_) | State::Trying => return false,
        };
        let opens = failures >= self.breaker.failures;
        *state = if opens {
            State::Open(self.breaker.clock.now().saturating_add(self.breaker.rest))
        } else {
            State::Closed(failures)
        };
        opens
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.trial && !self.told {
            // whoever asks next tries instead
            *self.breaker.state() = State::Open(self.breaker.clock.now());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::clock::FixedClock;
    use time::macros::datetime;

    fn breaker() -> (Breaker, Arc<FixedClock>) {
        let clock = Arc::new(FixedClock::at(datetime!(2026-11-22 04:00 UTC)));
        (Breaker::new(clock.clone(), 3, Duration::seconds(20)), clock)
    }

    fn fail(breaker: &Breaker, times: u32) {
        for _ in 0..times {
            breaker.ask().unwrap().failed();
        }
    }

    #[test]
    fn it_opens_after_failures_on_end_only() {
        let (breaker, _) = breaker();
        fail(&breaker, 2);
        breaker.ask().unwrap().answered();
        fail(&breaker, 2);
        assert!(breaker.ask().unwrap().failed());
        assert!(breaker.ask().is_none());
    }

    #[test]
    fn after_the_rest_one_question_decides() {
        let (breaker, clock) = breaker();
        fail(&breaker, 3);
        clock.advance(Duration::seconds(19));
        assert!(breaker.ask().is_none());
        clock.advance(Duration::seconds(1));
        let trial = breaker.ask().unwrap();
        assert!(breaker.ask().is_none(), "a second question passed during the trial");
        assert!(trial.failed());
        assert!(breaker.ask().is_none());
        clock.advance(Duration::seconds(20));
        breaker.ask().unwrap().answered();
        fail(&breaker, 2);
        assert!(breaker.ask().is_some());
    }

    #[test]
    fn a_trial_that_nobody_waits_for_is_passed_on() {
        let (breaker, clock) = breaker();
        fail(&breaker, 3);
        clock.advance(Duration::seconds(20));
        drop(breaker.ask().unwrap());
        breaker.ask().unwrap().answered();
        assert!(breaker.ask().is_some());
    }

    #[test]
    fn a_late_verdict_changes_nothing() {
        let (breaker, clock) = breaker();
        let early = [breaker.ask().unwrap(), breaker.ask().unwrap()];
        fail(&breaker, 3);
        clock.advance(Duration::seconds(10));
        let [failed, answered] = early;
        assert!(!failed.failed());
        answered.answered();
        assert!(breaker.ask().is_none());
        clock.advance(Duration::seconds(10));
        assert!(breaker.ask().is_some());
    }
}
