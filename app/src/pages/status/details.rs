//! The facts of an application, one a line.

use domain::{officer::OfficerRole, subject::SubjectKind};
use leptos::prelude::*;

use super::{
    outcome::{granted_title, refused_title},
    way::is_confirmation,
};
use crate::{
    api::status::{ApplicationView, OrganisationView},
    components::{kind_name, office_name, summary_list},
    i18n::{Lang, t},
    pages::facts::{Fact, inn, words},
};

/// Code, person, office, and what has happened so far. The confirmation has the code above already.
pub(super) fn details(lang: Lang, found: &ApplicationView) -> AnyView {
    let mut rows: Vec<Fact> = Vec::with_capacity(9);
    if !is_confirmation(found) {
        rows.push((t::status::code(lang), unbroken(&found.code)));
    }
    rows.push((t::status::kind(lang), words(kind_name(lang, found.kind))));
    let name = if found.organisation.is_some() { t::status::organisation(lang) } else { t::status::applicant(lang) };
    rows.push((name, words(&found.name)));
    rows.push((t::status::inn(lang), inn(&found.inn)));
    match found.subject_kind {
        SubjectKind::SoleTrader => rows.push((t::status::subject_kind(lang), t::status::sole_trader(lang).into_any())),
        SubjectKind::Farm => rows.push((t::status::subject_kind(lang), t::status::farm(lang).into_any())),
        SubjectKind::Individual | SubjectKind::LegalEntity => {}
    }
    if let Some(organisation) = &found.organisation {
        of_organisation(lang, organisation, &mut rows);
    }
    rows.push((t::status::office(lang), words(&office_name(lang, &found.office))));
    rows.push((t::status::submitted(lang), words(&found.submitted_at.date_time())));
    if let Some(acceptance) = &found.acceptance {
        let at = acceptance.at.date_time();
        let mark = view! { {number(&acceptance.number)} ", " {at} };
        rows.push((t::status::acceptance(lang), mark.into_any()));
    }
    if let Some(decision) = &found.decision {
        let granted = decision.refused.is_none();
        let what = if granted { granted_title(lang, found.kind) } else { refused_title(lang, found.kind) };
        let at = decision.at.date_time();
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

/// Who registers the organisation, and what it joins as.
fn of_organisation(lang: Lang, organisation: &OrganisationView, rows: &mut Vec<Fact>) {
    let role = match organisation.person_role {
        OfficerRole::Head => t::status::head(lang),
        OfficerRole::Accountant => t::status::accountant(lang),
    };
    let (name, number) = (organisation.person_name.clone(), inn(&organisation.person_inn));
    rows.push((role, view! { {name} ", " {number} }.into_any()));
    if organisation.international {
        rows.push((t::status::joins_as(lang), t::status::international(lang).into_any()));
    }
    let (head_inn, head_name) = &organisation.head;
    if !head_inn.is_empty() {
        let (name, number) = (head_name.clone(), inn(head_inn));
        rows.push((t::status::branch_of(lang), view! { {name} ", " {number} }.into_any()));
    }
}

/// The number of an acceptance or a decision.
fn number(number: &str) -> AnyView {
    unbroken(&["№\u{a0}", number].concat())
}

/// What is compared with a paper, on one line: a browser would break it at its hyphens.
fn unbroken(text: &str) -> AnyView {
    view! { <span class="digits" translate="no">{text.to_owned()}</span> }.into_any()
}
