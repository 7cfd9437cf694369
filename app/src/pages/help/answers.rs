use leptos::prelude::*;

use crate::i18n::{Lang, t};

/// The questions: where the answer stands on the page, the question, the answer.
pub fn questions(lang: Lang) -> [(&'static str, &'static str, &'static str); 5] {
    [
        ("not-found", t::help::not_found_question(lang), t::help::not_found_answer(lang)),
        ("forgotten", t::help::forgotten_question(lang), t::help::forgotten_answer(lang)),
        ("late", t::help::late_question(lang), t::help::late_answer(lang)),
        ("somebody-else", t::help::other_question(lang), t::help::other_answer(lang)),
        ("shared", t::help::shared_question(lang), t::help::shared_answer(lang)),
    ]
}

/// Questions, each opened by itself, or by an address that leads into it.
pub(super) fn list(lang: Lang) -> AnyView {
    questions(lang)
        .into_iter()
        .map(|(id, question, answer)| {
            view! {
                <details class="help__question">
                    <summary>{question}</summary>
                    <p id=id>{answer}</p>
                </details>
            }
            .into_any()
        })
        .collect::<Vec<_>>()
        .into_any()
}
