//! (its author is about to write it)

use leptos::prelude::*;

use crate::components::Page;

/// The page with its title only.
#[component]
pub fn HomePage() -> AnyView {
    view! { <Page title="HomePage"><h1 class="page__title">"HomePage"</h1></Page> }.into_any()
}
