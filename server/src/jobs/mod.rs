//! What the server does by itself, hourly.

pub mod card_reminders;
pub mod expiry;
mod job;
pub mod reminders;
mod schedule;

pub use job::Job;
pub use schedule::{run, run_all};
