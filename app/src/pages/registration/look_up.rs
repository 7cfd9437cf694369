//! «Поиск»: asks the registry as soon as there is something to ask, and remembers the newest answer only.

use domain::{
    access_application::ApplicationKind,
    inn::{self, Inn},
    passport::Passport,
};
use leptos::{prelude::*, task::spawn_local};

use crate::pages::today::today;
use crate::{
    api::{
        ApiError, Field, Message,
        registration::{LookUp, LookUpQuestion, Sought, look_up},
    },
    components::FieldHandle,
};

/// What is known of the INN in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Not asked.
    Nothing,
    /// Asked, not answered.
    Asking,
    /// The registry's answer.
    Known(LookUp),
    /// The registry could not be asked.
    Failed(ApiError),
}

/// The look-up of one INN of the form.
#[derive(Clone, Copy)]
pub(super) struct RegistryLookUp {
    application: ApplicationKind,
    inn: FieldHandle,
    /// What is to be asked, as typed now.
    question: Callback<(), LookUpQuestion>,
    asked: StoredValue<LookUpQuestion>,
    /// What the page shows.
    pub(super) answer: RwSignal<Answer>,
    /// «Поиск» is under way.
    pub(super) busy: RwSignal<bool>,
}

impl RegistryLookUp {
    /// Starts from the answer that the server put into the page, or from its failure.
    pub(super) fn new(
        application: ApplicationKind,
        inn: FieldHandle,
        question: Callback<(), LookUpQuestion>,
        known: Option<LookUp>,
        error: Option<&ApiError>,
    ) -> Self {
        let answer = match (known, error) {
            (Some(known), _) => Answer::Known(known),
            (None, Some(error @ (ApiError::Unavailable | ApiError::RegistryUnavailable))) => {
                Answer::Failed(error.clone())
            }
            _ => Answer::Nothing,
        };
        let asked = if answer == Answer::Nothing { LookUpQuestion::default() } else { question.run(()) };
        Self {
            application,
            inn,
            question,
            asked: StoredValue::new(asked),
            answer: RwSignal::new(answer),
            busy: RwSignal::new(false),
        }
    }

    /// «Поиск» was pressed: asks even what was asked before, or says what is wrong with the INN.
    pub(super) fn press(self, inn_rule: Callback<String, Option<Message>>) {
        let question = self.question.run(());
        if can_be_asked(&question) {
            self.ask(question);
        } else {
            self.inn.error.set(inn_rule.run(self.inn.text()));
            self.inn.focus();
        }
    }

    /// Asks if the fields make a question that has not been asked yet.
    pub(super) fn ask_if_new(self) {
        let question = self.question.run(());
        let known = self.asked.with_value(|asked| *asked == question);
        if !known && can_be_asked(&question) {
            self.ask(question);
        }
    }

    /// What belongs to another INN is not shown beside this one. `beside` follows what else makes it another question.
    pub(super) fn follow_the_fields(self, beside: Callback<()>) {
        Effect::new(move |before: Option<()>| {
            self.inn.value.track();
            beside.run(());
            let question = self.question.run(());
            if self.asked.with_value(|asked| !same_person(asked, &question)) {
                self.asked.set_value(LookUpQuestion::default());
                self.busy.set(false);
                if self.answer.get_untracked() != Answer::Nothing {
                    self.answer.set(Answer::Nothing);
                }
            }
            if before.is_none() {
                // typed before the page came to life, or kept by the browser
                self.ask_if_new();
            }
        });
    }

    /// A passport that became complete is compared.
    pub(super) fn follow_the_passport(self, passport: FieldHandle) {
        Effect::new(move |_| {
            if Passport::parse(&passport.value.get()).is_ok() {
                self.ask_if_new();
            }
        });
    }

    /// What the registry has against this INN.
    pub(super) fn objection(self, inn: &str) -> Option<Message> {
        if self.asked.with_value(|asked| asked.inn != inn) {
            return None;
        }
        self.answer.with_untracked(|answer| self.objection_to(answer))
    }

