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
pub(super) struct CheckedFields {
    fields: StoredValue<Vec<CheckedField>>,
    summary: RwSignal<Option<ApiError>>,
}

struct CheckedField {
    handle: FieldHandle,
    rule: Check,
    /// What the server refused, and why: it stays wrong until something else is typed.
    refused: Option<(String, Message)>,
}

impl CheckedFields {
    /// A form without fields yet. The summary above them goes when the last of its fields has become right.
    pub(super) fn new(summary: RwSignal<Option<ApiError>>) -> Self {
        let this = Self { fields: StoredValue::new(Vec::new()), summary };
        Effect::new(move |_| {
            let handles: Vec<FieldHandle> =
                this.fields.with_value(|fields| fields.iter().map(|field| field.handle).collect());
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
        self.fields.update_value(|fields| {
            place = fields.len();
            fields.push(CheckedField { handle, rule, refused });
        });
        Callback::new(move |text: String| rule.run(text.clone()).or_else(|| self.refused_before(place, &text)))
    }

    /// Applies every rule to what the fields hold now; what is wrong stands beside the fields and in the summary. `true`
    /// when the form may be sent. What the server refused before may be sent again: only the server can say whether it
    /// still does.
    pub(super) fn check(self) -> bool {
        self.check_with(FieldErrors::default())
    }

    /// The same for a form that also has other controls; `errors` is what is wrong with those.
    pub(super) fn check_with(self, mut errors: FieldErrors) -> bool {
        self.fields.update_value(|fields| {
            for field in fields {
                field.refused = None;
                if let Some(message) = field.rule.run(field.handle.text()) {
                    errors.add(field.handle.field, message);
                }
            }
        });
        self.show_errors(&errors);
        let wrong = errors.into_result(()).err();
        let right = wrong.is_none();
        if !right {
            self.summary.set(wrong);
        }
        right
    }

    /// Says what the server refused, beside the fields and in the summary; does nothing once the page is gone.
    pub(super) fn refused(self, error: ApiError) {
        let errors = error.fields();
        self.fields.try_update_value(|fields| {
            for field in fields {
                field.refused = errors.get(field.handle.field).map(|message| (field.handle.text(), message));
            }
        });
        self.show_errors(&errors);
        let _ = self.summary.try_set(Some(error));
    }

    fn show_errors(self, errors: &FieldErrors) {
        let handles = self.fields.try_with_value(|fields| fields.iter().map(|field| field.handle).collect::<Vec<_>>());
        for handle in handles.unwrap_or_default() {
            handle.error.set(errors.get(handle.field));
        }
    }

    fn refused_before(self, place: usize, text: &str) -> Option<Message> {
        self.fields
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

            checked.refused(ApiError::field(Field::CurrentPassword, Message::WrongCurrentPassword));
            assert_eq!(field.error.get_untracked(), Some(Message::WrongCurrentPassword));
            assert_eq!(rule.run("old".to_owned()), Some(Message::WrongCurrentPassword));
            assert_eq!(rule.run("other".to_owned()), None);

            assert!(checked.check(), "only the server can say whether it is still wrong");
            assert_eq!(field.error.get_untracked(), None);
        });
    }

    #[test]
    fn every_field_that_breaks_its_rule_is_named_in_the_order_of_the_form() {
        Owner::new().with(|| {
            let field = |field| FieldHandle::new(field, String::new(), &FieldErrors::default());
            let (inn, phone) = (field(Field::Inn), field(Field::Phone));
            let summary = RwSignal::new(None);
            let checked = CheckedFields::new(summary);
            checked.add(inn, required);
            checked.add(phone, required);
            let mut expected = FieldErrors::one(Field::Inn, Message::Required);
            expected.add(Field::Phone, Message::Required);
            assert!(!checked.check());
            assert_eq!(summary.get_untracked(), Some(ApiError::Validation(expected)));
            assert_eq!(phone.error.get_untracked(), Some(Message::Required));
        });
    }
}
