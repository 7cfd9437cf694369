//! The fields of these forms: the same as everywhere, without what a script would add.

use leptos::prelude::*;

use crate::{
    api::{ApiError, Field, FieldErrors},
    components::{FieldHandle, InputKind, TextField},
};

/// What a field of text is like.
#[derive(Clone, Copy, Default)]
pub(in crate::pages) struct Line {
    pub(in crate::pages) label: &'static str,
    pub(in crate::pages) hint: &'static str,
    pub(in crate::pages) kind: InputKind,
    pub(in crate::pages) autocomplete: &'static str,
    pub(in crate::pages) numeric: bool,
    pub(in crate::pages) optional: bool,
    pub(in crate::pages) most: u32,
}

/// A field with what was typed and what is wrong with it.
pub(in crate::pages) fn line(field: Field, typed: &str, errors: &FieldErrors, like: Line) -> AnyView {
    let handle = FieldHandle::new(field, typed.to_owned(), errors);
    view! {
        <TextField
            handle=handle
            label=like.label
            hint=like.hint
            kind=like.kind
            autocomplete=like.autocomplete
            numeric=like.numeric
            spellcheck_off=true
            optional_mark=like.optional
            max_length=like.most
        />
    }
    .into_any()
}

/// The errors beside the fields.
pub(in crate::pages) fn errors_of(error: Option<&ApiError>) -> FieldErrors {
    error.map(ApiError::fields).unwrap_or_default()
}

/// A value that is sent back as it is.
pub(in crate::pages) fn hidden(name: &'static str, value: &str) -> AnyView {
    view! { <input type="hidden" name=name value=value.to_owned() /> }.into_any()
}
