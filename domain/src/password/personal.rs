//! What is known about a person and therefore tried first.

use super::{PasswordError, birth_date, readings::Readings};
use crate::email::Email;
use crate::inn::Inn;
use crate::login::Login;
use crate::passport::Passport;
use crate::phone::Phone;

/// Fewest characters of a user name or of the part before the @ that are refused; shorter ones
/// stand in too many words.
const SHORTEST_NAME: usize = 4;

/// Digits of a telephone number that are refused: the number within the country, whatever stands
/// before it.
const PHONE_DIGITS: usize = 9;

/// Parts of names that say whose child somebody is, and are no names: Асан уулу, Асан кызы.
const NO_NAMES: [&str; 6] = ["уулу", "кызы", "оглы", "uulu", "kyzy", "ogly"];

/// What a password must not contain. Whatever is not known at the place is left out.
#[derive(Debug, Clone, Default)]
pub struct PersonalWords {
    /// The INN; of a person's the date of birth is taken as well.
    pub inn: Option<Inn>,
    /// The login.
    pub login: Option<Login>,
    /// The user name of staff, who have no login of digits.
    pub user_name: Option<String>,
    /// The passport number.
    pub passport: Option<Passport>,
    /// Names of the person and of the organisation, each as registered.
    pub names: Vec<String>,
    /// The e-mail address; what stands before the @ is refused.
    pub email: Option<Email>,
    /// The telephone number.
    pub phone: Option<Phone>,
}

impl PersonalWords {
    /// Refuses a normalised password that is or contains one of the words.
    pub(super) fn refuse_in(&self, password: &str) -> Result<(), PasswordError> {
        let password = Readings::of(password);
        let found = [
            (self.login_is_in(&password), PasswordError::ContainsLogin),
            (self.inn_is_in(&password), PasswordError::ContainsInn),
            (self.passport_is_in(&password), PasswordError::ContainsPassport),
            (self.phone_is_in(&password), PasswordError::ContainsPhone),
            (self.birth_date_is_in(&password), PasswordError::ContainsBirthDate),
            (self.name_is_in(&password), PasswordError::ContainsName),
            (self.email_is_in(&password), PasswordError::ContainsEmail),
        ];
        found.into_iter().find(|(found, _)| *found).map_or(Ok(()), |(_, reason)| Err(reason))
    }

    fn login_is_in(&self, password: &Readings) -> bool {
        self.login.is_some_and(|login| password.hold(login.as_str()))
            || self.user_name.as_deref().is_some_and(|name| is_long(name) && password.hold(name))
    }

    fn inn_is_in(&self, password: &Readings) -> bool {
        self.inn.is_some_and(|inn| password.hold(inn.as_str()))
            || self.login.is_some_and(|login| password.hold(login.inn_part()))
    }

    fn passport_is_in(&self, password: &Readings) -> bool {
        self.passport.as_ref().is_some_and(|passport| password.hold(passport.number()))
    }

    fn phone_is_in(&self, password: &Readings) -> bool {
        self.phone.as_ref().is_some_and(|phone| {
            let digits = phone.as_str().trim_start_matches('+');
            password.hold(&digits[digits.len().saturating_sub(PHONE_DIGITS)..])
        })
    }

    fn birth_date_is_in(&self, password: &Readings) -> bool {
        self.inn.filter(|inn| !inn.is_organisation()).map(|inn| inn.birth_date()).is_some_and(|date| {
            birth_date::numbers(date).iter().any(|number| password.hold(number))
                || birth_date::with_month_in_letters(date).any(|date| password.hold_date(&date))
        })
    }

    fn name_is_in(&self, password: &Readings) -> bool {
        self.names.iter().flat_map(|name| words(name)).any(|word| password.hold_word(&word))
    }

    fn email_is_in(&self, password: &Readings) -> bool {
        self.email.as_ref().is_some_and(|email| {
            let local = email.as_str().split(['@', '+']).next().unwrap_or_default();
            is_long(local) && password.hold(local)
        })
    }
}

fn is_long(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_NAME
}

/// In small letters, ё as е: how people type their own names.
fn words(name: &str) -> Vec<String> {
    name.to_lowercase()
        .replace('ё', "е")
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !NO_NAMES.contains(word))
        .map(str::to_owned)
        .collect()
}
