use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A point in time on the wire: milliseconds since 1970-01-01T00:00:00Z.
///
/// A number instead of text keeps the parsing and formatting machinery of `time` out of the WASM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment(pub i64);

impl Moment {
    /// The same moment for `domain`'s calendar functions; the epoch when out of `time`'s range.
    pub fn to_time(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// «22.11.2026 14:05», in Asia/Bishkek.
    pub fn date_time(self) -> String {
        domain::bishkek::date_time(self.to_time())
    }

    /// «22.11.2026», in Asia/Bishkek.
    pub fn date(self) -> String {
        domain::bishkek::date(self.to_time())
    }

    /// «14:05», in Asia/Bishkek.
    pub fn time(self) -> String {
        domain::bishkek::time(self.to_time())
    }
}

impl From<OffsetDateTime> for Moment {
    fn from(at: OffsetDateTime) -> Self {
        Self(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX))
    }
}
