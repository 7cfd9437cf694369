//! Who is asking, and the services that answer. The server puts both into the request's context.

use std::{future::Future, sync::Arc};

use domain::lang::Lang;
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{
    ApiError, ForbiddenReason, Permission, add_inn, administration, annulment, assistant, audit, cabinet, card,
    check_inn, eligibility, figures, grounds, guides, health, issued_papers, limits, office, passkeys, queue,
    registration, representation, required_papers, sign_in, signature_registration, staff, staff_entry, status,
    tin_check,
};

/// One request's asker, as the server's middleware learned it. Nothing in it is a client's bare claim but
/// `user_agent`.
#[derive(Debug, Clone)]
pub struct Client {
    /// The peer's address, or the one a trusted proxy names.
    pub address: std::net::IpAddr,
    /// As sent, cut to 300 characters; shown to the person in the list of sessions.
    pub user_agent: String,
    /// Finds this request in the log.
    pub request_id: String,
    /// The language of the answer: account, cookie, `Accept-Language`, Russian.
    pub lang: Lang,
    /// Who is signed in.
    pub caller: Caller,
    /// The sealed cookie that lets its holder see one application, unopened.
    pub application_pass: Option<String>,
    /// The cookie of a device that has signed in before, unverified.
    pub known_device: Option<String>,
    /// The cookie of staff who have proved their password and owe the second factor, unverified.
    pub staff_entry: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Nobody.
    Nobody,
    /// A taxpayer in their cabinet.
    Taxpayer(TaxpayerCaller),
    /// Somebody of a tax office.
    Staff(StaffCaller),
}

/// A signed-in taxpayer. Ids are UUIDs in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxpayerCaller {
    /// The account.
    pub account: String,
    /// The session in use.
    pub session: String,
    /// Whose account it is.
    pub name: Name,
    /// In which cabinet they are.
    pub acting: Acting,
    /// They entered by the primary password of a registration card: until they have chosen their own, nothing else is
    /// open to them.
    pub primary_password: bool,
}

/// In which cabinet a taxpayer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acting {
    /// In their own.
    Own,
    /// In this organisation's: the account acted for it when the request came.
    For(Organisation),
    /// In none: none is chosen yet, or the link to the organisation with the INN `removed` was removed.
    Nobody {
        /// 14 digits.
        removed: Option<String>,
    },
}

/// An organisation that an account acts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// UUID of the representation.
    pub representation: String,
    /// Its INN.
    pub inn: String,
    /// Its name.
    pub name: Name,
}

/// A name as the registry has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// In Russian.
    pub ru: String,
    /// In Kyrgyz, or empty.
    pub ky: String,
}

impl Name {
    /// In the reader's language; Russian where there is no Kyrgyz one.
    pub fn in_language(&self, lang: Lang) -> &str {
        if lang == Lang::Ky && !self.ky.is_empty() { &self.ky } else { &self.ru }
    }
}

impl TaxpayerCaller {
    /// The organisation that they act for.
    pub fn acting_for(&self) -> Option<&Organisation> {
        match &self.acting {
            Acting::For(organisation) => Some(organisation),
            Acting::Own | Acting::Nobody { .. } => None,
        }
    }
}

/// A signed-in member of staff. Ids are UUIDs in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffCaller {
    /// The staff account.
    pub staff: String,
    /// The session in use.
    pub session: String,
    /// What they may do.
    pub role: StaffRole,
    /// Code of their office.
    pub office: String,
    /// Their own INN, where known: nobody decides on themselves.
    pub inn: Option<String>,
    /// As printed on decisions.
    pub name: String,
}

/// The roles of a tax office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffRole {
    /// Accepts and decides.
    Inspector,
    /// Also reassigns and sees the office's figures.
    HeadOfOffice,
    /// Runs the system; decides on nothing.
    Administrator,
}

impl Client {
    /// The taxpayer in one of their cabinets, or the reason why not.
    pub fn taxpayer(&self) -> Result<&TaxpayerCaller, ApiError> {
        let person = self.person()?;
        match person.acting {
            Acting::Own | Acting::For(_) => Ok(person),
            Acting::Nobody { .. } => Err(ApiError::Forbidden(ForbiddenReason::ChooseCabinet)),
        }
    }

