//! The field of one line.

use leptos::prelude::*;

use super::{
    field::{Check, FieldHandle, Frame},
    line_input::LineInput,
};

/// The kind of an input of one line: which keyboard a phone shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// A telephone number.
    Tel,
    /// An e-mail address.
    Email,
    /// Something to be found.
    Search,
}

impl InputKind {
    /// The e-mail kind is text with a keyboard of its own: a browser's own check would speak before ours.
    fn attributes(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Text => ("text", None),
            Self::Tel => ("tel", None),
            Self::Email => ("text", Some("email")),
            Self::Search => ("search", None),
        }
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// Its state.
    handle: FieldHandle,
    /// What to type.
    label: &'static str,
    /// Why, or how.
    #[prop(optional)]
    hint: &'static str,
    /// Which keyboard.
    #[prop(optional)]
    kind: InputKind,
    /// HTML's autocomplete token; `off` unless given.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Digits only: a phone shows its number pad.
    #[prop(optional)]
    numeric: bool,
    /// A number or a name: nothing to spell.
    #[prop(optional)]
    spellcheck_off: bool,
    /// Most characters, generous enough for a pasted text with separators; 0 for no limit.
    #[prop(optional)]
    max_length: u32,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional_mark: bool,
    /// Judges what is typed.
    #[prop(optional, into)]
    check: Option<Check>,
    /// Beside the input: a button.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let (input_type, keyboard) = kind.attributes();
    let digits = numeric || kind == InputKind::Tel;
    let plain = spellcheck_off || numeric || kind != InputKind::Text;
    let input = LineInput {
        handle,
        class: if digits { "field__input field__input--digits" } else { "field__input" },
        kind: input_type,
        keyboard: if numeric { Some("numeric") } else { keyboard },
        autocomplete: if autocomplete.is_empty() { "off" } else { autocomplete },
        capitals: plain.then_some("off"),
        spellcheck: !plain,
        max_length: (max_length > 0).then_some(max_length),
        described_by: handle.described_by(hint, &[]),
        typed: Callback::new(move |()| handle.typed(check)),
        left: Callback::new(move |()| handle.left(check)),
    };
    let input = input.view();
    let size = if digits { "field__control--medium" } else { "" };
    let beside = children.map(|children| children().into_any());
    Frame { handle, label, hint, optional_mark, size, input, beside, below: None }.view()
}
