//! The server against PostgreSQL: one binary, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "one test measures the speed of an import")]

mod support;

mod audit;
mod cabinet;
mod hashing;
mod http;
mod journey;
mod moves;
mod office;
mod passwords;
mod registration;
mod registry;
mod settings;
mod sign_in;
mod status;
