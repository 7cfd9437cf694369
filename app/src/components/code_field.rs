//! The field of an application code, which groups as one types.

use leptos::prelude::*;

use super::{
    field::{Check, FieldHandle, Frame},
    line_input::LineInput,
};

/// Characters between two dashes.
const GROUP: usize = 4;

/// Room for a code pasted with any separators.
const MOST_CHARACTERS: u32 = 40;

/// The application code: capitals, grouped as one types, `K7QM-39XT-2VHP-4T`.
#[component]
pub fn CodeField(
    /// Its state.
    handle: FieldHandle,
    /// What to type.
    label: &'static str,
    /// Where it stands.
    #[prop(optional)]
    hint: &'static str,
    /// Judges what is typed.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Beside the input: a button.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let typed = move |()| {
        regroup(handle);
        handle.typed(check);
    };
    let input = LineInput {
        handle,
        class: "field__input field__input--code",
        kind: "text",
        keyboard: None,
        autocomplete: "off",
        capitals: Some("characters"),
        spellcheck: false,
        max_length: Some(MOST_CHARACTERS),
        described_by: handle.described_by(hint, &[]),
        typed: Callback::new(typed),
        left: Callback::new(move |()| handle.left(check)),
    };
    let input = input.view();
    let beside = children.map(|children| children().into_any());
    Frame { handle, label, hint, optional_mark: false, size: "field__control--medium", input, beside, below: None }
        .view()
}

/// Groups what is in the input and leaves the caret behind the character it stood behind.
fn regroup(handle: FieldHandle) {
    let Some(input) = handle.node.get_untracked() else { return };
    let text = input.value();
    let grouped = grouped(&text);
    if grouped == text {
        return;
    }
    let caret = input.selection_start().ok().flatten().map_or(text.len(), |place| place as usize);
    let before = text.chars().take(caret).filter(|c| c.is_alphanumeric()).count();
    input.set_value(&grouped);
    let place = u32::try_from(place_after(&grouped, before)).unwrap_or(u32::MAX);
    let _ = input.set_selection_range(place, place);
}

/// Capitals in groups of four; whatever is neither letter nor digit goes.
fn grouped(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() + 4);
    for (place, c) in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).enumerate() {
        if place > 0 && place.is_multiple_of(GROUP) {
            grouped.push('-');
        }
        grouped.push(c);
    }
    grouped
}

/// Where the caret stands behind this many letters and digits.
fn place_after(grouped: &str, characters: usize) -> usize {
    let total = grouped.chars().count();
    grouped.chars().enumerate().filter(|(_, c)| c.is_alphanumeric()).nth(characters).map_or(total, |(place, _)| {
        if characters == 0 || !characters.is_multiple_of(GROUP) { place } else { place - 1 }
    })
}

#[cfg(test)]
mod tests {
    use super::{grouped, place_after};

    #[test]
    fn groups_grow_while_typing() {
        assert_eq!(grouped("k7qm"), "K7QM");
        assert_eq!(grouped("k7qm3"), "K7QM-3");
        assert_eq!(grouped("k7qm 39xt.2vhp-4t"), "K7QM-39XT-2VHP-4T");
        assert_eq!(grouped("-- "), "");
    }

    #[test]
    fn the_caret_stays_behind_its_character() {
        assert_eq!(place_after("K7QM-39XT", 0), 0);
        assert_eq!(place_after("K7QM-39XT", 2), 2);
        assert_eq!(place_after("K7QM-39XT", 4), 4);
        assert_eq!(place_after("K7QM-39XT", 5), 6);
        assert_eq!(place_after("K7QM-39XT", 8), 9);
    }
}
