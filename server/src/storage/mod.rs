//! Every SQL statement, one file a feature.

pub mod access_application;
pub mod add_inn;
pub mod audit;
pub mod bench;
pub mod cabinet;
pub mod check_inn;
pub mod demo;
pub mod eligibility;
pub mod expiry;
pub mod health;
pub mod language;
pub mod migrations;
pub mod office;
pub mod outbox;
pub mod pool;
pub mod registration;
pub mod registry;
pub mod registry_import;
pub mod reminder;
pub mod representation;
pub mod session;
pub mod sign_in;
pub mod signature_registration;
pub mod staff;
pub mod throttle;
pub mod withdrawal;