    /// The person who is signed in, in whichever cabinet or in none, or the reason why not.
    pub fn person(&self) -> Result<&TaxpayerCaller, ApiError> {
        match self.newcomer()? {
            person if person.primary_password => Err(ApiError::Forbidden(ForbiddenReason::PrimaryPassword)),
            person => Ok(person),
        }
    }

    /// The person who is signed in, also by a primary password: for choosing their own and for nothing else.
    pub fn newcomer(&self) -> Result<&TaxpayerCaller, ApiError> {
        match &self.caller {
            Caller::Taxpayer(taxpayer) => Ok(taxpayer),
            Caller::Staff(_) => Err(ApiError::Forbidden(ForbiddenReason::Role)),
            Caller::Nobody => Err(ApiError::Forbidden(ForbiddenReason::SignInRequired)),
        }
    }

    /// The member of staff whose role has this permission, or the reason why not. Whether the office fits is for the
    /// service to say ([`StaffCaller::covers`]).
    pub fn staff_who_may(&self, permission: Permission) -> Result<&StaffCaller, ApiError> {
        match &self.caller {
            Caller::Staff(staff) if permission.of(staff.role).is_some() => Ok(staff),
            // administrators are led to their own pages
            Caller::Staff(staff) if staff.role == StaffRole::Administrator => {
                Err(ApiError::Forbidden(ForbiddenReason::Administrator))
            }
            Caller::Staff(_) | Caller::Taxpayer(_) => Err(ApiError::Forbidden(ForbiddenReason::Role)),
            Caller::Nobody => Err(ApiError::Forbidden(ForbiddenReason::SignInRequired)),
        }
    }

    /// Whoever may decide on applications.
    pub fn inspector(&self) -> Result<&StaffCaller, ApiError> {
        self.staff_who_may(Permission::Decide)
    }

    /// Whoever administers.
    pub fn administrator(&self) -> Result<&StaffCaller, ApiError> {
        self.staff_who_may(Permission::Administer)
    }
}

impl StaffCaller {
    /// Whether they may do this to something that belongs to the office with this code.
    pub fn covers(&self, permission: Permission, office: &str) -> bool {
        permission.covers(self.role, &self.office, office)
    }
}

/// A change to the browser's cookies that a service asks for. All are `__Host-`, HttpOnly, Secure, SameSite=Lax, Path=/.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CookieChange {
    /// A new session; `max_age` in seconds, none for a session cookie.
    Session {
        /// The opaque token, 256 bits, base64url.
        token: String,
        /// Seconds.
        max_age: Option<u32>,
    },
    /// The session has ended.
    EndSession,
    /// This device has signed in: 400 days.
    KnownDevice(String),
    /// Lets the browser see one application for half an hour.
    ApplicationPass(String),
    /// Forgets that application.
    EndApplicationPass,
    /// Says at the sign-in, for ten minutes, why the access whose password was right is annulled.
    AnnulmentPass(String),
    /// The chosen language: 400 days.
    Language(Lang),
    /// The password of staff was right; until the browser closes, and the server keeps it for minutes only.
    StaffEntry(String),
    /// The second step is done, or given up.
    EndStaffEntry,
}

impl CookieChange {
    /// The `Set-Cookie` value (RFC 6265bis, cookie prefixes).
    pub fn header(&self) -> HeaderValue {
        let (name, value, max_age) = match self {
            Self::Session { token, max_age } => ("session", token.as_str(), *max_age),
            Self::EndSession => ("session", "", Some(0)),
            Self::KnownDevice(token) => ("device", token.as_str(), Some(34_560_000)),
            Self::ApplicationPass(pass) => ("application", pass.as_str(), Some(1_800)),
            Self::EndApplicationPass => ("application", "", Some(0)),
            Self::AnnulmentPass(pass) => ("annulment", pass.as_str(), Some(600)),
            Self::Language(lang) => ("language", lang.code(), Some(34_560_000)),
            Self::StaffEntry(token) => ("entry", token.as_str(), None),
            Self::EndStaffEntry => ("entry", "", Some(0)),
        };
        let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let text = format!("__Host-{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}");
        // every value above is base64url or a language code; anything else is dropped, not sent
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("__Host-none=; Path=/; Secure; Max-Age=0"))
    }
}

