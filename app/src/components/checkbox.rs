//! A box to tick.

use leptos::{html, prelude::*};

use super::field::error_line;
use crate::{
    api::Message,
    i18n::{message, t, use_lang},
};

/// A box to tick; sends `on` when ticked.
#[component]
pub fn Checkbox(
    /// `name` and `id`.
    name: &'static str,
    /// What a tick says.
    label: &'static str,
    /// Ticked to begin with.
    #[prop(optional)]
    checked: bool,
    /// The input, for those who read it.
    #[prop(optional)]
    node: NodeRef<html::Input>,
    /// What is wrong, shown above.
    #[prop(optional)]
    error: Option<RwSignal<Option<Message>>>,
) -> AnyView {
    let lang = use_lang();
    let error_id = [name, "-error"].concat();
    let error_box = error.map(|error| {
        view! {
            <div class="field__error" id=error_id.clone() aria-live="polite">
                {move || error.get().map(|key| error_line(t::components::error_prefix(lang), message(lang, key)))}
            </div>
        }
    });
    let invalid = move || error.is_some_and(|error| error.with(Option::is_some)).then_some("true");
    view! {
        <div class="checkbox">
            {error_box}
            <label class="checkbox__label">
                <input
                    class="checkbox__input"
                    type="checkbox"
                    id=name
                    name=name
                    value="on"
                    checked=checked
                    aria-describedby=error.is_some().then_some(error_id)
                    aria-invalid=invalid
                    node_ref=node
                />
                <span>{label}</span>
            </label>
        </div>
    }
    .into_any()
}
