//! What the assistant found.

use leptos::prelude::*;

use crate::{
    api::assistant::{AssistantAnswer, Passage, Piece},
    components::EmptyState,
    i18n::{Lang, t},
    routes,
};

/// The passages, the best one as the answer, or what to try when nothing fits.
pub(super) fn answer(lang: Lang, found: AssistantAnswer) -> AnyView {
    let mut passages = found.passages.into_iter();
    let Some(best) = passages.next() else {
        return view! {
            <EmptyState title=t::assistant::nothing(lang) text=t::assistant::nothing_text(lang) />
            <p>
                <a href=routes::GUIDES>{t::guides::all(lang)}</a>
            </p>
        }
        .into_any();
    };
    let others: Vec<AnyView> = passages.map(|other| passage(lang, other)).collect();
    let also = (!others.is_empty()).then(|| {
        view! {
            <h2>{t::assistant::also(lang)}</h2>
            {others}
        }
    });
    view! {
        <h2>{t::assistant::answer(lang)}</h2>
        {passage(lang, best)}
        {also}
    }
    .into_any()
}

fn passage(lang: Lang, found: Passage) -> AnyView {
    let text: Vec<AnyView> = found.text.into_iter().map(piece).collect();
    view! {
        <article class="passage">
            <h3 class="passage__title">{found.section}</h3>
            <p>{text}</p>
            <p class="passage__source">
                // `external`: the browser itself jumps to the section
                <a href=found.address rel="external">
                    {t::assistant::read(lang)}
                    " «"
                    {found.guide}
                    "»"
                </a>
            </p>
        </article>
    }
    .into_any()
}

fn piece(piece: Piece) -> AnyView {
    if piece.marked { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() }
}

/// Somebody to talk to, whatever was found.
pub(super) fn call(lang: Lang) -> AnyView {
    view! {
        <section class="assistant__call" aria-labelledby="call">
            <h2 id="call">{t::assistant::call_title(lang)}</h2>
            <p>{t::assistant::call_text(lang)}</p>
            <p>
                <a class="button button--secondary" href="tel:116">
                    {t::help::call(lang)}
                </a>
            </p>
        </section>
    }
    .into_any()
}
