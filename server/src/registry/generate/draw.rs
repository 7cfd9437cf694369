//! Repeatable chance: a stream of numbers for each thing that is invented.

use rand::{Rng, SeedableRng, rngs::Xoshiro256PlusPlus};
use time::{Date, Duration};

/// What a stream is for, so that no two things share one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    /// How places are mixed.
    Order = 1,
    /// The serial numbers of a date.
    Serial = 2,
    /// Who a person is.
    Person = 3,
    /// What the tax service knows of a person.
    Taxpayer = 4,
    /// An organisation, its officers among it.
    Organisation = 5,
}

/// Xoshiro256++ is defined to the bit and the same everywhere; what is made of its numbers is integer arithmetic here,
/// so that a newer release of a library changes no file.
pub(super) struct Draw(Xoshiro256PlusPlus);

impl Draw {
    /// The stream of one thing.
    pub(super) fn new(seed: u64, stream: Stream, number: u64) -> Self {
        // odd factors far from each other and from the generator's own: neighbours begin nowhere near each other
        let place = number.wrapping_mul(0xD6E8_FEB8_6659_FD93).wrapping_add(stream as u64);
        Self(Xoshiro256PlusPlus::seed_from_u64(seed ^ place.wrapping_mul(0xA3B1_9535_4A39_B70D)))
    }

    /// 0 to `bound` − 1; 0 when the bound is.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        let high = self.0.next_u64() >> 32;
        // less than the bound, which has 32 bits
        ((high * u64::from(bound)) >> 32) as u32
    }

    /// True in so many of a thousand cases.
    pub(super) fn chance(&mut self, of_thousand: u32) -> bool {
        self.below(1_000) < of_thousand
    }

    /// One of them, each as likely.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(u32::try_from(of.len()).ok()?) as usize)
    }

    /// A text of them, the first ones more often, as names are; empty of none.
    pub(super) fn favourite<T: Copy + Default>(&mut self, of: &[T]) -> T {
        let length = u32::try_from(of.len()).unwrap_or(u32::MAX);
        let place = self.below(length).min(self.below(length));
        of.get(place as usize).copied().unwrap_or_default()
    }

    /// A day from the first to the last; the last when there is none between.
    pub(super) fn date(&mut self, first: Date, last: Date) -> Date {
        let days = u32::try_from((last - first).whole_days()).unwrap_or_default();
        if days == 0 { last } else { first.saturating_add(Duration::days(i64::from(self.below(days + 1)))) }
    }
}
