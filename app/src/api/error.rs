use domain::{
    access_application::ApplicationState, application_code::ApplicationCodeError, email::EmailError, inn::InnError,
    login::LoginError, passport::PassportError, password::PasswordError, phone::PhoneError,
    refusal::GroundDocumentError, subject::Ineligible,
};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use super::{OfficeSummary, check_inn::ListError};

/// Everything that can go wrong, as it crosses the wire. Internals never do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// What was typed can't be accepted; each entry stands beside its field (422).
    Validation(FieldErrors),
    /// There is no such thing, or the asker may not know of it (404).
    NotFound,
    /// The asker may not do that (401 when nobody is signed in, else 403).
    Forbidden(ForbiddenReason),
    /// The thing has moved on since the page was made (409).
    Conflict(Conflict),
    /// Too many requests; seconds until the next makes sense (429).
    Throttled {
        /// Seconds.
        retry_after: u32,
    },
    /// The server or something behind it can't answer now; nothing was stored (503).
    Unavailable,
    /// The taxpayer registry can't be asked now, which is not the same as "no match"; nothing was stored (503).
    RegistryUnavailable,
    /// The browser could not reach the server; what was typed is still on the page.
    Unreachable,
    /// A fault of ours; the id finds the log entry (500).
    Internal {
        /// The request's id, safe to read out to the contact centre.
        request_id: String,
    },
}

/// Why somebody may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForbiddenReason {
    /// Nobody is signed in, or the session has ended.
    SignInRequired,
    /// The role does not allow it.
    Role,
    /// Administrators decide on nothing: their pages are at `/administration`.
    Administrator,
    /// The application belongs to this other office.
    ForeignOffice(OfficeSummary),
    /// An inspector can't decide on themselves.
    OwnCase,
    /// Signed in, but in no cabinet: none is chosen yet, or the link to the organisation was removed.
    ChooseCabinet,
    /// Signed in by a primary password: first they choose their own, at `/cabinet/first-password`.
    PrimaryPassword,
    /// The password is right, but it is a primary one and its month is over: the card is issued anew.
    PrimaryPasswordEnded,
}

/// What has changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// Somebody moved the application; this is its state now.
    ApplicationChanged(ApplicationState),
    /// Another application of the same kind and person stands accepted.
    AnotherAccepted,
    /// The inspector has not opened it by INN and code.
    NotOpenedByCode,
    /// Logins of this INN are used up or the person already has access.
    AlreadyHasAccess,
    /// The account of the person who applies is annulled, so that it can't act for anybody.
    AccountAnnulled,
    /// The person acts for this organisation already.
    AlreadyRepresents,
    /// The account does not act for this organisation, or does no longer.
    NotRepresented,
    /// Somebody changed the policy of who may have a password.
    PolicyChanged,
    /// There is no access in force that could be restored or annulled: it takes a new application for access.
    AccessAnnulled,
    /// There is no access to restore, and why the person can't be given one by password.
    NothingToRestore(Ineligible),
}

/// The fields of all forms, by their `name` in the HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What is applied for, cell 101.
    Kind,
    /// «Тип лица».
    SubjectKind,
    /// «ИНН физического лица».
    Inn,
    /// «ИНН юридического лица».
    OrganisationInn,
    /// The INN of the organisation that a branch belongs to.
    HeadInn,
    /// Cell 106.
    Passport,
    /// «Телефон».
    Phone,
    /// «Электронная почта».
    Email,
    /// «Пароль».
    Password,
    /// «Повторите пароль».
    PasswordRepeated,
    /// «Код заявления».
    Code,
    /// «Логин».
    Login,
    /// The password in force, where a new one is chosen.
    CurrentPassword,
    /// The inspector's check-list.
    Checks,
    /// Ground of refusal.
    Ground,
    /// Number of the document behind a ground.
    DocumentNumber,
    /// Date of that document.
    DocumentDate,
    /// Why an administrator changes something.
    Reason,
    /// What is searched for in a list.
    Search,
    /// A list of numbers, typed or pasted.
    List,
    /// A list of numbers as a file.
    File,
    /// A question to «Помощник».
    Question,
    /// The form as a whole.
    Form,
}

impl Field {
    /// The `name` and `id` of the control in the HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::SubjectKind => "subject_kind",
            Self::Inn => "inn",
            Self::OrganisationInn => "organisation_inn",
            Self::HeadInn => "head_inn",
            Self::Passport => "passport",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Password => "password",
            Self::PasswordRepeated => "password_repeated",
            Self::Code => "code",
            Self::Login => "login",
            Self::CurrentPassword => "current_password",
            Self::Checks => "checks",
            Self::Ground => "ground",
            Self::DocumentNumber => "document_number",
            Self::DocumentDate => "document_date",
            Self::Reason => "reason",
            Self::Search => "search",
            Self::List => "list",
            Self::File => "file",
            Self::Question => "question",
            Self::Form => "form",
        }
    }
}

