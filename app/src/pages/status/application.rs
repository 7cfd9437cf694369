//! An application as its holder sees it: the state in words, what to do now, the papers, the way to the office.

use domain::{
    acceptance::AcceptanceCheck,
    access_application::{ApplicationKind, ApplicationState},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

use super::{
    Current,
    details::details,
    outcome::outcome,
    way::{bring, is_confirmation, next_steps, papers, where_to_come},
    withdrawal::Withdrawal,
};
use crate::{
    api::{
        ApiError,
        status::{ApplicationView, ReturnView, close_application, current_application},
    },
    components::{ButtonKind, CopyCode, Countdown, InlineMessage, MessageKind, Panel, StateTag, SubmitButton},
    i18n::{Lang, t},
    pages::one_button::asking,
    routes,
};

/// How often a page that is open while the inspector works looks for news.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// The page's content.
pub(super) fn application(lang: Lang, found: &ApplicationView, current: Current, withdrawal: Withdrawal) -> AnyView {
    watch(found, current);
    let head = if is_confirmation(found) { saved(lang, found) } else { state(lang, found) };
    let returned = found.returned.as_ref().map(|returned| given_back(lang, returned));
    let to_do = match found.state {
        ApplicationState::Submitted => view! {
            {papers(lang, found)}
            {where_to_come(lang, found)}
            {bring(lang)}
            {next_steps(lang, found.kind)}
        }
        .into_any(),
        ApplicationState::Accepted | ApplicationState::Granted | ApplicationState::Refused => view! {
            {where_to_come(lang, found)}
            {papers(lang, found)}
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        // the header's language buttons post this form; it has nothing to send but the language
        <form id="page-form" method="post" action=routes::APPLICATION></form>
        {head}
        {returned}
        {to_do}
        {details(lang, found)}
        {withdrawal.view(found, current)}
        {close(lang, current)}
    }
    .into_any()
}

fn saved(lang: Lang, found: &ApplicationView) -> AnyView {
    let code = found.code.clone();
    let plain = code.replace('-', "");
    let restore = found.kind == ApplicationKind::Restore;
    let title = if restore { t::status::restore_saved(lang) } else { t::status::saved(lang) };
    view! {
        <Panel title=title>
            <CopyCode text=code plain=plain label=t::status::code(lang) />
            <p>{t::status::saved_keep(lang)}</p>
        </Panel>
    }
    .into_any()
}

/// What was missing at the window, and what to do about it.
fn given_back(lang: Lang, returned: &ReturnView) -> AnyView {
    let checks = returned.checks.iter().map(|check| match check {
        AcceptanceCheck::FormComplete => t::status::missing_form(lang).to_owned(),
        AcceptanceCheck::RequisitesMatch => t::status::missing_requisites(lang).to_owned(),
        AcceptanceCheck::IdentityConfirmed => t::status::missing_identity(lang).to_owned(),
    });
    let note = (!returned.note.is_empty()).then(|| returned.note.clone());
    let points = checks.chain(returned.papers.iter().cloned()).chain(note);
    let points = points.map(|point| view! { <li><bdi>{point}</bdi></li> }).collect_view();
    let title = t::status::returned_title(lang, &returned.at.date());
    view! {
        <InlineMessage kind=MessageKind::Warning>
            <strong class="status__outcome">{title}</strong>
            {t::status::returned_text(lang)}
            <ul class="notices__list">{points}</ul>
        </InlineMessage>
    }
    .into_any()
}

fn state(lang: Lang, found: &ApplicationView) -> AnyView {
    let (kind, title, text) = outcome(lang, found);
    let clock = found
        .acceptance
        .as_ref()
        .filter(|_| found.state == ApplicationState::Accepted)
        .map(|acceptance| view! { <Countdown due=acceptance.due now=found.now /> });
    view! {
        <h1 class="page__title">{t::status::title(lang)}</h1>
        <p class="status__tag"><StateTag state=found.state /> {clock}</p>
        <InlineMessage kind=kind>
            <strong class="status__outcome">{title}</strong>
            {text}
        </InlineMessage>
    }
    .into_any()
}

/// «Закрыть заявление»: for computers that others use too.
fn close(lang: Lang, current: Current) -> AnyView {
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let answered = Callback::new(move |closed: Result<(), ApiError>| {
        failed.set(closed.is_err());
        current.refetch();
    });
    let send = asking(busy, || Box::pin(close_application()), answered);
    let problem = move || {
        failed
            .get()
            .then(|| view! { <InlineMessage kind=MessageKind::Error>{t::errors::unreachable(lang)}</InlineMessage> })
    };
    view! {
        <form class="status__close" method="post" action=routes::APPLICATION_CLOSE on:submit=send>
            <p class="status__hint">{t::status::close_hint(lang)}</p>
            {problem}
            <SubmitButton label=t::status::close(lang) busy=busy kind=ButtonKind::Secondary />
        </form>
    }
    .into_any()
}

/// While something can still happen at the office, the page follows it. A failed look is no news.
fn watch(found: &ApplicationView, current: Current) {
    if !matches!(found.state, ApplicationState::Submitted | ApplicationState::Accepted) {
        return;
    }
    let state = found.state;
    let look = move || {
        spawn_local(async move {
            if let Ok(Some(now)) = current_application().await
                && now.state != state
            {
                current.refetch();
            }
        });
    };
    Effect::new(move |_| {
        if let Ok(handle) = set_interval_with_handle(look, LOOK_AGAIN) {
            on_cleanup(move || handle.clear());
        }
    });
}
