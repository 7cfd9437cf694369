//! The second factor where a page asks for it: a code that is typed, and what the script `passkey.js` does with a passkey. A
//! button of its does nothing without it, so it is shown only where it runs (`data-passkeys` of the document).

use leptos::prelude::*;

use super::plain_form::PlainField;
use crate::{
    i18n::{Lang, t},
    routes,
};

/// A field for a code, and a passkey in its place where the person has one: a form that changes rights needs a fresh
/// second factor.
pub(super) fn confirmation(lang: Lang, hint: &'static str, wrong: Option<&'static str>, by_passkey: bool) -> AnyView {
    let field = PlainField { hint, wrong, ..PlainField::new("code", t::staff::code(lang)) };
    let code = PlainField { autocomplete: "one-time-code", max_length: 20, digits: true, ..field }.view(lang);
    if !by_passkey {
        return code;
    }
    view! {
        <div data-passkey-box="">
            <div data-passkey-until="done">{code}</div>
            <div class="form__actions" data-passkey-until="done">
                {key_button(t::passkeys::confirm(lang), "confirm", "button button--secondary passkey__with", routes::OFFICE_KEYS_CHALLENGE)}
            </div>
            {says(lang, true)}
        </div>
    }
    .into_any()
}

/// A button of the script's. `purpose` is what the browser is to do; `ask` is where the script learns how.
pub(super) fn key_button(
    label: &'static str,
    purpose: &'static str,
    class: &'static str,
    ask: &'static str,
) -> AnyView {
    view! {
        <button
            type="button"
            class=class
            data-passkey=purpose
            data-passkey-ask=ask
            data-passkey-tell=routes::OFFICE_KEYS_CONFIRM
        >
            {label}
        </button>
    }
    .into_any()
}

/// What the script says of a passkey, and what stands in its place where it does not run.
pub(super) fn says(lang: Lang, confirming: bool) -> AnyView {
    let done = confirming
        .then(|| view! { <span data-passkey-says="done" hidden>{t::passkeys::confirmed(lang)}</span> }.into_any());
    view! {
        <p class="field__hint" role="status">
            <span data-passkey-says="failed" hidden>{t::passkeys::failed(lang)}</span>
            <span data-passkey-says="known" hidden>{t::passkeys::known(lang)}</span>
            <span data-passkey-says="refused" hidden>{t::passkeys::refused(lang)}</span>
            {done}
        </p>
        <p class="field__hint passkey__without">{t::passkeys::without(lang)}</p>
    }
    .into_any()
}