/// The use cases, one trait a feature, implemented by the server.
#[derive(Clone)]
pub struct Services {
    /// Registration and look-up.
    pub registration: Arc<dyn registration::Registration>,
    /// State of an application.
    pub status: Arc<dyn status::Status>,
    /// Sign-in of taxpayers and staff, sign-out.
    pub sign_in: Arc<dyn sign_in::SignIn>,
    /// The taxpayer's cabinet.
    pub cabinet: Arc<dyn cabinet::Cabinet>,
    /// «Показатели».
    pub figures: Arc<dyn figures::OfficeFigures>,
    /// «Журнал действий».
    pub audit: Arc<dyn audit::AuditTrail>,
    /// «Состояние системы».
    pub health: Arc<dyn health::Health>,
    /// «Регистрационная карта».
    pub cards: Arc<dyn card::Cards>,
    /// Who acts for whom.
    pub representation: Arc<dyn representation::Representation>,
    /// The inspector's work.
    pub office: Arc<dyn office::Office>,
    /// The work queue.
    pub queue: Arc<dyn queue::WorkQueue>,
    /// The look-up for programs that know the live cabinet's.
    pub tin_check: Arc<dyn tin_check::TinCheck>,
    /// «Добавить ИНН».
    pub add_inn: Arc<dyn add_inn::AddInn>,
    /// «Проверка ИНН».
    pub check_inn: Arc<dyn check_inn::CheckInn>,
    /// Registration for entry by electronic signature.
    pub signature_registration: Arc<dyn signature_registration::SignatureRegistration>,
    /// The second step of the door of staff.
    pub staff_entry: Arc<dyn staff_entry::StaffEntry>,
    /// «Ключи доступа».
    pub passkeys: Arc<dyn passkeys::Passkeys>,
    /// «Сотрудники».
    pub staff: Arc<dyn staff::StaffAdministration>,
    /// Where administrators begin.
    pub administration: Arc<dyn administration::Administration>,
    /// «Политика допуска».
    pub eligibility: Arc<dyn eligibility::Eligibility>,
    /// «Тексты оснований».
    pub grounds: Arc<dyn grounds::GroundsAdministration>,
    /// «Сроки и лимиты».
    pub limits: Arc<dyn limits::LimitsAdministration>,
    /// The papers that applicants show.
    pub required_papers: Arc<dyn required_papers::RequiredPapers>,
    /// «Руководства».
    pub guides: Arc<dyn guides::Guides>,
    /// «Помощник».
    pub assistant: Arc<dyn assistant::Assistant>,
    /// «Аннулирование доступа».
    pub annulment: Arc<dyn annulment::Annulment>,
    /// Annulment at a tax office.
    pub office_annulment: Arc<dyn annulment::OfficeAnnulment>,
    /// «Проверка документа».
    pub issued_papers: Arc<dyn issued_papers::IssuedPapers>,
}

/// What a server function starts from.
pub struct Asked {
    /// Who asks.
    pub client: Client,
    /// Who answers.
    pub services: Services,
}

/// The asker and the services of the request at hand.
pub fn asked() -> Result<Asked, ApiError> {
    let client = expect_context::<Parts>().extensions.get::<Client>().cloned();
    let services = use_context::<Services>();
    match (client, services) {
        (Some(client), Some(services)) => Ok(Asked { client, services }),
        _ => Err(ApiError::Internal { request_id: String::new() }),
    }
}

/// Sets the cookies that a service asked for.
pub fn apply_cookies(changes: &[CookieChange]) {
    let response = expect_context::<ResponseOptions>();
    for change in changes {
        response.append_header(header::SET_COOKIE, change.header());
    }
}

/// Runs a server function's work and gives the answer the HTTP status that says the same.
pub async fn finish<T>(work: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    let result = work.await;
    if let Err(error) = &result {
        let response = expect_context::<ResponseOptions>();
        response.set_status(StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        if let Some(seconds) = error.retry_after() {
            response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    result
}
