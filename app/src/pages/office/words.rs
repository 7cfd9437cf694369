//! Words for the keys that the office's pages show.

use domain::{access_application::ApplicationKind, inn::Inn, refusal::RefusalGround};
use leptos::prelude::*;

use crate::{
    components::Digits,
    i18n::{Lang, t},
};

/// What is applied for.
pub(crate) fn kind(lang: Lang, kind: ApplicationKind) -> &'static str {
    match kind {
        ApplicationKind::Grant => t::office::kind_grant(lang),
        ApplicationKind::Restore => t::office::kind_restore(lang),
        ApplicationKind::Link => t::office::kind_link(lang),
        ApplicationKind::Annul => t::office::kind_annul(lang),
    }
}

/// Why access is refused (regulation, paragraph 9, and `spec/access.md`).
pub(crate) fn ground(lang: Lang, ground: RefusalGround) -> &'static str {
    match ground {
        RefusalGround::NoTaxRegistration => t::case::ground_no_registration(lang),
        RefusalGround::FictitiousEnterprise => t::case::ground_fictitious(lang),
        RefusalGround::IdentityNotConfirmed => t::case::ground_identity(lang),
        RefusalGround::NotHeadOrAccountant => t::case::ground_role(lang),
    }
}

/// An INN in groups for the eye.
pub(crate) fn grouped(inn: &str) -> AnyView {
    let grouped = Inn::from_trusted(inn).map_or_else(|| inn.to_owned(), |inn| inn.grouped());
    view! { <Digits grouped=grouped /> }.into_any()
}
