//! The state of an application.

use domain::access_application::ApplicationState;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::i18n::{Lang, t, use_lang};

/// A state in words.
pub fn state_name(lang: Lang, state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Submitted => t::components::state_submitted(lang),
        ApplicationState::Accepted => t::components::state_accepted(lang),
        ApplicationState::Granted => t::components::state_granted(lang),
        ApplicationState::Refused => t::components::state_refused(lang),
        ApplicationState::Delivered => t::components::state_delivered(lang),
        ApplicationState::Expired => t::components::state_expired(lang),
        ApplicationState::Withdrawn => t::components::state_withdrawn(lang),
        ApplicationState::Superseded => t::components::state_superseded(lang),
        ApplicationState::Annulled => t::components::state_annulled(lang),
    }
}

/// The state of an application: word, sign and colour.
#[component]
pub fn StateTag(
    /// Which.
    state: ApplicationState,
) -> AnyView {
    let (class, sign) = match state {
        ApplicationState::Submitted => ("tag tag--waiting", Icon::Paper),
        ApplicationState::Accepted => ("tag tag--active", Icon::Clock),
        ApplicationState::Granted | ApplicationState::Delivered => ("tag tag--good", Icon::Check),
        ApplicationState::Refused | ApplicationState::Annulled => ("tag tag--bad", Icon::Cross),
        ApplicationState::Expired | ApplicationState::Withdrawn | ApplicationState::Superseded => {
            ("tag tag--closed", Icon::Cross)
        }
    };
    view! {
        <span class=class>{icon(sign)} <span>{state_name(use_lang(), state)}</span></span>
    }
    .into_any()
}
