//! What the inspector ticks before the acceptance mark (regulation, paragraph 6).

use serde::{Deserialize, Serialize};

use crate::keys::keyed_enum;

keyed_enum! {
    /// One point of the check at the window.
    AcceptanceCheck {
        /// Every cell of the form is filled and both copies are signed.
        FormComplete = "form_complete",
        /// Each requisite matches the papers shown.
        RequisitesMatch = "requisites_match",
        /// The person is who the passport says.
        IdentityConfirmed = "identity_confirmed",
    }
}

/// The ticks of one application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AcceptanceChecks {
    /// Every cell of the form is filled and both copies are signed.
    #[serde(default)]
    pub form_complete: bool,
    /// Each requisite matches the papers shown.
    #[serde(default)]
    pub requisites_match: bool,
    /// The person is who the passport says.
    #[serde(default)]
    pub identity_confirmed: bool,
}

impl AcceptanceChecks {
    /// The points not ticked, in the order of the form; empty when the mark may be put.
    #[must_use]
    pub fn missing(self) -> Vec<AcceptanceCheck> {
        AcceptanceCheck::ALL.iter().copied().filter(|check| !self.has(*check)).collect()
    }

    /// Whether this point is ticked.
    #[must_use]
    pub const fn has(self, check: AcceptanceCheck) -> bool {
        match check {
            AcceptanceCheck::FormComplete => self.form_complete,
            AcceptanceCheck::RequisitesMatch => self.requisites_match,
            AcceptanceCheck::IdentityConfirmed => self.identity_confirmed,
        }
    }
}
