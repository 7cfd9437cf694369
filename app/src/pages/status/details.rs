//! The facts of an application, one a line.

use leptos::prelude::*;

use super::{outcome::decision_words, way::is_confirmation};
use crate::{
    api::status::ApplicationView,
    components::{office_name, summary_list},
    i18n::{Lang, t},
    pages::facts::{Fact, inn, words},
};

/// Code, person, office, and what has happened so far. The confirmation has the code above already.
pub(super) fn details(lang: Lang, found: &ApplicationView) -> AnyView {
    let mut rows: Vec<Fact> = Vec::with_capacity(8);
    if !is_confirmation(found) {
        rows.push((t::status::code(lang), unbroken(&found.code)));
    }
    rows.push((t::status::applicant(lang), words(&found.name)));
    rows.push((t::status::inn(lang), inn(&found.inn)));
    rows.push((t::status::office(lang), words(&office_name(lang, &found.office))));
    rows.push((t::status::submitted(lang), words(&found.submitted_at.date_time())));
    if let Some(acceptance) = &found.acceptance {
        let at = acceptance.at.date_time();
        let mark = view! { {number(&acceptance.number)} ", " {at} };
        rows.push((t::status::acceptance(lang), mark.into_any()));
    }
    if let Some(decision) = &found.decision {
        let (what, at) = (decision_words(lang, decision), decision.at.date_time());
        let line = view! { {what} ", " {number(&decision.number)} ", " {at} };
        rows.push((t::status::decision(lang), line.into_any()));
        if let Some(delivered) = decision.delivered_at {
            rows.push((t::status::delivered(lang), words(&delivered.date_time())));
        }
    }
    view! {
        <section class="status__part">
            <h2 class="status__heading">{t::status::details(lang)}</h2>
            {summary_list(rows)}
        </section>
    }
    .into_any()
}

/// The number of an acceptance or a decision.
fn number(number: &str) -> AnyView {
    unbroken(&["№\u{a0}", number].concat())
}

/// What is compared with a paper, on one line: a browser would break it at its hyphens.
fn unbroken(text: &str) -> AnyView {
    view! { <span class="digits" translate="no">{text.to_owned()}</span> }.into_any()
}
