//! What proves who somebody is. So far: a password.

pub mod hashing;
mod workers;
