//! What an application to restore says otherwise than one for access.

use domain::access_application::ApplicationKind;
use leptos::prelude::*;

use crate::{
    i18n::{Lang, t},
    routes,
};

/// The words around the form, and where it is posted to.
pub(super) struct Wording {
    pub(super) title: &'static str,
    pub(super) intro: &'static str,
    /// What happens then, one a line.
    pub(super) steps: AnyView,
    pub(super) address: &'static str,
    pub(super) submit: &'static str,
    /// For those who stand at the wrong form.
    pub(super) aside: AnyView,
}

impl Wording {
    /// The words for an application of this kind.
    pub(super) fn of(lang: Lang, kind: ApplicationKind) -> Self {
        if kind == ApplicationKind::Restore { Self::restore(lang) } else { Self::access(lang) }
    }

    fn access(lang: Lang) -> Self {
        Self {
            title: t::registration::title(lang),
            intro: t::registration::intro(lang),
            steps: ().into_any(),
            address: routes::REGISTRATION,
            submit: t::registration::submit(lang),
            aside: aside([
                (t::registration::have_login(lang), routes::SIGN_IN, t::registration::sign_in(lang)),
                (t::registration::forgotten(lang), routes::RESTORE, t::registration::restore(lang)),
            ]),
        }
    }

    fn restore(lang: Lang) -> Self {
        let steps = [
            t::registration::restore_bring(lang),
            t::registration::restore_decision(lang),
            t::registration::restore_password(lang),
        ];
        let steps = steps.map(|step| view! { <li>{step}</li> }).collect_view();
        Self {
            title: t::registration::restore_title(lang),
            intro: t::registration::restore_intro(lang),
            steps: view! { <ul class="registration__steps">{steps}</ul> }.into_any(),
            address: routes::RESTORE,
            submit: t::registration::restore_submit(lang),
            aside: aside([
                (t::registration::remembered(lang), routes::SIGN_IN, t::registration::sign_in(lang)),
                (t::registration::no_access(lang), routes::REGISTRATION, t::registration::register(lang)),
            ]),
        }
    }
}

/// Questions, each with the way on.
fn aside(ways: [(&'static str, &'static str, &'static str); 2]) -> AnyView {
    let lines = ways.map(|(question, address, name)| view! { <p>{question} " " <a href=address>{name}</a></p> });
    view! { <div class="registration__aside">{lines.collect_view()}</div> }.into_any()
}
