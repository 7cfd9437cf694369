use leptos::prelude::*;

use crate::i18n::{Lang, t};

/// Questions, each opened by itself.
pub(super) fn questions(lang: Lang) -> AnyView {
    [
        (t::help::not_found_question(lang), t::help::not_found_answer(lang)),
        (t::help::forgotten_question(lang), t::help::forgotten_answer(lang)),
        (t::help::late_question(lang), t::help::late_answer(lang)),
        (t::help::other_question(lang), t::help::other_answer(lang)),
        (t::help::shared_question(lang), t::help::shared_answer(lang)),
    ]
    .into_iter()
    .map(|(question, answer)| {
        view! {
            <details class="help__question">
                <summary>{question}</summary>
                <p>{answer}</p>
            </details>
        }
        .into_any()
    })
    .collect::<Vec<_>>()
    .into_any()
}
