//! Who may have access by login and password (`spec/registration.md`, "Registration").

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
        /// Registered as a payer of value added tax.
        VatPayer = "vat_payer",
        /// Imports or exports.
        ForeignTrade = "foreign_trade",
    }
}

/// Whether a subject may have a login and a password: individuals always, farm holdings unless
/// they pay VAT, sole traders and organisations unless they pay VAT or trade abroad.
///
/// # Errors
/// The ground on which only an electronic signature remains; VAT is named before foreign trade.
pub fn eligibility(kind: SubjectKind, vat_payer: bool, foreign_trade: bool) -> Result<(), Ineligible> {
    let trade_matters = matches!(kind, SubjectKind::SoleTrader | SubjectKind::LegalEntity);
    match kind {
        SubjectKind::Individual => Ok(()),
        _ if vat_payer => Err(Ineligible::VatPayer),
        _ if foreign_trade && trade_matters => Err(Ineligible::ForeignTrade),
        _ => Ok(()),
    }
}
