//! Who works on an application, in words.

use leptos::prelude::*;

use crate::{
    api::queue::Holder,
    i18n::{Lang, t},
};

/// «Занимается Осмонов Т. Ж. до 12:30», or that it is the reader.
pub(crate) fn held_by(lang: Lang, holder: &Holder) -> AnyView {
    let until = holder.until.time();
    let (class, text) = if holder.me {
        ("held held--mine", t::office::held_by_me(lang, &until))
    } else {
        ("held", t::office::held_by(lang, &holder.name, &until))
    };
    view! { <span class=class>{text}</span> }.into_any()
}
