//! «Мои организации»: those the account acts for, those it was asked for, and the way to ask for one more.

use domain::access_application::ApplicationState;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{identity, kept_out};
use crate::{
    api::representation::{AskedOrganisation, LinkedOrganisation, Organisations, OrganisationsState, organisations},
    components::{
        ButtonKind, EmptyState, InlineMessage, Layout, MessageKind, Page, Skeleton, StateTag, SubmitButton,
        office_name, summary_list,
    },
    i18n::{Lang, error_text, t, use_lang},
    pages::{
        facts::{inn, words},
        posted,
        status::ground_text,
    },
    routes,
};

/// «Мои организации».
pub(in crate::pages) fn page() -> AnyView {
    let lang = use_lang();
    let state = posted::<OrganisationsState>();
    let found = Resource::new_blocking(|| (), |()| organisations());
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(found) => list(lang, found),
                Err(error) => kept_out(error),
            }
        })
    };
    let who = view! {
        <Suspense>
            {move || Suspend::new(async move { found.await.ok().map(|found| identity(lang, &found.identity)) })}
        </Suspense>
    }
    .into_any();
    let problem = state.error.map(|error| {
        view! { <InlineMessage kind=MessageKind::Error>{error_text(lang, &error)}</InlineMessage> }
    });
    let unlinked = use_query_map().with_untracked(|query| query.get("done").is_some());
    let done = unlinked.then(|| {
        view! { <InlineMessage kind=MessageKind::Success>{t::representation::unlinked(lang)}</InlineMessage> }
    });
    view! {
        <Page title=t::representation::organisations(lang) layout=Layout::Cabinet identity=who>
            <h1 class="page__title">{t::representation::organisations(lang)}</h1>
            {problem}
            {done}
            <Transition fallback=|| view! { <Skeleton lines=8 /> }>{content}</Transition>
        </Page>
    }
    .into_any()
}

fn list(lang: Lang, found: Organisations) -> AnyView {
    let linked: Vec<AnyView> = found.linked.iter().map(|organisation| linked(lang, organisation)).collect();
    let linked = if linked.is_empty() {
        view! {
            <EmptyState title=t::representation::no_organisations(lang) text=t::representation::no_organisations_text(lang) />
        }
        .into_any()
    } else {
        view! { <ul class="organisations">{linked}</ul> }.into_any()
    };
    let asked: Vec<AnyView> = found.asked.iter().map(|application| asked(lang, application)).collect();
    let asked = (!asked.is_empty()).then(|| {
        view! {
            <section class="cabinet__part">
                <h2 class="cabinet__heading">{t::representation::asked(lang)}</h2>
                <p class="cabinet__hint">{t::representation::asked_hint(lang)}</p>
                <ul class="organisations">{asked}</ul>
            </section>
        }
    });
    view! {
        <p class="page__lead">{t::representation::organisations_lead(lang)}</p>
        <p class="page__actions">
            <a class="button button--primary" href=routes::LINK>{t::representation::add(lang)}</a>
        </p>
        <section class="cabinet__part">
            <h2 class="cabinet__heading">{t::representation::linked(lang)}</h2>
            {linked}
        </section>
        {asked}
    }
    .into_any()
}

fn linked(lang: Lang, organisation: &LinkedOrganisation) -> AnyView {
    let facts = vec![
        (t::representation::inn(lang), inn(&organisation.inn)),
        (t::representation::office(lang), words(&office_name(lang, &organisation.office))),
        (t::representation::since(lang), words(&organisation.since.date_time())),
    ];
    view! {
        <li class="organisations__item">
            <h3 class="organisations__name">{organisation.name.clone()}</h3>
            {summary_list(facts)}
            <details class="cabinet__fold">
                <summary>{t::representation::unlink(lang)}</summary>
                <p>{t::representation::unlink_question(lang, &organisation.name)}</p>
                <form method="post" action=routes::UNLINK>
                    <input type="hidden" name="representation" value=organisation.id.clone() />
                    <SubmitButton
                        label=t::representation::unlink_yes(lang)
                        busy=RwSignal::new(false)
                        kind=ButtonKind::Danger
                    />
                </form>
            </details>
        </li>
    }
    .into_any()
}

fn asked(lang: Lang, application: &AskedOrganisation) -> AnyView {
    let mut facts = vec![
        (t::representation::inn(lang), inn(&application.inn)),
        (t::representation::office(lang), words(&office_name(lang, &application.office))),
        (t::representation::filed(lang), words(&application.submitted_at.date_time())),
    ];
    if application.state == ApplicationState::Submitted {
        facts.push((t::representation::come_before(lang), words(&application.expires_at.date_time())));
    }
    if let Some(ground) = application.refused {
        let own = Some(application.ground_words.as_str()).filter(|words| !words.is_empty());
        facts.push((t::representation::ground(lang), words(own.unwrap_or_else(|| ground_text(lang, ground)))));
    }
    // a decision handed over is a refusal here: what was granted stands above
    let state =
        if application.state == ApplicationState::Delivered { ApplicationState::Refused } else { application.state };
    let outside = application
        .from_outside
        .then(|| view! { <p class="cabinet__hint">{t::representation::from_outside(lang)}</p> });
    view! {
        <li class="organisations__item">
            <h3 class="organisations__name">{application.name.clone()} " " <StateTag state=state /></h3>
            {summary_list(facts)}
            {outside}
        </li>
    }
    .into_any()
}
