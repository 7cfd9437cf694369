//! What the server does by itself, hourly.

pub mod expiry;
mod schedule;

pub use schedule::run;
