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
    /// The page has nothing else to say: the reason is its title.
    #[prop(optional)]
    alone: bool,
) -> AnyView {
    let title = if alone {
        view! { <h1 class="empty-state__title">{title}</h1> }.into_any()
    } else {
        view! { <p class="empty-state__title">{title}</p> }.into_any()
    };
    view! {
        <div class="empty-state">
            {title}
            <p class="empty-state__text">{text}</p>
        </div>
    }
    .into_any()
}
