//! The switch of the language.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::{
    i18n::{Lang, t, use_lang},
    routes,
};

/// Each language by its own name.
const LANGUAGES: [(Lang, &str); 3] = [(Lang::Ky, "Кыргызча"), (Lang::Ru, "Русский"), (Lang::En, "English")];

/// The languages as buttons. With a form on the page they send that form, so that what was typed comes back in the
/// other language; otherwise a form of their own.
pub(super) fn language_menu(form_id: Option<&'static str>) -> AnyView {
    let lang = use_lang();
    let buttons: Vec<AnyView> = LANGUAGES.iter().map(|(other, name)| button(*other, name, form_id)).collect();
    let label = t::common::language(lang);
    match form_id {
        Some(form) => view! {
            <div class="languages" role="group" aria-label=label>
                // Enter in a field presses the first button of its form, and that must not be a language
                <button type="submit" form=form class="unseen" tabindex="-1" aria-hidden="true"></button>
                {buttons}
            </div>
        }
        .into_any(),
        None => view! {
            <form class="languages" method="post" action=routes::LANGUAGE aria-label=label>
                <input type="hidden" name="next" value=use_location().pathname.get_untracked() />
                {buttons}
            </form>
        }
        .into_any(),
    }
}

fn button(other: Lang, name: &'static str, form_id: Option<&'static str>) -> AnyView {
    let current = other == use_lang();
    let switch = move |event: ev::MouseEvent| {
        if form_id.is_some_and(|form| post_form(form, other)) {
            event.prevent_default();
        }
    };
    view! {
        <button
            type="submit"
            class="languages__button"
            form=form_id
            name="switch_language"
            value=other.code()
            lang=other.code()
            formnovalidate=form_id.is_some()
            aria-current=current.then_some("true")
            on:click=switch
        >
            {name}
        </button>
    }
    .into_any()
}

/// Posts the form as the browser would, past the page's own `submit` handler, which would send it as an application.
fn post_form(form_id: &str, lang: Lang) -> bool {
    let document = document();
    let form =
        document.get_element_by_id(form_id).and_then(|element| element.dyn_into::<web_sys::HtmlFormElement>().ok());
    let Some((form, wanted)) = form.zip(document.create_element("input").ok()) else { return false };
    let attributes = [("type", "hidden"), ("name", "switch_language"), ("value", lang.code())];
    attributes.iter().all(|(name, value)| wanted.set_attribute(name, value).is_ok())
        && form.append_child(&wanted).is_ok()
        && form.submit().is_ok()
}
