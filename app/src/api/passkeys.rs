//! «Ключи доступа»: the passkeys of whoever of staff is signed in, as a second factor beside the authenticator. The page is
//! plain HTML (`crate::plain`) with one small script, without which no browser makes or uses a key; with its help a key
//! also proves the second factor again for what changes rights.

use serde::Deserialize;

use super::{ApiError, Client, Moment, OfficeSummary};

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysPage {
    /// Who is at work.
    pub name: String,
    /// Where; administrators have no office.
    pub office: Option<OfficeSummary>,
    /// They are the head of it.
    pub head: bool,
    /// The second factor is fresh: nothing has to be proved again.
    pub fresh: bool,
    /// Browsers have passkeys for this cabinet: its address is known and safe.
    pub offered: bool,
    /// A passkey can prove the second factor again.
    pub by_passkey: bool,
    /// The oldest first.
    pub keys: Vec<Key>,
    /// None of them can be removed: it is the only second factor.
    pub last: bool,
    /// What a key made in this browser would be called.
    pub suggested: String,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// UUID.
    pub id: String,
    /// Given by the person.
    pub name: String,
    /// When it was made.
    pub added: Moment,
    /// When it last opened or confirmed something.
    pub used: Option<Moment>,
}

/// What is posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct KeyForm {
    /// UUID of the key that it is about.
    pub key: String,
    /// Its name.
    pub name: String,
    /// A code of the second factor. Never sent back.
    pub code: String,
    /// What the browser has made or signed: JSON (WebAuthn Level 3, 5.1, `RegistrationResponseJSON`,
    /// `AuthenticationResponseJSON`).
    pub passkey: String,
}

/// What is done with keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAction {
    /// Keeps the key that the browser has made; without one, only proves the second factor that this needs.
    Add,
    /// Gives a key another name.
    Rename,
    /// Takes a key away.
    Remove,
}

impl KeyAction {
    /// The action that a button's value names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "add" => Self::Add,
            "rename" => Self::Rename,
            "remove" => Self::Remove,
            _ => return None,
        })
    }
}

/// For what a browser is asked to use a key, in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPurpose {
    /// To make one more.
    Add,
    /// To prove the second factor again.
    Confirm,
}

/// The fields of the page's forms, by their `name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum KeyField {
    Name,
    Code,
    /// The form as a whole.
    Form,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyProblem {
    /// No name was typed.
    Required,
    /// The name is longer than 40 characters, or no text.
    NameFormat,
    /// Another of their keys has this name.
    NameTaken,
    /// A fresh second factor is needed.
    CodeNeeded,
    /// The code was not taken.
    WrongCode,
    /// The second factor is fresh now, and the browser has made no key yet.
    NotMade,
    /// What the browser has made was not taken: it came too late, or somebody has that key.
    NotTaken,
    /// They have as many keys as one may have.
    TooMany,
    /// It is the only second factor.
    LastFactor,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyActed {
    /// It is done.
    Done,
    /// Nothing.
    Refused(Vec<(KeyField, KeyProblem)>),
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct KeysState {
    /// The keys, or why they are not shown.
    pub found: Option<Result<KeysPage, ApiError>>,
    /// UUID of the key whose form is shown; empty: the list.
    pub key: String,
    /// As typed, without the code.
    pub form: KeyForm,
    /// The button that was pressed.
    pub action: String,
    /// What is wrong with it.
    pub wrong: Vec<(KeyField, KeyProblem)>,
}

/// The use cases of passkeys in a session. Each needs `Permission::KeepKeys`.
#[async_trait::async_trait]
pub trait Passkeys: Send + Sync {
    /// The page.
    ///
    /// Errors: `Forbidden`.
    async fn page(&self, client: &Client) -> Result<KeysPage, ApiError>;

    /// Does it. Whatever it is needs a fresh second factor; all of it is audited.
    ///
    /// Errors: `Forbidden`; `NotFound` for a key that is not theirs.
    async fn act(&self, client: &Client, action: KeyAction, form: &KeyForm) -> Result<KeyActed, ApiError>;

    /// What the browser is asked for, once and within five minutes: JSON with `publicKey` (WebAuthn Level 3, 5.4 and 5.5).
    ///
    /// Errors: `Forbidden`; `NotFound` where nothing can be asked: no passkeys here, none to confirm by; `Validation` when
    /// adding needs a second factor that is not fresh.
    async fn challenge(&self, client: &Client, purpose: KeyPurpose) -> Result<String, ApiError>;

    /// Proves the second factor again; `false` when the answer was not taken, which counts as a wrong code does.
    ///
    /// Errors: `Forbidden`.
    async fn confirm(&self, client: &Client, passkey: &str) -> Result<bool, ApiError>;
}
