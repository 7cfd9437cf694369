//! What the queue is narrowed to, and the search. Filters are a form that is asked for by its address. A search is
//! posted: no address names a person.

use domain::{access_application::ApplicationKind, queue::QueueFilter, queue::QueuePart};
use leptos::{ev::SubmitEvent, prelude::*};

use super::{controls, keys};
use crate::{
    api::queue::{Queue, filter_parameters},
    components::kind_name,
    i18n::{Lang, t},
    routes,
};

/// A list in words.
pub(super) fn part_name(lang: Lang, part: QueuePart) -> &'static str {
    match part {
        QueuePart::ToDecide => t::office::to_decide(lang),
        QueuePart::ToDeliver => t::office::to_deliver(lang),
        QueuePart::Submitted => t::office::submitted(lang),
        QueuePart::Closed => t::office::closed(lang),
    }
}

/// The bar above the lists.
pub(super) fn bar(lang: Lang, queue: &Queue, go: Callback<String>) -> AnyView {
    view! {
        <div class="filters">
            {search(lang, queue)}
            {choices(lang, queue.filter, go)}
        </div>
    }
    .into_any()
}

fn search(lang: Lang, queue: &Queue) -> AnyView {
    let back = (!queue.search.is_empty()).then(|| {
        view! { <a class="filters__back" href=routes::OFFICE rel="external">{t::office::search_end(lang)}</a> }
    });
    view! {
        <form class="filters__search" method="post" action=routes::OFFICE_SEARCH role="search">
            <label class="filters__label" for="search">{t::office::search(lang)} " " {keys::hint("f")}</label>
            <input
                class="field__input"
                id="search"
                name="search"
                type="search"
                value=queue.search.clone()
                maxlength="100"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="search-hint"
                aria-keyshortcuts="f"
            />
            <button class="button button--secondary" type="submit">{t::office::search_button(lang)}</button>
            {back}
            <p class="filters__hint" id="search-hint">{t::office::search_hint(lang)}</p>
        </form>
    }
    .into_any()
}

fn choices(lang: Lang, filter: QueueFilter, go: Callback<String>) -> AnyView {
    // the controls themselves hold what is chosen
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = QueueFilter {
            part: controls::selected("filter-part").parse().ok(),
            kind: controls::selected("filter-kind").parse().ok(),
            mine: controls::ticked("filter-mine") == "on",
            late: controls::ticked("filter-late") == "on",
        };
        go.run([routes::OFFICE, &filter_parameters(&chosen)].concat());
    };
    let parts = QueuePart::ALL.iter().map(|part| {
        view! { <option value=part.as_str() selected=filter.part == Some(*part)>{part_name(lang, *part)}</option> }
    });
    let kinds = ApplicationKind::ALL.iter().map(|kind| {
        view! { <option value=kind.as_str() selected=filter.kind == Some(*kind)>{kind_name(lang, *kind)}</option> }
    });
    view! {
        <form class="filters__choices" method="get" action=routes::OFFICE on:submit=send>
            <label class="filters__choice">
                <span class="filters__label">{t::office::filter_part(lang)}</span>
                <select class="field__input" name="part" id="filter-part">
                    <option value="">{t::office::filter_to_do(lang)}</option>
                    {parts.collect_view()}
                </select>
            </label>
            <label class="filters__choice">
                <span class="filters__label">{t::office::kind(lang)}</span>
                <select class="field__input" name="kind" id="filter-kind">
                    <option value="">{t::office::filter_any_kind(lang)}</option>
                    {kinds.collect_view()}
                </select>
            </label>
            <label class="filters__tick">
                <input class="checkbox__input" type="checkbox" name="mine" id="filter-mine" checked=filter.mine />
                <span>{t::office::filter_mine(lang)}</span>
            </label>
            <label class="filters__tick">
                <input class="checkbox__input" type="checkbox" name="late" id="filter-late" checked=filter.late />
                <span>{t::office::filter_late(lang)}</span>
            </label>
            <button class="button button--secondary filters__apply" type="submit">{t::office::filter_apply(lang)}</button>
        </form>
    }
    .into_any()
}
