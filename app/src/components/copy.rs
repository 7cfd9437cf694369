//! Copying with one click.

use std::time::Duration;

use js_sys::futures::JsFuture;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::icon::{Icon, icon};
use crate::i18n::{t, use_lang};

/// How long the button says that it has copied.
const SAID_FOR: Duration = Duration::from_secs(4);

/// One click copies a text, and the button says so for a while. It appears with hydration, without which it would do
/// nothing.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
    /// What a screen reader says after «Скопировать», as «Скопировать: код заявления»; empty to say nothing more.
    #[prop(optional, into)]
    what: String,
) -> AnyView {
    let lang = use_lang();
    let possible = RwSignal::new(false);
    // the clipboard is there only on a page that came over a safe connection
    Effect::new(move |_| possible.set(window().is_secure_context()));
    let copied = RwSignal::new(false);
    let calming_down = StoredValue::new(None::<TimeoutHandle>);
    let text = StoredValue::new(text);
    let copy = move |_| {
        spawn_local(async move {
            let write = window().navigator().clipboard().write_text(&text.get_value());
            let done = JsFuture::from(write).await.is_ok();
            if copied.try_set(done).is_none() && done {
                calm_down_later(copied, calming_down);
            }
        });
    };
    let word = move || if copied.get() { t::components::copied(lang) } else { t::components::copy(lang) };
    // the visible word first, as WCAG 2.5.3 wants of a name; parts hidden from the eye would stand apart in it
    let name = move || if what.is_empty() { None } else { Some([word(), ": ", &what].concat()) };
    view! {
        <button
            type="button"
            class="copy"
            class:copy--done=move || copied.get()
            aria-label=name
            hidden=move || !possible.get()
            on:click=copy
        >
            {move || icon(if copied.get() { Icon::Check } else { Icon::Copy })}
            <span>{word}</span>
        </button>
        // beside the button: browsers leave a live region out of a button's name
        <span class="unseen" role="status">
            {move || if copied.get() { t::components::copied(lang) } else { "" }}
        </span>
    }
    .into_any()
}

/// The button offers to copy again after a while, counted from the last click.
fn calm_down_later(copied: RwSignal<bool>, calming_down: StoredValue<Option<TimeoutHandle>>) {
    let calm_down = move || {
        let _ = copied.try_set(false);
    };
    let later = set_timeout_with_handle(calm_down, SAID_FOR).ok();
    calming_down.try_update_value(|earlier| {
        if let Some(earlier) = std::mem::replace(earlier, later) {
            earlier.clear();
        }
    });
}

/// A code to be kept: large, selected as a whole, copied with one click.
#[component]
pub fn CopyCode(
    /// As it is read: `K7QM-39XT-2VHP-4T`.
    #[prop(into)]
    text: String,
    /// As it is copied.
    #[prop(into)]
    plain: String,
    /// What it is.
    label: &'static str,
) -> AnyView {
    view! {
        <div class="code">
            <p class="code__label">{label}</p>
            <p class="code__row">
                <strong class="code__text" translate="no">
                    {text}
                </strong>
                <CopyButton text=plain what=label />
            </p>
        </div>
    }
    .into_any()
}
