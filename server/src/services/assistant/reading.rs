//! The ways in which a question can be read: as typed, typed on the other keyboard layout, or in Latin letters.

use domain::{keyboard, lang::Lang};

use super::words::asked;

/// The words of the question, once for each way that makes sense in the language of what is searched.
pub(super) fn readings(question: &str, language: Lang) -> Vec<Vec<String>> {
    let latin = question.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = question.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}'));
    let mut readings = vec![asked(question)];
    if language == Lang::En {
        if cyrillic {
            readings.push(asked(&keyboard::to_latin(question)));
        }
    } else if latin {
        readings.push(asked(&keyboard::to_cyrillic(question)));
        readings.push(asked(&in_cyrillic(question)));
    }
    readings.retain(|words| !words.is_empty());
    readings.dedup();
    readings
}

/// Latin letters as they are used where there is no other keyboard, the longer before the shorter.
const LETTERS: &[(&str, &str)] = &[
    ("shch", "щ"),
    ("sch", "щ"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("ng", "н"),
    ("yu", "ю"),
    ("iu", "ю"),
    ("ya", "я"),
    ("ia", "я"),
    ("yo", "е"),
    ("a", "а"),
    ("b", "б"),
    ("c", "ц"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "ж"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "в"),
    ("x", "кс"),
    ("y", "ы"),
    ("z", "з"),
];

/// `zabyl parol` as «забыл парол»: what is not quite right is found by likeness.
fn in_cyrillic(text: &str) -> String {
    let small = text.to_lowercase();
    let mut rest = small.as_str();
    let mut read = String::new();
    while let Some(first) = rest.chars().next() {
        match LETTERS.iter().find(|(latin, _)| rest.starts_with(latin)) {
            Some((latin, cyrillic)) => {
                read.push_str(cyrillic);
                rest = &rest[latin.len()..];
            }
            None => {
                read.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_typed_on_the_wrong_keyboard_is_read_in_three_ways() {
        let read = readings("pf,sk gfhjkm", Lang::Ru);
        assert!(read.contains(&vec!["забыл".to_owned(), "пароль".to_owned()]), "{read:?}");
        let read = readings("zabyl parol", Lang::Ru);
        assert!(read.contains(&vec!["забыл".to_owned(), "парол".to_owned()]), "{read:?}");
        assert_eq!(readings("забыл пароль", Lang::Ru).len(), 1);
    }

    #[test]
    fn english_is_read_from_cyrillic_keys() {
        let read = readings("зфыыцщкв", Lang::En);
        assert!(read.contains(&vec!["password".to_owned()]), "{read:?}");
    }
}
