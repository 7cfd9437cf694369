//! The panel of confirmation.

use leptos::prelude::*;

use super::icon::{Icon, icon};

/// The panel of confirmation: what has been done, large, and below it what the person needs now. Its title is the
/// page's `h1`.
#[component]
pub fn Panel(
    /// What has been done.
    #[prop(into)]
    title: String,
    /// What the person needs now.
    children: Children,
) -> AnyView {
    view! {
        <div class="panel">
            <h1 class="panel__title">{icon(Icon::Check)} <span>{title}</span></h1>
            <div class="panel__text">{children()}</div>
        </div>
    }
    .into_any()
}
