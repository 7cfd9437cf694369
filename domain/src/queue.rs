//! The work queue of a tax office: its lists, what they are narrowed to, and what is searched for in it.

use serde::{Deserialize, Serialize};

use crate::{access_application::ApplicationKind, keys::keyed_enum};

keyed_enum! {
    /// A list of the queue: applications that wait for the same thing.
    QueuePart {
        /// Accepted and undecided; earliest deadline first.
        ToDecide = "to_decide",
        /// Decided and not handed over; oldest decision first.
        ToDeliver = "to_deliver",
        /// Filed, and nobody has come yet; newest first.
        Submitted = "submitted",
        /// Nothing is to be done any more; closed last first.
        Closed = "closed",
    }
}

/// What the queue is narrowed to. The default shows all that is to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueFilter {
    /// Applications of this kind only.
    pub kind: Option<ApplicationKind>,
    /// This list only.
    pub part: Option<QueuePart>,
    /// Those that the reader works on, or has last worked on.
    pub mine: bool,
    /// Those whose decision is late, or came late.
    pub late: bool,
}

/// What somebody looks for in the queue, as far as the text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueueSearch {
    /// The first digits of an INN, at most 14.
    Inn(String),
    /// Number of an acceptance, `001-2026-000123`.
    Number(String),
    /// How a name begins, as typed.
    Name(String),
}

impl QueueSearch {
    /// The most characters that are looked at.
    pub const LONGEST: usize = 100;

    /// Reads what was typed. `office` and `year` complete a number that is given by its last part alone. `None` for
    /// nothing but spaces.
    #[must_use]
    pub fn parse(text: &str, office: &str, year: i32) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_control()).take(Self::LONGEST).collect();
        let text = text.trim();
        let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if solid.is_empty() {
            return None;
        }
        if solid.chars().all(|c| c.is_ascii_digit()) {
            return Some(match solid.len() {
                1..=6 => Self::Number(format!("{office}-{year}-{solid:0>6}")),
                _ => Self::Inn(solid.chars().take(14).collect()),
            });
        }
        Some(Self::number(&solid).unwrap_or_else(|| Self::Name(text.split_whitespace().collect::<Vec<_>>().join(" "))))
    }

    /// `001-2026-000123`, also with the mark of a decision behind it.
    fn number(solid: &str) -> Option<Self> {
        let solid = solid.strip_prefix('№').unwrap_or(solid);
        let number = solid.split('/').next()?;
        let parts: Vec<&str> = number.split('-').collect();
        let [office, year, rest] = parts.as_slice() else { return None };
        let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        let right = office.len() == 3 && year.len() == 4 && rest.len() <= 9 && parts.iter().all(|part| digits(part));
        right.then(|| Self::Number(format!("{office}-{year}-{rest:0>6}")))
    }
}
