//! Giving access up (regulation, paragraph 18): the application from inside the cabinet and the one of who does not sign
//! in any more, and what is told at the sign-in afterwards. What an office does with it is in `office::annul`.

mod filing;
mod inside;
mod outside;
pub mod pass;

use std::sync::Arc;

use app::api::{
    ApiError, Client, CookieChange,
    annulment::{Annulment, AnnulmentForm, CabinetAnnulment, CabinetAnnulmentForm},
    sign_in::AnnulledNotice,
};
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    inn::InnError,
    limits::Limit,
    passport::{Passport, PassportError},
};

use self::pass::AnnulmentPass;
use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    random,
    registry::{Offices, Registry},
    storage,
    throttle::Throttle,
};

use app::api::{Field, FieldErrors, Message};

/// The use cases of those whose access it is.
#[derive(Clone)]
pub struct AnnulmentService {
    foundation: Foundation,
    registry: Arc<dyn Registry>,
    offices: Offices,
    throttle: Throttle,
}

impl AnnulmentService {
    /// `throttle` is the one of the registration: both ask the registry and file applications.
    #[must_use]
    pub fn new(foundation: Foundation, registry: Arc<dyn Registry>, offices: Offices, throttle: Throttle) -> Self {
        Self { foundation, registry, offices, throttle }
    }

    fn fresh_submission(&self) -> String {
        URL_SAFE_NO_PAD.encode(random::token256(&*self.foundation.random))
    }

    async fn days_until_entered(&self) -> Result<u32, ServiceError> {
        Ok(self.foundation.limits.lately().await?.get(Limit::AnnulmentDays))
    }

    /// Only while the account is still closed by that very annulment: a pass outlives neither a new grant nor itself.
    async fn notice(&self, client: &Client, cookie: &str) -> Result<Option<AnnulledNotice>, ServiceError> {
        let Some(pass) = AnnulmentPass::open(cookie, &self.foundation.secrets, self.foundation.now()) else {
            return Ok(None);
        };
        let mut db = self.foundation.pool.acquire().await?;
        let Some(found) = storage::annulment::of_account(&mut db, pass.account).await? else { return Ok(None) };
        drop(db);
        Ok(Some(AnnulledNotice {
            at: found.at.into(),
            on_application: found.application.is_some(),
            office: self.offices.summary(&found.tax_office, client.lang).await?,
        }))
    }
}

#[async_trait]
impl Annulment for AnnulmentService {
    fn new_submission(&self) -> String {
        self.fresh_submission()
    }

    async fn days(&self, client: &Client) -> Result<u32, ApiError> {
        answer(client, self.days_until_entered()).await
    }

    async fn apply(&self, client: &Client, form: &AnnulmentForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.apply_from_outside(client, form)).await
    }

    async fn page(&self, client: &Client) -> Result<CabinetAnnulment, ApiError> {
        answer(client, self.show(client)).await
    }

    async fn file(&self, client: &Client, form: &CabinetAnnulmentForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.give_up(client, form)).await
    }

    async fn told(&self, client: &Client, pass: &str) -> Result<Option<AnnulledNotice>, ApiError> {
        answer(client, self.notice(client, pass)).await
    }
}

/// Cell 106, typed by hand.
fn read_passport(errors: &mut FieldErrors, text: &str) -> Option<Passport> {
    let message = |error| if error == PassportError::Empty { Message::Required } else { Message::Passport(error) };
    Passport::parse(text).map_err(|error| errors.add(Field::Passport, message(error))).ok()
}

/// An empty field is told in the same words whatever it is a field of.
fn inn_message(error: InnError) -> Message {
    if error == InnError::Empty { Message::Required } else { Message::Inn(error) }
}
