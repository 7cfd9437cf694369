//! What proves who somebody is.

pub mod hashing;
pub mod passkey;
pub mod recovery_code;
pub mod totp;
mod workers;
