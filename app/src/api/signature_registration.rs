//! Registration for entry by electronic signature: for whoever may not have a password (`spec/registration.md`,
//! "Registration"). No visit and no password; the account waits for its first signed entry.

use super::json::Json;
use domain::subject::SubjectKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// What the form sends, as typed. Nothing but numbers: whoever types them has not shown who they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignatureRegistrationForm {
    /// «Тип лица», as in the registration.
    pub subject_kind: String,
    /// «ИНН юридического лица»; counts for nothing unless an organisation registers.
    pub organisation_inn: String,
    /// «ИНН физического лица»: the person's own, or of who registers the organisation.
    pub inn: String,
    /// `on` when the page says that it is done: another language then repeats the post, which changes nothing.
    pub registered: String,
}

impl SignatureRegistrationForm {
    /// Whether an organisation registers.
    pub fn is_organisation(&self) -> bool {
        self.subject_kind == SubjectKind::LegalEntity.as_str()
    }
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRegistrationState {
    /// As typed.
    pub form: SignatureRegistrationForm,
    /// It worked.
    pub registered: bool,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of registration for entry by electronic signature.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait SignatureRegistration: Send + Sync {
    /// Makes the account wait for its first signed entry, and with it, for an organisation, that it acts for this one.
    /// Whoever has an account of any kind keeps it, and the answer is the same.
    ///
    /// Errors: `Validation` at `inn` and `organisation_inn`, also for who may have a password and for who is neither head
    /// nor accountant; `Throttled`; `RegistryUnavailable`.
    async fn register(&self, client: &super::Client, form: &SignatureRegistrationForm) -> Result<(), ApiError>;
}

/// «Зарегистрироваться для входа по электронной подписи».
#[server(prefix = "/api", endpoint = "signature_registration/register", input = Json, output = Json)]
pub async fn register_for_signature(form: SignatureRegistrationForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.signature_registration.register(&asked.client, &form).await
    })
    .await
}
