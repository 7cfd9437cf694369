//! Who acts for whom: the cabinets that an account can be in, going from one to another, and the organisations linked to
//! it, asked for from inside.

use super::json::Json;
use domain::{access_application::ApplicationState, officer::OfficerRole, refusal::RefusalGround};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary};

/// Who is in the cabinet: at the top of each of its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetIdentity {
    /// Whose account it is.
    pub person: String,
    /// Name of the organisation that they act for; none in their own cabinet, or before one is chosen.
    pub acting_for: Option<String>,
    /// A cabinet is chosen, so that the pages of one can be gone to.
    pub inside: bool,
    /// There is another cabinet to go to.
    pub several: bool,
}

/// «Выбор учётной записи».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chooser {
    /// Who chooses.
    pub identity: CabinetIdentity,
    /// Their own first, where it is open, then the organisations by name.
    pub cabinets: Vec<CabinetChoice>,
    /// Name of the organisation whose cabinet they were in when its link was removed.
    pub removed: Option<String>,
}

/// A cabinet that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetChoice {
    /// What is sent back to choose it: [`OWN`], or the UUID of the representation.
    pub key: String,
    /// Whose cabinet it is.
    pub name: String,
    /// Their INN.
    pub inn: String,
    /// Their tax office, where it is known.
    pub office: Option<OfficeSummary>,
    /// They are in this one.
    pub current: bool,
}

/// The key of the person's own cabinet.
pub const OWN: &str = "own";

/// What the chooser's form sends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChooseForm {
    /// [`CabinetChoice::key`]; empty for a search.
    pub cabinet: String,
    /// What is searched for: part of a name or an INN.
    pub search: String,
}

/// What the chooser needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooserState {
    /// As typed.
    pub search: String,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The organisations of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisations {
    /// Who is in the cabinet.
    pub identity: CabinetIdentity,
    /// Those the account acts for, by name.
    pub linked: Vec<LinkedOrganisation>,
    /// Those that it was asked for and is not linked to: newest first, at most 50.
    pub asked: Vec<AskedOrganisation>,
}

/// An organisation that the account acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedOrganisation {
    /// UUID of the representation.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its INN.
    pub inn: String,
    /// Its tax office.
    pub office: OfficeSummary,
    /// Since when.
    pub since: Moment,
}

/// An application of this person for an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedOrganisation {
    /// The organisation's name when it was filed.
    pub name: String,
    /// Its INN.
    pub inn: String,
    /// The office that decides.
    pub office: OfficeSummary,
    /// Where the application stands.
    pub state: ApplicationState,
    /// When it was filed.
    pub submitted_at: Moment,
    /// When it lapses unless accepted.
    pub expires_at: Moment,
    /// The ground, on a refusal.
    pub refused: Option<RefusalGround>,
    /// The ground as an administrator had worded it by then, in the reader's language, or empty.
    #[serde(default)]
    pub ground_words: String,
    /// Filed on the public form, where nobody had to sign in.
    pub from_outside: bool,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationsState {
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// What «Добавить организацию» starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPage {
    /// Who is in the cabinet.
    pub identity: CabinetIdentity,
    /// The account's telephone, which goes into the application.
    pub phone: String,
    /// The account's e-mail, or empty.
    pub email: String,
    /// Minutes from acceptance to decision, as they are in force now.
    pub minutes: u32,
    /// A token for this showing of the form, see [`LinkForm::submission`].
    pub submission: String,
}

/// What «Добавить организацию» sends, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// «ИНН юридического лица».
    pub organisation_inn: String,
    /// Cell 106, typed by hand.
    pub passport: String,
    /// Made by the server with the page, so that a repeated click makes one application.
    pub submission: String,
}

/// What the registry says of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkLookUp {
    /// In the registry.
    Found(OrganisationSummary),
    /// «Пользователь с данным ИНН не является налогоплательщиком».
    NotTaxpayer,
}

/// An organisation, and what the person is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationSummary {
    /// «Наименование юридического лица».
    pub name: String,
    /// «Код УГНС».
    pub office: OfficeSummary,
    /// «Юридический адрес».
    pub address: String,
    /// What stands in the way of asking for it.
    pub objection: Option<super::Message>,
    /// What the registry says the person is there; none for somebody else.
    pub role: Option<OfficerRole>,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkState {
    /// As typed.
    pub form: LinkForm,
    /// The registry's answer, when it was asked.
    pub look_up: Option<LinkLookUp>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of who acts for whom. All but the first two begin with `client.taxpayer()`.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Representation: Send + Sync {
    /// The cabinets of whoever is signed in.
    async fn chooser(&self, client: &super::Client) -> Result<Chooser, ApiError>;

    /// Goes to a cabinet: the session gets a new token.
    ///
    /// Errors: `Conflict(NotRepresented)` for one that is not the caller's, whatever the reason.
    async fn choose(&self, client: &super::Client, cabinet: &str) -> Result<Vec<super::CookieChange>, ApiError>;

    /// The organisations of the account.
    async fn organisations(&self, client: &super::Client) -> Result<Organisations, ApiError>;

    /// Removes a link of one's own; somebody else's is `NotFound`.
    async fn unlink(&self, client: &super::Client, representation: &str) -> Result<(), ApiError>;

    /// What «Добавить организацию» starts from.
    async fn link_page(&self, client: &super::Client) -> Result<LinkPage, ApiError>;

    /// Looks an organisation up, and what the caller is in it.
    ///
    /// Errors: `Validation` at `organisation_inn`; `Throttled`; `RegistryUnavailable`.
    async fn look_up(&self, client: &super::Client, inn: &str) -> Result<LinkLookUp, ApiError>;

    /// Files the application and returns the cookies that show it to this browser.
    ///
    /// Errors: `Validation`, `Throttled`, `RegistryUnavailable`.
    async fn link(&self, client: &super::Client, form: &LinkForm) -> Result<Vec<super::CookieChange>, ApiError>;
}

/// The cabinets to choose from.
#[server(name = AskChooser, prefix = "/api", endpoint = "representation/chooser", input = Json, output = Json)]
pub async fn chooser() -> Result<Chooser, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.representation.chooser(&asked.client).await
    })
    .await
}

/// The organisations of the account.
#[server(name = AskOrganisations, prefix = "/api", endpoint = "representation/organisations", input = Json, output = Json)]
pub async fn organisations() -> Result<Organisations, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.representation.organisations(&asked.client).await
    })
    .await
}

/// What «Добавить организацию» starts from.
#[server(name = AskLinkPage, prefix = "/api", endpoint = "representation/link_page", input = Json, output = Json)]
pub async fn link_page() -> Result<LinkPage, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.representation.link_page(&asked.client).await
    })
    .await
}

/// «Поиск».
#[server(name = AskLinkLookUp, prefix = "/api", endpoint = "representation/look_up", input = Json, output = Json)]
pub async fn link_look_up(inn: String) -> Result<LinkLookUp, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.representation.look_up(&asked.client, &inn).await
    })
    .await
}

/// «Сформировать заявление». The application is then at `/application`.
#[server(name = AskLink, prefix = "/api", endpoint = "representation/link", input = Json, output = Json)]
pub async fn link(form: LinkForm) -> Result<(), ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        let cookies = asked.services.representation.link(&asked.client, &form).await?;
        super::apply_cookies(&cookies);
        Ok(())
    })
    .await
}
