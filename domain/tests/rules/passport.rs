use domain::passport::{Passport, PassportError};
use proptest::prelude::*;

use crate::any;

fn read(text: &str) -> Result<String, PassportError> {
    Passport::parse(text).map(|passport| passport.to_string())
}

#[test]
fn people_type_it_in_many_ways() {
    for text in ["AN1234567", "an 1234567", "AN № 1234567", " An-123-45-67 ", "AN\u{00A0}1234567"] {
        assert_eq!(read(text).as_deref(), Ok("AN1234567"), "{text}");
    }
}

#[test]
fn cyrillic_letters_count_as_the_latin_ones_they_look_like() {
    assert_eq!(read("АС1234567").as_deref(), Ok("AC1234567"));
    assert_eq!(read("ас1234567").as_deref(), Ok("AC1234567"));
    assert_eq!(read("АН1234567").as_deref(), Ok("AH1234567"));
    assert_eq!(read("ІD1234567").as_deref(), Ok("ID1234567"));
    assert_eq!(read("ДЖ1234567"), Err(PassportError::Format));
}

#[test]
fn each_refusal_has_its_reason() {
    assert_eq!(read(" № "), Err(PassportError::Empty));
    for text in ["1234567", "AN123456", "AN12345678", "A1234567", "ANN123456", "AN123456O", "AN١٢٣٤٥٦٧", "ÄN1234567"]
    {
        assert_eq!(read(text), Err(PassportError::Format), "{text}");
    }
}

proptest! {
    #[test]
    fn separators_and_case_change_nothing(
        (text, typed) in "[A-Z]{2}[0-9]{7}".prop_flat_map(|text| (Just(text.clone()), any::scattered(text)))
    ) {
        prop_assert_eq!(read(&typed), Ok(text.clone()));
        prop_assert_eq!(read(&typed.to_lowercase()), Ok(text));
    }

    #[test]
    fn debug_does_not_show_it(text in "[A-Z]{2}[0-9]{7}") {
        prop_assert_eq!(format!("{:?}", Passport::parse(&text).unwrap()), "Passport(…)");
    }

    #[test]
    fn it_travels_and_returns(text in "[A-Z]{2}[0-9]{7}") {
        let passport = Passport::parse(&text).unwrap();
        let wire = serde_json::to_string(&passport).unwrap();
        prop_assert!(serde_json::from_str::<Passport>(&wire).unwrap() == passport);
    }
}
