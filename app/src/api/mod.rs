//! The contract between browser and server: server functions and the types they carry, one file a feature.
//!
//! A server function takes the request apart ([`asked`]), calls one service through the trait of its feature, and
//! shapes the answer. The same traits serve the plain posts of a page without JavaScript (`server::http`), so both
//! paths meet in one request type and one service call (docs/decisions/0002).

#![allow(
    missing_docs,
    reason = "`#[server]` makes a struct of a function's arguments, whose fields can't be documented"
)]

pub mod add_inn;
pub mod administration;
#[cfg(feature = "ssr")]
pub mod annulment;
pub mod assistant;
#[cfg(feature = "ssr")]
pub mod audit;
pub mod cabinet;
#[cfg(feature = "ssr")]
pub mod card;
pub mod check_inn;
pub mod eligibility;
mod error;
#[cfg(feature = "ssr")]
pub mod figures;
#[cfg(feature = "ssr")]
pub mod grounds;
pub mod guides;
#[cfg(feature = "ssr")]
pub mod health;
#[cfg(feature = "ssr")]
pub mod issued_papers;
mod json;
pub mod language;
#[cfg(feature = "ssr")]
pub mod limits;
mod moment;
pub mod office;
#[cfg(feature = "ssr")]
pub mod passkeys;
pub mod queue;
pub mod registration;
pub mod representation;
pub mod required_papers;
pub mod shown_application;
pub mod sign_in;
pub mod signature_registration;
pub mod staff;
pub mod staff_entry;
pub mod status;
#[cfg(feature = "ssr")]
pub mod tin_check;

#[cfg(feature = "ssr")]
mod client;
#[cfg(feature = "ssr")]
mod permission;

pub use error::{ApiError, Conflict, Field, FieldErrors, ForbiddenReason, Message};
pub use moment::Moment;

#[cfg(feature = "ssr")]
pub use client::{
    Acting, Asked, Caller, Client, CookieChange, Name, Organisation, Services, StaffCaller, StaffRole, TaxpayerCaller,
    apply_cookies, asked, finish,
};
#[cfg(feature = "ssr")]
pub use permission::{Permission, Reach};

use serde::{Deserialize, Serialize};

/// A tax office as people see it. `address` is empty where the directory of offices has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeSummary {
    /// Three digits, `001`.
    pub code: String,
    /// In the reader's language: «Октябрьский р-н».
    pub name: String,
    /// Region, Russian only in the source: «г. Бишкек».
    pub region: String,
    /// Street address in the reader's language, or empty.
    pub address: String,
}
