//! The place of data on their way.

use leptos::prelude::*;

use crate::i18n::{t, use_lang};

/// Where data will stand while it is on its way; keeps the place, so that nothing jumps.
#[component]
pub fn Skeleton(
    /// How many lines the data will take.
    lines: u8,
) -> AnyView {
    let lines: Vec<AnyView> = (0..lines).map(|_| view! { <span class="skeleton__line"></span> }.into_any()).collect();
    view! {
        <div class="skeleton" role="status">
            <span class="unseen">{t::components::loading(use_lang())}</span>
            {lines}
        </div>
    }
    .into_any()
}
