//! «Добавить организацию»: an application for the link, filed by somebody who is signed in. It names no password: who
//! asks is known, and what is left for the inspector is whether they may act for the organisation.

use app::api::{
    ApiError, Client, CookieChange, Field, FieldErrors, Message, TaxpayerCaller,
    representation::{LinkForm, LinkLookUp, LinkPage, OrganisationSummary},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    bishkek,
    inn::{Inn, InnError},
    limits::Limit,
    officer::OfficerRole,
    passport::{Passport, PassportError},
};
use uuid::Uuid;

use super::{RepresentationService, filing::Link, identity};
use crate::{
    error::ServiceError,
    random,
    registry::TaxpayerRecord,
    services::{application_pass::ApplicationPass, sign_in::session},
    storage::{self, access_application::PersonRecord, cabinet::AccountRecord},
    throttle::client_key,
};

const MINUTE: u32 = 60;

impl RepresentationService {
    pub(super) async fn show_link_page(&self, client: &Client) -> Result<LinkPage, ServiceError> {
        let person = client.taxpayer()?;
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&person.account)?).await?;
        let identity = identity(&mut db, client, person).await?;
        drop(db);
        Ok(LinkPage {
            identity,
            phone: account.phone,
            email: account.email,
            minutes: self.foundation.limits.lately().await?.get(Limit::DecisionMinutes),
            submission: URL_SAFE_NO_PAD.encode(random::token256(&*self.foundation.random)),
        })
    }

    pub(super) async fn find_organisation(&self, client: &Client, inn: &str) -> Result<LinkLookUp, ServiceError> {
        let person = client.taxpayer()?;
        let inn = self.parse_inn(inn).map_err(|message| ApiError::field(Field::OrganisationInn, message))?;
        self.spend_look_up(client).await?;
        let account = self.account(person).await?;
        let taxpayer = self.registry.taxpayer(&inn).await?.filter(|taxpayer| taxpayer.active);
        let outcome = if taxpayer.is_some() { "found" } else { "not_taxpayer" };
        metrics::counter!("cabinet_look_ups_total", "outcome" => outcome).increment(1);
        let Some(taxpayer) = taxpayer else {
            return Ok(LinkLookUp::NotTaxpayer);
        };
        let role = self.role(&account, &inn).await?;
        let mut objection = self.objection(&account, &inn, &taxpayer, role).await?;
        let mut db = self.foundation.pool.acquire().await?;
        let now = self.foundation.now();
        if objection.is_none() && storage::representation::has_asked(&mut db, &account.inn, &inn, now).await? {
            objection = Some(Message::AlreadyAsked);
        }
        drop(db);
        Ok(LinkLookUp::Found(OrganisationSummary {
            name: taxpayer.name(client.lang).to_owned(),
            office: self.office(&taxpayer.tax_office, client.lang).await?,
            address: taxpayer.address,
            objection,
            role,
        }))
    }

    pub(super) async fn file_link(&self, client: &Client, form: &LinkForm) -> Result<Vec<CookieChange>, ServiceError> {
        let account = self.account(client.taxpayer()?).await?;
        let mut errors = FieldErrors::default();
        let inn = self.parse_inn(&form.organisation_inn);
        let inn = inn.map_err(|message| errors.add(Field::OrganisationInn, message)).ok();
        let passport = Passport::parse(&form.passport).map_err(passport_message);
        let passport = passport.map_err(|message| errors.add(Field::Passport, message)).ok();
        if let (Some(inn), Some(passport)) = (&inn, &passport)
            && let Some(filed) = self.filed_before(&account, inn, passport, &form.submission).await?
        {
            return self.shown(filed);
        }
        let allowed = match &inn {
            Some(inn) => {
                self.spend_look_up(client).await?;
                let allowed = self.allowed(&account, inn).await?;
                allowed.map_err(|message| errors.add(Field::OrganisationInn, message)).ok()
            }
            None => None,
        };
        let (Some(inn), Some((taxpayer, role)), Some(passport)) = (inn, allowed, passport) else {
            return Err(ApiError::Validation(errors).into());
        };
        let person = person_record(&account, role)?;
        let link = Link { account, inn, taxpayer, person, passport };
        self.shown(self.file(client, &link, &form.submission).await?)
    }

    fn shown(&self, application: Uuid) -> Result<Vec<CookieChange>, ServiceError> {
        let pass = ApplicationPass { application, just_saved: true };
        Ok(vec![pass.cookie(&self.foundation.secrets, self.foundation.now())?])
    }

    /// The organisation and what the person is in it, or what stands in the way of asking for it.
    async fn allowed(
        &self,
        account: &AccountRecord,
        inn: &Inn,
    ) -> Result<Result<(TaxpayerRecord, OfficerRole), Message>, ServiceError> {
        let Some(taxpayer) = self.registry.taxpayer(inn).await?.filter(|taxpayer| taxpayer.active) else {
            return Ok(Err(Message::NotTaxpayer));
        };
        let role = self.role(account, inn).await?;
        let objection = self.objection(account, inn, &taxpayer, role).await?;
        Ok(match (objection, role) {
            (Some(message), _) => Err(message),
            (None, None) => Err(Message::NotOfficer),
            (None, Some(role)) => Ok((taxpayer, role)),
        })
    }

    async fn objection(
        &self,
        account: &AccountRecord,
        inn: &Inn,
        taxpayer: &TaxpayerRecord,
        role: Option<OfficerRole>,
    ) -> Result<Option<Message>, ServiceError> {
        if role.is_none() {
            return Ok(Some(Message::NotOfficer));
        }
        let policy = self.policy.now().await?;
        if let Err(why) = policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade) {
            return Ok(Some(Message::Ineligible(why)));
        }
        let mut db = self.foundation.pool.acquire().await?;
        let linked = storage::representation::acts_for(&mut db, account.id, inn).await?;
        Ok(linked.then_some(Message::AlreadyLinked))
    }

    /// What the person is in the organisation: its head even where they keep the accounts as well.
    async fn role(&self, account: &AccountRecord, inn: &Inn) -> Result<Option<OfficerRole>, ServiceError> {
        Ok(self.registry.roles(inn, &own_inn(account)?).await?.first().copied())
    }

    async fn account(&self, person: &TaxpayerCaller) -> Result<AccountRecord, ServiceError> {
        let mut db = self.foundation.pool.acquire().await?;
        Ok(storage::cabinet::account(&mut db, session::id(&person.account)?).await?)
    }

    async fn spend_look_up(&self, client: &Client) -> Result<(), ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::LookUpsPerMinute);
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await
    }

    fn parse_inn(&self, text: &str) -> Result<Inn, Message> {
        let today = bishkek::local_date(self.foundation.now());
        Inn::parse_organisation(text, today).map_err(|error| match error {
            InnError::Empty => Message::Required,
            error => Message::Inn(error),
        })
    }
}

/// The account's own INN.
pub(super) fn own_inn(account: &AccountRecord) -> Result<Inn, ServiceError> {
    Inn::from_trusted(&account.inn).ok_or(ServiceError::Stored("account.inn"))
}

/// Section 2 of the application.
fn person_record(account: &AccountRecord, role: OfficerRole) -> Result<PersonRecord, ServiceError> {
    Ok(PersonRecord {
        inn: own_inn(account)?,
        name_ru: account.name_ru.clone(),
        name_ky: account.name_ky.clone(),
        role,
    })
}

fn passport_message(error: PassportError) -> Message {
    if error == PassportError::Empty { Message::Required } else { Message::Passport(error) }
}
