//! Forms that the browser posts itself, with or without our script: fields and what is wrong with them come with the page.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::{
    components::{Icon, icon},
    i18n::{Lang, t},
};

/// A field of one line.
pub(super) struct PlainField {
    /// `name` and `id`.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// Empty: none.
    pub(super) hint: &'static str,
    /// What was typed before.
    pub(super) value: String,
    /// What is wrong, in words.
    pub(super) wrong: Option<&'static str>,
    /// HTML's autocomplete token.
    pub(super) autocomplete: &'static str,
    pub(super) max_length: u32,
    /// Digits: a wide face, a number pad.
    pub(super) digits: bool,
}

impl PlainField {
    /// A field of text with nothing in it yet.
    pub(super) fn new(name: &'static str, label: &'static str) -> Self {
        Self {
            name,
            label,
            hint: "",
            value: String::new(),
            wrong: None,
            autocomplete: "off",
            max_length: 120,
            digits: false,
        }
    }

    pub(super) fn view(self, lang: Lang) -> AnyView {
        let class = if self.digits { "field__input field__input--digits" } else { "field__input" };
        let input = view! {
            <input
                class=class
                id=self.name
                name=self.name
                type="text"
                value=self.value
                inputmode=self.digits.then_some("numeric")
                autocomplete=self.autocomplete
                autocapitalize="off"
                spellcheck="false"
                maxlength=self.max_length
                aria-describedby=described_by(self.name, self.hint)
                aria-invalid=if self.wrong.is_some() { "true" } else { "false" }
            />
        }
        .into_any();
        let size = if self.digits { "field__control field__control--medium" } else { "field__control" };
        let input = view! { <div class=size>{input}</div> }.into_any();
        frame(lang, self.name, self.label, self.hint.into(), self.wrong, input)
    }
}

/// A number, with what it counts.
#[cfg(feature = "ssr")]
pub(super) struct PlainNumber {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: String,
    /// What was typed before.
    pub(super) value: String,
    pub(super) wrong: Option<&'static str>,
    pub(super) max_length: u32,
}

#[cfg(feature = "ssr")]
impl PlainNumber {
    pub(super) fn view(self, lang: Lang) -> AnyView {
        let input = view! {
            <div class="field__control field__control--medium">
                <input
                    class="field__input"
                    id=self.name
                    name=self.name
                    type="text"
                    value=self.value
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength=self.max_length
                    aria-describedby=described_by(self.name, &self.hint)
                    aria-invalid=if self.wrong.is_some() { "true" } else { "false" }
                />
            </div>
        };
        frame(lang, self.name, self.label, self.hint.into(), self.wrong, input.into_any())
    }
}

/// Text of several lines.
#[cfg(feature = "ssr")]
pub(super) struct PlainText {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: String,
    /// What was typed before.
    pub(super) value: String,
    pub(super) wrong: Option<&'static str>,
    /// The language of what is typed.
    pub(super) lang: &'static str,
    pub(super) max_length: u32,
}

#[cfg(feature = "ssr")]
impl PlainText {
    pub(super) fn view(self, lang: Lang) -> AnyView {
        let input = view! {
            <div class="field__control">
                <textarea
                    class="field__input"
                    id=self.name
                    name=self.name
                    rows="4"
                    lang=self.lang
                    maxlength=self.max_length.to_string()
                    aria-describedby=described_by(self.name, &self.hint)
                    aria-invalid=if self.wrong.is_some() { "true" } else { "false" }
                >
                    {crate::components::area_text(self.value)}
                </textarea>
            </div>
        };
        frame(lang, self.name, self.label, self.hint.into(), self.wrong, input.into_any())
    }
}

/// A choice from a list: value and words.
pub(super) struct PlainChoice {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    /// What was chosen before.
    pub(super) chosen: String,
    pub(super) choices: Vec<(String, String)>,
    pub(super) wrong: Option<&'static str>,
}

impl PlainChoice {
    pub(super) fn view(self, lang: Lang) -> AnyView {
        let choices: Vec<AnyView> = self
            .choices
            .into_iter()
            .map(|(value, words)| {
                let selected = value == self.chosen;
                view! { <option value=value selected=selected>{words}</option> }.into_any()
            })
            .collect();
        let select = view! {
            <div class="field__control">
                <select
                    class="field__input"
                    id=self.name
                    name=self.name
                    aria-describedby=described_by(self.name, self.hint)
                    aria-invalid=if self.wrong.is_some() { "true" } else { "false" }
                >
                    {choices}
                </select>
            </div>
        };
        frame(lang, self.name, self.label, self.hint.into(), self.wrong, select.into_any())
    }
}

fn described_by(name: &str, hint: &str) -> String {
    let error = [name, "-error"].concat();
    if hint.is_empty() { error } else { [name, "-hint ", &error].concat() }
}

fn frame(
    lang: Lang,
    name: &'static str,
    label: &'static str,
    hint: Cow<'static, str>,
    wrong: Option<&'static str>,
    control: AnyView,
) -> AnyView {
    let class = if wrong.is_some() { "field field--wrong" } else { "field" };
    let hint = (!hint.is_empty()).then(|| view! { <p class="field__hint" id=[name, "-hint"].concat()>{hint}</p> });
    let error = wrong.map(|text| {
        view! {
            {icon(Icon::Error)}
            <span>
                <span class="unseen">{t::components::error_prefix(lang)}" "</span>
                {text}
            </span>
        }
    });
    view! {
        <div class=class>
            <label class="field__label" for=name>
                {label}
            </label>
            {hint}
            <div class="field__error" id=[name, "-error"].concat()>
                {error}
            </div>
            <div class="field__row">{control}</div>
        </div>
    }
    .into_any()
}

/// What is wrong, at the top of a form: field, its label, the words; an empty field is the form as a whole. It takes the
/// focus as the page comes.
pub(super) fn summary(lang: Lang, wrong: Vec<(&'static str, &'static str, &'static str)>) -> AnyView {
    if wrong.is_empty() {
        return ().into_any();
    }
    let (title, inside) = match wrong.as_slice() {
        [("", _, text)] => (*text, ().into_any()),
        wrong => {
            let entries: Vec<AnyView> =
                wrong.iter().map(|(name, label, text)| entry(lang, name, label, text)).collect();
            let list = view! { <ul class="error-summary__list">{entries}</ul> };
            (t::components::summary_title(lang), list.into_any())
        }
    };
    view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus>
            <p class="error-summary__title">{icon(Icon::Error)} <span>{title}</span></p>
            {inside}
        </div>
    }
    .into_any()
}

fn entry(lang: Lang, name: &str, label: &str, text: &str) -> AnyView {
    let href = ["#", name].concat();
    view! {
        <li>
            <a href=href rel="external">
                {t::components::summary_entry(lang, label, text)}
            </a>
        </li>
    }
    .into_any()
}

/// A button of such a form, which names the action.
pub(super) fn button(label: &'static str, action: &'static str, kind: &str) -> AnyView {
    let class = ["button button--", kind].concat();
    view! {
        <button type="submit" class=class name="action" value=action>
            {label}
        </button>
    }
    .into_any()
}