/// What is wrong with a field; `crate::i18n::message` turns it into the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// «Поле является обязательным к заполнению».
    Required,
    /// See [`InnError`].
    Inn(InnError),
    /// See [`PassportError`].
    Passport(PassportError),
    /// See [`PhoneError`].
    Phone(PhoneError),
    /// See [`EmailError`].
    Email(EmailError),
    /// See [`PasswordError`].
    Password(PasswordError),
    /// See [`ApplicationCodeError`].
    Code(ApplicationCodeError),
    /// See [`LoginError`].
    Login(LoginError),
    /// See [`GroundDocumentError`].
    Document(GroundDocumentError),
    /// See [`ListError`].
    List(ListError),
    /// «Пользователь с данным ИНН не является налогоплательщиком».
    NotTaxpayer,
    /// «Вы не указаны как руководитель или бухгалтер этой организации».
    NotOfficer,
    /// A branch is not its own head organisation.
    OwnHead,
    /// Why access by password is not for this taxpayer.
    Ineligible(Ineligible),
    /// Registration for a signature alone is not for this taxpayer, who may have a password.
    EligibleForPassword,
    /// «Неправильный логин или пароль».
    WrongCredentials,
    /// The new password is the primary one again: said by a plain page, so the browser need not know the words.
    #[cfg(feature = "ssr")]
    PasswordIsPrimary,
    /// The password in force was typed wrongly.
    WrongCurrentPassword,
    /// No application with that INN and code.
    NoSuchApplication,
    /// This browser may not see the application any more: half an hour has passed, or it was closed.
    ApplicationPassEnded,
    /// Every check must be ticked before acceptance.
    ChecksMissing,
    /// Too many open applications of this INN from here.
    TooManyApplications,
    /// Not a paragraph that explains something.
    ReasonFormat,
    /// A change that changes nothing.
    PolicyUnchanged,
    /// The account acts for this organisation already.
    AlreadyLinked,
    /// The account has asked for this organisation already, and nothing has come of it yet.
    AlreadyAsked,
}

/// Errors by field, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<(Field, Message)>);

impl FieldErrors {
    /// One error at one field.
    pub fn one(field: Field, message: Message) -> Self {
        Self(vec![(field, message)])
    }

    /// Adds an error unless the field already has one: the first is the one to mend.
    pub fn add(&mut self, field: Field, message: Message) {
        if self.get(field).is_none() {
            self.0.push((field, message));
        }
    }

    /// The error of a field.
    pub fn get(&self, field: Field) -> Option<Message> {
        self.0.iter().find(|(f, _)| *f == field).map(|(_, m)| *m)
    }

    /// `Ok(value)` when there are none.
    pub fn into_result<T>(self, value: T) -> Result<T, ApiError> {
        if self.0.is_empty() { Ok(value) } else { Err(ApiError::Validation(self)) }
    }
}

impl ApiError {
    /// One error at one field.
    pub fn field(field: Field, message: Message) -> Self {
        Self::Validation(FieldErrors::one(field, message))
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::Validation(_) => 422,
            Self::NotFound => 404,
            Self::Forbidden(ForbiddenReason::SignInRequired) => 401,
            Self::Forbidden(_) => 403,
            Self::Conflict(_) => 409,
            Self::Throttled { .. } => 429,
            Self::Unavailable | Self::RegistryUnavailable | Self::Unreachable => 503,
            Self::Internal { .. } => 500,
        }
    }

    /// When another try makes sense: seconds, for `Retry-After` (RFC 9110, section 10.2.3).
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::Throttled { retry_after } => Some(*retry_after),
            Self::Unavailable | Self::RegistryUnavailable => Some(5),
            _ => None,
        }
    }

    /// The errors by field, empty for the other kinds.
    pub fn fields(&self) -> FieldErrors {
        match self {
            Self::Validation(errors) => errors.clone(),
            _ => FieldErrors::default(),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = super::json::JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            // in the browser, an answer that isn't ours: a proxy's page, a cut connection, a newer server
            ServerFnErrorErr::Deserialization(_) if !cfg!(feature = "ssr") => Self::Unavailable,
            // on the server, arguments of the wrong shape: nothing a page of ours sends
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::NotFound
            }
            _ => Self::Internal { request_id: String::new() },
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Validation(_) => "validation",
            Self::NotFound => "not found",
            Self::Forbidden(_) => "forbidden",
            Self::Conflict(_) => "conflict",
            Self::Throttled { .. } => "throttled",
            Self::Unavailable => "unavailable",
            Self::RegistryUnavailable => "registry unavailable",
            Self::Unreachable => "unreachable",
            Self::Internal { .. } => "internal",
        })
    }
}

impl std::error::Error for ApiError {}
