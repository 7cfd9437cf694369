//! Whose application it is and where it stands.

use domain::access_application::ApplicationState;
use leptos::prelude::*;

use super::super::office::words;
use crate::{
    api::office::Case,
    components::{Countdown, Icon, StateTag, icon, kind_name},
    i18n::{Lang, t},
};

/// The head of the page.
pub(super) fn view(lang: Lang, case: &Case) -> AnyView {
    let number = case.acceptance.as_ref().map(|acceptance| {
        view! { <span class="case__number">"№ " {acceptance.number.clone()}</span> }
    });
    let clock = case.acceptance.as_ref().filter(|_| case.state == ApplicationState::Accepted).map(|acceptance| {
        view! { <div class="case__clock"><Countdown due=acceptance.due now=case.now /></div> }
    });
    let code = (!case.code.is_empty()).then(|| {
        view! { <span class="case__code">{t::case::code(lang)} " " <strong>{case.code.clone()}</strong></span> }
    });
    let expires = (case.state == ApplicationState::Submitted)
        .then(|| [", ", &t::case::expires(lang, &case.expires_at.date())].concat());
    let doubt = case.inn_looks_mistyped.then(|| {
        view! { <p class="case__doubt">{icon(Icon::Warning)} <span>{t::case::inn_mistyped(lang)}</span></p> }
    });
    view! {
        <header class="case__identity">
            <div class="case__who">
                <h1 class="case__name">{case.name.clone()}</h1>
                <p class="case__marks">
                    <span class="case__inn">{t::office::inn(lang)} " " {words::grouped(&case.inn)}</span>
                    <StateTag state=case.state />
                    {number}
                </p>
            </div>
            <p class="case__filed">
                <span>{kind_name(lang, case.kind)}</span>
                <span>{t::case::filed(lang, &case.submitted_at.date_time())} {expires}</span>
                {code}
            </p>
            {clock}
            {doubt}
        </header>
    }
    .into_any()
}
