//! A list with nothing in it.

use leptos::prelude::*;

/// Where a list has nothing to show: why, and what to do.
#[component]
pub fn EmptyState(
    /// Why.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    text: String,
) -> AnyView {
    view! {
        <div class="empty-state">
            <p class="empty-state__title">{title}</p>
            <p class="empty-state__text">{text}</p>
        </div>
    }
    .into_any()
}
