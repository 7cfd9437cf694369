//! Who changed the policy, when, why, from what to what.

use leptos::prelude::*;

use super::words;
use crate::{
    api::eligibility::PolicyEvent,
    i18n::{Lang, t},
};

/// The history, newest first.
pub(super) fn history(lang: Lang, events: &[PolicyEvent]) -> AnyView {
    let events: Vec<AnyView> = events.iter().map(|event| entry(lang, event)).collect();
    view! {
        <section class="eligibility__history" aria-labelledby="history">
            <h2 class="office__heading" id="history">{t::eligibility::history(lang)}</h2>
            <p class="eligibility__hint">{t::eligibility::history_hint(lang)}</p>
            <ol class="eligibility__events">{events}</ol>
        </section>
    }
    .into_any()
}

fn entry(lang: Lang, event: &PolicyEvent) -> AnyView {
    let at = event.at.date_time();
    if event.who.is_empty() {
        return view! {
            <li class="eligibility__event">
                <p class="eligibility__who">{at}</p>
                <p>{t::eligibility::initial(lang)}</p>
            </li>
        }
        .into_any();
    }
    view! {
        <li class="eligibility__event">
            <p class="eligibility__who">{at} " · " {event.who.clone()}</p>
            {words::changes(lang, &event.changes)}
            // typed by hand, so that it ends with its line whatever direction it has
            <p class="eligibility__why">
                <bdi>{event.reason.clone()}</bdi>
            </p>
        </li>
    }
    .into_any()
}
