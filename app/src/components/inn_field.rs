//! The field of an INN, with its counter.

use domain::inn::{Inn, normalise_digits};
use leptos::prelude::*;

use super::{
    field::{Check, FieldHandle, Frame},
    icon::{Icon, icon},
};
use crate::i18n::{t, use_lang};

/// Room for 14 digits pasted with any separators between them.
const MOST_CHARACTERS: u32 = 40;

/// The INN: a number pad, a counter of digits, separators taken out on leaving, and a soft hint when the check digit
/// speaks of a typing error (never a refusal, see `Inn::looks_mistyped`).
#[component]
pub fn InnField(
    /// Its state.
    handle: FieldHandle,
    /// What to type.
    label: &'static str,
    /// Judges what is typed.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Why, or how.
    #[prop(optional)]
    hint: &'static str,
    /// Beside the input: «Поиск».
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let lang = use_lang();
    handle.follow_node();
    let leave = move |_| {
        handle.put(&normalise_digits(&handle.text()));
        handle.left(check);
    };
    let count = move || handle.value.with(|value| normalise_digits(value).chars().count().to_string());
    let input = view! {
        <input
            class="field__input field__input--digits"
            id=handle.field.name()
            name=handle.field.name()
            type="text"
            value=handle.value.get_untracked()
            inputmode="numeric"
            autocomplete="off"
            spellcheck="false"
            maxlength=MOST_CHARACTERS
            aria-describedby=handle.described_by(hint, &["counter", "doubt"])
            aria-invalid=move || handle.invalid()
            node_ref=handle.node
            on:input=move |_| handle.typed(check)
            on:blur=leave
        />
        <p class="field__counter" id=handle.part_id("counter") aria-live="polite">
            <span aria-hidden="true">{move || [count().as_str(), "/14"].concat()}</span>
            <span class="unseen">{move || t::components::inn_counter(lang, &count())}</span>
        </p>
    }
    .into_any();
    let doubt = move || {
        let mistyped = handle
            .value
            .with(|value| Inn::from_trusted(&normalise_digits(value)).is_some_and(|inn| inn.looks_mistyped()));
        mistyped.then(|| view! { {icon(Icon::Warning)} <span>{t::components::inn_hint(lang)}</span> })
    };
    let below = view! {
        <div class="field__doubt" id=handle.part_id("doubt") aria-live="polite">
            {doubt}
        </div>
    }
    .into_any();
    let beside = children.map(|children| children().into_any());
    Frame {
        handle,
        label,
        hint,
        optional_mark: false,
        size: "field__control--medium",
        input,
        beside,
        below: Some(below),
    }
    .view()
}
