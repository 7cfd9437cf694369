//! Filters that the member of staff keeps under a name: links, and a form that keeps those of the page.

use domain::queue::QueueFilter;
use leptos::prelude::*;

use crate::{
    api::queue::{Queue, SavedView, ViewSaved, filter_parameters},
    components::{Icon, InlineMessage, MessageKind, icon},
    i18n::{Lang, t},
    routes,
};

/// The links, and the form behind a summary; `refused` is why the last post of it kept nothing.
pub(super) fn views(lang: Lang, queue: &Queue, refused: Option<(ViewSaved, String)>) -> AnyView {
    let links = (!queue.views.is_empty()).then(|| {
        let links = queue.views.iter().map(|view| link(lang, view, queue.filter)).collect_view();
        view! {
            <nav class="views" aria-label=t::office::views(lang)>
                <ul class="views__list">{links}</ul>
            </nav>
        }
    });
    let searching = !queue.search.is_empty();
    view! {
        {links}
        {(!searching).then(|| keep(lang, queue.filter, refused))}
    }
    .into_any()
}

fn link(lang: Lang, saved: &SavedView, now: QueueFilter) -> AnyView {
    let href = [routes::OFFICE, &filter_parameters(&saved.filter)].concat();
    let here = (saved.filter == now).then_some("true");
    view! {
        <li class="views__item">
            <a class="views__link" href=href aria-current=here>
                <bdi>{saved.name.clone()}</bdi>
            </a>
            <form method="post" action=routes::OFFICE_VIEW_DELETE>
                <input type="hidden" name="view" value=saved.id.clone() />
                <button class="views__delete" type="submit">
                    {icon(Icon::Cross)} <span class="unseen">{t::office::view_delete(lang, &saved.name)}</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}

fn keep(lang: Lang, filter: QueueFilter, refused: Option<(ViewSaved, String)>) -> AnyView {
    let open = refused.is_some();
    let (problem, typed) = match refused {
        Some((ViewSaved::Nameless, typed)) => (Some(t::office::view_nameless(lang)), typed),
        Some((ViewSaved::TooMany, typed)) => (Some(t::office::view_too_many(lang)), typed),
        _ => (None, String::new()),
    };
    let wrong = problem.is_some().then_some("true");
    let described = problem.is_some().then_some("view-name-error");
    let problem = problem.map(|text| {
        view! {
            <div id="view-name-error">
                <InlineMessage kind=MessageKind::Error>{text}</InlineMessage>
            </div>
        }
    });
    let hidden = [
        ("part", filter.part.map(|part| part.as_str())),
        ("kind", filter.kind.map(|kind| kind.as_str())),
        ("mine", filter.mine.then_some("on")),
        ("late", filter.late.then_some("on")),
    ];
    let hidden = hidden.map(|(name, value)| value.map(|value| view! { <input type="hidden" name=name value=value /> }));
    view! {
        <details class="views__keep" open=open>
            <summary class="views__title">{t::office::view_keep(lang)}</summary>
            <form class="views__form" method="post" action=routes::OFFICE_VIEWS>
                {problem}
                {hidden.into_iter().collect_view()}
                <label class="filters__label" for="view-name">{t::office::view_name(lang)}</label>
                <input
                    class="field__input"
                    id="view-name"
                    name="view_name"
                    type="text"
                    maxlength="40"
                    autocomplete="off"
                    value=typed
                    aria-invalid=wrong
                    aria-describedby=described
                />
                <button class="button button--secondary" type="submit">{t::office::view_save(lang)}</button>
            </form>
        </details>
    }
    .into_any()
}
