//! Argon2id (RFC 9106) for passwords: hashing, verifying, and telling hashes made with weaker parameters.
//!
//! Hashes are PHC strings, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`; a hash is verified with the parameters it
//! carries. Who has no hash is verified against one that no password fits, so that an unknown login costs what a known
//! one does.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use domain::password::Password;
use tokio::sync::oneshot;

use super::workers::Workers;
use crate::{config::HashingSettings, random::Random};

/// Bytes of a hash.
const HASH_BYTES: usize = 32;

/// Bytes of a salt (RFC 9106, section 3.1).
const SALT_BYTES: usize = 16;

/// The most memory that a stored hash may ask for, in KiB: 1 GiB.
const MOST_MEMORY: u32 = 1 << 20;

/// What hashing costs, and how much of it may go on at once.
#[derive(Debug, Clone, Copy)]
pub struct HashingParameters {
    /// Memory of one hash, KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub lanes: u32,
    /// Threads; 0 stands for one a core.
    pub workers: usize,
    /// Passwords that may wait for a thread.
    pub queue: usize,
}

impl HashingParameters {
    /// As configured.
    #[must_use]
    pub fn of(settings: &HashingSettings) -> Self {
        let &HashingSettings { memory_kib, iterations, lanes, workers, queue } = settings;
        Self { memory_kib, iterations, lanes, workers, queue }
    }
}

/// Why a password could not be hashed or verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// Too many passwords wait already: the asker is to come back a little later.
    #[error("the queue is full")]
    Overloaded,
    /// The configured parameters are outside of what Argon2 allows.
    #[error("the parameters are impossible")]
    Parameters,
    /// A stored hash is not an Argon2id PHC string.
    #[error("a stored hash can't be read")]
    Malformed,
    /// The threads could not be started, or have ended.
    #[error("the threads are gone")]
    Stopped,
}

/// What comes of verifying a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It fits.
    Right {
        /// The hash was made with other parameters than those in force and is to be made anew.
        needs_upgrade: bool,
    },
    /// It does not fit, or there was no hash.
    Wrong,
}

/// The pool of hashers. Cloning it copies a reference.
#[derive(Clone)]
pub struct Hashing(Arc<Pool>);

struct Pool {
    workers: Workers,
    random: Arc<dyn Random>,
    params: Params,
    /// A hash that no password fits, with the parameters in force.
    nobody: PasswordHash,
}

impl Hashing {
    /// Starts the threads.
    ///
    /// # Errors
    /// `Parameters` when Argon2 does not allow them; `Stopped` when no thread can be had.
    pub fn start(parameters: HashingParameters, random: Arc<dyn Random>) -> Result<Self, HashingError> {
        let HashingParameters { memory_kib, iterations, lanes, workers, queue } = parameters;
        let params =
            Params::new(memory_kib, iterations, lanes, Some(HASH_BYTES)).map_err(|_| HashingError::Parameters)?;
        let threads = match workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            some => some,
        };
        let mut output = [0; HASH_BYTES];
        random.fill(&mut output);
        let nobody = phc(&params, fresh_salt(&*random)?, &output)?;
        let workers = Workers::start(threads, params.block_count(), queue).map_err(|_| HashingError::Stopped)?;
        Ok(Self(Arc::new(Pool { workers, random, params, nobody })))
    }

    /// Hashes a password with a fresh salt and the parameters in force.
    ///
    /// # Errors
    /// `Overloaded` at once when the queue is full.
    pub async fn hash(&self, password: &Password) -> Result<String, HashingError> {
        let salt = fresh_salt(&*self.0.random)?;
        let params = self.0.params.clone();
        let output = self.run(password, salt, params.clone()).await?;
        Ok(phc(&params, salt, &output)?.to_string())
    }

    /// Verifies a password against a stored hash; without one, against a hash that none fits, at the same cost.
    ///
    /// # Errors
    /// `Overloaded` at once when the queue is full; `Malformed` when `hash` is not one of ours.
    pub async fn verify(&self, hash: Option<&str>, password: &Password) -> Result<Verdict, HashingError> {
        let stored = match hash {
            Some(text) => PasswordHash::new(text).map_err(|_| HashingError::Malformed)?,
            None => self.0.nobody.clone(),
        };
        let params = params_of(&stored)?;
        let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else {
            return Err(HashingError::Malformed);
        };
        let needs_upgrade = cost(&params) != cost(&self.0.params);
        let output = self.run(password, salt, params).await?;
        let output = Output::new(&output).map_err(|_| HashingError::Malformed)?;
        // in constant time: see `Output`
        Ok(if output == expected { Verdict::Right { needs_upgrade } } else { Verdict::Wrong })
    }

    /// Passwords that wait for a thread.
    pub fn waiting(&self) -> usize {
        self.0.workers.waiting()
    }

    async fn run(&self, password: &Password, salt: Salt, params: Params) -> Result<Vec<u8>, HashingError> {
        let password = zeroize::Zeroizing::new(password.expose().as_bytes().to_vec());
        let (reply, answer) = oneshot::channel();
        let queued = self.0.workers.submit(Box::new(move |memory| {
            // whoever asked may have left while this waited
            let output = (!reply.is_closed()).then(|| digest(&password, &salt, params, memory));
            Box::new(move || {
                if let Some(output) = output {
                    drop(reply.send(output));
                }
            })
        }));
        if !queued {
            metrics::counter!("cabinet_hashing_refused_total").increment(1);
            return Err(HashingError::Overloaded);
        }
        answer.await.map_err(|_| HashingError::Stopped)?
    }
}

fn digest(password: &[u8], salt: &Salt, params: Params, memory: &mut Vec<Block>) -> Result<Vec<u8>, HashingError> {
    let blocks = params.block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::default());
    }
    let mut output = vec![0; params.output_len().unwrap_or(HASH_BYTES)];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password, salt, &mut output, &mut memory[..blocks])
        .map_err(|_| HashingError::Malformed)?;
    Ok(output)
}

fn fresh_salt(random: &dyn Random) -> Result<Salt, HashingError> {
    let mut bytes = [0; SALT_BYTES];
    random.fill(&mut bytes);
    Salt::new(&bytes).map_err(|_| HashingError::Parameters)
}

fn phc(params: &Params, salt: Salt, output: &[u8]) -> Result<PasswordHash, HashingError> {
    Ok(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).map_err(|_| HashingError::Parameters)?,
        salt: Some(salt),
        hash: Some(Output::new(output).map_err(|_| HashingError::Parameters)?),
    })
}

fn params_of(stored: &PasswordHash) -> Result<Params, HashingError> {
    let ours = stored.algorithm == Algorithm::Argon2id.ident() && stored.version == Some(Version::V0x13.into());
    let params = Params::try_from(stored).map_err(|_| HashingError::Malformed)?;
    if ours && params.m_cost() <= MOST_MEMORY { Ok(params) } else { Err(HashingError::Malformed) }
}

fn cost(params: &Params) -> (u32, u32, u32, Option<usize>) {
    (params.m_cost(), params.t_cost(), params.p_cost(), params.output_len())
}
