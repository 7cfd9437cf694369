//! Answers remembered for a short while, so that one person filling in one form is one question.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use time::{Duration, OffsetDateTime};

use crate::clock::Clock;

/// A bounded memory of answers. Without an age or a size it remembers nothing.
pub(super) struct Cache<K, V> {
    clock: Arc<dyn Clock>,
    age: Duration,
    entries: usize,
    kept: Mutex<HashMap<K, (OffsetDateTime, V)>>,
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    pub(super) fn new(clock: Arc<dyn Clock>, age: Duration, entries: usize) -> Self {
        Self { clock, age, entries, kept: Mutex::default() }
    }

    /// The answer, unless it is too old.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        let now = self.clock.now();
        self.kept().get(key).filter(|(until, _)| *until > now).map(|(_, value)| value.clone())
    }

    /// Remembers an answer. When there is no room left, all old ones go, and if there is none of these, all of them.
    pub(super) fn put(&self, key: K, value: V) {
        if self.entries == 0 || !self.age.is_positive() {
            return;
        }
        let now = self.clock.now();
        let mut kept = self.kept();
        if kept.len() >= self.entries && !kept.contains_key(&key) {
            kept.retain(|_, (until, _)| *until > now);
            if kept.len() >= self.entries {
                kept.clear();
            }
        }
        kept.insert(key, (now.saturating_add(self.age), value));
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<K, (OffsetDateTime, V)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;
    use time::macros::datetime;

    #[test]
    fn it_forgets_by_age_and_never_grows_beyond_its_bound() {
        let clock = Arc::new(FixedClock::at(datetime!(2026-11-22 04:00 UTC)));
        let cache = Cache::new(clock.clone(), Duration::seconds(60), 3);
        for key in 0..3 {
            cache.put(key, key);
        }
        assert_eq!(cache.get(&1), Some(1));
        cache.put(1, 11);
        assert_eq!((cache.get(&0), cache.get(&1)), (Some(0), Some(11)));
        clock.advance(Duration::seconds(60));
        assert_eq!(cache.get(&1), None);
        for key in 0..100 {
            cache.put(key, key);
            assert!(cache.kept().len() <= 3);
            assert_eq!(cache.get(&key), Some(key));
        }
        let nothing = Cache::new(clock, Duration::ZERO, 3);
        nothing.put(1, 1);
        assert_eq!(nothing.get(&1), None);
    }
}
