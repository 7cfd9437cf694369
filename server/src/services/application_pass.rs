//! The cookie that shows one application to the browser that filed or found it: sealed, good for half an hour.

use app::api::CookieChange;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::ServiceError,
    secrets::{Secrets, purpose},
};

/// How long a pass is good; the cookie's `Max-Age` says the same to the browser.
const GOOD_FOR: Duration = Duration::minutes(30);

/// What a pass says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationPass {
    /// The application that may be seen.
    pub application: Uuid,
    /// Filed by this browser just now, not found by INN and code.
    pub just_saved: bool,
}

impl ApplicationPass {
    /// The cookie with this pass, good from now on.
    ///
    /// # Errors
    /// The sealing's.
    pub fn cookie(self, secrets: &Secrets, now: OffsetDateTime) -> Result<CookieChange, ServiceError> {
        let mut plain = [0_u8; 25];
        plain[..16].copy_from_slice(self.application.as_bytes());
        plain[16..24].copy_from_slice(&now.unix_timestamp().to_be_bytes());
        plain[24] = u8::from(self.just_saved);
        let sealed = secrets.seal(purpose::APPLICATION_PASS, &plain)?;
        Ok(CookieChange::ApplicationPass(URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Reads the cookie; none when it is not ours, broken or older than half an hour.
    #[must_use]
    pub fn open(cookie: &str, secrets: &Secrets, now: OffsetDateTime) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let plain: [u8; 25] = secrets.open(purpose::APPLICATION_PASS, &sealed).ok()?.try_into().ok()?;
        let (id, rest) = plain.split_first_chunk::<16>()?;
        let (issued_at, saved) = rest.split_first_chunk::<8>()?;
        let issued_at = OffsetDateTime::from_unix_timestamp(i64::from_be_bytes(*issued_at)).ok()?;
        let good = issued_at <= now && now - issued_at < GOOD_FOR;
        good.then_some(Self { application: Uuid::from_bytes(*id), just_saved: saved == [1] })
    }
}
