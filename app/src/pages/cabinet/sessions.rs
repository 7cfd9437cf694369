//! Where the cabinet is open, and how to close it there.

use leptos::prelude::*;

use super::Inside;
use crate::{
    api::{
        ApiError,
        cabinet::{CabinetDone, SessionView, end_other_sessions, end_session},
    },
    components::{ButtonKind, SubmitButton},
    i18n::{Lang, t},
    pages::one_button::asking,
    routes,
};

/// The sessions: the one at hand, which ends with «Выход» in the header, then the others, newest use first.
pub(super) fn sessions(inside: Inside, sessions: &[SessionView]) -> AnyView {
    let lang = inside.lang;
    let (here, elsewhere): (Vec<_>, Vec<_>) = sessions.iter().partition(|session| session.current);
    let items: Vec<AnyView> = here.into_iter().chain(elsewhere).map(|session| item(inside, session)).collect();
    let others = (sessions.len() > 1).then(|| end_others(inside));
    view! {
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::cabinet::sessions(lang)}</h2>
            <p class="cabinet__hint">{t::cabinet::sessions_hint(lang)}</p>
            <ul class="sessions">{items}</ul>
            {others}
        </section>
    }
    .into_any()
}

fn item(inside: Inside, session: &SessionView) -> AnyView {
    let lang = inside.lang;
    let action = if session.current {
        view! { <span class="sessions__current">{t::cabinet::session_current(lang)}</span> }.into_any()
    } else {
        end_one(inside, session.id.clone())
    };
    view! {
        <li class="sessions__item">
            <div class="sessions__facts">
                <p class="sessions__device">{device(lang, session)}</p>
                <p class="sessions__fact">{t::cabinet::session_used(lang, &session.last_used_at.date_time())}</p>
                <p class="sessions__fact">{t::cabinet::session_started(lang, &session.started_at.date_time())}</p>
                <p class="sessions__fact">{t::cabinet::session_address(lang, &session.address)}</p>
            </div>
            {action}
        </li>
    }
    .into_any()
}

fn device(lang: Lang, session: &SessionView) -> String {
    if session.device.is_empty() { t::cabinet::device_unknown(lang).to_owned() } else { session.device.clone() }
}

fn end_one(inside: Inside, id: String) -> AnyView {
    let busy = RwSignal::new(false);
    let session = id.clone();
    let send = asking(busy, move || Box::pin(end_session(session.clone())), tell(inside, CabinetDone::SessionEnded));
    view! {
        <form method="post" action=routes::CABINET_END_SESSION on:submit=send>
            <input type="hidden" name="session" value=id />
            <SubmitButton label=t::cabinet::session_end(inside.lang) busy=busy kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

fn end_others(inside: Inside) -> AnyView {
    let busy = RwSignal::new(false);
    let send = asking(busy, || Box::pin(end_other_sessions()), tell(inside, CabinetDone::OtherSessionsEnded));
    view! {
        <form method="post" action=routes::CABINET_END_OTHER_SESSIONS on:submit=send>
            <SubmitButton label=t::cabinet::sessions_end_others(inside.lang) busy=busy kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

fn tell(inside: Inside, done: CabinetDone) -> Callback<Result<(), ApiError>> {
    Callback::new(move |ended| match ended {
        Ok(()) => inside.succeeded(done),
        Err(error) => inside.failed(error),
    })
}
