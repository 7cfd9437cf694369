//! Long numbers, grouped for the eye.

use leptos::prelude::*;

/// A number in groups for the eye, `2 2907 2004 10161`, copied without the spaces: the gaps are drawn, not written.
#[component]
pub fn Digits(
    /// The groups, with a space between each two.
    #[prop(into)]
    grouped: String,
) -> AnyView {
    let groups: Vec<AnyView> = grouped
        .split(' ')
        .map(|group| view! { <span class="digits__group">{group.to_owned()}</span> }.into_any())
        .collect();
    view! {
        <span class="digits" translate="no">
            {groups}
        </span>
    }
    .into_any()
}
