//! What the server does by itself, hourly.

pub mod card_reminders;
pub mod expiry;
pub mod reminders;
mod schedule;

pub use schedule::run;
