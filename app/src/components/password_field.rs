//! The field of a password.

use leptos::{ev, prelude::*};

use super::{
    field::{Check, FieldHandle, Frame},
    icon::{Icon, icon},
    password_judge::PasswordJudge,
    password_notes::{meter, requirements_list},
};
use crate::i18n::{t, use_lang};

/// A password: pasting and password managers are welcome, it can be shown (the button appears with hydration, without
/// which it would do nothing), and is hidden again when a form is sent.
#[component]
pub fn PasswordField(
    /// Its state; the initial text is never sent, a password does not come back.
    handle: FieldHandle,
    /// What to type.
    label: &'static str,
    /// Why, or how.
    #[prop(optional)]
    hint: &'static str,
    /// `new-password` or `current-password`.
    autocomplete: &'static str,
    /// ⓘ «Требования к паролю».
    #[prop(optional)]
    requirements: bool,
    /// Shows while typing how hard it is to guess, as this one judges.
    #[prop(optional, into)]
    judge: Option<PasswordJudge>,
    /// Judges what is typed.
    #[prop(optional, into)]
    check: Option<Check>,
) -> AnyView {
    let lang = use_lang();
    handle.follow_node();
    let shown = RwSignal::new(false);
    let hide_when_sent = window_event_listener(ev::submit, move |_| shown.set(false));
    on_cleanup(move || hide_when_sent.remove());
    if let Some(judge) = judge {
        judge.follow(handle, check);
    }
    let parts: &[&str] = if judge.is_some() { &["strength"] } else { &[] };
    let input = view! {
        <input
            class="field__input field__input--password"
            id=handle.field.name()
            name=handle.field.name()
            type=move || if shown.get() { "text" } else { "password" }
            autocomplete=autocomplete
            autocapitalize="off"
            spellcheck="false"
            aria-describedby=handle.described_by(hint, parts)
            aria-invalid=move || handle.invalid()
            node_ref=handle.node
            on:input=move |_| handle.typed(check)
            on:blur=move |_| handle.left(check)
        />
        {show_button(handle, shown)}
    }
    .into_any();
    let below = view! {
        {judge.map(|judge| meter(lang, handle, judge, check))}
        {requirements.then(|| requirements_list(lang))}
    }
    .into_any();
    Frame {
        handle,
        label,
        hint,
        optional_mark: false,
        size: "field__control--password",
        input,
        beside: None,
        below: Some(below),
    }
    .view()
}

fn show_button(handle: FieldHandle, shown: RwSignal<bool>) -> AnyView {
    let lang = use_lang();
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    let touched = RwSignal::new(false);
    let label = move || match shown.get() {
        true => t::components::password_hide_label(lang),
        false => t::components::password_show_label(lang),
    };
    let said = move || match (touched.get(), shown.get()) {
        (false, _) => None,
        (true, true) => Some(t::components::password_shown(lang)),
        (true, false) => Some(t::components::password_hidden(lang)),
    };
    view! {
        <button
            type="button"
            class="field__show"
            hidden=move || !hydrated.get()
            aria-controls=handle.field.name()
            aria-label=label
            on:click=move |_| {
                touched.set(true);
                shown.update(|shown| *shown = !*shown);
            }
        >
            {icon(Icon::Eye)}
            <span aria-hidden="true">
                {move || if shown.get() { t::components::password_hide(lang) } else { t::components::password_show(lang) }}
            </span>
        </button>
        <span class="unseen" role="status">
            {said}
        </span>
    }
    .into_any()
}
