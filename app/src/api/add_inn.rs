//! «Добавить ИНН» (002_user_manual_3.0, 1.1): a citizen who is no taxpayer yet becomes one without a visit.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, OfficeSummary};

/// What the form sends, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddInnForm {
    /// «ИНН физического лица».
    pub inn: String,
}

/// What «Поиск» and «Добавить в базу ГНС» answer. Never a name or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddInnAnswer {
    /// In the population register and no taxpayer: may be added.
    Citizen(Resident),
    /// Is a taxpayer now, by this request.
    Added(Resident),
    /// Was a taxpayer before.
    AlreadyTaxpayer,
    /// Was a taxpayer once; only a tax office can register them again.
    Ceased,
    /// The population register does not have this number.
    Unknown,
    /// The registry behind this cabinet takes nobody in from here.
    NotPossible,
}

/// A number and where its holder lives, as far as anybody may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resident {
    /// 14 digits.
    pub inn: String,
    /// «Район УГНС по прописке».
    pub office: OfficeSummary,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddInnState {
    /// As typed.
    pub form: AddInnForm,
    /// The answer, when there was one.
    pub answer: Option<AddInnAnswer>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of adding an INN.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait AddInn: Send + Sync {
    /// Looks the number up in the population register and in the registry.
    ///
    /// Errors: `Validation` at `inn`; `Throttled`; `Unavailable` when the registry can't be asked.
    async fn find(&self, client: &super::Client, form: &AddInnForm) -> Result<AddInnAnswer, ApiError>;

    /// Makes the citizen a taxpayer. Asked again it answers `AlreadyTaxpayer`, and nothing more happens.
    ///
    /// Errors: as [`AddInn::find`].
    async fn add(&self, client: &super::Client, form: &AddInnForm) -> Result<AddInnAnswer, ApiError>;
}

/// «Поиск».
#[server(prefix = "/api", endpoint = "add_inn/find", input = Json, output = Json)]
pub async fn find_citizen(form: AddInnForm) -> Result<AddInnAnswer, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.add_inn.find(&asked.client, &form).await
    })
    .await
}

/// «Добавить в базу ГНС».
#[server(prefix = "/api", endpoint = "add_inn/add", input = Json, output = Json)]
pub async fn add_taxpayer(form: AddInnForm) -> Result<AddInnAnswer, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.add_inn.add(&asked.client, &form).await
    })
    .await
}
