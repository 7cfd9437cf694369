//! The access that the applicant has already: what the decision would change.

use domain::access_application::ApplicationKind;
use leptos::prelude::*;

use crate::{
    api::{
        ApiError,
        office::{Case, CaseAccess},
    },
    components::{InlineMessage, MessageKind},
    i18n::{Lang, error_text, t},
};

/// What is there, and what stands against accepting the application; nothing for a first access in order.
pub(super) fn view(lang: Lang, case: &Case) -> AnyView {
    let told = matches!(case.kind, ApplicationKind::Restore | ApplicationKind::Annul);
    if !told && case.bar.is_none() {
        return ().into_any();
    }
    let kind = if case.bar.is_some() { MessageKind::Warning } else { MessageKind::Info };
    // the account of an organisation's case is the person's, and only what stands against it is told
    let title = match case.access {
        _ if case.is_organisation() => String::new(),
        Some(access) => there(lang, access),
        None => t::case::access_none(lang).to_owned(),
    };
    let title = (!title.is_empty()).then(|| view! { <strong>{title}</strong> <br /> });
    let text = match &case.bar {
        Some(_) if case.kind == ApplicationKind::Annul => t::annulment::nothing(lang).to_owned(),
        Some(bar) => error_text(lang, &ApiError::Conflict(bar.clone())),
        None if case.kind == ApplicationKind::Annul => t::annulment::will_end(lang).to_owned(),
        None if restores(case) => t::case::access_restores(lang).to_owned(),
        None => t::case::access_first(lang).to_owned(),
    };
    view! {
        <InlineMessage kind=kind>
            {title} {text}
        </InlineMessage>
    }
    .into_any()
}

/// A grant replaces a password, as opposed to making a first one.
pub(super) fn restores(case: &Case) -> bool {
    case.kind == ApplicationKind::Restore && case.access.is_some_and(|access| access.password_changed_at.is_some())
}

fn there(lang: Lang, access: CaseAccess) -> String {
    let since = access.since.date();
    match access.password_changed_at {
        _ if access.annulled => t::case::access_annulled(lang, &since),
        Some(changed) => t::case::access_there(lang, &since, &changed.date_time()),
        None => t::case::access_awaiting(lang, &since),
    }
}
