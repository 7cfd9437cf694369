//! INNs without a list of them: places 0, 1, 2 … are dealt out over the days of a calendar, and each place has a serial
//! number of its own on its day.

use time::{Date, Duration};

use super::draw::{Draw, Stream};

/// A serial number has four digits.
const SERIALS: u64 = 10_000;

/// Prime to [`SERIALS`]: its multiples visit every serial number before one comes again.
const STEP: u64 = 3_719;

/// Places dealt out over days by weight, the earliest day first.
pub(super) struct Spread {
    first: Date,
    seed: u64,
    /// How many places lie before the end of each day.
    ends: Vec<u64>,
}

/// Where a place came to lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its day.
    pub(super) date: Date,
    /// Its number among those of its day.
    pub(super) rank: u64,
    /// Serial number of the first of its day.
    begin: u64,
}

impl Place {
    /// True of every other one of a day; which of them come first is the day's own matter.
    pub(super) fn falls_on_odd(self) -> bool {
        (self.rank + self.begin / 2) % 2 == 1
    }

    /// The serial number of the `nth` of this day; two differ unless they are [`SERIALS`] apart.
    pub(super) fn serial(self, nth: u64) -> u16 {
        // less than 10 000
        ((self.begin + nth * STEP) % SERIALS) as u16
    }
}

impl Spread {
    /// Deals `places` out from `first` to `last`, to each day in proportion to its weight.
    pub(super) fn new(seed: u64, places: u64, first: Date, last: Date, weight: impl Fn(Date) -> u64) -> Self {
        let mut ends = Vec::new();
        let mut sum = 0;
        let mut date = first;
        while date <= last {
            sum += weight(date);
            ends.push(sum);
            date = date.saturating_add(Duration::DAY);
        }
        let total = sum.max(1);
        ends.iter_mut().for_each(|end| *end = *end * places / total);
        Self { first, seed, ends }
    }

    /// How many places lie before this day.
    pub(super) fn before(&self, date: Date) -> u64 {
        let days = usize::try_from((date - self.first).whole_days()).unwrap_or_default();
        days.checked_sub(1).and_then(|day| self.ends.get(day)).copied().unwrap_or_default()
    }

    /// Where a place lies.
    pub(super) fn place(&self, number: u64) -> Place {
        let day = self.ends.partition_point(|end| *end <= number);
        let before = day.checked_sub(1).and_then(|day| self.ends.get(day)).copied().unwrap_or_default();
        let mut draw = Draw::new(self.seed, Stream::Serial, day as u64);
        Place {
            date: self.first.saturating_add(Duration::days(day as i64)),
            rank: number - before,
            begin: u64::from(draw.below(SERIALS as u32)),
        }
    }
}

/// A mixing of 0 … `length` − 1 that needs no memory: the rows of a file are not in the order of birth.
pub(super) struct Order {
    length: u64,
    factor: u64,
    begin: u64,
}

impl Order {
    /// Another seed, another order.
    pub(super) fn new(seed: u64, length: u64) -> Self {
        let length = length.max(1);
        let mut draw = Draw::new(seed, Stream::Order, length);
        let bound = u32::try_from(length).unwrap_or(u32::MAX);
        let begin = u64::from(draw.below(bound));
        // a third of the length further each time, so that neighbours in the file are strangers
        let mut factor = length / 3 + u64::from(draw.below(bound / 3 + 1));
        while greatest_common_divisor(factor, length) != 1 {
            factor += 1;
        }
        Self { length, factor, begin }
    }

    /// Where the `nth` stands; no two at the same place.
    pub(super) fn at(&self, nth: u64) -> u64 {
        (nth * self.factor + self.begin) % self.length
    }
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
