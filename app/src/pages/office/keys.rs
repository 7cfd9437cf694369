//! The keyboard of the inspector's pages: single letters by their place on the keyboard, whatever the layout, never
//! while somebody types, and to be switched off (WCAG 2.2, 2.1.4).

use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::Element,
};

use super::controls;
use crate::{
    api::queue::keep_shortcuts,
    i18n::{Lang, t},
};

const LIST: &str = "keys";
const SWITCH: &str = "keys-on";

/// A key, or several with spaces between, and what they do.
pub(crate) type KeyRow = (&'static str, fn(Lang) -> &'static str);

/// The shortcuts of a page. Whether they work is kept for the member of staff, and comes with the page's data.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    /// Whether single letters work.
    pub on: RwSignal<bool>,
}

impl Keys {
    /// Listens while the page is there. `act` gets `a`…`z`, `/`, `ArrowDown`, `ArrowUp`, and says whether it did
    /// something. Here is what all pages share: `?`, Escape, and the scanner, whose first letter takes the cursor to
    /// the field for it.
    pub(crate) fn listen(act: Callback<&'static str, bool>) -> Self {
        let on = RwSignal::new(true);
        Effect::new(move |_| {
            let listener = window_event_listener(ev::keydown, move |event| {
                let done = match key(&event) {
                    // without preventing the default: the letter itself lands in the field
                    Some("scan") => {
                        controls::focus("paper");
                        false
                    }
                    Some("Escape") => close_list(),
                    Some(key) if !on.get_untracked() && key != "ArrowDown" && key != "ArrowUp" => false,
                    Some("?") => show_list(),
                    Some("/") => controls::focus("paper"),
                    Some(key) => act.run(key),
                    None => false,
                };
                if done {
                    event.prevent_default();
                }
            });
            on_cleanup(move || listener.remove());
        });
        Self { on }
    }

    /// For `data-keys`: hides the hints while the letters are off.
    pub(crate) fn state(self) -> &'static str {
        if self.on.get() { "on" } else { "off" }
    }
}

/// The key that was pressed, if it may be a shortcut.
fn key(event: &KeyboardEvent) -> Option<&'static str> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() || types(event) {
        return None;
    }
    let (code, typed) = (event.code(), event.key());
    // a scanner types capitals, with Shift or with Caps Lock: none of its letters may be taken for a shortcut
    let capital = typed.chars().count() == 1 && typed.chars().any(char::is_uppercase);
    let shifted = [("KeyS", "scan"), ("Slash", "?")];
    let plain = [
        ("KeyA", "a"),
        ("KeyC", "c"),
        ("KeyD", "d"),
        ("KeyF", "f"),
        ("KeyG", "g"),
        ("KeyJ", "j"),
        ("KeyK", "k"),
        ("KeyN", "n"),
        ("KeyP", "p"),
        ("KeyR", "r"),
        ("Slash", "/"),
        ("ArrowDown", "ArrowDown"),
        ("ArrowUp", "ArrowUp"),
        ("Escape", "Escape"),
    ];
    if typed == "?" {
        return Some("?");
    }
    let keys: &[(&str, &'static str)] = if capital || event.shift_key() { &shifted } else { &plain };
    keys.iter().find(|(known, _)| *known == code).map(|(_, key)| *key)
}

/// Somebody types into a field or answers a dialog.
fn types(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let field = match target.tag_name().as_str() {
        "INPUT" => !matches!(target.get_attribute("type").as_deref(), Some("checkbox" | "radio")),
        tag => matches!(tag, "TEXTAREA" | "SELECT"),
    };
    field || document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn show_list() -> bool {
    controls::unfold(LIST) && controls::focus(SWITCH)
}

fn close_list() -> bool {
    let open = controls::control(LIST).filter(|list| list.has_attribute("open"));
    open.is_some_and(|list| list.remove_attribute("open").is_ok() && controls::focus("keys-title"))
}

/// The list of a page's keys, behind `?`, with the switch for them.
pub(crate) fn key_list(lang: Lang, keys: Keys, rows: &'static [KeyRow]) -> AnyView {
    let changed = move |_| {
        let on = !controls::ticked(SWITCH).is_empty();
        keys.on.set(on);
        // what can't be kept is forgotten with the page, and that is all
        spawn_local(async move { drop(keep_shortcuts(on).await) });
    };
    let row = |(key, says): &KeyRow| {
        view! {
            <div class="keys__row">
                <dt>{key.split(' ').map(|key| view! { <kbd class="key">{key}</kbd> }).collect_view()}</dt>
                <dd>{says(lang)}</dd>
            </div>
        }
    };
    view! {
        <details class="keys" id=LIST>
            <summary class="keys__title" id="keys-title">
                {t::office::keys(lang)} " " <kbd class="key">"?"</kbd>
            </summary>
            <div class="keys__list">
                <dl>{rows.iter().map(row).collect_view()}</dl>
                <p>{t::office::keys_hint(lang)}</p>
                <p>{t::office::keys_scan(lang)}</p>
                <label class="keys__switch">
                    <input type="checkbox" id=SWITCH prop:checked=move || keys.on.get() on:change=changed />
                    {t::office::keys_on(lang)}
                </label>
            </div>
        </details>
    }
    .into_any()
}

/// A key beside what it does; the control itself says so by `aria-keyshortcuts`.
pub(crate) fn hint(key: &'static str) -> AnyView {
    view! { <kbd class="key" aria-hidden="true">{key}</kbd> }.into_any()
}
