//! Names and values.

use leptos::prelude::*;

/// What is known, name by name.
#[component]
pub fn SummaryList(
    /// Name and value; a row without a value is left out.
    rows: Vec<(&'static str, String)>,
) -> AnyView {
    let rows: Vec<AnyView> = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
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
