//! The fields of a form with their rules: what a page checks before it asks the server, and where it shows what the
//! server found.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::{
    api::{ApiError, FieldErrors, Message},
    components::{Check, FieldHandle},
};

/// Fields and rules in the order of the form.
#[derive(Clone, Copy)]
pub(super) struct CheckedFields(StoredValue<Vec<CheckedField>>);

struct CheckedField {
    handle: FieldHandle,
    rule: Check,
    /// What the server refused, and why: it stays wrong until something else is typed.
    refused: Option<(String, Message)>,
}

impl CheckedFields {
    /// A form without fields yet. The summary above them goes when the last of its fields has become right.
    pub(super) fn new(summary: RwSignal<Option<ApiError>>) -> Self {
        let this = Self(StoredValue::new(Vec::new()));
        Effect::new(move |_| {
            let handles: Vec<FieldHandle> =
                this.0.with_value(|fields| fields.iter().map(|field| field.handle).collect());
            let wrong = handles.iter().any(|handle| handle.error.with(Option::is_some));
            let outdated = summary.with_untracked(|error| match error {
                Some(ApiError::Validation(errors)) => {
                    errors.0.iter().all(|(field, _)| handles.iter().any(|handle| handle.field == *field))
                }
                _ => false,
            });
            if !wrong && outdated {
                summary.set(None);
            }
        });
        this
    }

    /// Adds the next field and returns the rule that its input applies while somebody types: the field's own, and then
    /// what the server said of the same text.
    pub(super) fn add(
        self,
        handle: FieldHandle,
        rule: impl Fn(String) -> Option<Message> + Send + Sync + 'static,
    ) -> Check {
        let rule: Check = Callback::new(rule);
        let refused = handle.error.get_untracked().map(|message| (handle.text(), message));
        let mut place = 0;
        self.0.update_value(|fields| {
            place = fields.len();
            fields.push(CheckedField { handle, rule, refused });
        });
        Callback::new(move |text: String| rule.run(text.clone()).or_else(|| self.refused(place, &text)))
    }

    /// Applies every rule to what the fields hold now and shows the verdict beside them. What the server refused
    /// before may be sent again: only the server can say whether it still does.
    ///
    /// # Errors
    /// `Validation` with one entry for each field that does not keep its rule.
    pub(super) fn check(self) -> Result<(), ApiError> {
        let mut errors = FieldErrors::default();
        self.0.update_value(|fields| {
            for field in fields {
                field.refused = None;
                if let Some(message) = field.rule.run(field.handle.text()) {
                    errors.add(field.handle.field, message);
                }
            }
        });
        self.show_errors(&errors);
        errors.into_result(())
    }

    /// Puts the entries of the server's verdict beside their fields; does nothing once the page is gone.
    pub(super) fn show(self, error: &ApiError) {
        let errors = error.fields();
        self.0.try_update_value(|fields| {
            for field in fields {
                field.refused = errors.get(field.handle.field).map(|message| (field.handle.text(), message));
            }
        });
        self.show_errors(&errors);
    }

    fn show_errors(self, errors: &FieldErrors) {
        let handles = self.0.try_with_value(|fields| fields.iter().map(|field| field.handle).collect::<Vec<_>>());
        for handle in handles.unwrap_or_default() {
            handle.error.set(errors.get(handle.field));
        }
    }

    fn refused(self, place: usize, text: &str) -> Option<Message> {
        self.0
            .try_with_value(|fields| {
                let (refused, message) = fields.get(place)?.refused.as_ref()?;
                (refused == text).then_some(*message)
            })
            .flatten()
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

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::api::Field;

    fn required(text: String) -> Option<Message> {
        text.is_empty().then_some(Message::Required)
    }

    #[test]
    fn what_the_server_refused_stays_wrong_until_something_else_is_typed() {
        Owner::new().with(|| {
            let field = FieldHandle::new(Field::CurrentPassword, "old".to_owned(), &FieldErrors::default());
            let checked = CheckedFields::new(RwSignal::new(None));
            let rule = checked.add(field, required);
            assert_eq!(rule.run("old".to_owned()), None);

            checked.show(&ApiError::field(Field::CurrentPassword, Message::WrongCurrentPassword));
            assert_eq!(field.error.get_untracked(), Some(Message::WrongCurrentPassword));
            assert_eq!(rule.run("old".to_owned()), Some(Message::WrongCurrentPassword));
            assert_eq!(rule.run("other".to_owned()), None);

            assert_eq!(checked.check(), Ok(()), "only the server can say whether it is still wrong");
            assert_eq!(field.error.get_untracked(), None);
        });
    }

    #[test]
    fn every_field_that_breaks_its_rule_is_named_in_the_order_of_the_form() {
        Owner::new().with(|| {
            let field = |field| FieldHandle::new(field, String::new(), &FieldErrors::default());
            let (inn, phone) = (field(Field::Inn), field(Field::Phone));
            let checked = CheckedFields::new(RwSignal::new(None));
            checked.add(inn, required);
            checked.add(phone, required);
            let mut expected = FieldErrors::one(Field::Inn, Message::Required);
            expected.add(Field::Phone, Message::Required);
            assert_eq!(checked.check(), Err(ApiError::Validation(expected)));
            assert_eq!(phone.error.get_untracked(), Some(Message::Required));
        });
    }
}
