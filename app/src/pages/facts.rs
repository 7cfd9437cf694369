//! A summary list whose values may be more than words: numbers drawn in groups, for instance.

use domain::{inn::Inn, login::Login};
use leptos::prelude::*;

use crate::components::Digits;

/// A fact: its name and its value.
pub(super) type Fact = (&'static str, AnyView);

/// The facts one below the other, looking like `SummaryList`.
pub(super) fn facts(rows: Vec<Fact>) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div class="summary-list__row">
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! { <dl class="summary-list">{rows}</dl> }.into_any()
}

/// Plain words.
pub(super) fn words(text: &str) -> AnyView {
    text.to_owned().into_any()
}

/// An INN in its groups.
pub(super) fn inn(text: &str) -> AnyView {
    digits(Inn::from_trusted(text).map_or_else(|| text.to_owned(), |inn| inn.grouped()))
}

/// A login in its groups.
pub(super) fn login(text: &str) -> AnyView {
    digits(Login::parse(text).map_or_else(|_| text.to_owned(), |login| login.grouped()))
}

fn digits(grouped: String) -> AnyView {
    view! { <Digits grouped=grouped /> }.into_any()
}
