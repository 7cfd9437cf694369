//! The append-only trail (`migrations/0008_audit.sql`): writing through `audit_append`, reading a person's or a case's
//! history, and proving the chain whole.

mod chain;
mod entry;
mod history;
mod vocabulary;

pub use self::{
    chain::{ChainFault, Verification, verify},
    entry::{AuditEntry, append},
    history::{HistoryActor, HistoryRow, of_case, of_subject},
    vocabulary::{Action, Actor},
};
