//! The fields of a form with their rules: what a page checks before it asks the server, and where it shows what the
//! server found.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::{
    api::{ApiError, FieldErrors},
    components::{Check, FieldHandle},
};

/// Fields and rules in the order of the form.
#[derive(Clone, Copy)]
pub(super) struct CheckedFields(StoredValue<Vec<(FieldHandle, Check)>>);

impl CheckedFields {
    /// The fields of one form. The summary above them goes when the last of its fields has become right.
    pub(super) fn new(fields: Vec<(FieldHandle, Check)>, summary: RwSignal<Option<ApiError>>) -> Self {
        let shown: Vec<FieldHandle> = fields.iter().map(|(handle, _)| *handle).collect();
        Effect::new(move |_| {
            let wrong = shown.iter().fold(false, |wrong, handle| handle.error.with(Option::is_some) || wrong);
            let outdated = summary.with_untracked(|error| match error {
                Some(ApiError::Validation(errors)) => {
                    errors.0.iter().all(|(field, _)| shown.iter().any(|handle| handle.field == *field))
                }
                _ => false,
            });
            if !wrong && outdated {
                summary.set(None);
            }
        });
        Self(StoredValue::new(fields))
    }

    /// Applies every rule to what the fields hold now and shows the verdict beside them.
    ///
    /// # Errors
    /// `Validation` with one entry for each field that does not keep its rule.
    pub(super) fn check(self) -> Result<(), ApiError> {
        let mut errors = FieldErrors::default();
        self.0.with_value(|fields| {
            for (handle, check) in fields {
                if let Some(message) = check.run(handle.text()) {
                    errors.add(handle.field, message);
                }
            }
        });
        let verdict = errors.into_result(());
        if let Err(error) = &verdict {
            self.show(error);
        }
        verdict
    }

    /// Puts the entries of the server's verdict beside their fields; does nothing once the page is gone.
    pub(super) fn show(self, error: &ApiError) {
        let errors = error.fields();
        self.0.try_with_value(|fields| {
            for (handle, _) in fields {
                handle.error.set(errors.get(handle.field));
            }
        });
    }
}

/// The `name` and the `value` of the button that sent the form; empty for the Enter key in a field.
pub(super) fn pressed(event: &SubmitEvent) -> (String, String) {
    let button = event.submitter();
    let attribute = |name| button.as_ref().and_then(|button| button.get_attribute(name)).unwrap_or_default();
    (attribute("name"), attribute("value"))
}

/// Whether the browser must post this form itself: the language changes with the page, on the server.
pub(super) fn switches_language(event: &SubmitEvent) -> bool {
    pressed(event).0 == "switch_language"
}
