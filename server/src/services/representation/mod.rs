//! Who acts for whom: the chooser, going from one cabinet to another, the organisations of an account, and asking for one
//! from inside the cabinet.

mod chooser;
mod filing;
mod link;
mod organisations;

use std::sync::Arc;

use app::api::{
    ApiError, Client, CookieChange, OfficeSummary, TaxpayerCaller,
    representation::{CabinetIdentity, Chooser, LinkForm, LinkLookUp, LinkPage, Organisations, Representation},
};
use async_trait::async_trait;
use domain::lang::Lang;
use sqlx::PgConnection;

use super::{eligibility::PolicyInForce, sign_in::session};
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    registry::{Offices, Registry},
    storage,
    throttle::Throttle,
};

/// The use cases of who acts for whom.
#[derive(Clone)]
pub struct RepresentationService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    throttle: Throttle,
    policy: PolicyInForce,
}

impl RepresentationService {
    /// `throttle` is the one of the registration: both ask the registry and file applications.
    pub fn new(
        foundation: Foundation,
        registry: Arc<dyn Registry>,
        offices: Offices,
        throttle: Throttle,
        policy: PolicyInForce,
    ) -> Self {
        Self { foundation, registry, offices, throttle, policy }
    }

    async fn office(&self, code: &str, lang: Lang) -> Result<OfficeSummary, ServiceError> {
        self.offices.summary(code, lang).await
    }
}

/// Who is in the cabinet, as each of its pages says.
pub(super) async fn identity(
    db: &mut PgConnection,
    client: &Client,
    person: &TaxpayerCaller,
) -> Result<CabinetIdentity, ServiceError> {
    let cabinets = storage::representation::count_cabinets(db, session::id(&person.account)?).await?;
    let acting_for = person.acting_for();
    Ok(CabinetIdentity {
        person: person.name.in_language(client.lang).to_owned(),
        acting_for: acting_for.map(|organisation| organisation.name.in_language(client.lang).to_owned()),
        inside: client.taxpayer().is_ok(),
        several: cabinets > 1,
    })
}

#[async_trait]
impl Representation for RepresentationService {
    async fn chooser(&self, client: &Client) -> Result<Chooser, ApiError> {
        answer(client, self.show_chooser(client)).await
    }

    async fn choose(&self, client: &Client, cabinet: &str) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.enter_cabinet(client, cabinet)).await
    }

    async fn organisations(&self, client: &Client) -> Result<Organisations, ApiError> {
        answer(client, self.show_organisations(client)).await
    }

    async fn unlink(&self, client: &Client, representation: &str) -> Result<(), ApiError> {
        answer(client, self.end_link(client, representation)).await
    }

    async fn link_page(&self, client: &Client) -> Result<LinkPage, ApiError> {
        answer(client, self.show_link_page(client)).await
    }

    async fn look_up(&self, client: &Client, inn: &str) -> Result<LinkLookUp, ApiError> {
        answer(client, self.find_organisation(client, inn)).await
    }

    async fn link(&self, client: &Client, form: &LinkForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.file_link(client, form)).await
    }
}
