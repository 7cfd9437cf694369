//! The input of a field of one line.

use leptos::prelude::*;

use super::field::FieldHandle;

/// The input of a field of one line: the same in all of them but for what is said here.
pub(super) struct LineInput {
    pub(super) handle: FieldHandle,
    pub(super) class: &'static str,
    /// HTML's type.
    pub(super) kind: &'static str,
    /// HTML's inputmode: which keyboard a phone shows.
    pub(super) keyboard: Option<&'static str>,
    pub(super) autocomplete: &'static str,
    /// HTML's autocapitalize.
    pub(super) capitals: Option<&'static str>,
    /// Words are typed, which a browser may look up.
    pub(super) spellcheck: bool,
    pub(super) max_length: Option<u32>,
    pub(super) described_by: String,
    /// What every keystroke does.
    pub(super) typed: Callback<()>,
    /// What leaving the field does.
    pub(super) left: Callback<()>,
}

impl LineInput {
    pub(super) fn view(self) -> AnyView {
        let Self { handle, typed, left, .. } = self;
        handle.follow_node();
        view! {
            <input
                class=self.class
                id=handle.field.name()
                name=handle.field.name()
                type=self.kind
                value=handle.value.get_untracked()
                inputmode=self.keyboard
                autocomplete=self.autocomplete
                autocapitalize=self.capitals
                spellcheck=(!self.spellcheck).then_some("false")
                maxlength=self.max_length
                aria-describedby=self.described_by
                aria-invalid=move || handle.invalid()
                node_ref=handle.node
                on:input=move |_| typed.run(())
                on:blur=move |_| left.run(())
            />
        }
        .into_any()
    }
}
