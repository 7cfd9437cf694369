//! An application as its holder sees it: the state in words, what to do now, the papers, the way to the office.

use domain::access_application::ApplicationState;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

use super::{
    Current,
    way::{bring, next_steps, papers, where_to_come},
    withdrawal::Withdrawal,
};
use crate::{
    api::{
        ApiError,
        shown_application::{Mood, Part, Said, ShownApplication},
        status::{close_application, current_application},
    },
    components::{ButtonKind, CopyCode, Countdown, Digits, InlineMessage, MessageKind, Panel, StateTag, SubmitButton},
    i18n::{Lang, t},
    pages::one_button::asking,
    routes,
};

/// How often a page that is open while the inspector works looks for news.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// The page's content.
pub(super) fn application(lang: Lang, found: &ShownApplication, current: Current, withdrawal: Withdrawal) -> AnyView {
    watch(found, current);
    let head = if found.confirmation { saved(lang, found) } else { state(lang, found) };
    let returned = found.returned.as_ref().map(message);
    let to_do = match found.state {
        ApplicationState::Submitted => view! {
            {papers(lang, found)}
            {where_to_come(lang, found)}
            {bring(lang)}
            {next_steps(lang, found)}
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

fn saved(lang: Lang, found: &ShownApplication) -> AnyView {
    let code = found.code.clone();
    let plain = code.replace('-', "");
    view! {
        <Panel title=found.outcome.title.clone()>
            <CopyCode text=code plain=plain label=t::status::code(lang) />
            <p>{t::status::saved_keep(lang)}</p>
        </Panel>
    }
    .into_any()
}

fn state(lang: Lang, found: &ShownApplication) -> AnyView {
    let clock = found.clock.map(|(due, now)| view! { <Countdown due=due now=now /> });
    view! {
        <h1 class="page__title">{t::status::title(lang)}</h1>
        <p class="status__tag"><StateTag state=found.state /> {clock}</p>
        {message(&found.outcome)}
    }
    .into_any()
}

fn message(said: &Said) -> AnyView {
    let kind = match said.mood {
        Mood::Info => MessageKind::Info,
        Mood::Success => MessageKind::Success,
        Mood::Warning => MessageKind::Warning,
    };
    let paragraphs = said.paragraphs.iter().map(|text| view! { <p>{text.clone()}</p> }).collect_view();
    let points = (!said.points.is_empty()).then(|| {
        let points = said.points.iter().map(|point| view! { <li><bdi>{point.clone()}</bdi></li> }).collect_view();
        view! { <ul class="notices__list">{points}</ul> }
    });
    let onward = said.onward.clone().map(|(href, label)| view! { <p><a href=href>{label}</a></p> });
    let title = said.title.clone();
    view! {
        <InlineMessage kind=kind>
            <strong class="status__outcome">{title}</strong>
            {paragraphs}
            {points}
            {onward}
        </InlineMessage>
    }
    .into_any()
}

/// The facts, one a line.
fn details(lang: Lang, found: &ShownApplication) -> AnyView {
    let part = |part: &Part| match part {
        Part::Words(text) => text.clone().into_any(),
        Part::Groups(grouped) => {
            let grouped = grouped.clone();
            view! { <Digits grouped=grouped /> }.into_any()
        }
        // a browser would break it at its hyphens
        Part::Unbroken(text) => view! { <span class="digits" translate="no">{text.clone()}</span> }.into_any(),
    };
    let row = |(name, parts): &(String, Vec<Part>)| {
        let value = parts.iter().map(part).collect_view();
        view! {
            <div class="summary-list__row">
                <dt>{name.clone()}</dt>
                <dd>{value}</dd>
            </div>
        }
        .into_any()
    };
    let rows = found.facts.iter().map(row).collect_view();
    view! {
        <section class="status__part">
            <h2 class="status__heading">{t::status::details(lang)}</h2>
            <dl class="summary-list">{rows}</dl>
        </section>
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
fn watch(found: &ShownApplication, current: Current) {
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
