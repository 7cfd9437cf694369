//! The server against PostgreSQL: one binary, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods, reason = "one test measures the speed of an import")]

mod support;

mod add_inn;
mod annulment;
mod assistant;
mod audit;
mod audit_trail;
mod cabinet;
mod card;
mod check_inn;
mod eligibility;
mod expiry;
mod faults;
mod figures;
mod grounds;
mod guides;
mod hashing;
mod health;
mod http;
mod journey;
mod limits;
mod live;
mod moves;
mod office;
mod outbox;
mod passkeys;
mod passwords;
mod reassign;
mod registration;
mod registration_organisation;
mod registry;
mod representation;
mod rest;
mod restore;
mod roles;
mod settings;
mod sign_in;
mod signature_registration;
mod staff;
mod status;
mod throttle;
mod tin_check;
mod transactions;
mod withdrawal;
mod x_road;
