//! What a tax office reads and does: the opening of a case, acceptance, decision, handing over.

mod case;
mod moves;
mod numbers;
pub mod restore;

pub use self::{
    case::{acts_for, inspectors, keep_opening, opened_by_code, state},
    moves::{Step, Superseded, accept, deliver, grant, lock_inn, logins_given, open_account, refuse, supersede_others},
    numbers::{Series, take_number},
};
