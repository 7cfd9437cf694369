//! Reading the form: every check of the page again, all errors at once, and those that only the registry can find.

use app::api::{Client, Field, FieldErrors, Message, registration::RegistrationForm};
use domain::{
    access_application::ApplicationKind,
    bishkek,
    eligibility::EligibilityPolicy,
    email::{Email, EmailError},
    inn::{Inn, InnError},
    masking,
    passport::{Passport, PassportError},
    password::{self, Password, PasswordError, PersonalWords},
    phone::{Phone, PhoneError},
    subject::SubjectKind,
};

use super::{RegistrationService, organisation::Organisation};
use crate::{
    config::LookUpNames,
    error::ServiceError,
    passwords,
    registry::{Identity, TaxpayerRecord},
};

/// A form in which everything is right.
pub(super) struct Applicant {
    pub(super) kind: ApplicationKind,
    /// The subject's: of an organisation, its own.
    pub(super) inn: Inn,
    pub(super) taxpayer: TaxpayerRecord,
    /// There if and only if an organisation registers.
    pub(super) organisation: Option<Organisation>,
    pub(super) passport: Passport,
    /// `None` when the population register has no passport of this INN.
    pub(super) passport_matched: Option<bool>,
    pub(super) phone: Phone,
    pub(super) email: Option<Email>,
    pub(super) password: Password,
}

/// The subject as far as the form names it rightly, and the person behind it: the same one, or who registers an
/// organisation.
pub(super) struct Subject {
    pub(super) taxpayer: Option<(Inn, TaxpayerRecord)>,
    pub(super) organisation: Option<Organisation>,
    pub(super) person: Option<Inn>,
    pub(super) identity: Identity,
    /// The person's, as they are printed.
    pub(super) names: Vec<String>,
}

impl RegistrationService {
    /// Reads the form, asking the registry as soon as the INN can be one.
    pub(super) async fn read_applicant(
        &self,
        client: &Client,
        form: &RegistrationForm,
    ) -> Result<Applicant, ServiceError> {
        let mut errors = FieldErrors::default();
        let kind = note(&mut errors, Field::Kind, read_kind(form));
        let passport = Passport::parse(&form.passport);
        let subject = if form.is_organisation() {
            self.read_organisation(client, form, passport.as_ref().ok(), &mut errors).await?
        } else {
            self.read_person(client, form, kind, passport.as_ref().ok(), &mut errors).await?
        };
        let identity = subject.identity;
        let passport = note(&mut errors, Field::Passport, passport.map_err(passport_message));
        let citizen_names =
            identity.citizen.as_ref().map(|citizen| [citizen.full_name_ru.clone(), citizen.full_name_ky.clone()]);
        let phone = note(&mut errors, Field::Phone, Phone::parse(&form.phone).map_err(phone_message));
        let email = note(&mut errors, Field::Email, optional_email(&form.email));
        // a stranger is not told by way of a password what the look-up does not show them
        let whole = identity.passport_fits == Some(true) || self.foundation.settings.lookup.names == LookUpNames::Full;
        let personal = PersonalWords {
            inn: subject.person,
            passport: passport.clone(),
            names: subject
                .names
                .into_iter()
                .chain(citizen_names.into_iter().flatten())
                .map(|name| if whole { name } else { masking::mask_name(&name) })
                .collect(),
            phone: phone.clone(),
            email: email.clone().flatten(),
            ..PersonalWords::default()
        };
        let password = read_password(&mut errors, form, &personal);
        match (kind, subject.taxpayer, passport, phone, email, password) {
            (Some(kind), Some((inn, taxpayer)), Some(passport), Some(phone), Some(email), Some(password))
                if errors.0.is_empty() =>
            {
                let (organisation, passport_matched) = (subject.organisation, identity.passport_fits);
                Ok(Applicant { kind, inn, taxpayer, organisation, passport, passport_matched, phone, email, password })
            }
            _ => Err(ServiceError::Answer(app::api::ApiError::Validation(errors))),
        }
    }

