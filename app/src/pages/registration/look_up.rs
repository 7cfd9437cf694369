//! «Поиск»: asks the registry as soon as there is something to ask, and remembers the newest answer only.

use domain::{
    inn::{self, Inn},
    passport::Passport,
};
use leptos::{prelude::*, task::spawn_local};

use crate::pages::today::today;
use crate::{
    api::{
        ApiError, Field, Message,
        registration::{LookUp, RegistrationState, look_up},
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

impl Answer {
    fn objection(&self) -> Option<Message> {
        match self {
            Self::Known(known) => objection(known),
            _ => None,
        }
    }
}

/// INN and passport as the registry is asked; the passport is empty until it is complete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Question {
    inn: String,
    passport: String,
}

/// The look-up of one form.
#[derive(Clone, Copy)]
pub(super) struct RegistryLookUp {
    inn: FieldHandle,
    passport: FieldHandle,
    asked: StoredValue<Question>,
    /// What the page shows.
    pub(super) answer: RwSignal<Answer>,
    /// «Поиск» is under way.
    pub(super) busy: RwSignal<bool>,
}

impl RegistryLookUp {
    /// Starts from the answer that the server put into the page.
    pub(super) fn new(state: &RegistrationState, inn: FieldHandle, passport: FieldHandle) -> Self {
        let answer = match (&state.look_up, &state.error) {
            (Some(known), _) => Answer::Known(known.clone()),
            (None, Some(error @ (ApiError::Unavailable | ApiError::RegistryUnavailable))) => {
                Answer::Failed(error.clone())
            }
            _ => Answer::Nothing,
        };
        let asked = if answer == Answer::Nothing {
            Question::default()
        } else {
            question(&state.form.inn, &state.form.passport)
        };
        Self {
            inn,
            passport,
            asked: StoredValue::new(asked),
            answer: RwSignal::new(answer),
            busy: RwSignal::new(false),
        }
    }

    /// «Поиск» was pressed: asks even what was asked before, or says what is wrong with the INN.
    pub(super) fn press(self, inn_rule: Callback<String, Option<Message>>) {
        let question = self.question();
        if Inn::parse_individual(&question.inn, today()).is_ok() {
            self.ask(question);
        } else {
            self.inn.error.set(inn_rule.run(self.inn.text()));
            self.inn.focus();
        }
    }

    /// Asks if INN and passport make a question that has not been asked yet.
    pub(super) fn ask_if_new(self) {
        let question = self.question();
        let known = self.asked.with_value(|asked| *asked == question);
        if !known && Inn::parse_individual(&question.inn, today()).is_ok() {
            self.ask(question);
        }
    }

    /// What belongs to another INN is not shown beside this one; a passport that became complete is compared.
    pub(super) fn follow_the_fields(self) {
        Effect::new(move |before: Option<()>| {
            let typed = inn::normalise_digits(&self.inn.value.get());
            if self.asked.with_value(|asked| asked.inn != typed) {
                self.asked.set_value(Question::default());
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
        Effect::new(move |_| {
            if Passport::parse(&self.passport.value.get()).is_ok() {
                self.ask_if_new();
            }
        });
    }

    /// What the registry has against this INN.
    pub(super) fn objection(self, inn: &str) -> Option<Message> {
        if self.asked.with_value(|asked| asked.inn != inn) {
            return None;
        }
        self.answer.with_untracked(Answer::objection)
    }

    /// The name as far as it is shown, for the rule that a password must not contain it.
    pub(super) fn names(self) -> Vec<String> {
        self.answer.with_untracked(|answer| match answer {
            Answer::Known(LookUp::Found(found)) => vec![found.name.clone()],
            _ => Vec::new(),
        })
    }

    fn question(self) -> Question {
        question(&self.inn.text(), &self.passport.text())
    }

    fn ask(self, question: Question) {
        self.asked.set_value(question.clone());
        self.busy.set(true);
        self.answer.set(Answer::Asking);
        spawn_local(async move {
            let answer = look_up(question.inn.clone(), question.passport.clone()).await;
            // an answer to an older question, or to a page that is gone, is nobody's
            if self.asked.try_with_value(|asked| *asked == question) == Some(true) {
                self.take(answer);
            }
        });
    }

    fn take(self, answer: Result<LookUp, ApiError>) {
        self.busy.set(false);
        let answer = match answer {
            Ok(known) => Answer::Known(known),
            Err(ApiError::Validation(errors)) => {
                self.inn.error.set(errors.get(Field::Inn));
                self.asked.set_value(Question::default());
                Answer::Nothing
            }
            Err(error) => {
                // so that the same question may be asked again by leaving the field
                self.asked.update_value(|asked| asked.passport = "?".to_owned());
                Answer::Failed(error)
            }
        };
        if let Some(message) = answer.objection() {
            self.inn.error.set(Some(message));
        }
        self.answer.set(answer);
    }
}

/// What the registry's answer means for the INN field.
pub(super) fn objection(known: &LookUp) -> Option<Message> {
    match known {
        LookUp::NotTaxpayer => Some(Message::NotTaxpayer),
        LookUp::Found(found) => found.ineligible.map(Message::Ineligible),
    }
}

fn question(inn: &str, passport: &str) -> Question {
    Question {
        inn: inn::normalise_digits(inn),
        passport: Passport::parse(passport).map(|passport| passport.as_str().to_owned()).unwrap_or_default(),
    }
}
