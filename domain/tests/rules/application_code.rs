use domain::application_code::{ApplicationCode, ApplicationCodeError, BITS};
use proptest::prelude::*;

use crate::any::{self, replaced, swapped};

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[test]
fn each_refusal_has_its_reason() {
    assert_eq!(ApplicationCode::parse(" - "), Err(ApplicationCodeError::Empty));
    assert_eq!(ApplicationCode::parse("K7QM-39XT-2VHP-4"), Err(ApplicationCodeError::Length));
    assert_eq!(ApplicationCode::parse(&"0".repeat(15)), Err(ApplicationCodeError::Length));
    assert_eq!(ApplicationCode::parse("U7QM-39XT-2VHP-4T"), Err(ApplicationCodeError::Character));
    assert_eq!(ApplicationCode::parse("Я7QM-39XT-2VHP-4T"), Err(ApplicationCodeError::Character));
    assert_eq!(ApplicationCode::parse("00000000000001"), Err(ApplicationCodeError::Check));
}

#[test]
fn every_bit_counts_and_no_other() {
    let none = ApplicationCode::from_bits(0);
    for bit in 0..128 {
        assert_eq!(ApplicationCode::from_bits(1 << bit) == none, bit >= BITS, "bit {bit}");
    }
}

proptest! {
    #[test]
    fn it_is_read_as_it_is_shown(
        (code, typed) in any::code().prop_flat_map(|code| (Just(code), any::scattered(code.to_string())))
    ) {
        prop_assert_eq!(ApplicationCode::parse(&typed), Ok(code));
        prop_assert_eq!(ApplicationCode::parse(&code.grouped()), Ok(code));
        prop_assert_eq!(ApplicationCode::parse(&code.grouped().to_lowercase()), Ok(code));
        prop_assert_eq!(code.grouped().len(), 17);
        prop_assert!(code.as_str().chars().all(|c| ALPHABET.contains(c)));
    }

    #[test]
    fn look_alikes_are_read_as_digits(code in any::code()) {
        let with_o = code.as_str().replace('0', "O").replace('1', "l");
        let with_i = code.as_str().replace('0', "o").replace('1', "I");
        prop_assert_eq!(ApplicationCode::parse(&with_o), Ok(code));
        prop_assert_eq!(ApplicationCode::parse(&with_i), Ok(code));
    }

    #[test]
    fn every_wrong_character_is_noticed(code in any::code()) {
        for place in 0..14 {
            for character in ALPHABET.chars() {
                let typed = replaced(code.as_str(), place, character);
                if typed != code.as_str() {
                    prop_assert_eq!(ApplicationCode::parse(&typed), Err(ApplicationCodeError::Check));
                }
            }
        }
    }

    #[test]
    fn every_swap_of_any_two_is_noticed(code in any::code()) {
        for one in 0..14 {
            for other in one + 1..14 {
                let typed = swapped(code.as_str(), one, other);
                if typed != code.as_str() {
                    prop_assert_eq!(ApplicationCode::parse(&typed), Err(ApplicationCodeError::Check));
                }
            }
        }
    }

    #[test]
    fn different_bits_are_different_codes(one in 0..1_u128 << BITS, other in 0..1_u128 << BITS) {
        let codes = (ApplicationCode::from_bits(one), ApplicationCode::from_bits(other));
        prop_assert_eq!(codes.0 == codes.1, one == other);
    }

    #[test]
    fn nothing_typed_makes_it_panic(text in "\\PC{0,40}") {
        if let Ok(code) = ApplicationCode::parse(&text) {
            prop_assert_eq!(ApplicationCode::parse(code.as_str()), Ok(code));
        }
    }

    #[test]
    fn debug_keeps_the_code_to_itself(code in any::code()) {
        prop_assert_eq!(format!("{code:?}"), "ApplicationCode(…)");
    }
}
