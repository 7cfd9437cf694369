//! «Добавить ИНН»: a citizen whom the registry of taxpayers does not have yet is taken into it.

use std::sync::Arc;

use app::api::{
    ApiError, Caller, Client, Field, Message,
    add_inn::{AddInn, AddInnAnswer, AddInnForm, Resident},
};
use async_trait::async_trait;
use domain::{
    bishkek,
    inn::{Inn, InnError},
    limits::Limit,
};

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{AddedBy, Addition, CitizenRecord, Offices, Registry},
    storage::audit::Actor,
    throttle::{Throttle, client_key},
};

const MINUTE: u32 = 60;
const HOUR: u32 = 3_600;

/// The use cases of adding an INN.
#[derive(Clone)]
pub struct AddInnService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    throttle: Throttle,
}

impl AddInnService {
    /// Adding to this registry.
    #[must_use]
    pub fn new(foundation: Foundation, registry: Arc<dyn Registry>, offices: Offices, throttle: Throttle) -> Self {
        Self { foundation, registry, offices, throttle }
    }

    async fn find_citizen(&self, client: &Client, form: &AddInnForm) -> Result<AddInnAnswer, ServiceError> {
        let inn = self.read(form)?;
        self.spend_look_up(client).await?;
        let takes_in = self.registry.takes_in();
        // both questions whatever the first one brings: the time tells nothing
        let taxpayer = self.registry.taxpayer(&inn).await?;
        let citizen = if takes_in { self.registry.citizen(&inn, None).await?.citizen } else { None };
        Ok(match (taxpayer, citizen) {
            (Some(taxpayer), _) if taxpayer.active => AddInnAnswer::AlreadyTaxpayer,
            (Some(_), _) => AddInnAnswer::Ceased,
            (None, _) if !takes_in => AddInnAnswer::NotPossible,
            (None, Some(citizen)) => AddInnAnswer::Citizen(self.resident(client, &inn, &citizen).await?),
            (None, None) => AddInnAnswer::Unknown,
        })
    }

    async fn add_citizen(&self, client: &Client, form: &AddInnForm) -> Result<AddInnAnswer, ServiceError> {
        let inn = self.read(form)?;
        self.spend_look_up(client).await?;
        if !self.registry.takes_in() {
            return Ok(AddInnAnswer::NotPossible);
        }
        let Some(citizen) = self.registry.citizen(&inn, None).await?.citizen else {
            return Ok(AddInnAnswer::Unknown);
        };
        let limit = self.foundation.limits.lately().await?.get(Limit::AddedPerHour);
        self.throttle.spend("add_inn", &client_key(client.address), limit, HOUR).await?;
        let by = AddedBy {
            at: self.foundation.now(),
            actor: actor(client),
            address: &client.address.to_string(),
            request_id: &client.request_id,
        };
        Ok(match self.registry.add_taxpayer(&inn, &by).await? {
            Addition::Added => {
                metrics::counter!("cabinet_taxpayers_added_total").increment(1);
                AddInnAnswer::Added(self.resident(client, &inn, &citizen).await?)
            }
            Addition::AlreadyTaxpayer => AddInnAnswer::AlreadyTaxpayer,
            Addition::Ceased => AddInnAnswer::Ceased,
            Addition::UnknownCitizen => AddInnAnswer::Unknown,
            Addition::NotPossible => AddInnAnswer::NotPossible,
        })
    }

    fn read(&self, form: &AddInnForm) -> Result<Inn, ServiceError> {
        let today = bishkek::local_date(self.foundation.now());
        let inn = Inn::parse_individual(&form.inn, today).map_err(|error| {
            ApiError::field(Field::Inn, if error == InnError::Empty { Message::Required } else { Message::Inn(error) })
        })?;
        Ok(inn)
    }

    /// The same count as «Поиск» of the registration: whatever asks the registry about an INN counts there.
    async fn spend_look_up(&self, client: &Client) -> Result<(), ServiceError> {
        let limit = self.foundation.limits.lately().await?.get(Limit::LookUpsPerMinute);
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await
    }

    async fn resident(&self, client: &Client, inn: &Inn, citizen: &CitizenRecord) -> Result<Resident, ServiceError> {
        let office = self.offices.summary(&citizen.tax_office, client.lang).await?;
        Ok(Resident { inn: inn.as_str().to_owned(), office })
    }
}

fn actor(client: &Client) -> Actor<'_> {
    match &client.caller {
        Caller::Nobody => Actor::Nobody,
        Caller::Taxpayer(taxpayer) => Actor::Taxpayer(&taxpayer.account),
        Caller::Staff(staff) => Actor::Staff(&staff.staff),
    }
}

#[async_trait]
impl AddInn for AddInnService {
    async fn find(&self, client: &Client, form: &AddInnForm) -> Result<AddInnAnswer, ApiError> {
        answer(client, self.find_citizen(client, form)).await
    }

    async fn add(&self, client: &Client, form: &AddInnForm) -> Result<AddInnAnswer, ApiError> {
        answer(client, self.add_citizen(client, form)).await
    }
}
