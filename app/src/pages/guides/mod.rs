//! «Руководства»: the list, and a guide with its contents. What they say comes from the server as it is needed.

mod reading;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::Failed;
use crate::{
    api::guides::{GuideSummary, guide, guides},
    components::{Page, Skeleton},
    i18n::{Lang, t, use_lang},
    routes,
};

/// `/guides`.
pub(super) fn page() -> AnyView {
    let lang = use_lang();
    let found = Resource::new_blocking(|| (), |()| guides());
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(guides) => list(lang, guides),
                Err(error) => view! { <Failed error=error /> }.into_any(),
            }
        })
    };
    view! {
        <Page title=t::guides::title(lang)>
            <Suspense fallback=|| view! { <Skeleton lines=10 /> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}

fn list(lang: Lang, guides: Vec<GuideSummary>) -> AnyView {
    let entries: Vec<AnyView> = guides
        .into_iter()
        .map(|guide| {
            view! {
                <li class="guides__entry">
                    <h2 class="guides__title">
                        <a href=routes::guide(&guide.slug)>{guide.title}</a>
                    </h2>
                    <p>{guide.lead}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <h1 class="page__title">{t::guides::title(lang)}</h1>
        <p class="page__lead">{t::guides::intro(lang)}</p>
        <ul class="guides">{entries}</ul>
        {reading::way_on(lang)}
    }
    .into_any()
}

/// `/guides/{slug}`.
pub(super) fn guide_page() -> AnyView {
    let lang = use_lang();
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let found = Resource::new_blocking(move || slug.get(), guide);
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(guide) => reading::guide(lang, guide),
                Err(error) => view! { <Failed error=error /> }.into_any(),
            }
        })
    };
    view! {
        <Page title=t::guides::title(lang)>
            <Suspense fallback=|| view! { <Skeleton lines=16 /> }>{content}</Suspense>
        </Page>
    }
    .into_any()
}
