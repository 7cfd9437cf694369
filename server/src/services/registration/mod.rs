//! Registration of a person or an organisation: the look-ups behind «Поиск», and filing the application for access, or to
//! have it restored.

mod account_password;
mod applicant;
mod filing;
mod organisation;

use std::sync::Arc;

use app::api::{
    ApiError, Client, CookieChange, Field, Message,
    registration::{LookUp, LookUpQuestion, Registration, RegistrationForm, TaxpayerSummary},
};
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{bishkek, inn::Inn, limits::Limit, masking, passport::Passport};

use crate::{
    config::LookUpNames,
    error::ServiceError,
    foundation::{Foundation, answer},
    random,
    registry::{Offices, Registry, TaxpayerRecord},
    services::{application_pass::ApplicationPass, eligibility::PolicyInForce},
    throttle::{Throttle, client_key},
};

const MINUTE: u32 = 60;
const HOUR: u32 = 3_600;

/// The use cases of registration.
#[derive(Clone)]
pub struct RegistrationService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    throttle: Throttle,
    policy: PolicyInForce,
}

impl RegistrationService {
    /// Registration against this registry.
    #[must_use]
    pub fn new(
        foundation: Foundation,
        registry: Arc<dyn Registry>,
        offices: Offices,
        throttle: Throttle,
        policy: PolicyInForce,
    ) -> Self {
        Self { foundation, registry, offices, throttle, policy }
    }

    async fn find_taxpayer(&self, client: &Client, inn: &str, passport: &str) -> Result<LookUp, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_individual(inn, today)
            .map_err(|error| ApiError::field(Field::Inn, applicant::inn_message(error)))?;
        self.spend_look_up(client).await?;
        // the same questions whatever the registry has; without a typed passport the second one is not needed
        let taxpayer = self.registry.taxpayer(&inn).await?.filter(|taxpayer| taxpayer.active);
        let known = match Passport::parse(passport) {
            Ok(passport) => self.registry.citizen(&inn, Some(&passport)).await?.passport_fits == Some(true),
            Err(_) => false,
        };
        let whole = known || self.foundation.settings.lookup.names == LookUpNames::Full;
        let found = match taxpayer {
            Some(taxpayer) => LookUp::Found(self.summary(client, &taxpayer, whole).await?),
            None => LookUp::NotTaxpayer,
        };
        Ok(found)
    }

    async fn summary(
        &self,
        client: &Client,
        taxpayer: &TaxpayerRecord,
        whole: bool,
    ) -> Result<TaxpayerSummary, ServiceError> {
        let name = taxpayer.name(client.lang);
        let policy = self.policy.lately().await?;
        Ok(TaxpayerSummary {
            kind: taxpayer.kind,
            office: self.offices.summary(&taxpayer.tax_office, client.lang).await?,
            name: if whole { name.to_owned() } else { masking::mask_name(name) },
            address: if whole { taxpayer.address.clone() } else { masking::mask_address(&taxpayer.address) },
            whole,
            ineligible: policy.judge(taxpayer.kind, taxpayer.vat_payer, taxpayer.foreign_trade).err(),
        })
    }

    /// Whatever asks the registry about an INN counts here, so that neither form can be used to read it out.
    async fn spend_look_up(&self, client: &Client) -> Result<(), ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::LookUpsPerMinute);
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await
    }

    async fn spend_application(&self, client: &Client) -> Result<(), ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::ApplicationsPerHour);
        self.throttle.spend("application", &client_key(client.address), limit, HOUR).await
    }
}

#[async_trait]
impl Registration for RegistrationService {
    fn new_submission(&self) -> String {
        URL_SAFE_NO_PAD.encode(random::token256(&*self.foundation.random))
    }

    async fn look_up(&self, client: &Client, inn: &str, passport: &str) -> Result<LookUp, ApiError> {
        let question =
            LookUpQuestion { inn: inn.to_owned(), passport: passport.to_owned(), ..LookUpQuestion::default() };
        self.seek(client, &question).await
    }

    async fn seek(&self, client: &Client, question: &LookUpQuestion) -> Result<LookUp, ApiError> {
        let found = answer(client, self.find(client, question)).await?;
        let outcome = match found {
            LookUp::Found(_) | LookUp::Officer(_) => "found",
            LookUp::NotTaxpayer => "not_taxpayer",
            LookUp::NotOfficer => "not_officer",
        };
        metrics::counter!("cabinet_look_ups_total", "outcome" => outcome).increment(1);
        Ok(found)
    }

    async fn register(&self, client: &Client, form: &RegistrationForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, async {
            let applicant = self.read_applicant(client, form).await?;
            let application = self.file(client, &applicant, &form.submission).await?;
            let pass = ApplicationPass { application, just_saved: true };
            Ok(vec![pass.cookie(&self.foundation.secrets, self.foundation.now())?])
        })
        .await
    }
}

fn too_many() -> ServiceError {
    ServiceError::Answer(ApiError::field(Field::Form, Message::TooManyApplications))
}
