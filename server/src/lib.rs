//! The binary `cabinet`: web server, services, storage, commands. `docs/architecture.md` walks through it.

pub mod clock;
pub mod error;
pub mod foundation;
pub mod random;
pub mod services;
pub mod sign_in;
pub mod storage;
