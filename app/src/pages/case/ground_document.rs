//! The document that a refusal stands on: number and date, where the ground chosen needs them (`spec/access.md`).

use domain::refusal::{GroundDocument, GroundDocumentError, RefusalGround};
use leptos::prelude::*;
use time::Date;

use super::{super::office::controls, desk::Desk};
use crate::{
    api::{
        Field, FieldErrors, Message,
        office::{Case, RefuseForm},
    },
    components::{Check, FieldHandle, TextField},
    i18n::{Lang, t},
    pages::{checked_fields::CheckedFields, today::today},
};

/// The two fields, and what is checked before a refusal is sent.
#[derive(Clone, Copy)]
pub(super) struct GroundFields {
    number: FieldHandle,
    number_rule: Check,
    date: FieldHandle,
    date_rule: Check,
    checked: CheckedFields,
}

impl GroundFields {
    /// Begins with what a plain post brought back, else with the registry's own evidence.
    pub(super) fn new(desk: Desk, case: &Case, posted: RefuseForm) -> Self {
        let errors = desk.field_errors();
        let known = case.risk.last();
        let initial = |typed: String, known: Option<&String>| {
            if typed.is_empty() { known.cloned().unwrap_or_default() } else { typed }
        };
        let number = initial(posted.document_number, known.map(|known| &known.number));
        let date = initial(posted.document_date, known.map(|known| &known.date));
        let number = FieldHandle::new(Field::DocumentNumber, number, &errors);
        let date = FieldHandle::new(Field::DocumentDate, date, &errors);
        let evidence = known.is_some();
        // with both left empty the registry's evidence stands, if there is any
        let needed = move || {
            let nothing_typed = number.text().trim().is_empty() && date.text().trim().is_empty();
            chosen().is_some_and(RefusalGround::needs_document) && !(evidence && nothing_typed)
        };
        let checked = CheckedFields::new(desk.error);
        let number_rule = checked.add(number, move |text| needed().then(|| wrong_number(&text)).flatten());
        let date_rule = checked.add(date, move |text| needed().then(|| wrong_date(&text, today())).flatten());
        let fields = Self { number, number_rule, date, date_rule, checked };
        fields.follow(desk);
        fields
    }

    /// What the server says of the document after a move stands beside its fields.
    fn follow(self, desk: Desk) {
        Effect::new(move |_| {
            desk.error.with(|error| {
                let errors = error.as_ref().map(|error| error.fields()).unwrap_or_default();
                for field in [self.number, self.date] {
                    field.error.set(errors.get(field.field));
                }
            });
        });
    }

    /// The fields.
    pub(super) fn view(self, lang: Lang) -> AnyView {
        view! {
            <div class="grounds__document">
                <TextField
                    handle=self.number
                    label=t::case::document_number(lang)
                    max_length=64
                    spellcheck_off=true
                    check=self.number_rule
                />
                <TextField
                    handle=self.date
                    label=t::case::document_date(lang)
                    hint=t::case::document_date_hint(lang)
                    max_length=10
                    spellcheck_off=true
                    check=self.date_rule
                />
            </div>
        }
        .into_any()
    }

    /// Says what is wrong with ground and document; `true` when the refusal may be sent.
    pub(super) fn check(self) -> bool {
        let mut errors = FieldErrors::default();
        if chosen().is_none() {
            errors.add(Field::Ground, Message::Required);
        }
        self.checked.check_with(errors)
    }
}

/// The ground that is chosen on the page.
fn chosen() -> Option<RefusalGround> {
    controls::chosen("ground").parse().ok()
}

/// What is wrong with the number, whatever the date is.
fn wrong_number(number: &str) -> Option<Message> {
    match GroundDocument::parse(number, "", Date::MAX) {
        Err(error @ (GroundDocumentError::NumberEmpty | GroundDocumentError::NumberFormat)) => {
            Some(Message::Document(error))
        }
        _ => None,
    }
}

/// What is wrong with the date, whatever the number is.
fn wrong_date(date: &str, today: Date) -> Option<Message> {
    GroundDocument::parse("1", date, today).err().map(Message::Document)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn number_and_date_are_each_judged_alone() {
        let today = date!(2026 - 11 - 22);
        assert_eq!(wrong_number("ГУ-17/44"), None);
        assert_eq!(wrong_number(" "), Some(Message::Document(GroundDocumentError::NumberEmpty)));
        assert_eq!(wrong_date("02.03.2025", today), None);
        assert_eq!(wrong_date("", today), Some(Message::Document(GroundDocumentError::DateEmpty)));
        assert_eq!(wrong_date("31.02.2025", today), Some(Message::Document(GroundDocumentError::DateFormat)));
        assert_eq!(wrong_date("23.11.2026", today), Some(Message::Document(GroundDocumentError::DateInFuture)));
    }
}
