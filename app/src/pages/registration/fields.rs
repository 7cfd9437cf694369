//! The fields of the form and their rules: the same functions of `domain` that the server applies.

use domain::{
    email::{Email, EmailError},
    inn::{Inn, InnError},
    passport::{Passport, PassportError},
    password::{MINIMUM, Password, PasswordError, PersonalWords},
    phone::{Phone, PhoneError},
};
use leptos::prelude::*;

use super::look_up::RegistryLookUp;
use crate::{
    api::{Field, FieldErrors, Message, registration::RegistrationForm},
    components::{Check, FieldHandle},
    pages::{checked_fields::CheckedFields, today::today},
};

/// The typed fields of the form.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) inn: FieldHandle,
    pub(super) passport: FieldHandle,
    pub(super) phone: FieldHandle,
    pub(super) email: FieldHandle,
    pub(super) password: FieldHandle,
    pub(super) password_repeated: FieldHandle,
}

/// The rule of each field.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) inn: Check,
    pub(super) passport: Check,
    pub(super) phone: Check,
    pub(super) email: Check,
    pub(super) password: Check,
    pub(super) password_repeated: Check,
}

impl Fields {
    /// Starts from what was typed before a plain post. Passwords never come back.
    pub(super) fn new(form: &RegistrationForm, errors: &FieldErrors) -> Self {
        let field = |field, text: &str| FieldHandle::new(field, text.to_owned(), errors);
        Self {
            inn: field(Field::Inn, &form.inn),
            passport: field(Field::Passport, &form.passport),
            phone: field(Field::Phone, &form.phone),
            email: field(Field::Email, &form.email),
            password: field(Field::Password, ""),
            password_repeated: field(Field::PasswordRepeated, ""),
        }
    }

    /// What the form sends.
    pub(super) fn form(self, submission: String) -> RegistrationForm {
        RegistrationForm {
            subject_kind: "individual".to_owned(),
            inn: self.inn.text(),
            passport: self.passport.text(),
            phone: self.phone.text(),
            email: self.email.text(),
            password: self.password.text(),
            password_repeated: self.password_repeated.text(),
            submission,
        }
    }

    /// The rules, in the order of the page; that of the INN also remembers what the registry said of it.
    pub(super) fn rules(self, registry: RegistryLookUp, checked: CheckedFields) -> Rules {
        Rules {
            inn: checked.add(self.inn, move |text| match Inn::parse_individual(&text, today()) {
                Err(InnError::Empty) => Some(Message::Required),
                Err(error) => Some(Message::Inn(error)),
                Ok(inn) => registry.objection(inn.as_str()),
            }),
            passport: checked.add(self.passport, |text| match Passport::parse(&text) {
                Err(PassportError::Empty) => Some(Message::Required),
                Err(error) => Some(Message::Passport(error)),
                Ok(_) => None,
            }),
            phone: checked.add(self.phone, |text| match Phone::parse(&text) {
                Err(PhoneError::Empty) => Some(Message::Required),
                Err(error) => Some(Message::Phone(error)),
                Ok(_) => None,
            }),
            email: checked.add(self.email, |text| match Email::parse(&text) {
                Ok(_) | Err(EmailError::Empty) => None,
                Err(error) => Some(Message::Email(error)),
            }),
            password: checked.add(self.password, move |text| {
                Password::choose(&text, &self.personal(registry), MINIMUM).err().map(password_message)
            }),
            password_repeated: checked.add(self.password_repeated, move |text| {
                if text.is_empty() {
                    return Some(Message::Required);
                }
                Password::typed(&self.password.text()).matches(&text).err().map(Message::Password)
            }),
        }
    }

    /// «Пароли не совпадают» vanishes as soon as it is no longer true, whichever of the two was mended.
    pub(super) fn keep_repetition_true(self, rule: Check) {
        Effect::new(move |_| {
            self.password.value.track();
            if self.password_repeated.error.get_untracked().is_some() {
                self.password_repeated.error.set(rule.run(self.password_repeated.text()));
            }
        });
    }

    fn personal(self, registry: RegistryLookUp) -> PersonalWords {
        PersonalWords {
            inn: Inn::parse(&self.inn.text(), today()).ok(),
            passport: Passport::parse(&self.passport.text()).ok(),
            names: registry.names(),
            email: Email::parse(&self.email.text()).ok(),
            phone: Phone::parse(&self.phone.text()).ok(),
            ..PersonalWords::default()
        }
    }
}

fn password_message(error: PasswordError) -> Message {
    match error {
        PasswordError::Empty => Message::Required,
        error => Message::Password(error),
    }
}
