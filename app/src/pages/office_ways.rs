//! What the pages of an office share: the ways between them, and who is at work.

use leptos::prelude::*;

use crate::{
    api::OfficeSummary,
    components::office_name,
    i18n::{Lang, t},
    routes,
};

/// A page of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The queue.
    Queue,
    /// «Регистрационная карта».
    Card,
    /// «Показатели»: for the head.
    Figures,
    /// «Журнал действий»: for the head.
    Audit,
    /// «Ключи доступа».
    Keys,
}

/// The ways from one page to the others; a head of office has more of them. All but the queue are plain HTML, which the
/// router of the browser does not know.
pub(crate) fn ways(lang: Lang, here: Way, head: bool) -> AnyView {
    let links: Vec<AnyView> = [
        (Way::Queue, routes::OFFICE, t::office::title(lang), true),
        (Way::Card, routes::CARD, t::card::title(lang), true),
        (Way::Figures, routes::FIGURES, t::figures::title(lang), head),
        (Way::Audit, routes::AUDIT, t::audit::title(lang), head),
        (Way::Keys, routes::OFFICE_KEYS, t::passkeys::title(lang), true),
    ]
    .into_iter()
    .filter(|(.., shown)| *shown)
    .map(|(way, path, name, _)| {
        let current = (way == here).then_some("page");
        let plain = (way != Way::Queue).then_some("external");
        view! {
            <li>
                <a href=path rel=plain aria-current=current>
                    {name}
                </a>
            </li>
        }
        .into_any()
    })
    .collect();
    view! {
        <nav aria-label=t::card::ways(lang)>
            <ul class="acting__ways desk__ways">{links}</ul>
        </nav>
    }
    .into_any()
}

/// Who is at work, and where, for the header; the head of the office is called so.
pub(crate) fn office_identity(lang: Lang, office: &OfficeSummary, name: &str, head: bool) -> AnyView {
    let who = if head { t::office::head_at_work(lang, name) } else { t::office::at_work(lang, name) };
    view! {
        <span class="office-identity">
            <strong>{office_name(lang, office)}</strong> " "
            <span>{who}</span>
        </span>
    }
    .into_any()
}
