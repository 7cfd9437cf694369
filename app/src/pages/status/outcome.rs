//! The state of an application in plain words: what it means, and what to do.

use domain::{
    access_application::{ApplicationKind, ApplicationState},
    refusal::RefusalGround,
};
use leptos::prelude::*;

use crate::{
    api::status::ApplicationView,
    components::MessageKind,
    i18n::{Lang, t},
    routes,
};

/// Mood, heading and text. The login is never among them: it stands on the paper that is handed over.
pub(super) fn outcome(lang: Lang, found: &ApplicationView) -> (MessageKind, &'static str, AnyView) {
    let refused = found.decision.as_ref().and_then(|decision| decision.refused);
    match (found.state, refused) {
        (ApplicationState::Submitted, _) => (
            MessageKind::Info,
            t::status::submitted_title(lang),
            words(t::status::until(lang, &found.expires_at.date())),
        ),
        (ApplicationState::Accepted, _) if found.kind == ApplicationKind::Annul => {
            let due = found.acceptance.as_ref().map(|acceptance| acceptance.due.date()).unwrap_or_default();
            (MessageKind::Info, t::annulment::accepted_title(lang), words(t::annulment::accepted_text(lang, &due)))
        }
        (ApplicationState::Accepted, _) => {
            let due = found.acceptance.as_ref().map(|acceptance| acceptance.due.time()).unwrap_or_default();
            (MessageKind::Info, t::status::accepted_title(lang), words(t::status::accepted_text(lang, &due)))
        }
        (ApplicationState::Refused | ApplicationState::Delivered, Some(ground)) => {
            (MessageKind::Warning, refused_title(lang, found.kind), refusal(lang, ground))
        }
        (ApplicationState::Refused, None) => {
            (MessageKind::Warning, refused_title(lang, found.kind), words(t::status::refused_next(lang)))
        }
        (ApplicationState::Granted, _) => {
            (MessageKind::Success, granted_title(lang, found.kind), words(t::status::granted_text(lang)))
        }
        (ApplicationState::Delivered, None) => (
            MessageKind::Success,
            t::status::handed_title(lang),
            onward(t::status::handed_text(lang), routes::SIGN_IN, t::status::sign_in(lang)),
        ),
        (state, _) => closed(lang, found.kind, state),
    }
}

/// What ended without a decision, or was annulled.
fn closed(lang: Lang, kind: ApplicationKind, state: ApplicationState) -> (MessageKind, &'static str, AnyView) {
    let (title, text) = match state {
        ApplicationState::Expired => (t::status::expired_title(lang), t::status::expired_text(lang)),
        ApplicationState::Withdrawn => (t::status::withdrawn_title(lang), t::status::withdrawn_text(lang)),
        ApplicationState::Superseded => (t::status::superseded_title(lang), t::status::superseded_text(lang)),
        _ => (t::status::annulled_title(lang), t::status::annulled_text(lang)),
    };
    let text = if state == ApplicationState::Superseded {
        words(text)
    } else {
        // who has lost an annulled access applies for a new one
        let restore = kind == ApplicationKind::Restore && state != ApplicationState::Annulled;
        let form = if restore { routes::RESTORE } else { routes::REGISTRATION };
        onward(text, form, t::status::apply_again(lang))
    };
    (MessageKind::Warning, title, text)
}

fn words(text: impl Into<String>) -> AnyView {
    view! { <p>{text.into()}</p> }.into_any()
}

fn onward(text: &'static str, href: &'static str, label: &'static str) -> AnyView {
    view! {
        <p>{text}</p>
        <p><a href=href>{label}</a></p>
    }
    .into_any()
}

/// A ground of refusal in the words of the person.
pub(in crate::pages) fn ground_text(lang: Lang, ground: RefusalGround) -> &'static str {
    match ground {
        RefusalGround::NoTaxRegistration => t::status::ground_no_tax_registration(lang),
        RefusalGround::FictitiousEnterprise => t::status::ground_fictitious_enterprise(lang),
        RefusalGround::IdentityNotConfirmed => t::status::ground_identity_not_confirmed(lang),
        RefusalGround::NotHeadOrAccountant => t::status::ground_not_head_or_accountant(lang),
    }
}

fn refusal(lang: Lang, ground: RefusalGround) -> AnyView {
    view! {
        <p>{t::status::refused_text(lang, ground_text(lang, ground))}</p>
        <p>{t::status::refused_next(lang)}</p>
    }
    .into_any()
}

/// What was decided, in two words.
pub(super) fn granted_title(lang: Lang, kind: ApplicationKind) -> &'static str {
    match kind {
        ApplicationKind::Restore => t::status::restored_title(lang),
        ApplicationKind::Annul => t::status::annulled_title(lang),
        ApplicationKind::Grant | ApplicationKind::Link => t::status::granted_title(lang),
    }
}

/// The same of a refusal.
pub(super) fn refused_title(lang: Lang, kind: ApplicationKind) -> &'static str {
    match kind {
        ApplicationKind::Restore => t::status::not_restored_title(lang),
        ApplicationKind::Annul => t::annulment::refused_title(lang),
        ApplicationKind::Grant | ApplicationKind::Link => t::status::refused_title(lang),
    }
}
