//! The field of an INN, with its counter.

use domain::inn::{Inn, normalise_digits};
use leptos::prelude::*;

use super::{
    field::{Check, FieldHandle, Frame},
    icon::{Icon, icon},
    line_input::LineInput,
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
    let leave = move |()| {
        handle.put(&normalise_digits(&handle.text()));
        handle.left(check);
    };
    let count = move || handle.value.with(|value| normalise_digits(value).chars().count().to_string());
    let input = LineInput {
        handle,
        class: "field__input field__input--digits",
        kind: "text",
        keyboard: Some("numeric"),
        autocomplete: "off",
        capitals: None,
        spellcheck: false,
        max_length: Some(MOST_CHARACTERS),
        described_by: handle.described_by(hint, &["counter", "doubt"]),
        typed: Callback::new(move |()| handle.typed(check)),
        left: Callback::new(leave),
    };
    let input = view! {
        {input.view()}
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
