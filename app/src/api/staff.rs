//! «Сотрудники»: whom administrators invite, what role and office they have, who is blocked, whose second factor is taken
//! away. Everything is done by plain posts to `/administration/staff`; only what the page shows is asked for here.

use super::json::Json;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment};

/// The page: the staff that were searched for, or one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffPage {
    /// Who is at work.
    pub administrator: String,
    /// Their second factor is fresh: nothing has to be proved again.
    pub fresh: bool,
    /// A passkey can prove it again.
    pub by_passkey: bool,
    /// Every office: code and name.
    pub offices: Vec<(String, String)>,
    /// The first fifty that fit, by name.
    pub people: Vec<StaffRow>,
    /// There are more.
    pub more: bool,
    /// The one that the address names.
    pub person: Option<StaffCard>,
}

/// Somebody of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// UUID.
    pub id: String,
    /// What they sign in with.
    pub user_name: String,
    /// As printed on decisions.
    pub name: String,
    /// `inspector`, `head_of_office`, `administrator`.
    pub role: String,
    /// Code of their office, or empty.
    pub office: String,
    /// How far they have come.
    pub standing: Standing,
}

/// How far somebody of staff has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Has a second factor and may enter.
    AtWork,
    /// Has a one-time password and has not come yet.
    Invited,
    /// Has a password and no second factor yet.
    NotEnrolled,
    /// May not enter.
    Blocked,
}

/// What an administrator sees of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffCard {
    /// Who.
    pub row: StaffRow,
    /// It is the administrator themselves: nothing here can be changed.
    pub oneself: bool,
    /// What is asked about the second factor.
    pub reset: Reset,
}

/// What is asked about somebody's second factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// They have none.
    NothingToReset,
    /// Nothing.
    NotAsked,
    /// This administrator has asked to take it away; another one must confirm.
    AskedByOneself {
        /// When.
        at: Moment,
    },
    /// Another administrator has asked; this one may confirm.
    Waiting {
        /// Who.
        by: String,
        /// When.
        at: Moment,
    },
}

/// What is posted: an action and what it needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffForm {
    /// What is searched for: part of a name, a user name, an office.
    pub search: String,
    /// UUID of whom it is about.
    pub person: String,
    /// What the invited sign in with.
    pub user_name: String,
    /// As printed on decisions.
    pub name: String,
    /// `inspector`, `head_of_office`, `administrator`.
    pub role: String,
    /// Code of the office; empty for administrators.
    pub office: String,
    /// Their own INN, so that nobody decides on themselves; may be empty.
    pub inn: String,
    /// A code of the second factor. Never sent back.
    pub code: String,
}

/// What an administrator does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffAction {
    /// Makes an account with a one-time password.
    Invite,
    /// Gives another role or office.
    ChangeRights,
    /// Keeps somebody out from now on.
    Block,
    /// Lets somebody in again.
    Unblock,
    /// Makes a new one-time password.
    NewPassword,
    /// Asks to take the second factor away.
    AskReset,
    /// Confirms what another administrator has asked.
    ConfirmReset,
}

impl StaffAction {
    /// The action that a button's value names.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "invite" => Self::Invite,
            "rights" => Self::ChangeRights,
            "block" => Self::Block,
            "unblock" => Self::Unblock,
            "password" => Self::NewPassword,
            "ask_reset" => Self::AskReset,
            "confirm_reset" => Self::ConfirmReset,
            _ => return None,
        })
    }
}

/// The fields of the page's forms, by their `name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum StaffField {
    UserName,
    Name,
    Role,
    Office,
    Inn,
    Code,
    /// The form as a whole.
    Form,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffProblem {
    /// Nothing was typed or chosen.
    Required,
    /// Not 3 to 64 small letters, digits, dots, dashes, underscores.
    UserNameFormat,
    /// Somebody has it.
    UserNameTaken,
    /// Longer than a name, or with what no name has.
    NameFormat,
    /// Inspectors and heads belong to an office.
    OfficeNeeded,
    /// Not the INN of a person.
    InnFormat,
    /// A fresh code is needed to change rights.
    CodeNeeded,
    /// The code was not taken.
    WrongCode,
    /// Nobody changes their own rights, and an administrator always remains.
    Oneself,
    /// Nothing would change.
    Unchanged,
    /// Nobody asks for it any more, or whoever asked can't confirm.
    NotWaiting,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    /// Nothing.
    Refused(Vec<(StaffField, StaffProblem)>),
    /// There is a one-time password, to be shown this once.
    OneTimePassword(OneTimePassword),
    /// It is done.
    Done,
}

/// A password that somebody gets once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimePassword {
    /// UUID of whose it is.
    pub person: String,
    /// What they sign in with.
    pub user_name: String,
    /// In clear.
    pub password: String,
    /// It lapses then.
    pub until: Moment,
}

/// What the page needs after a plain post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffState {
    /// As typed, without the code.
    pub form: StaffForm,
    /// The button that was pressed.
    pub action: String,
    /// What is wrong with it.
    pub wrong: Vec<(StaffField, StaffProblem)>,
    /// Why nothing could be done.
    pub error: Option<ApiError>,
    /// To be shown this once.
    pub one_time_password: Option<OneTimePassword>,
}

/// The use cases of «Сотрудники». Each needs `Permission::ManageStaff`.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait StaffAdministration: Send + Sync {
    /// The page; `person` is a UUID or empty.
    ///
    /// Errors: `Forbidden`, `NotFound`.
    async fn page(&self, client: &super::Client, search: &str, person: &str) -> Result<StaffPage, ApiError>;

    /// Does it. Whatever it is needs a fresh second factor; all of it is audited.
    ///
    /// Errors: as [`StaffAdministration::page`].
    async fn act(&self, client: &super::Client, action: StaffAction, form: &StaffForm) -> Result<Acted, ApiError>;
}

/// The page.
#[server(name = AskStaff, prefix = "/api", endpoint = "staff/page", input = Json, output = Json)]
pub async fn staff_page(search: String, person: String) -> Result<StaffPage, ApiError> {
    super::finish(async {
        let asked = super::asked()?;
        asked.services.staff.page(&asked.client, &search, &person).await
    })
    .await
}