    /// The name as far as it is shown, for the rule that a password must not contain it.
    pub(super) fn names(self) -> Vec<String> {
        self.answer.with_untracked(|answer| match answer {
            Answer::Known(LookUp::Found(found)) => vec![found.name.clone()],
            Answer::Known(LookUp::Officer(found)) => vec![found.name.clone()],
            _ => Vec::new(),
        })
    }

    fn objection_to(self, answer: &Answer) -> Option<Message> {
        match answer {
            Answer::Known(known) => objection(self.inn.field, known),
            _ => None,
        }
    }

    fn ask(self, question: LookUpQuestion) {
        self.asked.set_value(question.clone());
        self.busy.set(true);
        self.answer.set(Answer::Asking);
        spawn_local(async move {
            let LookUpQuestion { sought, inn, passport, organisation_inn } = question.clone();
            let answer = look_up(inn, passport, sought, organisation_inn).await;
            // an answer to an older question, or to a page that is gone, is nobody's
            if self.asked.try_with_value(|asked| *asked == question) == Some(true) {
                self.take(answer);
            }
        });
    }

    fn take(self, answer: Result<LookUp, ApiError>) {
        self.busy.set(false);
        let answer = match answer {
            Ok(known) => Answer::Known(known.for_kind(self.application)),
            Err(ApiError::Validation(errors)) => {
                self.inn.error.set(errors.0.first().map(|(_, message)| *message));
                self.asked.set_value(LookUpQuestion::default());
                Answer::Nothing
            }
            Err(error) => {
                // so that the same question may be asked again by leaving the field
                self.asked.update_value(|asked| asked.passport = "?".to_owned());
                Answer::Failed(error)
            }
        };
        if let Some(message) = self.objection_to(&answer) {
            self.inn.error.set(Some(message));
        }
        self.answer.set(answer);
    }
}

/// What the registry's answer means for the field of the INN. Of a head organisation it is not asked whether it may have
/// a password: it does not register.
pub(super) fn objection(field: Field, known: &LookUp) -> Option<Message> {
    match known {
        LookUp::NotTaxpayer => Some(Message::NotTaxpayer),
        LookUp::NotOfficer => Some(Message::NotOfficer),
        LookUp::Found(_) if field == Field::HeadInn => None,
        LookUp::Found(found) => found.ineligible.map(Message::Ineligible),
        LookUp::Officer(_) => None,
    }
}

/// A question about a person; the passport counts once it is complete.
pub(super) fn about_person(inn: &str, passport: &str) -> LookUpQuestion {
    LookUpQuestion {
        inn: inn::normalise_digits(inn),
        passport: Passport::parse(passport).map(|passport| passport.as_str().to_owned()).unwrap_or_default(),
        ..LookUpQuestion::default()
    }
}

/// A question about an organisation.
pub(super) fn about_organisation(inn: &str) -> LookUpQuestion {
    LookUpQuestion { sought: Sought::Organisation, inn: inn::normalise_digits(inn), ..LookUpQuestion::default() }
}

/// Whether the text is an organisation's INN.
pub(super) fn can_be_organisation(inn: &str) -> bool {
    Inn::parse_organisation(inn, today()).is_ok()
}

fn can_be_asked(question: &LookUpQuestion) -> bool {
    let person = |inn: &str| Inn::parse_individual(inn, today()).is_ok();
    match question.sought {
        Sought::Person => person(&question.inn),
        Sought::Organisation => can_be_organisation(&question.inn),
        Sought::Officer => person(&question.inn) && can_be_organisation(&question.organisation_inn),
    }
}

/// Whether two questions differ in the passport at most.
fn same_person(one: &LookUpQuestion, other: &LookUpQuestion) -> bool {
    one.sought == other.sought && one.inn == other.inn && one.organisation_inn == other.organisation_inn
}
