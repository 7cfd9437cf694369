//! Who one can be in a demonstration run.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::copy::CopyButton;
use crate::i18n::{Lang, t, use_lang};

/// Who one can be in a demonstration run; the server puts it into the context of those runs only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPersonas(pub Vec<Persona>);

/// One invented person. What does not apply is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Persona {
    /// Their name.
    pub who: String,
    /// 14 digits.
    pub inn: String,
    /// What to sign in with.
    pub login: String,
    /// `AN1234567`.
    pub passport: String,
    /// In clear: it is invented as well.
    pub password: String,
    /// The application code of who has applied and not come to the office yet.
    pub code: String,
    /// What can be tried with them.
    pub note: InEachLanguage,
}

/// A text in the three languages of the pages. The server words it: browsers of other runs need not carry it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InEachLanguage {
    ru: String,
    ky: String,
    en: String,
}

impl InEachLanguage {
    /// Words it three times.
    pub fn of(text: impl Fn(Lang) -> String) -> Self {
        Self { ru: text(Lang::Ru), ky: text(Lang::Ky), en: text(Lang::En) }
    }

    /// The text for a reader of `lang`.
    pub fn in_language(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::Ky => &self.ky,
            Lang::En => &self.en,
        }
    }
}

/// A discreet strip with the personas of a demonstration run; nothing in any other.
#[component]
pub fn DemoStrip() -> AnyView {
    let personas = use_context::<DemoPersonas>().unwrap_or_default().0;
    if personas.is_empty() {
        return ().into_any();
    }
    let lang = use_lang();
    let rows: Vec<AnyView> = personas.into_iter().map(persona).collect();
    view! {
        <details class="demo">
            <summary class="demo__summary">{t::components::demo_title(lang)}</summary>
            <p class="demo__text">{t::components::demo_text(lang)}</p>
            <ul class="demo__list">{rows}</ul>
        </details>
    }
    .into_any()
}

fn persona(persona: Persona) -> AnyView {
    let lang = use_lang();
    let values: Vec<AnyView> = [
        (t::components::demo_inn(lang), persona.inn),
        (t::components::demo_login(lang), persona.login),
        (t::components::demo_passport(lang), persona.passport),
        (t::components::demo_password(lang), persona.password),
        (t::components::field_code(lang), persona.code),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| {
        view! {
            <span class="demo__value">
                {name} " " <code translate="no">{value.clone()}</code>
                <CopyButton text=value what=name />
            </span>
        }
        .into_any()
    })
    .collect();
    let note = persona.note.in_language(lang).to_owned();
    let note = (!note.is_empty()).then(|| view! { <span class="demo__note">" — " {note}</span> });
    view! {
        <li class="demo__persona">
            <div>
                <strong>{persona.who}</strong>
                {note}
            </div>
            <div class="demo__values">{values}</div>
        </li>
    }
    .into_any()
}
