//! The append-only trail (`migrations/0008_audit.sql`): writing through `audit_append`, reading a person's or a case's
//! history, and proving the chain whole.

mod chain;
mod entry;
mod history;
mod search;
pub mod verification;
mod vocabulary;

pub use self::{
    chain::{ChainFault, ChainPoint, Verification, verify, verify_step},
    entry::{AuditEntry, append},
    history::{HistoryActor, HistoryRow, of_case, of_subject},
    search::{FoundEntry, Sought, search, staff_named},
    vocabulary::{Action, Actor},
};
