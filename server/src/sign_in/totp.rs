//! Codes of an authenticator: RFC 6238 with the parameters that every authenticator knows (HMAC-SHA1, 30 seconds,
//! 6 digits). Twenty lines over the HMAC that is here already; docs/decisions/0021-staff-sign-in.md says why no crate.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use crate::random::Random;

/// A code is good for so many seconds.
const STEP_SECONDS: i64 = 30;
/// Clocks may differ by so many steps either way.
const DRIFT: i64 = 1;
/// RFC 4226, section 4: 160 bits.
const LENGTH: usize = 20;
/// SHA-1 takes its key in blocks of so many bytes.
const BLOCK: usize = 64;

/// What an authenticator and the server both compute codes from.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; LENGTH]>);

impl TotpSecret {
    /// A fresh one.
    pub fn new(random: &dyn Random) -> Self {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        random.fill(&mut *bytes);
        Self(bytes)
    }

    /// From its bytes; `None` when they are not 160 bits.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// From what a person types: Base32 (RFC 4648), spaces and case aside.
    pub fn from_text(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(plain.to_ascii_uppercase().as_bytes()).ok()?);
        Self::from_bytes(&bytes)
    }

    /// Its bytes, to be sealed.
    pub fn bytes(&self) -> &[u8] {
        &*self.0
    }

    /// Base32 without padding, 32 letters and digits.
    pub fn text(&self) -> String {
        BASE32_NOPAD.encode(self.bytes())
    }

    /// The code of a step.
    pub fn code(&self, step: i64) -> String {
        let mut block = Zeroizing::new([0_u8; BLOCK]);
        block[..LENGTH].copy_from_slice(self.bytes());
        let mut mac = Hmac::<Sha1>::new((&*block).into());
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        // RFC 4226, section 5.3: four bytes from where the last half-byte points
        let offset = usize::from(digest[digest.len() - 1] & 0xf);
        let word = digest[offset..offset + 4].iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }

    /// The step that a code belongs to, if it is one of those about now and later than the last one taken.
    pub fn step_of(&self, code: &str, now: OffsetDateTime, last: i64) -> Option<i64> {
        let current = step_at(now);
        (current - DRIFT..=current + DRIFT).find(|step| *step > last && self.code(*step) == code)
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

/// The step at a time.
pub fn step_at(now: OffsetDateTime) -> i64 {
    now.unix_timestamp().div_euclid(STEP_SECONDS)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use time::Duration;

    use super::*;

    fn of_the_rfc() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    /// RFC 6238, appendix B, SHA1; the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_rfc() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            assert_eq!(of_the_rfc().code(step_at(at)), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_counts_one_step_early_or_late_and_never_twice() {
        let (secret, now) = (of_the_rfc(), OffsetDateTime::from_unix_timestamp(1_234_567_890).unwrap());
        let (step, code) = (step_at(now), "005924");
        for seconds in [-30, 0, 29, 30, 59] {
            assert_eq!(secret.step_of(code, now + Duration::seconds(seconds), 0), Some(step), "{seconds}");
        }
        for seconds in [-60, -31, 60] {
            assert_eq!(secret.step_of(code, now + Duration::seconds(seconds), 0), None, "{seconds}");
        }
        assert_eq!(secret.step_of(code, now, step), None);
        assert_eq!(secret.step_of("00592", now, 0), None);
        assert_eq!(secret.step_of("", now, 0), None);
    }

    proptest! {
        #[test]
        fn the_text_of_a_secret_reads_back(bytes in any::<[u8; LENGTH]>()) {
            let secret = TotpSecret::from_bytes(&bytes).unwrap();
            let spaced: String =
                secret.text().to_lowercase().chars().flat_map(|c| [c, ' ']).collect();
            let read = TotpSecret::from_text(&spaced).unwrap();
            prop_assert_eq!(read.bytes(), &bytes);
        }
    }
}
