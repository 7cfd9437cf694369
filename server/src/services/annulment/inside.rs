//! The application of somebody who is signed in: in their own cabinet to give the account up, in an organisation's to act
//! for it no longer.

use app::api::{
    ApiError, Client, CookieChange, Field, FieldErrors, Message, Organisation,
    annulment::{CabinetAnnulment, CabinetAnnulmentForm},
};
use domain::inn::Inn;

use super::{AnnulmentService, filing::GivenUp, read_passport};
use crate::{
    error::ServiceError,
    registry::TaxpayerRecord,
    services::{representation, sign_in::session},
    storage::{self, access_application::PersonRecord, audit::Actor, cabinet::AccountRecord},
};

impl AnnulmentService {
    pub(super) async fn show(&self, client: &Client) -> Result<CabinetAnnulment, ServiceError> {
        let person = client.taxpayer()?;
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&person.account)?).await?;
        let linked = storage::representation::of_account(&mut db, account.id).await?;
        let identity = representation::identity(&mut db, client, person).await?;
        drop(db);
        let organisation = person.acting_for();
        let (_, taxpayer) = self.given_up(&account, organisation).await?;
        let organisations = match organisation {
            Some(_) => Vec::new(),
            None => linked.iter().map(|linked| linked.name(client.lang).to_owned()).collect(),
        };
        let own = organisation.is_none();
        Ok(CabinetAnnulment {
            identity,
            name: if own {
                person.name.in_language(client.lang).to_owned()
            } else {
                taxpayer.name(client.lang).to_owned()
            },
            inn: organisation.map_or_else(|| account.inn.clone(), |organisation| organisation.inn.clone()),
            organisation: !own,
            organisations,
            office: self.offices.summary(&taxpayer.tax_office, client.lang).await?,
            phone: account.phone,
            email: account.email,
            days: self.days_until_entered().await?,
            submission: self.fresh_submission(),
        })
    }

    pub(super) async fn give_up(
        &self,
        client: &Client,
        form: &CabinetAnnulmentForm,
    ) -> Result<Vec<CookieChange>, ServiceError> {
        let person = client.taxpayer()?;
        let mut errors = FieldErrors::default();
        let Some(passport) = read_passport(&mut errors, &form.passport) else {
            return Err(ApiError::Validation(errors).into());
        };
        let mut db = self.foundation.pool.acquire().await?;
        let account = storage::cabinet::account(&mut db, session::id(&person.account)?).await?;
        drop(db);
        let own = own_inn(&account)?;
        let organisation = person.acting_for();
        let (inn, taxpayer) = self.given_up(&account, organisation).await?;
        let representing = match organisation {
            Some(_) => Some(self.representing(&account, &own, &inn).await?),
            None => None,
        };
        let matched = self.registry.citizen(&own, Some(&passport)).await?.passport_fits;
        let given_up = GivenUp {
            inn,
            taxpayer,
            person: representing,
            passport,
            passport_matched: matched,
            phone: account.phone,
            email: account.email,
        };
        self.file_application(client, Actor::Taxpayer(&person.account), &given_up, &form.submission).await
    }

    /// Whose access it is, as the registry has them: of an organisation the one acted for.
    async fn given_up(
        &self,
        account: &AccountRecord,
        organisation: Option<&Organisation>,
    ) -> Result<(Inn, TaxpayerRecord), ServiceError> {
        let inn = match organisation {
            Some(organisation) => {
                Inn::from_trusted(&organisation.inn).ok_or(ServiceError::Stored("session.acting_for"))?
            }
            None => own_inn(account)?,
        };
        let taxpayer = self.registry.taxpayer(&inn).await?;
        let taxpayer = taxpayer.ok_or_else(|| ApiError::field(Field::Form, Message::NotTaxpayer))?;
        Ok((inn, taxpayer))
    }

    /// Section 2: the role that the registry has now, or the one in which access was given where it has none any more.
    async fn representing(
        &self,
        account: &AccountRecord,
        own: &Inn,
        organisation: &Inn,
    ) -> Result<PersonRecord, ServiceError> {
        let registered = self.registry.roles(organisation, own).await?.first().copied();
        let role = match registered {
            Some(role) => role,
            None => {
                let mut db = self.foundation.pool.acquire().await?;
                let granted = storage::annulment::granted_role(&mut db, account.id, organisation).await?;
                granted.ok_or_else(|| ApiError::field(Field::Form, Message::NotOfficer))?
            }
        };
        Ok(PersonRecord { inn: *own, name_ru: account.name_ru.clone(), name_ky: account.name_ky.clone(), role })
    }
}

fn own_inn(account: &AccountRecord) -> Result<Inn, ServiceError> {
    Inn::from_trusted(&account.inn).ok_or(ServiceError::Stored("account.inn"))
}
