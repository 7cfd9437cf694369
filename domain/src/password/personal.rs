//! What is known about a person and therefore tried first.

use time::Date;
use zeroize::Zeroizing;

use super::PasswordError;
use crate::inn::Inn;
use crate::keyboard;
use crate::login::Login;
use crate::passport::Passport;
use crate::separators;

/// Words of a name with fewer letters are too common as parts of other words to be refused.
const SHORTEST_NAME: usize = 4;

/// What a password must not contain. Whatever is not known at the place is left out.
#[derive(Debug, Clone, Default)]
pub struct PersonalWords {
    /// The INN; of a person's the date of birth is taken as well.
    pub inn: Option<Inn>,
    /// The login.
    pub login: Option<Login>,
    /// The passport number.
    pub passport: Option<Passport>,
    /// Names of the person and of the organisation, each as registered.
    pub names: Vec<String>,
}

impl PersonalWords {
    /// Refuses a password that is or contains one of the words.
    pub(super) fn refuse_in(&self, password: &str) -> Result<(), PasswordError> {
        let folded = Zeroizing::new(fold(password));
        let digits = Zeroizing::new(without_separators(&folded));
        let contains = |word: &str| digits.contains(word);
        if self.login.is_some_and(|login| contains(login.as_str())) {
            return Err(PasswordError::ContainsLogin);
        }
        if self.inn.is_some_and(|inn| contains(inn.as_str()))
            || self.login.is_some_and(|login| contains(login.inn_part()))
        {
            return Err(PasswordError::ContainsInn);
        }
        if self.passport.as_ref().is_some_and(|passport| contains(passport.number())) {
            return Err(PasswordError::ContainsPassport);
        }
        if self.birth_date().is_some_and(|date| spellings(date).iter().any(|spelling| contains(spelling))) {
            return Err(PasswordError::ContainsBirthDate);
        }
        if self.names.iter().flat_map(|name| words(name)).any(|word| contains_name(&folded, &word)) {
            return Err(PasswordError::ContainsName);
        }
        Ok(())
    }

    fn birth_date(&self) -> Option<Date> {
        self.inn.filter(|inn| !inn.is_organisation()).map(|inn| inn.birth_date())
    }
}

/// Small letters, ё as е: how people type their own names.
fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// 22.11.2026, 22/11/2026 and 22-11-2026 become 22112026, so one spelling finds them all.
fn without_separators(text: &str) -> String {
    text.chars().filter(|&c| !separators::is_separator(c) && !matches!(c, '.' | '/' | ',' | '_')).collect()
}

/// The usual orders of day, month and year, with the century and without, and day and month also
/// without leading zeros if the century is there.
fn spellings(date: Date) -> [String; 6] {
    let (day, month, year) = (date.day(), u8::from(date.month()), date.year());
    let short = year.rem_euclid(100);
    [
        format!("{day:02}{month:02}{year:04}"),
        format!("{year:04}{month:02}{day:02}"),
        format!("{month:02}{day:02}{year:04}"),
        format!("{day:02}{month:02}{short:02}"),
        format!("{short:02}{month:02}{day:02}"),
        format!("{day}{month}{year:04}"),
    ]
}

fn words(name: &str) -> Vec<String> {
    fold(name)
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= SHORTEST_NAME)
        .map(str::to_owned)
        .collect()
}

/// Forms that became shorter than a word on the way are left out, as short words are.
fn contains_name(password: &str, word: &str) -> bool {
    let in_latin_layout = keyboard::to_latin(word);
    let in_cyrillic_layout = keyboard::to_cyrillic(word);
    let [common, passport] = transliterated(word);
    [word, &in_latin_layout, &in_cyrillic_layout, &common, &passport]
        .iter()
        .any(|form| form.chars().count() >= SHORTEST_NAME && password.contains(*form))
}

/// In Latin letters, in the two ways people write it: `azhybekov`, `ajybekov`.
fn transliterated(word: &str) -> [String; 2] {
    let mut forms = [String::new(), String::new()];
    for c in word.chars() {
        let letters = latin(c);
        for (place, form) in forms.iter_mut().enumerate() {
            match letters {
                Some(letters) => form.push_str(letters[place]),
                None => form.push(c),
            }
        }
    }
    forms
}

fn latin(c: char) -> Option<[&'static str; 2]> {
    let same = |letters| [letters, letters];
    Some(match c {
        'а' => same("a"),
        'б' => same("b"),
        'в' => same("v"),
        'г' => same("g"),
        'д' => same("d"),
        'е' | 'э' => same("e"),
        'ж' => ["zh", "j"],
        'з' => same("z"),
        'и' => same("i"),
        'й' => ["y", "i"],
        'к' => same("k"),
        'л' => same("l"),
        'м' => same("m"),
        'н' => same("n"),
        'ң' => ["n", "ng"],
        'о' | 'ө' => same("o"),
        'п' => same("p"),
        'р' => same("r"),
        'с' => same("s"),
        'т' => same("t"),
        'у' | 'ү' => same("u"),
        'ф' => same("f"),
        'х' => ["kh", "h"],
        'ц' => ["ts", "c"],
        'ч' => same("ch"),
        'ш' => same("sh"),
        'щ' => ["shch", "sch"],
        'ъ' | 'ь' => same(""),
        'ы' => same("y"),
        'ю' => ["yu", "iu"],
        'я' => ["ya", "ia"],
        _ => return None,
    })
}
