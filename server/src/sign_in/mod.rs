//! What proves who somebody is. So far: a password.

pub mod hashing;
pub mod recovery_code;
pub mod totp;
mod workers;
