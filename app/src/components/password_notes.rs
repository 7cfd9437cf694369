//! What stands below a new password: how strong it is, and what is asked of it.

use domain::password::Strength;
use leptos::prelude::*;

use super::{
    field::{Check, FieldHandle},
    icon::{Icon, icon},
    password_judge::PasswordJudge,
};
use crate::i18n::{Lang, t};

/// Four steps and a word; empty until something is typed, and always there, so that it can be announced. What will be
/// refused is weak, whatever it is made of.
pub(super) fn meter(lang: Lang, handle: FieldHandle, judge: PasswordJudge, check: Option<Check>) -> AnyView {
    let level = Memo::new(move |_| {
        let text = handle.value.get();
        let refused = || check.is_some_and(|check| check.run(text.clone()).is_some());
        match text.as_str() {
            "" => None,
            text => judge.strength(text).map(|strength| if refused() { Strength::Weak } else { strength }),
        }
    });
    let class = move || match level.get() {
        None => "meter",
        Some(Strength::Weak) => "meter meter--weak",
        Some(Strength::Fair) => "meter meter--fair",
        Some(Strength::Good) => "meter meter--good",
        Some(Strength::Strong) => "meter meter--strong",
    };
    let word = move || {
        let word = match level.get()? {
            Strength::Weak => t::components::strength_weak(lang),
            Strength::Fair => t::components::strength_fair(lang),
            Strength::Good => t::components::strength_good(lang),
            Strength::Strong => t::components::strength_strong(lang),
        };
        Some(t::components::strength(lang, word))
    };
    view! {
        <div class=class>
            <span class="meter__bar" aria-hidden="true"></span>
            <span class="meter__word" id=handle.part_id("strength") aria-live="polite">
                {word}
            </span>
        </div>
    }
    .into_any()
}

/// ⓘ «Требования к паролю».
pub(super) fn requirements_list(lang: Lang) -> AnyView {
    view! {
        <details class="disclosure">
            <summary class="disclosure__summary">
                {icon(Icon::Info)} <span>{t::components::requirements(lang)}</span>
            </summary>
            <ul class="disclosure__list">
                <li>{t::components::requirement_length(lang)}</li>
                <li>{t::components::requirement_common(lang)}</li>
                <li>{t::components::requirement_personal(lang)}</li>
                <li>{t::components::requirement_advice(lang)}</li>
            </ul>
        </details>
    }
    .into_any()
}
