//! «Вход»: by login and password. Staff have their own door.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary};

/// What the form sends, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// 17 digits; for staff their user name.
    pub login: String,
    /// Never sent back.
    pub password: String,
    /// «Запомнить меня»: `on` or empty. Ignored for staff.
    pub remember: String,
}

impl SignInForm {
    /// The form without its password: what may be shown again.
    pub fn without_password(&self) -> Self {
        Self { password: String::new(), ..self.clone() }
    }
}

/// What the page needs after a plain post, or when the session ran out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInState {
    /// As typed, without the password.
    pub form: SignInForm,
    /// What went wrong.
    pub error: Option<ApiError>,
    /// The password was right, and the access is annulled.
    #[serde(default)]
    pub annulled: Option<AnnulledNotice>,
}

/// What somebody is told whose password is right and whose access is annulled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnulledNotice {
    /// When.
    pub at: Moment,
    /// On their own application; otherwise on documentary evidence.
    pub on_application: bool,
    /// Who annulled it.
    pub office: OfficeSummary,
}

/// The use cases of entering and leaving.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait SignIn: Send + Sync {
    /// Signs a taxpayer in.
    ///
    /// Errors: `Validation` at `login` (shape, check digit) before any password is tried, at `form`
    /// (`WrongCredentials`) for every other reason alike, an annulled access among them until its password proves right:
    /// then there is no session, but a cookie with which the page says why (`Annulment::told`); `Throttled` per address; `Unavailable` at overload.
    async fn taxpayer(&self, client: &super::Client, form: &SignInForm) -> Result<Vec<super::CookieChange>, ApiError>;

    /// Signs a member of staff in. Errors as above.
    async fn staff(&self, client: &super::Client, form: &SignInForm) -> Result<Vec<super::CookieChange>, ApiError>;

    /// Ends the session at hand, whoever's it is.
    async fn sign_out(&self, client: &super::Client) -> Result<Vec<super::CookieChange>, ApiError>;
}

/// Signs a taxpayer in; the cabinet is then at `/cabinet`.
#[server(name = AskSignIn, prefix = "/api", endpoint = "sign_in/taxpayer", input = Json, output = Json)]
pub async fn sign_in(form: SignInForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.sign_in.taxpayer(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}

/// Signs a member of staff in; the queue is then at `/office`.
#[server(prefix = "/api", endpoint = "sign_in/staff", input = Json, output = Json)]
pub async fn staff_sign_in(form: SignInForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.sign_in.staff(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}

/// «Выход».
#[server(prefix = "/api", endpoint = "sign_in/sign_out", input = Json, output = Json)]
pub async fn sign_out() -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.sign_in.sign_out(&asked.client).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}
