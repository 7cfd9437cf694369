use domain::password::{MINIMUM, Password, PasswordError, PersonalWords, Strength, strength};
use proptest::prelude::*;

/// What people put together a password from.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,6}",
        "[А-Яа-яөүң]{1,6}",
        "[0-9]{1,4}",
        "[ !.@#-]",
        "\\PC",
        prop::sample::select(vec!["password", "Qwerty", "кыргызстан", "1987", "2026", "aaaa", "korova", "салам"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn step(text: &str) -> usize {
    Strength::ALL.iter().position(|level| *level == strength(text)).unwrap()
}

fn is_common(text: &str) -> bool {
    Password::choose(text, &PersonalWords::default(), MINIMUM).err() == Some(PasswordError::Common)
}

#[test]
fn the_meter_rises() {
    for (text, level) in [
        ("", Strength::Weak),
        ("Xk4!m", Strength::Weak),
        ("Qwerty1234", Strength::Weak),
        ("йцукен1234", Strength::Weak),
        ("P@ssw0rd", Strength::Weak),
        ("кыргызстан-кыргызстан", Strength::Weak),
        ("abcdefgh12345678", Strength::Weak),
        ("kosh8tra", Strength::Fair),
        ("qwerty-qwerty-7", Strength::Weak),
        ("korova-7 letit", Strength::Good),
        ("Xk4!mQ9z1", Strength::Good),
        ("9mVt2pLw", Strength::Good),
        ("четыре слова про горное озеро", Strength::Strong),
        ("сорок журавлей над озером", Strength::Strong),
    ] {
        assert_eq!(strength(text), level, "{text}");
    }
}

#[test]
fn of_one_length_the_less_expected_is_the_stronger() {
    for row in [
        ["aaaaaaaaaaaa", "korovakorova", "k7-оvаQ!z2ф9"],
        ["abcabcabcabc", "toonunkoktor", "tX0nu4-oкT7r"],
        ["198719871987", "198720042026", "836194052718"],
    ] {
        let steps = row.map(step);
        assert!(steps.is_sorted() && steps[0] < steps[2], "{row:?} {steps:?}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_makes_the_meter_panic(text in any::<String>()) {
        let _ = strength(&text);
    }

    #[test]
    fn a_common_password_is_weak(text in pieces()) {
        prop_assert!(!is_common(&text) || strength(&text) == Strength::Weak);
    }

    #[test]
    fn one_more_character_takes_no_more_than_a_step(text in pieces(), more in any::<char>()) {
        let longer = format!("{text}{more}");
        prop_assert!(is_common(&longer) || step(&longer) + 1 >= step(&text), "{text:?} {longer:?}");
    }

    #[test]
    fn a_random_letter_or_digit_more_takes_nothing(text in "[a-zA-Z0-9]{8,20}", more in "[a-z0-9]") {
        let longer = format!("{text}{more}");
        prop_assert!(is_common(&longer) || step(&longer) >= step(&text), "{text:?} {longer:?}");
    }

    #[test]
    fn length_alone_is_no_strength(c in "[a-zа-я0-9]", times in 8..120_usize) {
        prop_assert_eq!(strength(&c.repeat(times)), Strength::Weak);
    }

    #[test]
    fn twenty_random_characters_are_good(text in "[a-zA-Z0-9]{20}") {
        prop_assert!(step(&text) >= 2, "{text}");
    }

    #[test]
    fn the_same_word_again_adds_nearly_nothing(word in "[bdgklm][aeou][bdgklm][aeou]", times in 2..10_usize) {
        let text = vec![word; times].join(" ");
        prop_assert!(step(&text) <= 1, "{text}");
    }
}
