//! What happened to the subject and all its applications, oldest first; what belongs to another one leads there.

use leptos::prelude::*;

use crate::{
    api::{
        cabinet::AccessEvent,
        office::{Case, CaseEvent, Doer},
    },
    i18n::{Lang, t},
    routes,
};

/// The timeline.
pub(super) fn view(lang: Lang, case: &Case) -> AnyView {
    view! {
        <section class="timeline" aria-labelledby="history-title">
            <h2 class="case__heading" id="history-title">{t::case::history(lang)}</h2>
            <ol class="timeline__list">{case.history.iter().map(|event| line(lang, event)).collect_view()}</ol>
        </section>
    }
    .into_any()
}

fn line(lang: Lang, event: &CaseEvent) -> AnyView {
    let who = match &event.who {
        Doer::Staff(name) => name.clone(),
        Doer::Applicant => t::case::applicant(lang).to_owned(),
        Doer::System => t::case::system(lang).to_owned(),
    };
    let other = event.other.as_ref().map(|id| {
        view! { " " <a href=routes::case(id)>{t::case::other_application(lang)}</a> }
    });
    let class = if event.other.is_some() { "timeline__event timeline__event--other" } else { "timeline__event" };
    view! {
        <li class=class>
            <span class="timeline__at">{event.at.date_time()}</span>
            <span class="timeline__what">{word(lang, event.event)} {other}</span>
            <span class="timeline__who">{who}</span>
        </li>
    }
    .into_any()
}

fn word(lang: Lang, event: AccessEvent) -> &'static str {
    match event {
        AccessEvent::ApplicationSubmitted => t::case::event_submitted(lang),
        AccessEvent::ApplicationReturned => t::case::event_returned(lang),
        AccessEvent::ApplicationAccepted => t::case::event_accepted(lang),
        AccessEvent::AccessGranted => t::case::event_granted(lang),
        AccessEvent::AccessRestored => t::case::restored(lang),
        AccessEvent::AccessRefused => t::case::event_refused(lang),
        AccessEvent::AccessAnnulled => t::components::state_annulled(lang),
        AccessEvent::DecisionDelivered => t::case::event_delivered(lang),
        AccessEvent::ApplicationSuperseded => t::case::event_superseded(lang),
        AccessEvent::ApplicationExpired => t::case::event_expired(lang),
        AccessEvent::ApplicationWithdrawn => t::case::event_withdrawn(lang),
        AccessEvent::RepresentationBegun => t::case::event_linked(lang),
        AccessEvent::RepresentationEnded => t::case::event_unlinked(lang),
        AccessEvent::CardIssued => t::cabinet::card_issued(lang),
        // how somebody uses their cabinet is nobody's business here
        AccessEvent::SignedIn
        | AccessEvent::SignInFailed
        | AccessEvent::SignedOut
        | AccessEvent::PasswordChanged
        | AccessEvent::SessionsEnded => t::case::event_other(lang),
    }
}
