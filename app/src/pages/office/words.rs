//! Words for the keys that the office's pages show.

use domain::{inn::Inn, refusal::RefusalGround};
use leptos::prelude::*;

use crate::{
    components::Digits,
    i18n::{Lang, t},
};

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