    /// Who registers for themselves.
    async fn read_person(
        &self,
        client: &Client,
        form: &RegistrationForm,
        kind: Option<ApplicationKind>,
        passport: Option<&Passport>,
        errors: &mut FieldErrors,
    ) -> Result<Subject, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        if form.subject_kind != SubjectKind::Individual.as_str() {
            errors.add(Field::SubjectKind, Message::Required);
        }
        let inn = note(errors, Field::Inn, Inn::parse_individual(&form.inn, today).map_err(inn_message));
        let (taxpayer, identity) = match &inn {
            Some(inn) => {
                self.spend_look_up(client).await?;
                let (taxpayer, identity, policy) = tokio::try_join!(
                    async { Ok(self.registry.taxpayer(inn).await?.filter(|taxpayer| taxpayer.active)) },
                    async { Ok(self.registry.citizen(inn, passport).await?) },
                    self.policy.now(),
                )?;
                (note(errors, Field::Inn, admitted_to(kind, taxpayer, &policy)), identity)
            }
            None => (None, Identity::default()),
        };
        let names = taxpayer.iter().flat_map(|taxpayer| [taxpayer.name_ru.clone(), taxpayer.name_ky.clone()]).collect();
        Ok(Subject { taxpayer: inn.zip(taxpayer), organisation: None, person: inn, identity, names })
    }
}

/// What the form can ask for; a client of before knows first access only and doesn't say so. An organisation has no
/// password of its own to be restored.
fn read_kind(form: &RegistrationForm) -> Result<ApplicationKind, Message> {
    match form.kind.parse() {
        Ok(ApplicationKind::Grant) => Ok(ApplicationKind::Grant),
        Ok(ApplicationKind::Restore) if !form.is_organisation() => Ok(ApplicationKind::Restore),
        Err(_) if form.kind.is_empty() => Ok(ApplicationKind::Grant),
        _ => Err(Message::Required),
    }
}

/// Who has access may have it restored whatever they have become since; whether they have any is asked at the window
/// alone (docs/decisions/0016-restore.md).
fn admitted_to(
    kind: Option<ApplicationKind>,
    taxpayer: Option<TaxpayerRecord>,
    policy: &EligibilityPolicy,
) -> Result<TaxpayerRecord, Message> {
    match taxpayer {
        Some(taxpayer) if kind == Some(ApplicationKind::Restore) => Ok(taxpayer),
        taxpayer => admitted(taxpayer, policy),
    }
}

/// Only who is registered now and may have a password gets through.
pub(super) fn admitted(
    taxpayer: Option<TaxpayerRecord>,
    policy: &EligibilityPolicy,
) -> Result<TaxpayerRecord, Message> {
    let taxpayer = taxpayer.ok_or(Message::NotTaxpayer)?;
    policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade).map_err(Message::Ineligible)?;
    Ok(taxpayer)
}

fn read_password(errors: &mut FieldErrors, form: &RegistrationForm, personal: &PersonalWords) -> Option<Password> {
    let chosen = passwords::choose(&form.password, personal, password::MINIMUM).map_err(password_message);
    let password = note(errors, Field::Password, chosen);
    if form.password_repeated.is_empty() {
        errors.add(Field::PasswordRepeated, Message::Required);
    } else if Password::typed(&form.password).matches(&form.password_repeated).is_err() {
        errors.add(Field::PasswordRepeated, Message::Password(PasswordError::NotMatching));
    }
    password
}

pub(super) fn note<T>(errors: &mut FieldErrors, field: Field, read: Result<T, Message>) -> Option<T> {
    read.map_err(|message| errors.add(field, message)).ok()
}

fn optional_email(text: &str) -> Result<Option<Email>, Message> {
    match Email::parse(text) {
        Ok(email) => Ok(Some(email)),
        Err(EmailError::Empty) => Ok(None),
        Err(error) => Err(Message::Email(error)),
    }
}

/// An empty field is told in the same words whatever it is a field of.
pub(super) fn inn_message(error: InnError) -> Message {
    if error == InnError::Empty { Message::Required } else { Message::Inn(error) }
}

fn passport_message(error: PassportError) -> Message {
    if error == PassportError::Empty { Message::Required } else { Message::Passport(error) }
}

fn phone_message(error: PhoneError) -> Message {
    if error == PhoneError::Empty { Message::Required } else { Message::Phone(error) }
}

fn password_message(error: PasswordError) -> Message {
    if error == PasswordError::Empty { Message::Required } else { Message::Password(error) }
}
