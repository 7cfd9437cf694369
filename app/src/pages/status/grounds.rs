//! Grounds of refusal.

use domain::refusal::RefusalGround;

use crate::i18n::{Lang, t};

/// A ground of refusal in the words of the person.
pub(in crate::pages) fn ground_text(lang: Lang, ground: RefusalGround) -> &'static str {
    match ground {
        RefusalGround::NoTaxRegistration => t::status::ground_no_tax_registration(lang),
        RefusalGround::FictitiousEnterprise => t::status::ground_fictitious_enterprise(lang),
        RefusalGround::IdentityNotConfirmed => t::status::ground_identity_not_confirmed(lang),
        RefusalGround::NotHeadOrAccountant => t::status::ground_not_head_or_accountant(lang),
    }
}
