//! Names and values.

use leptos::prelude::*;

/// What is known, name by name.
#[component]
pub fn SummaryList(
    /// Name and value; a row without a value is left out.
    rows: Vec<(&'static str, String)>,
) -> AnyView {
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    summary_list(rows.map(|(name, value)| (name, value.into_any())).collect())
}

/// The same where a value may be more than words: a number drawn in groups, for instance.
pub fn summary_list(rows: Vec<(&'static str, AnyView)>) -> AnyView {
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
