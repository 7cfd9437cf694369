//! Who registers an organisation: the organisation itself, its head or accountant, the head organisation of a branch.
//! Organisations are public; the person is named only to be the one they say, and masked until the passport fits.

use app::api::{
    ApiError, Client, Field, FieldErrors, Message,
    registration::{LookUp, LookUpQuestion, OfficerSummary, RegistrationForm, Sought},
};
use domain::{bishkek, inn::Inn, masking, officer::OfficerRole, passport::Passport};

use super::{
    RegistrationService,
    applicant::{Subject, admitted, inn_message, note},
};
use crate::{
    config::LookUpNames,
    error::ServiceError,
    registry::Identity,
    storage::access_application::{HeadOrganisationRecord, PersonRecord},
};

/// What only an organisation's application has.
pub(super) struct Organisation {
    /// Section 2.
    pub(super) person: PersonRecord,
    pub(super) international: bool,
    /// Of a branch.
    pub(super) head: Option<HeadOrganisationRecord>,
}

/// The person as typed, and what the registries say of them.
#[derive(Default)]
struct Registering {
    inn: Option<Inn>,
    identity: Identity,
    person: Option<PersonRecord>,
}

impl RegistrationService {
    pub(super) async fn find(&self, client: &Client, question: &LookUpQuestion) -> Result<LookUp, ServiceError> {
        match question.sought {
            Sought::Person => self.find_taxpayer(client, &question.inn, &question.passport).await,
            Sought::Organisation => self.find_organisation(client, &question.inn).await,
            Sought::Officer => self.find_officer(client, question).await,
        }
    }

    async fn find_organisation(&self, client: &Client, inn: &str) -> Result<LookUp, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_organisation(inn, today)
            .map_err(|error| ApiError::field(Field::OrganisationInn, inn_message(error)))?;
        self.spend_look_up(client).await?;
        let taxpayer = self.registry.taxpayer(&inn).await?.filter(|taxpayer| taxpayer.active);
        Ok(match taxpayer {
            Some(taxpayer) => LookUp::Found(self.summary(client, &taxpayer, true).await?),
            None => LookUp::NotTaxpayer,
        })
    }

    async fn find_officer(&self, client: &Client, question: &LookUpQuestion) -> Result<LookUp, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let organisation = Inn::parse_organisation(&question.organisation_inn, today)
            .map_err(|error| ApiError::field(Field::OrganisationInn, inn_message(error)))?;
        let inn = Inn::parse_individual(&question.inn, today)
            .map_err(|error| ApiError::field(Field::Inn, inn_message(error)))?;
        self.spend_look_up(client).await?;
        let Some(role) = self.registry.roles(&organisation, &inn).await?.into_iter().next() else {
            return Ok(LookUp::NotOfficer);
        };
        let passport = Passport::parse(&question.passport).ok();
        let identity = self.registry.citizen(&inn, passport.as_ref()).await?;
        let Some(person) = self.person(inn, role, &identity).await? else {
            return Ok(LookUp::NotTaxpayer);
        };
        let whole = identity.passport_fits == Some(true) || self.foundation.settings.lookup.names == LookUpNames::Full;
        let name = person.name(client.lang);
        let name = if whole { name.to_owned() } else { masking::mask_name(name) };
        Ok(LookUp::Officer(OfficerSummary { name, whole, role }))
    }

    /// Reads the INNs of an organisation's form and its two boxes; errors in the order of the form.
    pub(super) async fn read_organisation(
        &self,
        client: &Client,
        form: &RegistrationForm,
        passport: Option<&Passport>,
        errors: &mut FieldErrors,
    ) -> Result<Subject, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_organisation(&form.organisation_inn, today).map_err(inn_message);
        let inn = note(errors, Field::OrganisationInn, inn);
        let taxpayer = match &inn {
            Some(inn) => {
                self.spend_look_up(client).await?;
                let taxpayer = self.registry.taxpayer(inn).await?.filter(|taxpayer| taxpayer.active);
                let policy = self.policy.now().await?;
                note(errors, Field::OrganisationInn, admitted(taxpayer, &policy))
            }
            None => None,
        };
        // of an organisation that is not there, nobody is the head
        let registering = self.read_officer(client, form, inn.filter(|_| taxpayer.is_some()), passport, errors).await?;
        let head = match form.branch.as_str() {
            "on" => self.read_head(client, form, inn, errors).await?,
            _ => None,
        };
        let international = form.international == "on";
        Ok(Subject {
            taxpayer: inn.zip(taxpayer),
            names: registering
                .person
                .iter()
                .flat_map(|person| [person.name_ru.clone(), person.name_ky.clone()])
                .collect(),
            organisation: registering.person.map(|person| Organisation { person, international, head }),
            person: registering.inn,
            identity: registering.identity,
        })
    }

    /// The person must be head or accountant of the organisation now; they need not be a taxpayer, but somebody whom a
    /// registry knows.
    async fn read_officer(
        &self,
        client: &Client,
        form: &RegistrationForm,
        organisation: Option<Inn>,
        passport: Option<&Passport>,
        errors: &mut FieldErrors,
    ) -> Result<Registering, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_individual(&form.inn, today).map_err(inn_message);
        let Some(inn) = note(errors, Field::Inn, inn) else {
            return Ok(Registering::default());
        };
        self.spend_look_up(client).await?;
        let identity = self.registry.citizen(&inn, passport).await?;
        let person = match organisation {
            Some(organisation) => match self.registry.roles(&organisation, &inn).await?.into_iter().next() {
                Some(role) => {
                    let person = self.person(inn, role, &identity).await?.ok_or(Message::NotTaxpayer);
                    note(errors, Field::Inn, person)
                }
                None => note(errors, Field::Inn, Err(Message::NotOfficer)),
            },
            None => None,
        };
        Ok(Registering { inn: Some(inn), identity, person })
    }

    /// The organisation that the branch belongs to: another one, and registered.
    async fn read_head(
        &self,
        client: &Client,
        form: &RegistrationForm,
        branch: Option<Inn>,
        errors: &mut FieldErrors,
    ) -> Result<Option<HeadOrganisationRecord>, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = match Inn::parse_organisation(&form.head_inn, today) {
            Ok(inn) if Some(inn) == branch => Err(Message::OwnHead),
            Ok(inn) => Ok(inn),
            Err(error) => Err(inn_message(error)),
        };
        let Some(inn) = note(errors, Field::HeadInn, inn) else {
            return Ok(None);
        };
        self.spend_look_up(client).await?;
        let head = self.registry.taxpayer(&inn).await?.filter(|taxpayer| taxpayer.active).ok_or(Message::NotTaxpayer);
        let head = note(errors, Field::HeadInn, head);
        Ok(head.map(|head| HeadOrganisationRecord { inn, name_ru: head.name_ru, name_ky: head.name_ky }))
    }

    /// The name of who registers: that of the population register, or else of the register of taxpayers.
    async fn person(
        &self,
        inn: Inn,
        role: OfficerRole,
        identity: &Identity,
    ) -> Result<Option<PersonRecord>, ServiceError> {
        if let Some(citizen) = &identity.citizen {
            let (name_ru, name_ky) = (citizen.full_name_ru.clone(), citizen.full_name_ky.clone());
            return Ok(Some(PersonRecord { inn, name_ru, name_ky, role }));
        }
        let taxpayer = self.registry.taxpayer(&inn).await?;
        Ok(taxpayer.map(|taxpayer| PersonRecord { inn, name_ru: taxpayer.name_ru, name_ky: taxpayer.name_ky, role }))
    }
}
