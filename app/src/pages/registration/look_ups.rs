//! The three INNs that the registry is asked about: of the person, of an organisation, of a branch's head organisation.

use leptos::prelude::*;

use super::{
    fields::{Fields, Rules},
    look_up::{RegistryLookUp, about_organisation, about_person, can_be_organisation},
};
use crate::api::registration::{RegistrationState, Sought};

/// One look-up for each.
#[derive(Clone, Copy)]
pub(super) struct LookUps {
    pub(super) organisation: RegistryLookUp,
    /// The person themselves, or who registers the organisation.
    pub(super) person: RegistryLookUp,
    pub(super) head: RegistryLookUp,
}

impl LookUps {
    /// Starts from the answers that the server put into the page.
    pub(super) fn new(state: &RegistrationState, fields: Fields) -> Self {
        let error = state.error.as_ref();
        let (of_organisation, of_person) = if state.form.is_organisation() { (error, None) } else { (None, error) };
        let organisation = Callback::new(move |()| about_organisation(&fields.organisation_inn.text()));
        let head = Callback::new(move |()| about_organisation(&fields.head_inn.text()));
        let person = Callback::new(move |()| {
            let mut question = about_person(&fields.inn.text(), &fields.passport.text());
            if fields.kind.is_organisation() {
                question.sought = Sought::Officer;
                question.organisation_inn = about_organisation(&fields.organisation_inn.text()).inn;
            }
            question
        });
        Self {
            organisation: RegistryLookUp::new(
                fields.application,
                fields.organisation_inn,
                organisation,
                state.organisation.clone(),
                of_organisation,
            ),
            person: RegistryLookUp::new(fields.application, fields.inn, person, state.look_up.clone(), of_person),
            head: RegistryLookUp::new(fields.application, fields.head_inn, head, state.head.clone(), None),
        }
    }

    /// Whatever makes another question of what was asked takes its answer away; a change of the kind asks anew.
    pub(super) fn follow_the_fields(self, fields: Fields) {
        fields.kind.follow_the_nodes();
        self.organisation.follow_the_fields(Callback::new(|()| {}));
        self.head.follow_the_fields(Callback::new(|()| {}));
        self.person.follow_the_fields(Callback::new(move |()| {
            fields.kind.chosen.track();
            fields.organisation_inn.value.track();
        }));
        self.person.follow_the_passport(fields.passport);
        Effect::new(move |before: Option<(bool, bool)>| {
            let now = fields.kind.chosen.get();
            if let Some(before) = before.filter(|before| *before != now) {
                // what was wrong was so for another kind of person
                fields.head_inn.error.set(None);
                if before.0 != now.0 {
                    fields.organisation_inn.error.set(None);
                    fields.inn.error.set(None);
                }
                self.person.ask_if_new();
            }
            now
        });
    }

    /// Which «Поиск» was pressed, by its value. Who registers an organisation can't be looked for without it.
    pub(super) fn press(self, button: &str, fields: Fields, rules: Rules) {
        match button {
            "look_up_organisation" => {
                self.organisation.press(rules.organisation_inn);
                self.person.ask_if_new();
            }
            "look_up_head" => self.head.press(rules.head_inn),
            _ if fields.kind.is_organisation() && !can_be_organisation(&fields.organisation_inn.text()) => {
                self.organisation.press(rules.organisation_inn);
            }
            _ => self.person.press(rules.inn),
        }
    }
}
