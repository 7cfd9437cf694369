//! The buttons of forms.

use leptos::prelude::*;

use crate::i18n::{t, use_lang};

/// How much a button is asked to be pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one that the page is for.
    #[default]
    Primary,
    /// Beside it.
    Secondary,
    /// What can't be undone.
    Danger,
    /// Looks like a link.
    Link,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button button--secondary",
            Self::Danger => "button button--danger",
            Self::Link => "button button--link",
        }
    }
}

/// Sends its form. While `busy` it keeps its place and its focus, says that it is at work and ignores further clicks.
#[component]
pub fn SubmitButton(
    /// What happens.
    label: &'static str,
    /// The form is being sent.
    busy: RwSignal<bool>,
    /// How much it is asked to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// With `value`: which of the form's buttons it is.
    #[prop(optional)]
    name: Option<&'static str>,
    /// With `name`.
    #[prop(optional)]
    value: Option<&'static str>,
) -> AnyView {
    let lang = use_lang();
    let ignore_while_busy = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        }
    };
    view! {
        <button
            type="submit"
            class=kind.class()
            name=name
            value=value
            aria-disabled=move || if busy.get() { "true" } else { "false" }
            on:click=ignore_while_busy
        >
            {label}
            <span class="button__busy" role="status">
                {move || busy.get().then(|| t::components::busy(lang))}
            </span>
        </button>
    }
    .into_any()
}
