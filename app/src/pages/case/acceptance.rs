//! The checks at the window and «Принять» (regulation, paragraphs 6 and 7).

use domain::access_application::Move;
use leptos::prelude::*;

use super::{
    super::office::keys,
    desk::{CHECKS, Desk, PAPERS},
    give_back, heading,
};
use crate::{
    api::{Field, office::Case},
    components::{Checkbox, SubmitButton},
    i18n::t,
    pages::case::deciding::{checked_move_form, papers},
};

/// The check-list of a case that was opened by its paper.
pub(super) fn view(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let identity =
        if case.is_organisation() { t::case::check_identity_and_role(lang) } else { t::case::check_identity(lang) };
    let labels = [t::case::check_form(lang), t::case::check_requisites(lang), identity];
    let ticks = desk.posted_ticks();
    let boxes = CHECKS.iter().zip(labels).zip(ticks).map(|((name, label), ticked)| {
        view! { <Checkbox name=name label=label checked=ticked /> }
    });
    let boxes = boxes.collect_view();
    let listed = case.papers.iter().zip(PAPERS).zip(desk.posted_papers());
    let shown = listed.map(|((paper, name), ticked)| give_back::tick(name, paper.clone(), ticked)).collect_view();
    let wrong = move || {
        desk.error.with(|error| error.as_ref().is_some_and(|error| error.fields().get(Field::Checks).is_some()))
    };
    let body = view! {
        <fieldset class="checks" class:checks--wrong=wrong id="checks" tabindex="-1">
            <legend class="unseen">{t::case::accept_title(lang)}</legend>
            {boxes}
            {shown}
        </fieldset>
        <p class="case__note">{t::case::accept_after(lang)}</p>
        <div class="case__action">
            <SubmitButton label=t::case::accept(lang) busy=desk.busy attr:id="accept" attr:aria-keyshortcuts="a" />
            {keys::hint("a")}
        </div>
    }
    .into_any();
    view! {
        {heading(t::case::accept_title(lang))}
        {checked_move_form(desk, case, Move::Accept, move || desk.check_ticks(), body)}
        {give_back::view(desk, case)}
        {papers(lang, case)}
    }
    .into_any()
}
