//! What the inspector's pages do with the controls that are on the page: by id, only ever in the browser.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement},
};

/// The element with this id.
pub(crate) fn control(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus; false when there is no such element.
pub(crate) fn focus(id: &str) -> bool {
    control(id).is_some_and(|element| element.focus().is_ok())
}

/// Moves the focus once what has just been made stands in the page. Whoever has gone on meanwhile, a scanner above all,
/// is left where they are.
pub(crate) fn focus_later(id: &'static str) {
    let before = document().active_element();
    request_animation_frame(move || {
        let now = document().active_element().filter(|at| at.tag_name() != "BODY");
        let scanning = now.as_ref().is_some_and(|at| at.id() == "paper") && !typed("paper").is_empty();
        if !scanning && (now.is_none() || now == before) {
            focus(id);
        }
    });
}

/// Presses a button or follows a link; false when there is no such element.
pub(crate) fn press(id: &str) -> bool {
    control(id).map(|element| element.click()).is_some()
}

/// Opens a `<details>`; false when there is no such element.
pub(crate) fn unfold(id: &str) -> bool {
    control(id).is_some_and(|element| element.set_attribute("open", "").is_ok())
}

/// What stands in an input now; empty without one.
pub(crate) fn typed(id: &str) -> String {
    input(id).map(|input| input.value()).unwrap_or_default()
}

/// `on` or empty, as a browser would send the checkbox.
pub(crate) fn ticked(id: &str) -> String {
    input(id).filter(|input| input.checked()).map(|_| "on".to_owned()).unwrap_or_default()
}

/// The value of the radio that is chosen in a group, or empty.
pub(crate) fn chosen(group: &str) -> String {
    let selector = ["input[name=", group, "]:checked"].concat();
    let radio: Option<Element> = document().query_selector(&selector).ok().flatten();
    radio.and_then(|radio| radio.get_attribute("value")).unwrap_or_default()
}

fn input(id: &str) -> Option<HtmlInputElement> {
    control(id)?.dyn_into().ok()
}

/// What is chosen in a list; empty without one.
pub(crate) fn selected(id: &str) -> String {
    let list = control(id).and_then(|element| element.dyn_into::<HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}

/// Empties an input, so that the next scan does not add to the last one.
pub(crate) fn clear(id: &str) {
    if let Some(input) = input(id) {
        input.set_value("");
    }
}

/// Moves the focus to an input once the page stands, unless something on it has the focus already or an on-screen
/// keyboard would jump up.
pub(crate) fn offer(id: &'static str) {
    request_animation_frame(move || {
        let idle = document().active_element().is_none_or(|at| matches!(at.tag_name().as_str(), "BODY" | "MAIN"));
        let mouse = window().match_media("(hover: hover)").ok().flatten().is_some_and(|query| query.matches());
        if idle && mouse {
            focus(id);
        }
    });
}

/// The id of the element that has the focus.
pub(crate) fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// Moves the focus to the radio that is chosen in a group, or to its first one.
pub(crate) fn focus_chosen(group: &str) -> bool {
    [["input[name=", group, "]:checked"].concat(), ["input[name=", group, "]"].concat()].iter().any(|selector| {
        let found = document().query_selector(selector).ok().flatten();
        found.and_then(|radio| radio.dyn_into::<HtmlElement>().ok()).is_some_and(|radio| radio.focus().is_ok())
    })
}
