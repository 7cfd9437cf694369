//! The state of an application in plain words: what it means, and what to do. Said on the server.

use domain::access_application::{ApplicationKind, ApplicationState};

use super::grounds::ground_text;
use crate::{
    api::{
        shown_application::{Mood, Said},
        status::ApplicationView,
    },
    i18n::{Lang, t},
    routes,
};

/// Mood, heading and text. The login is never among them: it stands on the paper that is handed over.
pub(super) fn outcome(lang: Lang, found: &ApplicationView) -> Said {
    let refused = found.decision.as_ref().and_then(|decision| decision.refused);
    match (found.state, refused) {
        (ApplicationState::Submitted, _) => {
            said(Mood::Info, t::status::submitted_title(lang), t::status::until(lang, &found.expires_at.date()))
        }
        (ApplicationState::Accepted, _) if found.kind == ApplicationKind::Annul => {
            let due = found.acceptance.as_ref().map(|acceptance| acceptance.due.date()).unwrap_or_default();
            said(Mood::Info, t::annulment::accepted_title(lang), t::annulment::accepted_text(lang, &due))
        }
        (ApplicationState::Accepted, _) => {
            let due = found.acceptance.as_ref().map(|acceptance| acceptance.due.time()).unwrap_or_default();
            said(Mood::Info, t::status::accepted_title(lang), t::status::accepted_text(lang, &due))
        }
        (ApplicationState::Refused | ApplicationState::Delivered, Some(ground)) => {
            let own = found.decision.as_ref().map(|decision| decision.ground_words.as_str());
            let words = own.filter(|words| !words.is_empty()).unwrap_or_else(|| ground_text(lang, ground));
            let mut refused =
                said(Mood::Warning, refused_title(lang, found.kind), t::status::refused_text(lang, words));
            refused.paragraphs.push(t::status::refused_next(lang).to_owned());
            refused
        }
        (ApplicationState::Refused, None) => {
            said(Mood::Warning, refused_title(lang, found.kind), t::status::refused_next(lang))
        }
        (ApplicationState::Granted, _) => {
            said(Mood::Success, granted_title(lang, found.kind), t::status::granted_text(lang))
        }
        (ApplicationState::Delivered, None) => {
            let handed = said(Mood::Success, t::status::handed_title(lang), t::status::handed_text(lang));
            onward(handed, routes::SIGN_IN, t::status::sign_in(lang))
        }
        (state, _) => closed(lang, found.kind, state),
    }
}

/// What ended without a decision, or was annulled.
fn closed(lang: Lang, kind: ApplicationKind, state: ApplicationState) -> Said {
    let (title, text) = match state {
        ApplicationState::Expired => (t::status::expired_title(lang), t::status::expired_text(lang)),
        ApplicationState::Withdrawn => (t::status::withdrawn_title(lang), t::status::withdrawn_text(lang)),
        ApplicationState::Superseded => (t::status::superseded_title(lang), t::status::superseded_text(lang)),
        _ => (t::status::annulled_title(lang), t::status::annulled_text(lang)),
    };
    let closed = said(Mood::Warning, title, text);
    if state == ApplicationState::Superseded {
        return closed;
    }
    // who has lost an annulled access applies for a new one
    let restore = kind == ApplicationKind::Restore && state != ApplicationState::Annulled;
    let form = if restore { routes::RESTORE } else { routes::REGISTRATION };
    onward(closed, form, t::status::apply_again(lang))
}

fn said(mood: Mood, title: &str, text: impl Into<String>) -> Said {
    Said { mood, title: title.to_owned(), paragraphs: vec![text.into()], ..Said::default() }
}

fn onward(said: Said, href: &str, label: &str) -> Said {
    Said { onward: Some((href.to_owned(), label.to_owned())), ..said }
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
