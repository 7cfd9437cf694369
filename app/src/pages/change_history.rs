//! Who changed something, when, why, from what to what: the foot of the administrators' pages.

use leptos::prelude::*;

use crate::{
    api::Moment,
    i18n::{Lang, t},
};

/// A change: when, who, what in the page's own words, why.
pub(super) type Change = (Moment, String, AnyView, String);

/// The history, newest first.
pub(super) fn change_history(lang: Lang, changes: Vec<Change>) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="eligibility__hint">{t::limits::never_changed(lang)}</p> }.into_any();
    }
    let entries: Vec<AnyView> = changes.into_iter().map(entry).collect();
    view! {
        <section class="eligibility__history" aria-labelledby="history">
            <h2 class="office__heading" id="history">{t::eligibility::history(lang)}</h2>
            <p class="eligibility__hint">{t::eligibility::history_hint(lang)}</p>
            <ol class="eligibility__events">{entries}</ol>
        </section>
    }
    .into_any()
}

fn entry((at, who, inside, reason): Change) -> AnyView {
    view! {
        <li class="eligibility__event">
            <p class="eligibility__who">{at.date_time()} " · " {who}</p>
            {inside}
            // typed by hand, so that it ends with its line whatever direction it has
            <p class="eligibility__why">
                <bdi>{reason}</bdi>
            </p>
        </li>
    }
    .into_any()
}
