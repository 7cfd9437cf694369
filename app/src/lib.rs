//! The Leptos application: what browser and server share. `pages` are made of `components`, speak through `i18n` and
//! reach the server through `api`; `app` routes between them and `shell` is the document around it all.
//!
//! `ssr` builds the server's side, `hydrate` the browser's.

#![recursion_limit = "512"]

pub mod api;
pub mod app;
#[cfg(test)]
mod colours;
pub mod components;
pub mod i18n;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod plain;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

pub use app::App;
#[cfg(feature = "ssr")]
pub use plain::PlainApp;
#[cfg(feature = "ssr")]
pub use shell::{Assets, OwnAddress, plain_shell, shell};
