//! The binary `cabinet`: web server, services, storage, commands. `docs/architecture.md` walks through it.

pub mod bench;
pub mod clock;
pub mod commands;
pub mod config;
pub mod demo;
pub mod error;
pub mod foundation;
pub mod guides;
pub mod http;
pub mod in_force;
pub mod jobs;
pub mod live;
pub mod outbox;
pub mod passwords;
pub mod postgres;
pub mod random;
pub mod registry;
pub mod secrets;
pub mod services;
pub mod sign_in;
pub mod spreadsheet;
pub mod storage;
pub mod telemetry;
pub mod throttle;
