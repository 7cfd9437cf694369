//! Forth and back in a list: links where an address may say where one is, posts where that would name a person.

use domain::queue::{QueueFilter, QueuePart};
use leptos::prelude::*;

use crate::{
    api::queue::{QueueList, filter_parameters},
    i18n::{Lang, t},
    routes,
};

/// Buttons below a list; nothing when it is whole. `search` is what was looked for, empty for a list of the queue.
pub(super) fn paging(lang: Lang, list: &QueueList, filter: QueueFilter, search: &str) -> AnyView {
    if list.previous.is_none() && list.next.is_none() {
        return ().into_any();
    }
    let steps =
        [("before", &list.previous, t::office::page_back(lang)), ("after", &list.next, t::office::page_on(lang))];
    let steps = steps.into_iter().filter_map(|(name, place, label)| {
        let place = place.clone()?;
        Some(match list.part {
            Some(part) => link(part, filter, name, &place, label),
            None => post(search, name, place, label),
        })
    });
    view! { <p class="office__pages">{steps.collect_view()}</p> }.into_any()
}

fn link(part: QueuePart, filter: QueueFilter, name: &'static str, place: &str, label: &'static str) -> AnyView {
    let here = filter_parameters(&QueueFilter { part: Some(part), ..filter });
    let href = [routes::OFFICE, &here, "&", name, "=", place].concat();
    view! { <a class="button button--secondary" href=href>{label}</a> }.into_any()
}

fn post(search: &str, name: &'static str, place: String, label: &'static str) -> AnyView {
    view! {
        <form method="post" action=routes::OFFICE_SEARCH>
            <input type="hidden" name="search" value=search.to_owned() />
            <input type="hidden" name=name value=place />
            <button class="button button--secondary" type="submit">{label}</button>
        </form>
    }
    .into_any()
}
