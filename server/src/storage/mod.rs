//! Every SQL statement, one file a feature.

pub mod access_application;
pub mod audit;
pub mod registry;
pub mod session;
pub mod sign_in;
pub mod staff;
pub mod throttle;
pub mod health;
pub mod language;
pub mod migrations;
pub mod pool;
pub mod registration;
pub mod cabinet;
pub mod office;
