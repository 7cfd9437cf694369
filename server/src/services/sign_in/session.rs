//! The session behind a cookie: who holds it, and how one begins.

use app::api::{Acting, Caller, Client, CookieChange, Name, Organisation, StaffCaller, StaffRole, TaxpayerCaller};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::lang::Lang;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::ServiceError,
    foundation::Foundation,
    random,
    secrets::purpose,
    storage::session::{self, ActiveSession, CabinetOf, Holder, IdleSince, NewSession},
};

/// The last use of a session is kept this often.
const KEPT_EVERY: Duration = Duration::MINUTE;

/// Who holds a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionHolder {
    /// Never `Nobody`.
    pub caller: Caller,
    /// The language of the account.
    pub lang: Lang,
}

impl SessionHolder {
    /// The holder of the session with this token, and that it was used now; `None` when there is none in force.
    ///
    /// # Errors
    /// The database's.
    pub async fn of_token(foundation: &Foundation, token: &str) -> Result<Option<Self>, ServiceError> {
        let Some(token) = decode(token) else {
            return Ok(None);
        };
        let now = foundation.now();
        let digest = foundation.secrets.digest(purpose::SESSION, &token);
        let mut db = foundation.pool.acquire().await?;
        let Some(active) = session::find_by_digest(&mut db, &digest, now, idle(foundation, now)).await? else {
            return Ok(None);
        };
        if now - active.last_used_at >= KEPT_EVERY {
            session::touch(&mut db, active.id, now).await?;
        }
        Self::of_session(active).map(Some)
    }

    fn of_session(active: ActiveSession) -> Result<Self, ServiceError> {
        let session = active.id.to_string();
        let (caller, language) = match active.holder {
            Holder::Taxpayer { account, name_ru, name_ky, cabinet, primary_password, language } => {
                let name = Name { ru: name_ru, ky: name_ky };
                let account = account.to_string();
                let acting = acting(cabinet);
                (Caller::Taxpayer(TaxpayerCaller { account, session, name, acting, primary_password }), language)
            }
            Holder::Staff { staff, name, role, tax_office, inn, language } => {
                let role = staff_role(&role)?;
                let office = tax_office.unwrap_or_default();
                (Caller::Staff(StaffCaller { staff: staff.to_string(), session, role, office, inn, name }), language)
            }
        };
        let lang = Lang::from_code(&language).ok_or(ServiceError::Stored("language"))?;
        Ok(Self { caller, lang })
    }
}

fn acting(cabinet: CabinetOf) -> Acting {
    match cabinet {
        CabinetOf::Own => Acting::Own,
        CabinetOf::Organisation { representation, inn, name_ru, name_ky } => Acting::For(Organisation {
            representation: representation.to_string(),
            inn,
            name: Name { ru: name_ru, ky: name_ky },
        }),
        CabinetOf::None { removed } => Acting::Nobody { removed },
    }
}

fn staff_role(word: &str) -> Result<StaffRole, ServiceError> {
    match word {
        "inspector" => Ok(StaffRole::Inspector),
        "head_of_office" => Ok(StaffRole::HeadOfOffice),
        "administrator" => Ok(StaffRole::Administrator),
        _ => Err(ServiceError::Stored("staff.role")),
    }
}

/// Since when sessions must have been used.
fn idle(foundation: &Foundation, now: OffsetDateTime) -> IdleSince {
    IdleSince { taxpayers: idle_since(foundation, now), staff: staff_idle_since(foundation, now) }
}

/// A session of staff not used since then has ended.
pub(crate) fn staff_idle_since(foundation: &Foundation, now: OffsetDateTime) -> OffsetDateTime {
    now.saturating_sub(Duration::minutes(i64::from(foundation.settings.session.staff_idle_minutes)))
}

/// A taxpayer's session not used since then has ended, unless it is remembered.
pub(crate) fn idle_since(foundation: &Foundation, now: OffsetDateTime) -> OffsetDateTime {
    now.saturating_sub(Duration::minutes(i64::from(foundation.settings.session.idle_minutes)))
}

/// A session about to be stored, and the cookie that will open it.
pub(super) struct Begun<'a> {
    pub(super) session: NewSession<'a>,
    pub(super) cookie: CookieChange,
}

/// How long a session lives at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// A taxpayer's.
    Taxpayer,
    /// A taxpayer's, with «Запомнить меня».
    Remembered,
    /// Somebody's of staff: never remembered.
    Staff,
}

/// Makes a session with a fresh token.
pub(super) fn begin<'a>(
    foundation: &Foundation,
    client: &'a Client,
    address: &'a str,
    life: Life,
    now: OffsetDateTime,
) -> Begun<'a> {
    let settings = &foundation.settings.session;
    let longest = match life {
        Life::Taxpayer => Duration::hours(i64::from(settings.longest_hours)),
        Life::Remembered => Duration::days(i64::from(settings.remember_days)),
        Life::Staff => Duration::hours(i64::from(settings.staff_longest_hours)),
    };
    let remembered = life == Life::Remembered;
    let (token, token_digest) = fresh_token(foundation, purpose::SESSION);
    let session = NewSession {
        id: foundation.new_id(),
        token_digest,
        remembered,
        address,
        user_agent: &client.user_agent,
        started_at: now,
        expires_at: now.saturating_add(longest),
    };
    Begun { session, cookie: cookie(token, remembered.then_some(longest)) }
}

/// The cookie of a session; `longest` for one that outlives the browser.
pub(crate) fn cookie(token: String, longest: Option<Duration>) -> CookieChange {
    let max_age = longest.map(|longest| u32::try_from(longest.whole_seconds()).unwrap_or_default());
    CookieChange::Session { token, max_age }
}

/// A fresh token as the cookie has it, and the digest that is kept.
pub(crate) fn fresh_token(foundation: &Foundation, purpose: &'static str) -> (String, [u8; 32]) {
    let token = random::token256(&*foundation.random);
    (URL_SAFE_NO_PAD.encode(token), foundation.secrets.digest(purpose, &token))
}

/// The bytes of a token; `None` for anything that can't be one of ours.
pub(crate) fn decode(token: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()
}

/// An id that our own session carries.
pub(crate) fn id(text: &str) -> Result<Uuid, ServiceError> {
    Uuid::parse_str(text).map_err(|_| ServiceError::Stored("id"))
}
