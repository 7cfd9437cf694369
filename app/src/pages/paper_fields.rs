//! The two numbers that open an application, as its paper bears them: how a form judges what is typed.

use domain::{
    application_code::{ApplicationCode, ApplicationCodeError},
    inn::{Inn, InnError},
};

use super::today::today;
use crate::api::Message;

/// What is wrong with an INN of either kind; an empty one is wrong when it is `needed`.
pub(super) fn inn(text: &str, needed: bool) -> Option<Message> {
    match Inn::parse(text, today()) {
        Err(InnError::Empty) => needed.then_some(Message::Required),
        Err(error) => Some(Message::Inn(error)),
        Ok(_) => None,
    }
}

/// What is wrong with an application code; an empty one is wrong when it is `needed`.
pub(super) fn code(text: &str, needed: bool) -> Option<Message> {
    match ApplicationCode::parse(text) {
        Err(ApplicationCodeError::Empty) => needed.then_some(Message::Required),
        Err(error) => Some(Message::Code(error)),
        Ok(_) => None,
    }
}
