//! What is true about taxpayers, applications for access, logins and passwords without a web or a
//! database: no input or output, no clock, no randomness, nothing asynchronous. The form in the
//! browser and the server run this same code, so each rule is written once.
//!
//! A value that exists is right: the types are made by parsing and cannot be made otherwise. Each
//! parser has one error type whose variants are the keys of the messages a page shows
//! (`InnError::Length` → `length`); errors never carry what was typed.
//!
//! Values that are personal data or credentials show themselves shortened in `Debug`, so that a
//! log line written in haste reveals nobody; `Display` gives the canonical form.

mod keys;
mod separators;

pub mod acceptance;
pub mod access_application;
pub mod account_password;
pub mod application_code;
pub mod bishkek;
pub mod deadline;
pub mod eligibility;
pub mod email;
pub mod inn;
pub mod issued_paper;
pub mod keyboard;
pub mod lang;
pub mod limits;
pub mod login;
pub mod masking;
pub mod officer;
pub mod passport;
pub mod password;
pub mod phone;
pub mod primary_password;
pub mod queue;
pub mod refusal;
pub mod reminder;
pub mod required_papers;
pub mod soft_lock;
pub mod subject;
pub mod tax_office;
pub mod window_paper;

/// A word from the database or the wire that names no value of the enum it was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownKey;

impl std::fmt::Display for UnknownKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unknown_key")
    }
}

impl std::error::Error for UnknownKey {}
