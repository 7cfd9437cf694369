//! The facts of an application, one a line.

use leptos::prelude::*;

use super::outcome::decision_words;
use crate::{
    api::status::ApplicationView,
    components::{office_name, summary_list},
    i18n::{Lang, t},
    pages::facts::{Fact, inn, words},
};

/// Code, person, office, and what has happened so far. The confirmation has the code above already.
pub(super) fn details(lang: Lang, found: &ApplicationView) -> AnyView {
    let mut rows: Vec<Fact> = Vec::with_capacity(8);
    if !found.just_saved {
        rows.push((t::status::code(lang), words(&found.code)));
    }
    rows.push((t::status::applicant(lang), words(&found.name)));
    rows.push((t::status::inn(lang), inn(&found.inn)));
    rows.push((t::status::office(lang), words(&office_name(lang, &found.office))));
    rows.push((t::status::submitted(lang), words(&found.submitted_at.date_time())));
    if let Some(acceptance) = &found.acceptance {
        let mark = ["№ ", &acceptance.number, ", ", &acceptance.at.date_time()].concat();
        rows.push((t::status::acceptance(lang), words(&mark)));
    }
    if let Some(decision) = &found.decision {
        let what = decision_words(lang, decision);
        let line = [what, ", № ", &decision.number, ", ", &decision.at.date_time()].concat();
        rows.push((t::status::decision(lang), words(&line)));
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
