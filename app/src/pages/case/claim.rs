//! Who works on the case: seen by everybody, taken and let go by a button. It bars nobody; whoever goes on with a
//! colleague's case takes it over.

use domain::access_application::ApplicationState;
use leptos::prelude::*;

use super::{
    super::office::{held_by, keys},
    desk::Desk,
};
use crate::{
    api::office::{Case, claim_case, release_case},
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
    }
    .into_any()
}
