//! Forms that are one button: they ask the server for one thing.

use std::{future::Future, pin::Pin};

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::api::ApiError;

/// What the server will say.
pub(super) type Answer = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// What sending the form does: it asks, and `answered` gets the answer unless the page has gone meanwhile. Nothing while
/// it is `busy` asking.
pub(super) fn asking(
    busy: RwSignal<bool>,
    ask: impl Fn() -> Answer + 'static,
    answered: Callback<Result<(), ApiError>>,
) -> impl Fn(SubmitEvent) + 'static {
    move |event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let answer = ask();
        spawn_local(async move {
            let answer = answer.await;
            if busy.try_set(false).is_none() {
                answered.run(answer);
            }
        });
    }
}
