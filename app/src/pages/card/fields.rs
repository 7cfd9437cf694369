//! The fields of the card's form and their rules: the same functions of `domain` that the server applies.

use domain::{
    email::{Email, EmailError},
    inn::{Inn, InnError},
    passport::{Passport, PassportError},
    phone::{Phone, PhoneError},
};
use leptos::prelude::*;

use crate::{
    api::{Field, FieldErrors, Message, card::CardForm},
    components::{Check, FieldHandle},
    i18n::{Lang, t},
    pages::{checked_fields::CheckedFields, office::controls, today::today},
};

/// The typed fields.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) inn: FieldHandle,
    pub(super) passport: FieldHandle,
    pub(super) phone: FieldHandle,
    pub(super) email: FieldHandle,
    /// INN, passport, phone, e-mail.
    pub(super) rules: [Check; 4],
    pub(super) checks_error: RwSignal<Option<Message>>,
    pub(super) ticked_at_first: bool,
    kyrgyz_at_first: RwSignal<bool>,
}

impl Fields {
    /// Starts from what was typed before a plain post.
    pub(super) fn new(lang: Lang, form: &CardForm, errors: &FieldErrors, checked: CheckedFields) -> Self {
        let field = |field, text: &str| FieldHandle::new(field, text.to_owned(), errors);
        let inn = field(Field::Inn, &form.inn);
        let passport = field(Field::Passport, &form.passport);
        let phone = field(Field::Phone, &form.phone);
        let email = field(Field::Email, &form.email);
        let kyrgyz = if form.language.is_empty() { lang == Lang::Ky } else { form.language == Lang::Ky.code() };
        Self {
            inn,
            passport,
            phone,
            email,
            rules: [
                checked.add(inn, |text| match Inn::parse_individual(&text, today()) {
                    Ok(_) => None,
                    Err(InnError::Empty) => Some(Message::Required),
                    Err(error) => Some(Message::Inn(error)),
                }),
                checked.add(passport, |text| match Passport::parse(&text) {
                    Ok(_) => None,
                    Err(PassportError::Empty) => Some(Message::Required),
                    Err(error) => Some(Message::Passport(error)),
                }),
                checked.add(phone, |text| match Phone::parse(&text) {
                    Ok(_) => None,
                    Err(PhoneError::Empty) => Some(Message::Required),
                    Err(error) => Some(Message::Phone(error)),
                }),
                checked.add(email, |text| match Email::parse(&text) {
                    Ok(_) | Err(EmailError::Empty) => None,
                    Err(error) => Some(Message::Email(error)),
                }),
            ],
            checks_error: RwSignal::new(errors.get(Field::Checks)),
            ticked_at_first: form.checks == "on",
            kyrgyz_at_first: RwSignal::new(kyrgyz),
        }
    }

    /// The language of the card.
    pub(super) fn language(self, lang: Lang) -> AnyView {
        let kyrgyz = self.kyrgyz_at_first.get_untracked();
        view! {
            <div class="field">
                <label class="field__label" for="language">{t::card::language(lang)}</label>
                <div class="field__row">
                    <div class="field__control field__control--medium">
                        <select
                            class="field__input field__input--select"
                            id="language"
                            name="language"
                            autocomplete="off"
                        >
                            <option value="ru" lang="ru" selected=!kyrgyz>"Русский"</option>
                            <option value="ky" lang="ky" selected=kyrgyz>"Кыргызча"</option>
                        </select>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }

    /// What is wrong with what is not typed; shown beside it.
    pub(super) fn untyped_errors(self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if controls::ticked("checks").is_empty() {
            errors.add(Field::Checks, Message::Required);
        }
        self.checks_error.set(errors.get(Field::Checks));
        errors
    }

    /// What the form sends.
    pub(super) fn form(self) -> CardForm {
        CardForm {
            inn: self.inn.text(),
            passport: self.passport.text(),
            phone: self.phone.text(),
            email: self.email.text(),
            language: controls::selected("language"),
            checks: controls::ticked("checks"),
            ..CardForm::default()
        }
    }

    /// The signals follow what was sent, so that the form comes back as it was.
    pub(super) fn keep(self, form: &CardForm) {
        for (field, text) in [
            (self.inn, &form.inn),
            (self.passport, &form.passport),
            (self.phone, &form.phone),
            (self.email, &form.email),
        ] {
            field.value.set(text.clone());
        }
        self.kyrgyz_at_first.set(form.language == Lang::Ky.code());
    }
}
