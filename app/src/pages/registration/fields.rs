//! The fields of the form and their rules: the same functions of `domain` that the server applies.

use domain::{
    access_application::ApplicationKind,
    email::{Email, EmailError},
    inn::{Inn, InnError},
    passport::{Passport, PassportError},
    password::{Password, PasswordError, PersonalWords},
    phone::{Phone, PhoneError},
};
use leptos::prelude::*;

use super::{kind::Kind, look_up::RegistryLookUp, look_ups::LookUps};
use crate::{
    api::{Field, FieldErrors, Message, registration::RegistrationForm},
    components::{Check, FieldHandle, PasswordJudge},
    pages::{checked_fields::CheckedFields, today::today},
};

/// The typed fields of the form.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// What is applied for.
    pub(super) application: ApplicationKind,
    pub(super) kind: Kind,
    pub(super) organisation_inn: FieldHandle,
    pub(super) inn: FieldHandle,
    pub(super) head_inn: FieldHandle,
    pub(super) passport: FieldHandle,
    pub(super) phone: FieldHandle,
    pub(super) email: FieldHandle,
    pub(super) password: FieldHandle,
    pub(super) judge: PasswordJudge,
    pub(super) password_repeated: FieldHandle,
}

/// The rule of each field.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub(super) organisation_inn: Check,
    pub(super) inn: Check,
    pub(super) head_inn: Check,
    pub(super) passport: Check,
    pub(super) phone: Check,
    pub(super) email: Check,
    pub(super) password: Check,
    pub(super) password_repeated: Check,
}

impl Fields {
    /// Starts from what was typed before a plain post. Passwords never come back.
    pub(super) fn new(application: ApplicationKind, form: &RegistrationForm, errors: &FieldErrors) -> Self {
        let field = |field, text: &str| FieldHandle::new(field, text.to_owned(), errors);
        Self {
            application,
            kind: Kind::new(form),
            organisation_inn: field(Field::OrganisationInn, &form.organisation_inn),
            inn: field(Field::Inn, &form.inn),
            head_inn: field(Field::HeadInn, &form.head_inn),
            passport: field(Field::Passport, &form.passport),
            phone: field(Field::Phone, &form.phone),
            email: field(Field::Email, &form.email),
            password: field(Field::Password, ""),
            judge: PasswordJudge::default(),
            password_repeated: field(Field::PasswordRepeated, ""),
        }
    }

    /// What the form sends.
    pub(super) fn form(self, submission: String) -> RegistrationForm {
        RegistrationForm {
            kind: self.application.as_str().to_owned(),
            subject_kind: self.kind.word().to_owned(),
            organisation_inn: self.organisation_inn.text(),
            international: self.kind.international(),
            branch: self.kind.branch(),
            head_inn: self.head_inn.text(),
            inn: self.inn.text(),
            passport: self.passport.text(),
            phone: self.phone.text(),
            email: self.email.text(),
            password: self.password.text(),
            password_repeated: self.password_repeated.text(),
            submission,
        }
    }

    /// The rules, in the order of the page; those of the INNs also remember what the registry said of them. A field that
    /// this kind of person does not have is never wrong.
    pub(super) fn rules(self, look_ups: LookUps, checked: CheckedFields) -> Rules {
        let kind = self.kind;
        Rules {
            organisation_inn: checked.add(self.organisation_inn, move |text| {
                let read = kind.is_organisation().then(|| Inn::parse_organisation(&text, today()))?;
                inn_message(read, look_ups.organisation)
            }),
            inn: checked.add(self.inn, move |text| inn_message(Inn::parse_individual(&text, today()), look_ups.person)),
            head_inn: checked.add(self.head_inn, move |text| {
                match kind.is_branch().then(|| Inn::parse_organisation(&text, today()))? {
                    Ok(inn) if self.organisation_inn_is(&inn) => Some(Message::OwnHead),
                    read => inn_message(read, look_ups.head),
                }
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
                self.judge.refusal(&text, || self.personal(look_ups)).map(password_message)
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

    fn organisation_inn_is(self, inn: &Inn) -> bool {
        Inn::parse_organisation(&self.organisation_inn.text(), today()).as_ref() == Ok(inn)
    }

    fn personal(self, look_ups: LookUps) -> PersonalWords {
        PersonalWords {
            inn: Inn::parse(&self.inn.text(), today()).ok(),
            passport: Passport::parse(&self.passport.text()).ok(),
            names: look_ups.person.names(),
            email: Email::parse(&self.email.text()).ok(),
            phone: Phone::parse(&self.phone.text()).ok(),
            ..PersonalWords::default()
        }
    }
}

fn inn_message(read: Result<Inn, InnError>, look_up: RegistryLookUp) -> Option<Message> {
    match read {
        Err(InnError::Empty) => Some(Message::Required),
        Err(error) => Some(Message::Inn(error)),
        Ok(inn) => look_up.objection(inn.as_str()),
    }
}

fn password_message(error: PasswordError) -> Message {
    match error {
        PasswordError::Empty => Message::Required,
        error => Message::Password(error),
    }
}
