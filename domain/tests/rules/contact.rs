use domain::email::{Email, EmailError};
use domain::phone::{Phone, PhoneError};
use proptest::prelude::*;

use crate::any;

#[test]
fn a_number_of_the_country_is_typed_in_many_ways() {
    for text in [
        "0700123456",
        "996700123456",
        "+996700123456",
        "+996 (700) 12-34-56",
        "0 (700) 12.34.56",
        "+996\u{00A0}700 123 456",
    ] {
        let phone = Phone::parse(text).unwrap();
        assert_eq!(phone.as_str(), "+996700123456", "{text}");
        assert_eq!(phone.pretty(), "+996 700 123 456");
        assert_eq!(format!("{phone:?}"), "Phone(…56)");
    }
}

#[test]
fn other_countries_come_with_a_plus() {
    assert_eq!(Phone::parse("+7 (912) 345-67-89").unwrap().as_str(), "+79123456789");
    assert_eq!(Phone::parse("79123456789"), Err(PhoneError::Format));
    assert_eq!(Phone::parse("+0912345678"), Err(PhoneError::Format));
}

#[test]
fn a_wrong_number_is_refused() {
    assert_eq!(Phone::parse(" () "), Err(PhoneError::Empty));
    for text in [
        "070012345",
        "07001234567",
        "+99670012345",
        "+9967001234567",
        "+9960700123456",
        "700123456",
        "0700+123456",
        "++996700123456",
        "0٧00123456",
    ] {
        assert_eq!(Phone::parse(text), Err(PhoneError::Format), "{text}");
    }
}

#[test]
fn an_address_is_taken_as_it_is() {
    assert_eq!(Email::parse(" Azamat.T+salyk@Example.KG ").unwrap().as_str(), "Azamat.T+salyk@example.kg");
    assert_eq!(Email::parse("почта@пример.рф").unwrap().as_str(), "почта@пример.рф");
    assert_eq!(format!("{:?}", Email::parse("a@example.kg").unwrap()), "Email(…@example.kg)");
}

#[test]
fn what_cannot_be_an_address_is_refused() {
    assert_eq!(Email::parse("  "), Err(EmailError::Empty));
    for text in [
        "a",
        "@",
        "a@",
        "@b.kg",
        "a@b",
        "a@b@c.kg",
        "a b@c.kg",
        "a@b..kg",
        "a@.kg",
        "a@b.kg.",
        "a@-b.kg",
        "a\r\nBcc: b@c.kg",
        "<a@b.kg>",
        "a@b.kg,c@d.kg",
        ".a@b.kg",
        "a.@b.kg",
    ] {
        assert_eq!(Email::parse(text), Err(EmailError::Format), "{text}");
    }
    let local = "a".repeat(64);
    assert!(Email::parse(&format!("{local}@{}.kg", "b".repeat(186))).is_ok());
    assert!(Email::parse(&format!("{local}@{}.kg", "b".repeat(187))).is_err());
    assert!(Email::parse(&format!("{local}a@b.kg")).is_err());
}

proptest! {
    #[test]
    fn separators_do_not_matter(
        (national, typed) in "[1-9][0-9]{8}".prop_flat_map(|national| {
            (Just(national.clone()), any::scattered(format!("0{national}")))
        })
    ) {
        let phone = Phone::parse(&typed).unwrap();
        prop_assert_eq!(phone.to_string(), format!("+996{national}"));
        prop_assert!(Phone::parse(&phone.pretty()).unwrap() == phone);
    }

    #[test]
    fn what_is_read_is_e164(text in "[+0-9() -]{0,24}") {
        if let Ok(phone) = Phone::parse(&text) {
            let digits = phone.as_str().strip_prefix('+').unwrap();
            prop_assert!((8..=15).contains(&digits.len()));
            prop_assert!(digits.bytes().all(|b| b.is_ascii_digit()));
        }
    }

    #[test]
    fn no_address_breaks_a_header(text in "\\PC{0,30}|[a-z@.<> \\r\\n,]{0,20}") {
        if let Ok(email) = Email::parse(&text) {
            prop_assert!(!email.as_str().contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;:".contains(c)));
            prop_assert!(Email::parse(email.as_str()).unwrap() == email);
        }
    }
}
