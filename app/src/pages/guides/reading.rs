//! A guide: contents, sections, and where to ask further.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::guides::GuidePage,
    i18n::{Lang, t},
    routes,
};

/// The guide.
pub(super) fn guide(lang: Lang, guide: GuidePage) -> AnyView {
    let contents: Vec<AnyView> = guide
        .sections
        .iter()
        .map(|section| {
            // `external`: the browser itself jumps to a place on the page
            view! { <li><a href=["#", &section.id].concat() rel="external">{section.title.clone()}</a></li> }.into_any()
        })
        .collect();
    let sections: Vec<AnyView> = guide
        .sections
        .into_iter()
        .map(|section| {
            view! {
                <section>
                    <h2 id=section.id>{section.title}</h2>
                    <div inner_html=section.html></div>
                </section>
            }
            .into_any()
        })
        .collect();
    view! {
        <Title text=[&guide.title, " — ", t::common::service(lang)].concat() />
        <div class="help guide">
            <div class="guide__head">
                <p class="guide__all">
                    <a href=routes::GUIDES>{t::guides::all(lang)}</a>
                </p>
                <h1 class="page__title">{guide.title}</h1>
                <p class="page__lead">{guide.lead}</p>
            </div>
            <nav class="help__contents" aria-labelledby="contents">
                <h2 id="contents">{t::guides::contents(lang)}</h2>
                <ul>{contents}</ul>
            </nav>
            <div class="help__text guide__text">{sections} {way_on(lang)}</div>
        </div>
    }
    .into_any()
}

/// Where to ask what the guides do not answer.
pub(super) fn way_on(lang: Lang) -> AnyView {
    view! {
        <section class="guides__on" aria-labelledby="not-found">
            <h2 id="not-found">{t::guides::not_found(lang)}</h2>
            <p>
                <a href=routes::ASSISTANT>{t::guides::ask(lang)}</a>
                ". "
                {t::guides::or_help(lang)}
                " "
                <a href=routes::HELP>{t::common::help(lang)}</a>
                ". "
                {t::common::footer_help(lang)}
            </p>
        </section>
    }
    .into_any()
}
