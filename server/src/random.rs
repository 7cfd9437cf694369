//! The one place where randomness comes from. Everything else is handed a [`Random`], so that tests repeat themselves.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rand::{
    Rng, SeedableRng,
    rngs::{StdRng, SysError, SysRng},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// A source of random bytes fit for keys and tokens.
pub trait Random: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// ChaCha, seeded by the operating system when it is made.
pub struct SystemRandom(Mutex<StdRng>);

impl SystemRandom {
    /// Takes a seed from the operating system.
    ///
    /// # Errors
    /// When the operating system has none to give.
    pub fn new() -> Result<Self, SysError> {
        Ok(Self(Mutex::new(StdRng::try_from_rng(&mut SysRng)?)))
    }
}

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        locked(&self.0).fill_bytes(bytes);
    }
}

/// The same bytes for the same seed: for tests and demonstration data, never for a server that people use.
pub struct SeededRandom(Mutex<StdRng>);

impl SeededRandom {
    /// Begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        locked(&self.0).fill_bytes(bytes);
    }
}

fn locked(rng: &Mutex<StdRng>) -> MutexGuard<'_, StdRng> {
    rng.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A UUID of version 7 (RFC 9562): ordered by `now`, then random.
pub fn uuid(random: &dyn Random, now: OffsetDateTime) -> Uuid {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let milliseconds = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
}

/// 256 random bits: a token of a session or a device.
pub fn token256(random: &dyn Random) -> [u8; 32] {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    bytes
}

/// 65 random bits in the low end: the material of an application code.
pub fn bits65(random: &dyn Random) -> u128 {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    u128::from_le_bytes(bytes) & ((1 << 65) - 1)
}

/// 80 random bits in the low end: the material of a paper's mark.
pub fn bits80(random: &dyn Random) -> u128 {
    let mut bytes = [0; 16];
    random.fill(&mut bytes[..10]);
    u128::from_le_bytes(bytes)
}

/// A number from 0 to `below` - 1, each as likely as the others; `below` is at most 256 and not 0.
pub fn below(random: &dyn Random, below: u16) -> u16 {
    let bound = below.clamp(1, 256);
    // values at and above the greatest multiple of the bound would make the small numbers likelier
    let fair = 256 - 256 % bound;
    loop {
        let mut byte = [0; 1];
        random.fill(&mut byte);
        if u16::from(byte[0]) < fair {
            return u16::from(byte[0]) % bound;
        }
    }
}
