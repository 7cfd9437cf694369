//! Who may have access by login and password: a policy that administrators change
//! (`spec/registration.md`, "Registration"). Whoever may not enters by electronic signature only.

use serde::{Deserialize, Serialize};

use crate::keys::{error_enum, keyed_enum};
use crate::subject::{Ineligible, SubjectKind};

/// Fewest characters of a reason: shorter than any word that explains something.
pub const REASON_MINIMUM: usize = 10;

/// Most characters of a reason.
pub const REASON_MAXIMUM: usize = 500;

keyed_enum! {
    /// What a policy says yes or no to, for a kind of taxpayer.
    Permission {
        /// The kind may have a password at all.
        Password = "password",
        /// Payers of value added tax of this kind may, too.
        VatPayer = "vat_payer",
        /// Importers and exporters of this kind may, too.
        ForeignTrade = "foreign_trade",
    }
}

/// The policy for one kind of taxpayer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityRule {
    /// Without it the other two mean nothing.
    pub may_have_password: bool,
    /// Payers of value added tax may have one, too.
    pub vat_payer_allowed: bool,
    /// Importers and exporters may have one, too.
    pub foreign_trade_allowed: bool,
}

impl EligibilityRule {
    /// What the rule says to a permission.
    #[must_use]
    pub const fn allows(self, permission: Permission) -> bool {
        match permission {
            Permission::Password => self.may_have_password,
            Permission::VatPayer => self.vat_payer_allowed,
            Permission::ForeignTrade => self.foreign_trade_allowed,
        }
    }

    /// The rule with this said to a permission.
    #[must_use]
    pub const fn with(mut self, permission: Permission, allowed: bool) -> Self {
        match permission {
            Permission::Password => self.may_have_password = allowed,
            Permission::VatPayer => self.vat_payer_allowed = allowed,
            Permission::ForeignTrade => self.foreign_trade_allowed = allowed,
        }
        self
    }
}

/// One answer of a policy that differs from the answer of the policy before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PermissionChange {
    /// For whom.
    pub kind: SubjectKind,
    /// To what.
    pub permission: Permission,
    /// What it is now; before it was the opposite.
    pub allowed: bool,
}

/// The whole policy: one rule a kind of taxpayer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EligibilityPolicy {
    /// Физические лица.
    pub individual: EligibilityRule,
    /// Индивидуальные предприниматели.
    pub sole_trader: EligibilityRule,
    /// Крестьянские (фермерские) хозяйства.
    pub farm: EligibilityRule,
    /// Юридические лица.
    pub legal_entity: EligibilityRule,
}

impl EligibilityPolicy {
    /// The policy of the specification, with which a cabinet begins: individuals always, farm
    /// holdings unless they pay VAT, sole traders and organisations unless they pay VAT or trade
    /// abroad.
    pub const SPECIFIED: Self = {
        let neither =
            EligibilityRule { may_have_password: true, vat_payer_allowed: false, foreign_trade_allowed: false };
        Self {
            individual: EligibilityRule { vat_payer_allowed: true, foreign_trade_allowed: true, ..neither },
            sole_trader: neither,
            farm: EligibilityRule { foreign_trade_allowed: true, ..neither },
            legal_entity: neither,
        }
    };

    /// The rule for a kind.
    #[must_use]
    pub const fn rule(&self, kind: SubjectKind) -> EligibilityRule {
        match kind {
            SubjectKind::Individual => self.individual,
            SubjectKind::SoleTrader => self.sole_trader,
            SubjectKind::Farm => self.farm,
            SubjectKind::LegalEntity => self.legal_entity,
        }
    }

    /// The policy with another rule for a kind.
    #[must_use]
    pub const fn with(mut self, kind: SubjectKind, rule: EligibilityRule) -> Self {
        match kind {
            SubjectKind::Individual => self.individual = rule,
            SubjectKind::SoleTrader => self.sole_trader = rule,
            SubjectKind::Farm => self.farm = rule,
            SubjectKind::LegalEntity => self.legal_entity = rule,
        }
        self
    }

    /// Whether a subject may have a login and a password.
    ///
    /// # Errors
    /// The ground on which only an electronic signature remains: the kind before VAT, VAT before
    /// foreign trade.
    pub const fn judge(&self, kind: SubjectKind, vat_payer: bool, foreign_trade: bool) -> Result<(), Ineligible> {
        let rule = self.rule(kind);
        if !rule.may_have_password {
            Err(Ineligible::Kind)
        } else if vat_payer && !rule.vat_payer_allowed {
            Err(Ineligible::VatPayer)
        } else if foreign_trade && !rule.foreign_trade_allowed {
            Err(Ineligible::ForeignTrade)
        } else {
            Ok(())
        }
    }

    /// What `after` says otherwise than this, kind by kind.
    #[must_use]
    pub fn changes_to(&self, after: &Self) -> Vec<PermissionChange> {
        let both = SubjectKind::ALL.iter().map(|kind| (*kind, self.rule(*kind), after.rule(*kind)));
        both.flat_map(|(kind, before, after)| {
            let differing =
                Permission::ALL.iter().copied().filter(move |asked| before.allows(*asked) != after.allows(*asked));
            differing.map(move |permission| PermissionChange { kind, permission, allowed: after.allows(permission) })
        })
        .collect()
    }
}

error_enum! {
    /// Why a text is no reason for a change.
    ReasonError {
        /// Nothing was typed.
        Empty = "empty",
        /// Fewer than [`REASON_MINIMUM`] characters.
        TooShort = "too_short",
        /// More than [`REASON_MAXIMUM`] characters.
        TooLong = "too_long",
        /// Control characters, or marks that turn the direction of the text around.
        Format = "format",
    }
}

/// Why an administrator changed something: one paragraph, kept for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeReason(String);

impl ChangeReason {
    /// Reads what was typed; line breaks and runs of space become one space.
    ///
    /// # Errors
    /// The first [`ReasonError`] that applies.
    pub fn parse(text: &str) -> Result<Self, ReasonError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        match text.chars().count() {
            0 => Err(ReasonError::Empty),
            _ if text.contains(|c: char| c.is_control() || turns(c)) => Err(ReasonError::Format),
            1..REASON_MINIMUM => Err(ReasonError::TooShort),
            length if length > REASON_MAXIMUM => Err(ReasonError::TooLong),
            _ => Ok(Self(text)),
        }
    }

    /// The paragraph.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
