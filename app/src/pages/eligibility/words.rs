//! Kinds and permissions in words.

use domain::{
    eligibility::{Permission, PermissionChange},
    subject::SubjectKind,
};
use leptos::prelude::*;

use crate::i18n::{Lang, t};

/// A kind of taxpayer, as a category.
pub(super) fn category(lang: Lang, kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Individual => t::eligibility::individuals(lang),
        SubjectKind::SoleTrader => t::eligibility::sole_traders(lang),
        SubjectKind::Farm => t::eligibility::farms(lang),
        SubjectKind::LegalEntity => t::eligibility::legal_entities(lang),
    }
}

/// What is permitted or not.
pub(super) fn permission(lang: Lang, permission: Permission) -> &'static str {
    match permission {
        Permission::Password => t::eligibility::password(lang),
        Permission::VatPayer => t::eligibility::vat_payer(lang),
        Permission::ForeignTrade => t::eligibility::foreign_trade(lang),
    }
}

/// Changes, one a line, from what to what.
pub(super) fn changes(lang: Lang, changes: &[PermissionChange]) -> AnyView {
    let lines = changes.iter().map(|change| {
        let turn = if change.allowed { t::eligibility::allowed(lang) } else { t::eligibility::forbidden(lang) };
        view! {
            <li>
                <strong>{category(lang, change.kind)}</strong>
                ". "
                {permission(lang, change.permission)}
                " — "
                {turn}
            </li>
        }
    });
    view! { <ul class="eligibility__changes">{lines.collect_view()}</ul> }.into_any()
}
