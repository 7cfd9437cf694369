//! Whether a person can be issued a card: the form, the registry, and the access they have already.

use app::api::{
    Client, Field, FieldErrors, Message, Permission, StaffCaller,
    card::{CardAnswer, CardForm, CardPreview, CardRefusal, ReplacedCard},
};
use domain::{
    bishkek,
    email::{Email, EmailError},
    inn::{Inn, InnError},
    lang::Lang,
    passport::{Passport, PassportError},
    phone::{Phone, PhoneError},
    primary_password,
};
use serde_json::json;
use sqlx::PgConnection;

use super::CardService;
use crate::{
    error::ServiceError,
    registry::TaxpayerRecord,
    services::staff_act::StaffAct,
    storage::{
        audit::Action,
        card::{self, Standing},
    },
};

/// A form in which everything is right.
pub(super) struct Asked {
    pub(super) inn: Inn,
    pub(super) passport: Passport,
    pub(super) phone: Phone,
    pub(super) email: Option<Email>,
    pub(super) language: Lang,
}

/// What the registry knows of the person, as far as a card is concerned.
pub(super) enum Admitted {
    Yes {
        taxpayer: Box<TaxpayerRecord>,
        /// `None` when the population register has no passport of this INN.
        passport_matched: Option<bool>,
    },
    No(CardRefusal),
}

impl CardService {
    pub(super) async fn check_person(&self, client: &Client, form: &CardForm) -> Result<CardAnswer, ServiceError> {
        let staff = client.staff_who_may(Permission::IssueCards)?;
        let asked = self.read(form)?;
        self.spend(staff).await?;
        let admitted = self.admitted(staff, &asked).await?;
        self.judge_and_keep(client, staff, &asked, admitted).await
    }

    /// What the check comes to; that staff looked somebody up is kept whatever that was.
    pub(super) async fn judge_and_keep(
        &self,
        client: &Client,
        staff: &StaffCaller,
        asked: &Asked,
        admitted: Admitted,
    ) -> Result<CardAnswer, ServiceError> {
        let mut tx = self.foundation.begin().await?;
        let answer = self.judge(&mut tx, client, asked, admitted).await?;
        let outcome = match &answer {
            CardAnswer::Ready(_) => json!("ready"),
            CardAnswer::Refused(refusal) => serde_json::to_value(refusal).unwrap_or_default(),
        };
        let at = self.foundation.now();
        let (inn, details) = (asked.inn.as_str(), json!({ "outcome": outcome }));
        let act = StaffAct { at, action: Action::CardChecked, inn, application: None, details };
        act.keep(&mut tx, client, staff).await?;
        tx.commit().await?;
        Ok(answer)
    }

    /// Every field, all errors at once.
    pub(super) fn read(&self, form: &CardForm) -> Result<Asked, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let mut errors = FieldErrors::default();
        let inn = Inn::parse_individual(&form.inn, today).map_err(|error| {
            let message = if error == InnError::Empty { Message::Required } else { Message::Inn(error) };
            errors.add(Field::Inn, message);
        });
        let passport = Passport::parse(&form.passport).map_err(|error| {
            let empty = error == PassportError::Empty;
            errors.add(Field::Passport, if empty { Message::Required } else { Message::Passport(error) });
        });
        let phone = Phone::parse(&form.phone).map_err(|error| {
            let empty = error == PhoneError::Empty;
            errors.add(Field::Phone, if empty { Message::Required } else { Message::Phone(error) });
        });
        let email = match Email::parse(&form.email) {
            Ok(email) => Some(email),
            Err(EmailError::Empty) => None,
            Err(error) => {
                errors.add(Field::Email, Message::Email(error));
                None
            }
        };
        if form.checks != "on" {
            errors.add(Field::Checks, Message::Required);
        }
        // the papers exist in the two languages of the state
        let language = if form.language == Lang::Ky.code() { Lang::Ky } else { Lang::Ru };
        match (inn, passport, phone) {
            (Ok(inn), Ok(passport), Ok(phone)) => {
                Ok(errors.into_result(Asked { inn, passport, phone, email, language })?)
            }
            _ => Err(app::api::ApiError::Validation(errors).into()),
        }
    }

    /// Asks the registry, nearest reason first: what somebody is told about a person whose passport they do not hold is
    /// that it is another one, and nothing else.
    pub(super) async fn admitted(&self, staff: &StaffCaller, asked: &Asked) -> Result<Admitted, ServiceError> {
        if staff.inn.as_deref() == Some(asked.inn.as_str()) {
            return Ok(Admitted::No(CardRefusal::OwnCase));
        }
        let Some(taxpayer) = self.registry.taxpayer(&asked.inn).await?.filter(|taxpayer| taxpayer.active) else {
            return Ok(Admitted::No(CardRefusal::NotTaxpayer));
        };
        let passport_matched = self.registry.citizen(&asked.inn, Some(&asked.passport)).await?.passport_fits;
        if passport_matched == Some(false) {
            return Ok(Admitted::No(CardRefusal::PassportDiffers));
        }
        let policy = self.policy.now().await?;
        if let Err(reason) = policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade) {
            return Ok(Admitted::No(CardRefusal::Ineligible(reason)));
        }
        if !self.registry.risk(&asked.inn).await?.is_empty() {
            return Ok(Admitted::No(CardRefusal::Risk));
        }
        Ok(Admitted::Yes { taxpayer: Box::new(taxpayer), passport_matched })
    }

    /// What the check comes to, by the access that the person has at this moment.
    async fn judge(
        &self,
        db: &mut PgConnection,
        client: &Client,
        asked: &Asked,
        admitted: Admitted,
    ) -> Result<CardAnswer, ServiceError> {
        let (taxpayer, passport_matched) = match admitted {
            Admitted::Yes { taxpayer, passport_matched } => (taxpayer, passport_matched),
            Admitted::No(refusal) => return Ok(CardAnswer::Refused(refusal)),
        };
        let standing = card::standing(db, &asked.inn).await?;
        if let Some(refusal) = refusal(&standing) {
            return Ok(CardAnswer::Refused(refusal));
        }
        let valid_until = primary_password::valid_until(primary_password::issued_at(self.foundation.now()));
        Ok(CardAnswer::Ready(Box::new(CardPreview {
            card: self.foundation.new_id().to_string(),
            replaces: replaced(standing),
            name: taxpayer.name(client.lang).to_owned(),
            office: self.offices.summary(&taxpayer.tax_office, client.lang).await?,
            passport_unknown: passport_matched.is_none(),
            valid_until: valid_until.into(),
            overtaken: false,
        })))
    }
}

/// Why the access that is there bars a card.
pub(super) fn refusal(standing: &Standing) -> Option<CardRefusal> {
    if standing.annulled {
        Some(CardRefusal::Annulled)
    } else if standing.login.is_some() && standing.card.is_none() {
        Some(if standing.own_cabinet { CardRefusal::HasAccess } else { CardRefusal::ActsForOrganisation })
    } else if standing.accepted {
        Some(CardRefusal::ApplicationAccepted)
    } else {
        None
    }
}

fn replaced(standing: Standing) -> Option<ReplacedCard> {
    let (id, number, issued_at) = (standing.card?, standing.card_number?, standing.card_issued_at?);
    Some(ReplacedCard { id: id.to_string(), number, issued_at: issued_at.into() })
}
