//! A question in front of the page.

use leptos::{html, prelude::*};

use crate::i18n::{t, use_lang};

/// A question in front of the page (`<dialog>`: the rest is inert, Escape closes). Needs hydration to open, so a page
/// keeps a way without it.
#[component]
pub fn Dialog(
    /// Whether it is open; closing sets it to false.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: String,
    /// What there is to decide, with the buttons.
    children: Children,
) -> AnyView {
    let lang = use_lang();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            match (open.get(), dialog.open()) {
                (true, false) => {
                    let _ = dialog.show_modal();
                }
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    let label = title.clone();
    view! {
        <dialog class="dialog" node_ref=node aria-label=label on:close=move |_| open.set(false)>
            <p class="dialog__title">{title}</p>
            {children()}
            <p class="dialog__actions">
                <button type="button" class="button button--secondary" on:click=move |_| open.set(false)>
                    {t::components::close(lang)}
                </button>
            </p>
        </dialog>
    }
    .into_any()
}
