//! The papers that an applicant shows at the window: a list for every kind of application and of person, which
//! administrators change (`spec/access.md`, "At the tax office").

use serde::{Deserialize, Serialize};

use crate::keys::error_enum;

/// Papers of one list at the most.
pub const MOST: usize = 8;

/// The longest name of a paper, characters.
pub const LONGEST: usize = 120;

/// A paper in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredPaper {
    /// In Russian.
    pub ru: String,
    /// In Kyrgyz.
    pub ky: String,
}

error_enum! {
    /// Why a list can't be kept.
    PaperListError {
        /// Not as many lines in one language as in the other.
        Unequal = "unequal",
        /// More than [`MOST`].
        TooMany = "too_many",
        /// A name longer than [`LONGEST`].
        TooLong = "too_long",
        /// Something that is no text: control characters, or what turns its direction.
        Format = "format",
    }
}

/// Reads a list as it was typed: a paper a line, in the same order in both languages. Empty lines count for nothing.
///
/// # Errors
/// The first [`PaperListError`] that applies.
pub fn parse(ru: &str, ky: &str) -> Result<Vec<RequiredPaper>, PaperListError> {
    let (ru, ky) = (lines(ru)?, lines(ky)?);
    if ru.len() != ky.len() {
        return Err(PaperListError::Unequal);
    }
    if ru.len() > MOST {
        return Err(PaperListError::TooMany);
    }
    Ok(ru.into_iter().zip(ky).map(|(ru, ky)| RequiredPaper { ru, ky }).collect())
}

fn lines(text: &str) -> Result<Vec<String>, PaperListError> {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .map(|line| {
            if line.contains(|c: char| c.is_control() || turns(c)) {
                Err(PaperListError::Format)
            } else if line.chars().count() > LONGEST {
                Err(PaperListError::TooLong)
            } else {
                Ok(line)
            }
        })
        .collect()
}
