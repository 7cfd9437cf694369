//! The errors of a form at its top.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    field_name::field_name,
    icon::{Icon, icon},
};
use crate::{
    api::{ApiError, Field, Message},
    i18n::{Lang, error_text, message, t, use_lang},
};

/// Fields, and what a form calls them where it stands without their labels.
pub type FieldNames = &'static [(Field, fn(Lang) -> &'static str)];

/// What is wrong with a form, at its top: it takes the focus when it appears, and each entry leads to its field; what is
/// wrong with the form as a whole and nothing else is its heading. Nothing while there is no error.
#[component]
pub fn ErrorSummary(
    /// What went wrong.
    error: RwSignal<Option<ApiError>>,
    /// Fields that this form calls otherwise than `field_name` does.
    #[prop(optional)]
    names: FieldNames,
) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let seen_before = StoredValue::new(false);
    Effect::new(move |_| {
        // a page that came with its error: the browser has given the focus already, and the person may have moved it
        let fresh = seen_before.get_value() || nothing_focused();
        seen_before.set_value(true);
        if error.with(Option::is_some) && fresh {
            // in the next frame the summary stands in the page
            request_animation_frame(move || {
                if let Some(summary) = node.try_get_untracked().flatten() {
                    let _ = summary.focus();
                }
            });
        }
    });
    let inside = move || error.get().map(|error| summary(&error, names, node));
    view! { {inside} }.into_any()
}

fn summary(error: &ApiError, names: FieldNames, node: NodeRef<html::Div>) -> AnyView {
    let lang = use_lang();
    let (title, inside) = match error {
        ApiError::Validation(errors) => match errors.0.as_slice() {
            [(Field::Form, key)] => (message(lang, *key), ().into_any()),
            errors => {
                let entries: Vec<AnyView> = errors.iter().map(|(field, key)| entry(*field, names, *key)).collect();
                let list = view! { <ul class="error-summary__list">{entries}</ul> };
                (t::components::summary_title(lang), list.into_any())
            }
        },
        other => (t::components::problem_title(lang), view! { <p>{error_text(lang, other)}</p> }.into_any()),
    };
    view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus node_ref=node>
            <p class="error-summary__title">{icon(Icon::Error)} <span>{title}</span></p>
            {inside}
        </div>
    }
    .into_any()
}

fn entry(field: Field, names: FieldNames, key: Message) -> AnyView {
    let lang = use_lang();
    let text = message(lang, key);
    let own = names.iter().find(|(known, _)| *known == field).map(|(_, name)| name(lang));
    let Some(name) = own.or_else(|| field_name(lang, field)) else {
        return view! { <li>{text}</li> }.into_any();
    };
    let href = ["#", field.name()].concat();
    let go = move |event: leptos::ev::MouseEvent| {
        let target = document().get_element_by_id(field.name());
        if let Some(control) = target.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            event.prevent_default();
            let _ = control.focus();
        }
    };
    view! {
        <li>
            <a href=href rel="external" on:click=go>
                {t::components::summary_entry(lang, name, text)}
            </a>
        </li>
    }
    .into_any()
}

fn nothing_focused() -> bool {
    document().active_element().is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}
