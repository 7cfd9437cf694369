//! The cookie of somebody whose password was right and whose access is annulled: sealed, good for ten minutes, opens
//! nothing and shows nothing but why and where the access was annulled.

use app::api::CookieChange;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::ServiceError,
    secrets::{Secrets, purpose},
};

/// How long a pass is good; the cookie's `Max-Age` says the same to the browser.
const GOOD_FOR: Duration = Duration::minutes(10);

/// What a pass says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnulmentPass {
    /// The account whose password was right.
    pub account: Uuid,
}

impl AnnulmentPass {
    /// The cookie with this pass, good from now on.
    ///
    /// # Errors
    /// The sealing's.
    pub fn cookie(self, secrets: &Secrets, now: OffsetDateTime) -> Result<CookieChange, ServiceError> {
        let mut plain = [0_u8; 24];
        plain[..16].copy_from_slice(self.account.as_bytes());
        plain[16..].copy_from_slice(&now.unix_timestamp().to_be_bytes());
        let sealed = secrets.seal(purpose::ANNULMENT_PASS, &plain)?;
        Ok(CookieChange::AnnulmentPass(URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Reads the cookie; none when it is not ours, broken or too old.
    #[must_use]
    pub fn open(cookie: &str, secrets: &Secrets, now: OffsetDateTime) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let plain: [u8; 24] = secrets.open(purpose::ANNULMENT_PASS, &sealed).ok()?.try_into().ok()?;
        let (account, issued_at) = plain.split_first_chunk::<16>()?;
        let issued_at = OffsetDateTime::from_unix_timestamp(i64::from_be_bytes(issued_at.try_into().ok()?)).ok()?;
        let good = issued_at <= now && now - issued_at < GOOD_FOR;
        good.then_some(Self { account: Uuid::from_bytes(*account) })
    }
}
