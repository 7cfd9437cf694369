//! (its author is about to write it)

use leptos::prelude::*;

use crate::components::Page;

/// The page with its title only.
#[component]
pub fn ComponentsPage() -> AnyView {
    view! { <Page title="ComponentsPage"><h1 class="page__title">"ComponentsPage"</h1></Page> }.into_any()
}
