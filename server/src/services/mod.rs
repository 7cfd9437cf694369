//! The use cases, one file a feature, each a transaction.

pub mod language;
pub mod staff;
pub mod application_pass;
pub mod papers;
pub mod registration;
pub mod status;
mod device;
mod history;
pub mod sign_in;
pub mod cabinet;
pub mod office;
