//! The reader's language. Switching is a post of the page's own form to its own address with `switch_language`, so
//! that what was typed comes back with the page; a page without a form posts to `/language`.

use domain::lang::Lang;
use serde::{Deserialize, Serialize};

/// The part of every posted form that may ask for another language instead of the form's own action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SwitchLanguage {
    /// `ru`, `ky`, `en`, or empty.
    pub switch_language: String,
}

impl SwitchLanguage {
    /// The language asked for.
    pub fn wanted(&self) -> Option<Lang> {
        Lang::from_code(&self.switch_language)
    }
}

/// A page without a form of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LanguageForm {
    /// `ru`, `ky`, `en`.
    pub switch_language: String,
    /// Path to come back to; only a path of this site is followed.
    pub next: String,
}
