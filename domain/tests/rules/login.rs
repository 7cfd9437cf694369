use std::collections::BTreeSet;

use domain::login::{Login, LoginError};
use proptest::prelude::*;

use crate::any::{self, replaced, swapped};

#[test]
fn each_refusal_has_its_reason() {
    assert_eq!(Login::parse(" "), Err(LoginError::Empty));
    assert_eq!(Login::parse("2010119900001300"), Err(LoginError::Length));
    assert_eq!(Login::parse("azamat"), Err(LoginError::NotDigits));
    assert_eq!(Login::parse("２0101199000013000"), Err(LoginError::NotDigits));
}

proptest! {
    #[test]
    fn what_is_issued_is_right(
        (inn, digits, login, typed) in (any::inn(), 0..100_u8).prop_flat_map(|(inn, digits)| {
            let login = Login::issue(inn, digits);
            (Just(inn), Just(digits), Just(login), any::scattered(login.to_string()))
        })
    ) {
        prop_assert_eq!(login.inn_part(), inn.as_str());
        prop_assert_eq!(&login.as_str()[14..16], format!("{digits:02}"));
        prop_assert_eq!(Login::parse(&typed), Ok(login));
        prop_assert_eq!(Login::parse(&login.grouped()), Ok(login));
        prop_assert_eq!(serde_json::from_str::<Login>(&serde_json::to_string(&login).unwrap()).unwrap(), login);
    }

    #[test]
    fn every_wrong_digit_is_noticed(login in any::login()) {
        for place in 0..17 {
            for digit in '0'..='9' {
                let typed = replaced(login.as_str(), place, digit);
                if typed != login.as_str() {
                    prop_assert_eq!(Login::parse(&typed), Err(LoginError::CheckDigit));
                }
            }
        }
    }

    #[test]
    fn every_swap_of_neighbours_is_noticed(login in any::login()) {
        for place in 0..16 {
            let typed = swapped(login.as_str(), place, place + 1);
            if typed != login.as_str() {
                prop_assert_eq!(Login::parse(&typed), Err(LoginError::CheckDigit));
            }
        }
    }

    #[test]
    fn an_inn_has_a_hundred_different_logins(inn in any::inn()) {
        let logins: BTreeSet<Login> = (0..100).map(|digits| Login::issue(inn, digits)).collect();
        prop_assert_eq!(logins.len(), 100);
    }

    #[test]
    fn debug_keeps_the_inn_to_itself(login in any::login()) {
        let shown = format!("{login:?}");
        prop_assert!(!shown.contains(&login.as_str()[1..14]));
    }
}
