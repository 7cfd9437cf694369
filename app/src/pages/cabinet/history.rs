//! The history of one's own access, newest first.

use leptos::prelude::*;

use crate::{
    api::cabinet::{AccessEvent, HistoryEntry},
    components::{EmptyState, Icon, icon},
    i18n::{Lang, t},
};

/// The timeline.
pub(super) fn history(lang: Lang, entries: &[HistoryEntry]) -> AnyView {
    let list = if entries.is_empty() {
        view! { <EmptyState title=t::cabinet::history_empty(lang) text="" /> }.into_any()
    } else {
        let items: Vec<AnyView> = entries.iter().map(|entry| item(lang, entry)).collect();
        view! { <ol class="history">{items}</ol> }.into_any()
    };
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::history(lang)}</h2>
            <p class="cabinet__hint">{t::cabinet::history_hint(lang)}</p>
            {list}
        </section>
    }
    .into_any()
}

fn item(lang: Lang, entry: &HistoryEntry) -> AnyView {
    let (class, sign) = look(entry.event);
    let detail = (!entry.detail.is_empty()).then(|| view! { <p class="history__detail">{entry.detail.clone()}</p> });
    view! {
        <li class=class>
            <span class="history__sign">{icon(sign)}</span>
            <p class="history__event">{event_name(lang, entry.event)}</p>
            {detail}
            <time class="history__moment" datetime=iso(entry)>{entry.at.date_time()}</time>
        </li>
    }
    .into_any()
}

/// `2026-11-22T14:05+06:00` (HTML, "global date and time string").
fn iso(entry: &HistoryEntry) -> String {
    let day = domain::bishkek::iso_date(domain::bishkek::local_date(entry.at.to_time()));
    [day.as_str(), "T", &entry.at.time(), "+06:00"].concat()
}

fn look(event: AccessEvent) -> (&'static str, Icon) {
    match event {
        AccessEvent::AccessGranted
        | AccessEvent::AccessRestored
        | AccessEvent::CardIssued
        | AccessEvent::DecisionDelivered
        | AccessEvent::RepresentationBegun => ("history__item history__item--good", Icon::Check),
        AccessEvent::SignInFailed => ("history__item history__item--watch", Icon::Warning),
        AccessEvent::AccessRefused | AccessEvent::AccessAnnulled => ("history__item history__item--bad", Icon::Cross),
        AccessEvent::ApplicationSubmitted | AccessEvent::ApplicationAccepted => ("history__item", Icon::Paper),
        AccessEvent::ApplicationSuperseded | AccessEvent::ApplicationExpired | AccessEvent::ApplicationWithdrawn => {
            ("history__item", Icon::Cross)
        }
        _ => ("history__item", Icon::Clock),
    }
}

fn event_name(lang: Lang, event: AccessEvent) -> &'static str {
    match event {
        AccessEvent::ApplicationSubmitted => t::cabinet::application_submitted(lang),
        AccessEvent::ApplicationReturned => t::cabinet::application_returned(lang),
        AccessEvent::ApplicationAccepted => t::cabinet::application_accepted(lang),
        AccessEvent::AccessGranted => t::cabinet::access_granted(lang),
        AccessEvent::AccessRestored => t::cabinet::access_restored(lang),
        AccessEvent::CardIssued => t::cabinet::card_issued(lang),
        AccessEvent::AccessRefused => t::cabinet::access_refused(lang),
        AccessEvent::AccessAnnulled => t::components::state_annulled(lang),
        AccessEvent::DecisionDelivered => t::cabinet::decision_delivered(lang),
        AccessEvent::ApplicationSuperseded => t::cabinet::application_superseded(lang),
        AccessEvent::ApplicationExpired => t::cabinet::application_expired(lang),
        AccessEvent::ApplicationWithdrawn => t::cabinet::application_withdrawn(lang),
        AccessEvent::SignedIn => t::cabinet::signed_in(lang),
        AccessEvent::SignInFailed => t::cabinet::sign_in_failed(lang),
        AccessEvent::SignedOut => t::cabinet::signed_out(lang),
        AccessEvent::PasswordChanged => t::cabinet::password_was_changed(lang),
        AccessEvent::SessionsEnded => t::cabinet::sessions_ended(lang),
        AccessEvent::RepresentationBegun => t::cabinet::representation_begun(lang),
        AccessEvent::RepresentationEnded => t::cabinet::representation_ended(lang),
    }
}
