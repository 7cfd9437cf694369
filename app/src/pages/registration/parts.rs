//! The three parts of the form, in the order of the paper.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    prelude::*,
};

use super::{
    fields::{Fields, Rules},
    look_up::RegistryLookUp,
    registry_box::registry_box,
};
use crate::{
    api::Field,
    components::{ButtonKind, InnField, InputKind, PasswordField, SubmitButton, TextField},
    i18n::{Lang, t},
};

/// Room for a passport number pasted with separators.
const PASSPORT_CHARACTERS: u32 = 30;
/// Room for a telephone number with separators.
const PHONE_CHARACTERS: u32 = 40;
/// The longest address there is.
const EMAIL_CHARACTERS: u32 = 254;

/// Type of person, INN, and what the registry says of it.
pub(super) fn person(lang: Lang, fields: Fields, rules: Rules, registry: RegistryLookUp) -> AnyView {
    let left = move |_: FocusEvent| registry.ask_if_new();
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            registry.press(rules.inn);
        }
    };
    view! {
        <section class="form__part" aria-labelledby="part-who">
            <h2 class="form__heading" id="part-who">{t::registration::who(lang)}</h2>
            {subject_kind(lang)}
            <div on:focusout=left on:keydown=enter>
                <InnField
                    handle=fields.inn
                    label=t::registration::inn(lang)
                    hint=t::registration::inn_hint(lang)
                    check=rules.inn
                >
                    <SubmitButton
                        label=t::registration::search(lang)
                        busy=registry.busy
                        kind=ButtonKind::Secondary
                        name="action"
                        value="look_up"
                    />
                </InnField>
            </div>
            {registry_box(lang, registry.answer)}
        </section>
    }
    .into_any()
}

/// One kind so far; the field is there because the paper has it.
fn subject_kind(lang: Lang) -> AnyView {
    let name = Field::SubjectKind.name();
    view! {
        <div class="field">
            <label class="field__label" for=name>{t::registration::subject_kind(lang)}</label>
            <p class="field__hint" id="subject_kind-hint">{t::registration::subject_kind_hint(lang)}</p>
            <div class="field__row">
                <div class="field__control field__control--medium">
                    <select class="field__input field__input--select" id=name name=name aria-describedby="subject_kind-hint">
                        <option value="individual" selected>{t::registration::individual(lang)}</option>
                    </select>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Cell 106, telephone, e-mail.
pub(super) fn contacts(lang: Lang, fields: Fields, rules: Rules) -> AnyView {
    view! {
        <section class="form__part" aria-labelledby="part-contacts">
            <h2 class="form__heading" id="part-contacts">{t::registration::contacts(lang)}</h2>
            <TextField
                handle=fields.passport
                label=t::registration::passport(lang)
                hint=t::registration::passport_hint(lang)
                spellcheck_off=true
                max_length=PASSPORT_CHARACTERS
                check=rules.passport
            />
            <TextField
                handle=fields.phone
                label=t::registration::phone(lang)
                hint=t::registration::phone_hint(lang)
                kind=InputKind::Tel
                autocomplete="tel"
                max_length=PHONE_CHARACTERS
                check=rules.phone
            />
            <TextField
                handle=fields.email
                label=t::registration::email(lang)
                hint=t::registration::email_hint(lang)
                kind=InputKind::Email
                autocomplete="email"
                max_length=EMAIL_CHARACTERS
                optional_mark=true
                check=rules.email
            />
        </section>
    }
    .into_any()
}

/// The password, twice.
pub(super) fn password(lang: Lang, fields: Fields, rules: Rules) -> AnyView {
    view! {
        <section class="form__part" aria-labelledby="part-password">
            <h2 class="form__heading" id="part-password">{t::registration::password_part(lang)}</h2>
            <PasswordField
                handle=fields.password
                label=t::registration::password(lang)
                hint=t::registration::password_hint(lang)
                autocomplete="new-password"
                requirements=true
                strength=true
                check=rules.password
            />
            <PasswordField
                handle=fields.password_repeated
                label=t::registration::password_repeated(lang)
                autocomplete="new-password"
                check=rules.password_repeated
            />
        </section>
    }
    .into_any()
}
