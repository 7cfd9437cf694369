//! Reading the form: who registers, and that they may not have a password.

use app::api::{ApiError, Client, Field, FieldErrors, Message, signature_registration::SignatureRegistrationForm};
use domain::{
    bishkek,
    inn::{Inn, InnError},
};

use super::SignatureRegistrationService;
use crate::{error::ServiceError, registry::TaxpayerRecord};

/// Who is to wait for a signed entry.
pub(super) struct Applicant {
    /// Whose the account is.
    pub(super) person: Inn,
    pub(super) name_ru: String,
    pub(super) name_ky: String,
    /// Which organisation they are to act for.
    pub(super) organisation: Option<(Inn, TaxpayerRecord)>,
    tax_office: String,
}

impl Applicant {
    /// Code of the subject's tax office.
    pub(super) fn tax_office(&self) -> &str {
        &self.tax_office
    }
}

impl SignatureRegistrationService {
    pub(super) async fn read_applicant(
        &self,
        client: &Client,
        form: &SignatureRegistrationForm,
    ) -> Result<Applicant, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let person = Inn::parse_individual(&form.inn, today).map_err(inn_message);
        if !form.is_organisation() {
            let person = person.map_err(|message| ApiError::field(Field::Inn, message))?;
            let taxpayer = self.ineligible(client, &person, Field::Inn).await?;
            let TaxpayerRecord { name_ru, name_ky, tax_office, .. } = taxpayer;
            return Ok(Applicant { person, name_ru, name_ky, organisation: None, tax_office });
        }
        let organisation = Inn::parse_organisation(&form.organisation_inn, today).map_err(inn_message);
        match (organisation, person) {
            (Ok(organisation), Ok(person)) => self.read_organisation(client, organisation, person).await,
            (organisation, person) => {
                let mut errors = FieldErrors::default();
                for (field, read) in [(Field::OrganisationInn, organisation), (Field::Inn, person)] {
                    if let Err(message) = read {
                        errors.add(field, message);
                    }
                }
                Err(ApiError::Validation(errors).into())
            }
        }
    }

    /// An organisation is registered by its head or accountant, as for a password.
    async fn read_organisation(
        &self,
        client: &Client,
        organisation: Inn,
        person: Inn,
    ) -> Result<Applicant, ServiceError> {
        let registered = self.ineligible(client, &organisation, Field::OrganisationInn).await?;
        self.spend_look_up(client).await?;
        if self.registry.roles(&organisation, &person).await?.is_empty() {
            return Err(ApiError::field(Field::Inn, Message::NotOfficer).into());
        }
        let (name_ru, name_ky) = match self.registry.citizen(&person, None).await?.citizen {
            Some(citizen) => (citizen.full_name_ru, citizen.full_name_ky),
            None => {
                let taxpayer = self.registry.taxpayer(&person).await?;
                let taxpayer = taxpayer.ok_or(ApiError::field(Field::Inn, Message::NotTaxpayer))?;
                (taxpayer.name_ru, taxpayer.name_ky)
            }
        };
        let tax_office = registered.tax_office.clone();
        Ok(Applicant { person, name_ru, name_ky, organisation: Some((organisation, registered)), tax_office })
    }

    /// The taxpayer, who is registered now and may not have a password.
    async fn ineligible(&self, client: &Client, inn: &Inn, field: Field) -> Result<TaxpayerRecord, ServiceError> {
        self.spend_look_up(client).await?;
        let taxpayer = self.registry.taxpayer(inn).await?.filter(|taxpayer| taxpayer.active);
        let taxpayer = taxpayer.ok_or(ApiError::field(field, Message::NotTaxpayer))?;
        let policy = self.policy.now().await?;
        match policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade) {
            Ok(()) => Err(ApiError::field(field, Message::EligibleForPassword).into()),
            Err(_) => Ok(taxpayer),
        }
    }
}

/// An empty field is told in the same words whatever it is a field of.
fn inn_message(error: InnError) -> Message {
    if error == InnError::Empty { Message::Required } else { Message::Inn(error) }
}
