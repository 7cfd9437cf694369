//! The server against PostgreSQL: one binary, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

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
mod sign_in;
mod status;
