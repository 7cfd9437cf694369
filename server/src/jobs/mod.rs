//! What the server does by itself, hourly.

pub mod expiry;
pub mod reminders;
mod schedule;

pub use schedule::run;
