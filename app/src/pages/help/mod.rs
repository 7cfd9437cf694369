//! (its author is about to write it)

use leptos::prelude::*;

use crate::components::Page;

/// The page with its title only.
#[component]
pub fn HelpPage() -> AnyView {
    view! { <Page title="HelpPage"><h1 class="page__title">"HelpPage"</h1></Page> }.into_any()
}
