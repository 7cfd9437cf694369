//! Entering and leaving: taxpayers by login and password, staff by user name and password.

pub(crate) mod attempt;
pub(crate) mod by_passkey;
pub(crate) mod confirming;
mod enrolment;
mod entering;
mod second_factor;
pub(crate) mod session;
pub(super) mod staff;
mod taxpayer;

use app::api::{
    ApiError, Caller, Client, CookieChange, Field, FieldErrors, Message,
    sign_in::{SignIn, SignInForm},
};
use async_trait::async_trait;
use serde_json::json;

pub use session::SessionHolder;

use crate::{
    error::ServiceError,
    foundation::{Foundation, answer},
    services::device,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry},
    },
    throttle::Throttle,
};

/// The use cases of entering and leaving.
#[derive(Clone)]
pub struct SignInService {
    foundation: Foundation,
    throttle: Throttle,
}

impl SignInService {
    /// `throttle` counts the attempts of an address.
    pub fn new(foundation: Foundation, throttle: Throttle) -> Self {
        Self { foundation, throttle }
    }

    async fn leave(&self, client: &Client) -> Result<(), ServiceError> {
        let now = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        let (actor, session, inn, office) = match &client.caller {
            Caller::Nobody => return Ok(()),
            Caller::Taxpayer(taxpayer) => {
                let account = storage::cabinet::account(&mut tx, session::id(&taxpayer.account)?).await?;
                (Actor::Taxpayer(&taxpayer.account), &taxpayer.session, account.inn, "")
            }
            Caller::Staff(staff) => (Actor::Staff(&staff.staff), &staff.session, String::new(), staff.office.as_str()),
        };
        if storage::session::end(&mut tx, session::id(session)?, now).await? {
            let entry = AuditEntry {
                at: now,
                actor,
                action: Action::SignedOut,
                subject_inn: &inn,
                application: None,
                tax_office: office,
                address: &client.address.to_string(),
                request_id: &client.request_id,
                details: json!({ "device": device::name(&client.user_agent) }),
            };
            storage::audit::append(&mut tx, &entry).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

#[async_trait]
impl SignIn for SignInService {
    async fn taxpayer(&self, client: &Client, form: &SignInForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.enter_taxpayer(client, form)).await
    }

    async fn staff(&self, client: &Client, form: &SignInForm) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, self.enter_staff(client, form)).await
    }

    async fn sign_out(&self, client: &Client) -> Result<Vec<CookieChange>, ApiError> {
        answer(client, async {
            self.leave(client).await?;
            Ok(vec![CookieChange::EndSession])
        })
        .await
    }
}

/// The one answer for everything but the shape of what was typed.
fn wrong_credentials() -> ServiceError {
    ServiceError::Answer(ApiError::field(Field::Form, Message::WrongCredentials))
}

fn require_password(errors: &mut FieldErrors, form: &SignInForm) {
    if form.password.is_empty() {
        errors.add(Field::Password, Message::Required);
    }
}
