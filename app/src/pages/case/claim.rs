//! Who works on the case: seen by everybody, taken and let go by a button. It bars nobody; whoever goes on with a
//! colleague's case takes it over.

use domain::access_application::ApplicationState;
use leptos::prelude::*;

use super::{
    super::office::{controls, held_by, keys},
    desk::Desk,
};
use crate::{
    api::office::{Case, Colleague, ReassignForm, claim_case, reassign_case, release_case},
    components::{ButtonKind, SubmitButton},
    i18n::t,
    pages::one_button::{Answer, asking},
    routes,
};

/// The line above the case; nothing where nothing is to be done any more.
pub(super) fn view(desk: Desk, case: &Case) -> AnyView {
    let to_do = case.state.is_open() || matches!(case.state, ApplicationState::Granted | ApplicationState::Refused);
    if !to_do {
        return ().into_any();
    }
    let lang = desk.lang;
    let (mine, taken) = (case.holder.as_ref().is_some_and(|holder| holder.me), case.holder.is_some());
    let class = if taken && !mine { "claim claim--theirs" } else { "claim" };
    let label = match (mine, taken) {
        (true, _) => t::case::release(lang),
        (false, true) => t::case::take_over(lang),
        (false, false) => t::case::claim(lang),
    };
    let part = if mine { "release" } else { "claim" };
    let id = case.id.clone();
    let ask = move || -> Answer {
        let id = id.clone();
        if mine { Box::pin(release_case(id)) } else { Box::pin(claim_case(id)) }
    };
    let send = asking(desk.busy, ask, Callback::new(move |answer| desk.answered(answer)));
    let who = case.holder.as_ref().map(|holder| held_by(lang, holder));
    let warning = (taken && !mine).then(|| view! { <span>{t::case::taken_text(lang)}</span> });
    view! {
        <form class=class method="post" action=routes::case_part(&case.id, part) on:submit=send>
            {who}
            {warning}
            <SubmitButton label=label busy=desk.busy kind=ButtonKind::Secondary attr:id="claim" attr:aria-keyshortcuts="c" />
            {keys::hint("c")}
        </form>
        {(!case.colleagues.is_empty()).then(|| reassigning(desk, case))}
    }
    .into_any()
}

/// «Передать», for the head of the office: who has least to do stands first.
fn reassigning(desk: Desk, case: &Case) -> AnyView {
    let lang = desk.lang;
    let id = case.id.clone();
    let ask = move || -> Answer {
        Box::pin(reassign_case(ReassignForm { id: id.clone(), to: controls::selected("colleague") }))
    };
    let send = asking(desk.busy, ask, Callback::new(move |answer| desk.answered(answer)));
    let option = |Colleague { id, name, held }: Colleague| {
        let words = t::case::colleague(lang, &held.to_string(), &name);
        view! { <option value=id>{words}</option> }
    };
    let colleagues: Vec<_> = case.colleagues.iter().cloned().map(option).collect();
    view! {
        <form class="claim" method="post" action=routes::case_part(&case.id, "reassign") on:submit=send>
            <label for="colleague">{t::case::reassign_to(lang)}</label>
            <select class="field__input field__input--select claim__colleague" id="colleague" name="to" autocomplete="off">
                {colleagues}
            </select>
            <SubmitButton label=t::case::reassign(lang) busy=desk.busy kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}
