//! The look-up for programs that know the live cabinet's.

use std::sync::Arc;

use app::api::{
    ApiError, Client,
    tin_check::{TinAnswer, TinCheck},
};
use async_trait::async_trait;
use domain::{bishkek, inn::Inn, lang::Lang, limits::Limit, masking};

use crate::{
    config::LookUpNames,
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{Offices, Registry},
    throttle::{Throttle, client_key},
};

const MINUTE: u32 = 60;

/// Looks up as the form does, with the same limits and the same masks, but for everybody with an INN.
#[derive(Clone)]
pub struct TinCheckService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    throttle: Throttle,
}

impl TinCheckService {
    /// Against this registry.
    #[must_use]
    pub fn new(foundation: Foundation, registry: Arc<dyn Registry>, offices: Offices, throttle: Throttle) -> Self {
        Self { foundation, registry, offices, throttle }
    }

    async fn find(&self, client: &Client, tin: &str) -> Result<Option<TinAnswer>, ServiceError> {
        // one allowance for all ways of asking, whatever is asked
        let limit = self.foundation.limits.lately().await?.get(Limit::LookUpsPerMinute);
        self.throttle.spend("look_up", &client_key(client.address), limit, MINUTE).await?;
        let Ok(inn) = Inn::parse(tin, bishkek::local_date(self.foundation.now())) else {
            return Ok(None);
        };
        let taxpayer = self.registry.taxpayer(&inn).await?.filter(|taxpayer| taxpayer.active);
        let outcome = if taxpayer.is_some() { "found" } else { "not_taxpayer" };
        metrics::counter!("cabinet_look_ups_total", "outcome" => outcome).increment(1);
        let Some(taxpayer) = taxpayer else {
            return Ok(None);
        };
        let whole = inn.is_organisation() || self.foundation.settings.lookup.names == LookUpNames::Full;
        let office = self.offices.get(&taxpayer.tax_office).await?;
        Ok(Some(TinAnswer {
            name: if whole { taxpayer.name_ru } else { masking::mask_name(&taxpayer.name_ru) },
            rayon: office.name(Lang::Ru).to_owned(),
        }))
    }
}

#[async_trait]
impl TinCheck for TinCheckService {
    async fn get_taxpayer(&self, client: &Client, tin: &str) -> Result<Option<TinAnswer>, ApiError> {
        answer(client, self.find(client, tin)).await
    }
}
