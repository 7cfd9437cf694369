//! The kinds of taxpayers, and why one of them enters by electronic signature only
//! (`spec/registration.md`, "Registration"); [`crate::eligibility`] says when.

use crate::keys::{error_enum, keyed_enum};

keyed_enum! {
    /// The kind of taxpayer, as in the registry.
    SubjectKind {
        /// Физическое лицо.
        Individual = "individual",
        /// Индивидуальный предприниматель; registers as a person.
        SoleTrader = "sole_trader",
        /// Крестьянское (фермерское) хозяйство.
        Farm = "farm",
        /// Юридическое лицо.
        LegalEntity = "legal_entity",
    }
}

error_enum! {
    /// Why a subject enters by electronic signature only.
    Ineligible {
        /// No taxpayer of this kind has a password.
        Kind = "kind",
        /// Registered as a payer of value added tax.
        VatPayer = "vat_payer",
        /// Imports or exports.
        ForeignTrade = "foreign_trade",
    }
}
