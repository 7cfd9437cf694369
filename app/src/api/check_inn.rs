//! «Проверка ИНН»: is a number in the registry of taxpayers? One number by a server function, a list by a plain post,
//! which carries a file as well.

use super::json::Json;
use domain::inn::InnError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::ApiError;

/// Numbers in one list at the most.
pub const MOST_NUMBERS: usize = 500;

/// What the form sends of one number, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckInnForm {
    /// «ИНН», of a person or of an organisation.
    pub inn: String,
}

/// What is known of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A taxpayer registered now.
    Registered,
    /// No taxpayer registered now.
    NotRegistered,
    /// Not an INN at all.
    Wrong(InnError),
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow {
    /// The number; of what is not one, what was found in its place, cut short.
    pub text: String,
    /// What is known of it.
    pub verdict: Verdict,
}

/// The answer to a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedList {
    /// In the order of the list.
    pub rows: Vec<CheckedRow>,
    /// The same, sealed: sent back, it becomes a CSV without asking the registry again.
    pub sealed: String,
}

/// Why a list can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListError {
    /// Neither numbers nor a file, or a file without any.
    Empty,
    /// More than [`MOST_NUMBERS`].
    TooMany,
    /// The file is larger than is taken.
    TooLarge,
    /// Neither text nor a workbook, whatever its name says.
    NotAList,
    /// A workbook of the old kind, `.xls`.
    OldWorkbook,
    /// A workbook that can't be read, or unfolds to more than is taken.
    BrokenWorkbook,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInnState {
    /// As typed.
    pub form: CheckInnForm,
    /// The list as typed; after a file, what was found in it.
    pub list: String,
    /// The answer to one number.
    pub verdict: Option<Verdict>,
    /// The answer to a list.
    pub checked: Option<CheckedList>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// A list as it reached the server.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, Default)]
pub struct PostedList {
    /// What was typed or pasted.
    pub text: String,
    /// The file, when one was chosen. Its name and declared type are not asked for: the content says what it is.
    pub file: Option<Vec<u8>>,
}

/// The use cases of checking numbers.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait CheckInn: Send + Sync {
    /// One number; never `Verdict::Wrong`.
    ///
    /// Errors: `Validation` at `inn`; `Throttled`; `Unavailable` when the registry can't be asked.
    async fn check(&self, client: &super::Client, form: &CheckInnForm) -> Result<Verdict, ApiError>;

    /// What a list holds, one number a line: the file's when there is one, else what was typed. Asks no registry.
    ///
    /// Errors: `Validation` at `list` or `file`, a `Message::List`.
    async fn read(&self, client: &super::Client, list: PostedList) -> Result<String, ApiError>;

    /// The numbers of a text as `read` gives it.
    ///
    /// Errors: `Validation` at `list`; `Throttled`; `Unavailable`.
    async fn check_list(&self, client: &super::Client, numbers: &str) -> Result<CheckedList, ApiError>;

    /// The answer to a list as a CSV in the reader's language.
    ///
    /// Errors: `NotFound` when it was not this server that sealed it.
    async fn csv(&self, client: &super::Client, sealed: &str) -> Result<Vec<u8>, ApiError>;
}

/// «Проверить» for one number.
#[server(name = AskCheckInn, prefix = "/api", endpoint = "check_inn/check", input = Json, output = Json)]
pub async fn check_inn(form: CheckInnForm) -> Result<Verdict, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.check_inn.check(&asked.client, &form).await
    })
    .await
}
