//! The authenticators of the demonstration's staff: everybody may look at them.

use app::{
    components::{DemoPersonas, InEachLanguage, Persona},
    i18n::{Lang, t},
};
use time::OffsetDateTime;

use super::personas::STAFF;
use crate::sign_in::totp::{TotpSecret, step_at};

/// Base32 of a secret.
const LETTERS: usize = 32;

/// The secret of a member of the demonstration's staff: the letters of their user name and of what it is, over and over.
pub(super) fn secret(user_name: &str) -> Option<TotpSecret> {
    let word = user_name.chars().filter(char::is_ascii_alphabetic).chain("demo".chars());
    let word: Vec<char> = word.collect();
    TotpSecret::from_text(&word.iter().cycle().take(LETTERS).collect::<String>())
}

/// The personas with the code that their authenticator shows at this moment.
pub fn with_codes(personas: &DemoPersonas, now: OffsetDateTime) -> DemoPersonas {
    DemoPersonas(personas.0.iter().map(|persona| with_code(persona, now)).collect())
}

fn with_code(persona: &Persona, now: OffsetDateTime) -> Persona {
    let of_staff = STAFF.iter().any(|staff| staff.user_name == persona.login);
    let Some(secret) = secret(&persona.login).filter(|_| of_staff) else { return persona.clone() };
    let code = secret.code(step_at(now));
    let (first, second) = code.split_at(3);
    let code = format!("{first} {second}");
    let note = |lang: Lang| t::demo::with_code(lang, persona.note.in_language(lang), &code);
    Persona { note: InEachLanguage::of(note), ..persona.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_of_the_demonstrations_staff_has_a_secret_of_their_own() {
        let mut secrets: Vec<String> =
            STAFF.iter().filter_map(|staff| secret(staff.user_name)).map(|secret| secret.text()).collect();
        secrets.sort();
        secrets.dedup();
        assert_eq!(secrets.len(), STAFF.len());
    }
}
