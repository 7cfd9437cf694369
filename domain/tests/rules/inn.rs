use domain::inn::{Bearer, Inn, InnError, normalise_digits};
use proptest::prelude::*;
use time::{Duration, macros::date};

use crate::any::{self, TODAY, replaced};

fn refusal(text: &str) -> InnError {
    Inn::parse(text, TODAY).unwrap_err()
}

#[test]
fn the_examples_of_the_spec_are_right_and_unsuspicious() {
    for text in ["02907200410161", "20101199000013", "13112199900028"] {
        let inn = Inn::parse(text, TODAY).unwrap();
        assert_eq!(inn.as_str(), text);
        assert!(!inn.looks_mistyped(), "{text}");
    }
}

#[test]
fn what_no_inn_can_bear_is_not_put_together() {
    let inn = Inn::assemble(Bearer::Organisation, date!(1950 - 06 - 15), 12_345);
    assert_eq!(&inn.as_str()[..13], "0010119912345");
    let inn = Inn::assemble(Bearer::Man, date!(1899 - 12 - 31), 7);
    assert_eq!(&inn.as_str()[..13], "2010119000007");
    assert_eq!(Inn::assemble(Bearer::Organisation, date!(2004 - 07 - 29), 1_016).as_str(), "02907200410161");
}

#[test]
fn each_refusal_has_its_reason() {
    assert_eq!(refusal(""), InnError::Empty);
    assert_eq!(refusal(" \u{00A0}–"), InnError::Empty);
    assert_eq!(refusal("2010119900001"), InnError::Length);
    assert_eq!(refusal("201011990000133"), InnError::Length);
    assert_eq!(refusal("2010119900001O"), InnError::NotDigits);
    assert_eq!(refusal("٢٠١٠١١٩٩٠٠٠٠١٣"), InnError::NotDigits);
    assert_eq!(refusal("\u{FF12}0101199000013"), InnError::NotDigits);
    assert_eq!(refusal("30101199000013"), InnError::FirstDigit);
    assert_eq!(refusal("23002199000013"), InnError::Date);
    assert_eq!(refusal("22902202300013"), InnError::Date);
    assert_eq!(refusal("20113199000013"), InnError::Date);
    assert_eq!(refusal("23112189900013"), InnError::Date);
    assert_eq!(refusal("03112199010161"), InnError::Date);
    assert_eq!(refusal("22311202600013"), InnError::Date);
    assert_eq!(Inn::parse_individual("02907200410161", TODAY), Err(InnError::NotIndividual));
    assert_eq!(Inn::parse_organisation("20101199000013", TODAY), Err(InnError::NotOrganisation));
}

#[test]
fn today_is_not_the_future() {
    assert!(Inn::parse("22211202600013", TODAY).is_ok());
    assert!(Inn::parse("22211202600013", TODAY - Duration::DAY).is_err());
}

#[test]
fn groups_follow_the_meaning() {
    let inn = Inn::from_trusted("22907200410161").unwrap();
    assert_eq!(inn.grouped(), "2 2907 2004 10161");
    assert_eq!(inn.masked(), "2***********61");
    assert_eq!(format!("{inn:?}"), "Inn(2***********61)");
}

proptest! {
    #[test]
    fn separators_change_nothing(
        (inn, typed) in any::inn().prop_flat_map(|inn| (Just(inn), any::scattered(inn.to_string())))
    ) {
        prop_assert_eq!(Inn::parse(&typed, TODAY), Ok(inn));
        prop_assert_eq!(normalise_digits(&typed), inn.as_str());
        prop_assert_eq!(Inn::parse(&inn.grouped(), TODAY), Ok(inn));
    }

    #[test]
    fn the_kind_is_in_the_first_digit(person in any::person(), organisation in any::organisation()) {
        prop_assert!(!person.is_organisation());
        prop_assert!(Inn::parse_individual(person.as_str(), TODAY).is_ok());
        prop_assert!(Inn::parse_organisation(organisation.as_str(), TODAY).is_ok());
    }

    #[test]
    fn the_date_is_digits_two_to_nine(inn in any::inn()) {
        let date = inn.birth_date();
        let written = format!("{:02}{:02}{:04}", date.day(), u8::from(date.month()), date.year());
        prop_assert_eq!(&inn.as_str()[1..9], written);
        prop_assert_eq!(inn.registration_date(), date);
    }

    #[test]
    fn nine_of_ten_last_digits_look_mistyped(inn in any::inn()) {
        let right = ('0'..='9')
            .filter_map(|digit| Inn::from_trusted(&replaced(inn.as_str(), 13, digit)))
            .filter(|inn| !inn.looks_mistyped())
            .count();
        prop_assert_eq!(right, 1);
    }

    #[test]
    fn put_together_it_reads_back(inn in any::inn(), serial in 0_u16..10_000) {
        let bearer = match inn.as_str().as_bytes()[0] {
            b'0' => Bearer::Organisation,
            b'1' => Bearer::Woman,
            _ => Bearer::Man,
        };
        let made = Inn::assemble(bearer, inn.birth_date(), serial);
        prop_assert_eq!(&made.as_str()[..9], &inn.as_str()[..9]);
        prop_assert_eq!(&made.as_str()[9..13], format!("{serial:04}"));
        prop_assert!(!made.looks_mistyped());
        prop_assert_eq!(Inn::from_trusted(made.as_str()), Some(made));
    }

    #[test]
    fn it_travels_and_returns(inn in any::inn()) {
        let wire = serde_json::to_string(&inn).unwrap();
        prop_assert_eq!(&wire, &format!("\"{}\"", inn.as_str()));
        prop_assert_eq!(serde_json::from_str::<Inn>(&wire).unwrap(), inn);
    }

    #[test]
    fn nothing_typed_makes_it_panic(text in "\\PC{0,40}") {
        if let Ok(inn) = Inn::parse(&text, TODAY) {
            prop_assert_eq!(inn.as_str().len(), 14);
        }
    }

    #[test]
    fn debug_keeps_the_number_to_itself(inn in any::inn()) {
        let shown = format!("{inn:?}");
        prop_assert!(!shown.contains(&inn.as_str()[1..12]));
    }
}
