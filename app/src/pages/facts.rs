//! The facts of a person or an application, as a summary list shows them.

use domain::{inn::Inn, login::Login};
use leptos::prelude::*;

use crate::components::Digits;

/// A fact: its name and its value.
pub(super) type Fact = (&'static str, AnyView);

/// Plain words.
pub(super) fn words(text: &str) -> AnyView {
    text.to_owned().into_any()
}

/// An INN in its groups.
pub(super) fn inn(text: &str) -> AnyView {
    digits(Inn::from_trusted(text).map_or_else(|| text.to_owned(), |inn| inn.grouped()))
}

/// A login in its groups.
pub(super) fn login(text: &str) -> AnyView {
    digits(Login::parse(text).map_or_else(|_| text.to_owned(), |login| login.grouped()))
}

fn digits(grouped: String) -> AnyView {
    view! { <Digits grouped=grouped /> }.into_any()
}
