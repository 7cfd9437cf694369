//! The full verdict on a new password: the rules of `domain`, and the list of common passwords that is too large for
//! the browser (spec/registration.md, "Password"; docs/decisions/0009-password-blocklist.md).

pub mod blocklist;
pub mod selection;

use blocklist::Blocklist;
use domain::password::{Password, PasswordError, PersonalWords};

/// The list that is built in; `server/data/README.md` says what it was made from. A damaged one does not compile.
pub static COMMON: Blocklist<'static> = Blocklist::open(include_bytes!("../../data/common-passwords.bin"));

/// Takes a new password if it keeps every rule: the only way in which the server lets one be chosen. `minimum` is
/// `domain::password::MINIMUM` or `STAFF_MINIMUM`.
///
/// # Errors
/// The first [`PasswordError`] that applies, the same as in the browser; `Common` also for what only the list knows.
pub fn choose(text: &str, personal: &PersonalWords, minimum: usize) -> Result<Password, PasswordError> {
    Password::choose_unlisted(text, personal, minimum, |keys| COMMON.contains(keys))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use domain::password::{MINIMUM, key_presses};

    use super::*;
    use crate::random::{Random, SeededRandom};

    fn listed(text: &str) -> bool {
        COMMON.contains(&key_presses(text))
    }

    #[test]
    fn the_list_is_long_and_its_file_small() {
        assert!(COMMON.count() >= 400_000, "{}", COMMON.count());
        assert!(include_bytes!("../../data/common-passwords.bin").len() < 1_000_000);
    }

    #[test]
    fn what_everybody_tries_is_on_it_however_it_is_typed() {
        for text in [
            "12345678",
            "Qwerty1234",
            "qwerty1234",
            "QWERTY1234",
            "йцукен1234",
            "ЙЦУКЕН1234",
            "password1",
            "зфыыцщкв1",
            "республика",
            "htcge,kbrf",
            "HTCGE<KBRF",
            "Президент",
            "ghtpbltyn",
            "stonehenge",
            "ыещтурутпу",
            "jack1996",
            "офсл1996",
            "１２３４５６７８",
        ] {
            assert!(listed(text), "{text}");
        }
        for text in ["kwp72qhb", "сорок журавлей над озером", "korova-7 letit", "9mVt2pLw", "таза суу 83 тоо", ""]
        {
            assert!(!listed(text), "{text}");
        }
    }

    #[test]
    fn the_list_speaks_where_the_rules_are_silent() {
        let nobody = PersonalWords::default();
        assert!(Password::choose("stonehenge", &nobody, MINIMUM).is_ok());
        assert_eq!(choose("Stonehenge", &nobody, MINIMUM).err(), Some(PasswordError::Common));
        assert!(choose("stonehenge летом", &nobody, MINIMUM).is_ok());
        assert_eq!(choose("stone", &nobody, MINIMUM).err(), Some(PasswordError::TooShort));
    }

    /// As docs/decisions/0009 says: one in eight thousand.
    #[test]
    fn few_good_passwords_are_taken_for_common_ones() {
        let random = SeededRandom::new(9);
        let mut bytes = [0; 16];
        let mut taken = 0;
        for _ in 0..400_000 {
            random.fill(&mut bytes);
            let text = bytes.iter().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            });
            taken += u32::from(COMMON.contains(&text));
        }
        assert!((20..80).contains(&taken), "{taken} of 400000, where 48 are expected");
    }
}
