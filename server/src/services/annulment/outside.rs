//! The application of somebody who does not sign in any more. Like every application it is filed before anybody has
//! shown who they are, and it touches nothing: whoever brings the paper to the office shows a passport there. Whether the
//! INN has any access is not looked at, so that nothing here can tell (docs/decisions/0019-annulment.md).

use app::api::{ApiError, Client, CookieChange, Field, FieldErrors, Message, annulment::AnnulmentForm};
use domain::{
    bishkek,
    email::{Email, EmailError},
    inn::Inn,
    limits::Limit,
    phone::{Phone, PhoneError},
};

use super::{AnnulmentService, filing::GivenUp, inn_message, read_passport};
use crate::{error::ServiceError, registry::TaxpayerRecord, storage::audit::Actor, throttle::client_key};

const MINUTE: u32 = 60;

impl AnnulmentService {
    pub(super) async fn apply_from_outside(
        &self,
        client: &Client,
        form: &AnnulmentForm,
    ) -> Result<Vec<CookieChange>, ServiceError> {
        let mut errors = FieldErrors::default();
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_individual(&form.inn, today);
        let inn = inn.map_err(|error| errors.add(Field::Inn, inn_message(error))).ok();
        let taxpayer = match &inn {
            Some(inn) => self.subject(client, inn, &mut errors).await?,
            None => None,
        };
        let passport = read_passport(&mut errors, &form.passport);
        let phone = Phone::parse(&form.phone);
        let phone = phone.map_err(|error| errors.add(Field::Phone, phone_message(error))).ok();
        let email = optional_email(&form.email);
        let email = email.map_err(|message| errors.add(Field::Email, message)).ok();
        let (Some(inn), Some(taxpayer), Some(passport), Some(phone), Some(email)) =
            (inn, taxpayer, passport, phone, email)
        else {
            return Err(ApiError::Validation(errors).into());
        };
        let matched = self.registry.citizen(&inn, Some(&passport)).await?.passport_fits;
        let given_up = GivenUp {
            inn,
            taxpayer,
            person: None,
            passport,
            passport_matched: matched,
            phone: phone.as_str().to_owned(),
            email: email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
        };
        self.file_application(client, Actor::Nobody, &given_up, &form.submission).await
    }

    /// Who was struck off the registry may give up what is left of their access as well.
    async fn subject(
        &self,
        client: &Client,
        inn: &Inn,
        errors: &mut FieldErrors,
    ) -> Result<Option<TaxpayerRecord>, ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::LookUpsPerMinute);
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await?;
        let taxpayer = self.registry.taxpayer(inn).await?;
        if taxpayer.is_none() {
            errors.add(Field::Inn, Message::NotTaxpayer);
        }
        Ok(taxpayer)
    }
}

fn phone_message(error: PhoneError) -> Message {
    if error == PhoneError::Empty { Message::Required } else { Message::Phone(error) }
}

fn optional_email(text: &str) -> Result<Option<Email>, Message> {
    match Email::parse(text) {
        Ok(email) => Ok(Some(email)),
        Err(EmailError::Empty) => Ok(None),
        Err(error) => Err(Message::Email(error)),
    }
}
