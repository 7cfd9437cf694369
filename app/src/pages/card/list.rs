//! The office's newest cards.

use leptos::prelude::*;

use crate::{
    api::card::{CardRow, CardState},
    components::EmptyState,
    i18n::{Lang, t},
};

/// Newest first, with what became of each.
pub(super) fn list(lang: Lang, cards: &[CardRow]) -> AnyView {
    let inside = if cards.is_empty() {
        view! { <EmptyState title=t::card::none(lang) text="" /> }.into_any()
    } else {
        let rows: Vec<AnyView> = cards.iter().map(|card| row(lang, card)).collect();
        view! {
            <div class="desk__scroll" tabindex="0" role="region" aria-labelledby="cards">
                <table class="desk__table">
                    <thead>
                        <tr>
                            <th scope="col">{t::card::number(lang)}</th>
                            <th scope="col">{t::card::person(lang)}</th>
                            <th scope="col">{t::card::issued_at(lang)}</th>
                            <th scope="col">{t::card::valid_until(lang)}</th>
                            <th scope="col">{t::card::inspector(lang)}</th>
                            <th scope="col">{t::card::state(lang)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section>
            <h2 class="office__heading" id="cards">{t::card::list(lang)}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn row(lang: Lang, card: &CardRow) -> AnyView {
    let (class, state) = match card.state {
        CardState::Waiting => ("tag tag--waiting", t::card::waiting(lang)),
        CardState::Ended => ("tag tag--bad", t::card::ended(lang)),
        CardState::Changed => ("tag tag--good", t::card::changed(lang)),
        CardState::Replaced => ("tag", t::card::replaced(lang)),
    };
    view! {
        <tr>
            <th scope="row">{card.number.clone()}</th>
            <td>{card.name.clone()}</td>
            <td>{card.issued_at.date_time()}</td>
            <td>{card.valid_until.date_time()}</td>
            <td>{card.inspector.clone()}</td>
            <td>
                <span class=class>{state}</span>
            </td>
        </tr>
    }
    .into_any()
}
