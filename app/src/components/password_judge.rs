//! What judges a new password in the browser. Its lists and readings weigh more than the form they are for, so they come
//! when somebody begins to type a password; until then, and without them, only its length is looked at here. The server
//! judges every password again, by a longer list.

use domain::password::{MINIMUM, Password, PasswordError, PersonalWords, Strength, strength};
use leptos::{prelude::*, task::spawn_local};

use super::field::{Check, FieldHandle};

/// The rules, as they come: only the lazy piece names the functions themselves.
#[derive(Clone, Copy)]
struct Rules {
    choose: fn(&str, &PersonalWords) -> Option<PasswordError>,
    strength: fn(&str) -> Strength,
}

#[lazy]
fn password_rules() -> Rules {
    Rules { choose: |text, personal| Password::choose(text, personal, MINIMUM).err(), strength }
}

/// Judges the new password of a form.
#[derive(Clone, Copy)]
pub struct PasswordJudge {
    rules: RwSignal<Option<Rules>>,
    asked: StoredValue<bool>,
}

impl Default for PasswordJudge {
    fn default() -> Self {
        Self { rules: RwSignal::new(None), asked: StoredValue::new(false) }
    }
}

impl PasswordJudge {
    /// Why the password is not taken, as far as is known here.
    pub fn refusal(self, text: &str, personal: impl FnOnce() -> PersonalWords) -> Option<PasswordError> {
        match self.rules.get() {
            Some(rules) => (rules.choose)(text, &personal()),
            None if text.is_empty() => Some(PasswordError::Empty),
            None => (text.chars().count() < MINIMUM).then_some(PasswordError::TooShort),
        }
    }

    /// How hard it is to guess; `None` while nothing can tell.
    pub(super) fn strength(self, text: &str) -> Option<Strength> {
        self.rules.get().map(|rules| (rules.strength)(text))
    }

    /// Has the rules come as soon as something is typed into the field. Whoever has left it by then is told what they
    /// say.
    pub(super) fn follow(self, handle: FieldHandle, check: Option<Check>) {
        Effect::new(move |_| {
            if handle.value.with(String::is_empty) || self.asked.get_value() {
                return;
            }
            self.asked.set_value(true);
            spawn_local(async move {
                let rules = password_rules().await;
                if self.rules.try_set(Some(rules)).is_some() {
                    return;
                }
                let typing = handle.node.try_get_untracked().flatten().is_none_or(|input| {
                    document().active_element().is_some_and(|active| active.is_same_node(Some(&input)))
                });
                if !typing {
                    handle.left(check);
                }
            });
        });
    }
}
