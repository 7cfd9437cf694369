//! Registration of an individual: the look-up behind «Поиск», and «Зарегистрироваться».

use super::json::Json;
use domain::subject::{Ineligible, SubjectKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, OfficeSummary};

/// What the form sends, as typed. The same for the server function and for a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// `individual`: the one kind of person so far.
    pub subject_kind: String,
    /// «ИНН физического лица».
    pub inn: String,
    /// Cell 106, typed by hand.
    pub passport: String,
    /// «Телефон».
    pub phone: String,
    /// «Электронная почта», may be empty.
    pub email: String,
    /// «Пароль»; never sent back.
    pub password: String,
    /// «Повторите пароль»; never sent back.
    pub password_repeated: String,
    /// Made by the server with the page, so that a repeated click makes one application. Not a secret of the person.
    pub submission: String,
}

impl RegistrationForm {
    /// The form without its passwords: what may be shown again.
    pub fn without_passwords(&self) -> Self {
        Self { password: String::new(), password_repeated: String::new(), ..self.clone() }
    }
}

/// What the registry says of an INN. One shape whatever is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookUp {
    /// In the registry.
    Found(TaxpayerSummary),
    /// «Пользователь с данным ИНН не является налогоплательщиком».
    NotTaxpayer,
}

/// A taxpayer as the public form shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxpayerSummary {
    /// Which kind of person.
    pub kind: SubjectKind,
    /// «Код УГНС».
    pub office: OfficeSummary,
    /// «ФИО», masked unless `whole`.
    pub name: String,
    /// «Место жительства (прописки)», masked unless `whole`.
    pub address: String,
    /// The passport number matched, or the setting shows names to all.
    pub whole: bool,
    /// Why access by password is not for them.
    pub ineligible: Option<Ineligible>,
}

/// What the page needs when the server makes it: after a plain post, everything that was typed and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationState {
    /// As typed, without passwords, with a `submission` token made for this page.
    pub form: RegistrationForm,
    /// The registry's answer, when it was asked.
    pub look_up: Option<LookUp>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of registration.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Registration: Send + Sync {
    /// A token for one showing of the form (see [`RegistrationForm::submission`]).
    fn new_submission(&self) -> String;

    /// Looks an INN up; `passport` may be empty or nonsense, and unmasks only when it matches the registry's.
    ///
    /// Errors: `Validation` at `inn`; `Throttled`; `RegistryUnavailable`.
    async fn look_up(&self, client: &super::Client, inn: &str, passport: &str) -> Result<LookUp, ApiError>;

    /// Stores the application and returns the cookies that show it to this browser.
    ///
    /// Errors: `Validation`, `Throttled`, `Unavailable`, `RegistryUnavailable`.
    async fn register(
        &self,
        client: &super::Client,
        form: &RegistrationForm,
    ) -> Result<Vec<super::CookieChange>, ApiError>;
}

/// A token for a form that the browser shows without having asked for the page.
#[server(prefix = "/api", endpoint = "registration/new_submission", input = Json, output = Json)]
pub async fn new_submission() -> Result<String, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        Ok(asked.services.registration.new_submission())
    })
    .await
}

/// «Поиск».
#[server(name = AskLookUp, prefix = "/api", endpoint = "registration/look_up", input = Json, output = Json)]
pub async fn look_up(inn: String, passport: String) -> Result<LookUp, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.registration.look_up(&asked.client, &inn, &passport).await
    })
    .await
}

/// «Зарегистрироваться». The application is then at `/application`.
#[server(prefix = "/api", endpoint = "registration/register", input = Json, output = Json)]
pub async fn register(form: RegistrationForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.registration.register(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}
