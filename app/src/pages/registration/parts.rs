//! The three parts of the form, in the order of the paper.

use domain::access_application::ApplicationKind;
use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;

use super::{
    fields::{Fields, Rules},
    look_up::RegistryLookUp,
    look_ups::LookUps,
    registry_box::{head_box, organisation_box, person_box},
};
use crate::{
    components::{
        ButtonKind, Check, FieldHandle, InlineMessage, InnField, InputKind, MessageKind, PasswordField, SubmitButton,
        TextField,
    },
    i18n::{Lang, t, use_lang},
};

/// Room for a passport number pasted with separators.
const PASSPORT_CHARACTERS: u32 = 30;
/// Room for a telephone number with separators.
const PHONE_CHARACTERS: u32 = 40;
/// The longest address there is.
const EMAIL_CHARACTERS: u32 = 254;

/// Type of person, INNs, and what the registry says of them. The parts of an organisation stand there for all; the style
/// sheet shows them where an organisation registers.
///
/// `press` is told which «Поиск» was pressed.
pub(super) fn person(lang: Lang, fields: Fields, rules: Rules, look_ups: LookUps, press: Callback<String>) -> AnyView {
    let LookUps { organisation, person, head } = look_ups;
    if fields.application == ApplicationKind::Restore {
        return restoring(lang, fields, rules, person, press);
    }
    let of_organisation = inn_field(
        (fields.organisation_inn, rules.organisation_inn, organisation.busy),
        (t::registration::organisation_inn(lang), t::registration::organisation_inn_hint(lang)),
        "look_up_organisation",
    );
    let of_person = inn_field(
        (fields.inn, rules.inn, person.busy),
        (t::registration::inn(lang), t::registration::inn_hint(lang)),
        "look_up",
    );
    let of_head =
        inn_field((fields.head_inn, rules.head_inn, head.busy), (t::registration::head_inn(lang), ""), "look_up_head");
    // on leaving any of the numbers
    let left = move |_: FocusEvent| {
        organisation.ask_if_new();
        person.ask_if_new();
        head.ask_if_new();
    };
    view! {
        <section class="form__part" aria-labelledby="part-who" on:focusout=left on:keydown=enter(press)>
            <h2 class="form__heading" id="part-who">{t::registration::who(lang)}</h2>
            {fields.kind.view(lang)}
            <div class="registration__organisation">
                {of_organisation} {organisation_box(lang, organisation.answer)}
                <h3 class="registration__step">{t::registration::person(lang)}</h3>
            </div>
            {of_person} {person_box(lang, person.answer)}
            <div class="registration__organisation">
                {fields.kind.boxes(lang)}
                <div class="registration__branch">{of_head} {head_box(lang, head.answer)}</div>
            </div>
        </section>
    }
    .into_any()
}

/// A person's INN and no choice: an organisation has no password of its own to forget.
fn restoring(lang: Lang, fields: Fields, rules: Rules, person: RegistryLookUp, press: Callback<String>) -> AnyView {
    let of_person = inn_field(
        (fields.inn, rules.inn, person.busy),
        (t::registration::inn(lang), t::registration::inn_hint(lang)),
        "look_up",
    );
    view! {
        <section
            class="form__part"
            aria-labelledby="part-who"
            on:focusout=move |_: FocusEvent| person.ask_if_new()
            on:keydown=enter(press)
        >
            <h2 class="form__heading" id="part-who">{t::registration::restore_who(lang)}</h2>
            <p class="registration__note">{t::registration::restore_person(lang)}</p>
            {of_person} {person_box(lang, person.answer)}
        </section>
    }
    .into_any()
}

/// «Enter» in a number is its «Поиск».
fn enter(press: Callback<String>) -> impl Fn(KeyboardEvent) {
    move |event: KeyboardEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let button = field.filter(|_| event.key() == "Enter").and_then(|field| button_of(&field.name()));
        if let Some(button) = button {
            event.prevent_default();
            press.run(button.to_owned());
        }
    }
}

/// The «Поиск» that stands beside the field, by its value.
fn button_of(field: &str) -> Option<&'static str> {
    Some(match field {
        "organisation_inn" => "look_up_organisation",
        "inn" => "look_up",
        "head_inn" => "look_up_head",
        _ => return None,
    })
}

/// An INN with its «Поиск».
fn inn_field(
    (handle, check, busy): (FieldHandle, Check, RwSignal<bool>),
    (label, hint): (&'static str, &'static str),
    button: &'static str,
) -> AnyView {
    let lang = use_lang();
    view! {
        <InnField handle=handle label=label hint=hint check=check>
            <SubmitButton
                label=t::registration::search(lang)
                busy=busy
                kind=ButtonKind::Secondary
                name="action"
                value=button
            />
        </InnField>
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
            <div class="registration__organisation">
                <InlineMessage kind=MessageKind::Info>{t::registration::same_password(lang)}</InlineMessage>
            </div>
            <PasswordField
                handle=fields.password
                label=t::registration::password(lang)
                hint=t::registration::password_hint(lang)
                autocomplete="new-password"
                requirements=true
                judge=fields.judge
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
