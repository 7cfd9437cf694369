//! How long a letter rests before it is tried again.

use time::Duration;

use crate::random::{self, Random};

const FIRST: Duration = Duration::minutes(1);
const LONGEST: Duration = Duration::hours(6);

/// Twice as long after every try, up to six hours; a quarter more or less by chance, so that letters put off together do
/// not come back together.
pub(super) fn after(tries: i32, random: &dyn Random) -> Duration {
    let doublings = u32::try_from(tries.saturating_sub(1)).unwrap_or(0).min(16);
    let pause = FIRST.saturating_mul(2_i32.saturating_pow(doublings)).min(LONGEST);
    // 192 to 320 parts of 256
    let parts = 192 + i32::from(random::below(random, 129));
    pause.saturating_mul(parts) / 256
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn pauses_grow_to_a_limit_and_differ() {
        let random = SeededRandom::new(1);
        for (tries, minutes) in [(0, 1), (1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (11, 360), (i32::MAX, 360)] {
            let middle = Duration::minutes(minutes);
            let pauses: Vec<Duration> = (0..100).map(|_| after(tries, &random)).collect();
            for pause in &pauses {
                assert!(*pause >= middle * 3 / 4 && *pause <= middle * 5 / 4, "{tries}: {pause}");
            }
            assert!(pauses.iter().any(|pause| *pause < middle) && pauses.iter().any(|pause| *pause > middle));
        }
    }
}
