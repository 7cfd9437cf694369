use domain::email::Email;
use domain::inn::Inn;
use domain::keyboard;
use domain::login::Login;
use domain::passport::Passport;
use domain::password::{MAXIMUM, MINIMUM, Password, PasswordError, PersonalWords, STAFF_MINIMUM, key_presses};
use domain::phone::Phone;
use proptest::prelude::*;

use crate::any;

fn azamat() -> PersonalWords {
    let inn = Inn::from_trusted("22907200410161").unwrap();
    PersonalWords {
        inn: Some(inn),
        login: Some(Login::issue(inn, 42)),
        passport: Some(Passport::parse("AN7604318").unwrap()),
        names: vec!["Токтогулов Азамат Бакытович".to_owned()],
        email: Email::parse("gornyi.orel+salyk@example.kg").ok(),
        phone: Phone::parse("0700 246 813").ok(),
        user_name: None,
    }
}

fn verdict(text: &str) -> Result<(), PasswordError> {
    Password::choose(text, &azamat(), MINIMUM).map(|_| ())
}

#[test]
fn good_passwords_are_taken() {
    for text in [
        "верёвка и синий трамвай",
        "korova-7 letit",
        "Xk4!mQ9z",
        "таза суу 83 тоо",
        "мен эртең келем",
        "🦊🌲🚲🎈🧀🪵🎻🪁",
        "9mVt2pLw",
        "ak joltoi 55",
    ] {
        assert_eq!(verdict(text), Ok(()), "{text}");
    }
}

#[test]
fn lengths_are_counted_in_characters() {
    assert_eq!(verdict(""), Err(PasswordError::Empty));
    assert_eq!(verdict("Xk4!mQ9"), Err(PasswordError::TooShort));
    assert_eq!(verdict("жщкө83т"), Err(PasswordError::TooShort));
    let long: String = "тоо7 ".chars().chain("үйшқ".chars().cycle()).take(MAXIMUM).collect();
    assert_eq!(verdict(&long), Ok(()));
    assert_eq!(verdict(&(long + "!")), Err(PasswordError::TooLong));
    assert_eq!(verdict(&"й".repeat(1_000_000)), Err(PasswordError::TooLong));
    let for_staff = |text| Password::choose(text, &PersonalWords::default(), STAFF_MINIMUM).map(|_| ());
    assert_eq!(for_staff("korova-7 letit"), Err(PasswordError::TooShortForStaff));
    assert_eq!(for_staff(""), Err(PasswordError::Empty));
    assert_eq!(for_staff("korova-7 letitt"), Ok(()));
}

#[test]
fn what_everybody_tries_is_refused() {
    for text in [
        "12345678",
        "Qwerty1234",
        "qwerty123",
        "password1",
        "Password!2024",
        "йцукен12",
        "qwertyui",
        "йцукенгш",
        "aaaaaaaa",
        "00000000",
        "абвгдежз",
        "abcdefgh",
        "87654321",
        "zxcvbnm1",
        "1qaz2wsx",
        "пароль123",
        "gfhjkm123",
        "ЗФЫЫЦЩКВ1",
        "12121212",
        "abc7abc7abc7",
        "parolparol",
        "asdfqwer",
        "кыргызстан1",
        "        ",
        "Бишкек2026",
        "qwer1234asdf5678",
        "salyk2026",
        "P@ssw0rd",
    ] {
        assert_eq!(verdict(text), Err(PasswordError::Common), "{text}");
    }
}

#[test]
fn what_is_known_about_the_person_is_refused() {
    for (text, reason) in [
        ("22907200410161", PasswordError::ContainsInn),
        ("мой 2 2907 2004 10161 инн", PasswordError::ContainsInn),
        ("x7604318 korova", PasswordError::ContainsPassport),
        ("AN 760-43-18", PasswordError::ContainsPassport),
        ("korova 29.07.2004", PasswordError::ContainsBirthDate),
        ("korova29072004", PasswordError::ContainsBirthDate),
        ("korova20040729", PasswordError::ContainsBirthDate),
        ("korova 2004-07-29", PasswordError::ContainsBirthDate),
        ("korova 07/29/2004", PasswordError::ContainsBirthDate),
        ("korova040729", PasswordError::ContainsBirthDate),
        ("korova290704", PasswordError::ContainsBirthDate),
        ("korova 29/7/2004", PasswordError::ContainsBirthDate),
        ("korova 29.7.04", PasswordError::ContainsBirthDate),
        ("rjhjdf29ю07ю2004", PasswordError::ContainsBirthDate),
        ("korova 40027092", PasswordError::ContainsBirthDate),
        ("29 июля корова", PasswordError::ContainsBirthDate),
        ("korova29july", PasswordError::ContainsBirthDate),
        ("синийТОКТОГУЛОВ", PasswordError::ContainsName),
        ("korova azamat 7", PasswordError::ContainsName),
        ("Toktogulov korova", PasswordError::ContainsName),
        ("fpfvfn korova", PasswordError::ContainsName),
        ("Bakytovich7!", PasswordError::ContainsName),
        ("<frsnjdbx korova", PasswordError::ContainsName),
        ("тамаза korova", PasswordError::ContainsName),
        ("korova tamaza", PasswordError::ContainsName),
        ("4z@m4t korova", PasswordError::ContainsName),
        ("фяфьфе-корова", PasswordError::ContainsName),
        ("gornyi-orel 7", PasswordError::ContainsEmail),
        ("GornyiOrel7!", PasswordError::ContainsEmail),
        ("пщктнш щкуд", PasswordError::ContainsEmail),
        ("leroiynrog 7", PasswordError::ContainsEmail),
        ("0700246813 korova", PasswordError::ContainsPhone),
        ("korova +996 700 24-68-13", PasswordError::ContainsPhone),
        ("318642007 korova", PasswordError::ContainsPhone),
        ("16101400270922 korova", PasswordError::ContainsInn),
        ("8134067 korova", PasswordError::ContainsPassport),
    ] {
        assert_eq!(verdict(text), Err(reason), "{text}");
    }
    let login = azamat().login.unwrap();
    assert_eq!(verdict(&format!("x{login}")), Err(PasswordError::ContainsLogin));
    assert_eq!(verdict(&login.grouped()), Err(PasswordError::ContainsLogin));
}

#[test]
fn an_organisation_has_no_birth_date() {
    let personal = PersonalWords { inn: Inn::from_trusted("02907200410161"), ..PersonalWords::default() };
    assert!(Password::choose("korova29072004", &personal, MINIMUM).is_ok());
}

#[test]
fn the_user_name_of_staff_is_refused_as_a_login_is() {
    let personal = PersonalWords { user_name: Some("b.aizada".to_owned()), ..PersonalWords::default() };
    for text in ["korova b.aizada letit", "korova BAizada letit", "korova ифшяфвф letit"] {
        let refused = Password::choose(text, &personal, STAFF_MINIMUM);
        assert_eq!(refused.err(), Some(PasswordError::ContainsLogin), "{text}");
    }
}

#[test]
fn a_short_name_is_refused_where_no_other_letter_stands() {
    let personal = PersonalWords { names: vec!["Ли Цой".to_owned()], ..PersonalWords::default() };
    let verdict = |text| Password::choose(text, &personal, MINIMUM).map(|_| ());
    for text in ["Цой 83 61 94", "8361!tsoy", "wjq-836194", "83619405li", "ЛИ-83619405"] {
        assert_eq!(verdict(text), Err(PasswordError::ContainsName), "{text}");
    }
    assert_eq!(verdict("цойка летит ли"), Ok(()));
}

#[test]
fn a_name_has_more_than_one_way_into_latin_letters() {
    let personal =
        PersonalWords { names: vec!["Жээнбеков Чыңгыз".to_owned()], ..PersonalWords::default() };
    for text in ["jeenbekov-83", "Zheenbekov 83", "chyngyz 8361", "korova CHYNGGYZ", ";''y,trjd 83"] {
        let refused = Password::choose(text, &personal, MINIMUM).err();
        assert_eq!(refused, Some(PasswordError::ContainsName), "{text}");
    }
}

#[test]
fn a_date_of_few_digits_is_not_looked_for() {
    let personal = PersonalWords { inn: Inn::from_trusted("20101200410161"), ..PersonalWords::default() };
    let verdict = |text| Password::choose(text, &personal, MINIMUM).map(|_| ());
    assert_eq!(verdict("korova 1104 letit"), Ok(()));
    assert_eq!(verdict("korova 01.01.04"), Err(PasswordError::ContainsBirthDate));
    assert_eq!(verdict("korova 1.1.2004"), Err(PasswordError::ContainsBirthDate));
}

#[test]
fn whose_child_somebody_is_is_no_name() {
    let personal = PersonalWords { names: vec!["Усён уулу Бакыт".to_owned()], ..PersonalWords::default() };
    let verdict = |text| Password::choose(text, &personal, MINIMUM).map(|_| ());
    assert_eq!(verdict("тоонун уулу 83"), Ok(()));
    assert_eq!(verdict("тоонун усен 83"), Err(PasswordError::ContainsName));
    assert_eq!(verdict("toonun usen 83"), Err(PasswordError::ContainsName));
}

#[test]
fn the_day_of_another_month_is_not_the_date_of_birth() {
    for text in ["korova 129 июля", "korova 29 июня", "korova 29 07 2005", "korova 2907"] {
        assert_eq!(verdict(text), Ok(()), "{text}");
    }
}

#[test]
fn a_listed_password_is_common_however_it_is_typed() {
    let listed = |keys: &str| keys == "dtnth d gjkt";
    for text in ["ветер в поле", "Dtnth D Gjkt", "ВЕТЕР В ПОЛЕ", "ｄｔｎｔｈ ｄ ｇｊｋｔ"]
    {
        let chosen = Password::choose_unlisted(text, &azamat(), MINIMUM, listed);
        assert_eq!(chosen.err(), Some(PasswordError::Common), "{text}");
    }
    assert!(Password::choose_unlisted("ветер в полях", &azamat(), MINIMUM, listed).is_ok());
    assert_eq!(verdict("ветер в поле"), Ok(()));
}

#[test]
fn kyrgyz_letters_are_the_keys_they_stand_on() {
    assert_eq!(*key_presses("Көңүл"), *key_presses("конул"));
    assert_eq!(*key_presses("Көңүл"), "rjyek");
    assert_eq!(*key_presses("ёлка"), *key_presses("ЕЛКА"));
    assert_eq!(*key_presses("ХЪЖЭБЮЁ"), *key_presses("{}:\"<>~"));
    assert_eq!(*key_presses("хъжэбюё"), *key_presses("[];',.`"));
    assert_eq!(*key_presses("й"), *key_presses("и\u{306}"));
}

#[test]
fn a_name_that_vanishes_in_latin_letters_forbids_nothing() {
    let personal = PersonalWords { names: vec!["Ьъьъ Ким".to_owned()], ..PersonalWords::default() };
    assert!(Password::choose("korova-7 letit", &personal, MINIMUM).is_ok());
}

#[test]
fn the_repetition_must_be_the_same() {
    let password = Password::choose("korova-7 letit", &azamat(), MINIMUM).unwrap();
    assert_eq!(password.matches("korova-7 letit"), Ok(()));
    assert_eq!(password.matches("korova-7 Letit"), Err(PasswordError::NotMatching));
    assert_eq!(format!("{password:?}"), "Password(…)");
}

#[test]
fn keyboards_and_phones_compose_letters_differently() {
    let composed = Password::choose("тёплый йод 7", &PersonalWords::default(), MINIMUM).unwrap();
    assert_eq!(composed.matches("те\u{308}плыи\u{306} и\u{306}од 7"), Ok(()));
    assert_eq!(Password::typed("ｋｏｒｏｖａ\u{00A0}７").expose(), "korova 7");
}

proptest! {
    #[test]
    fn the_typed_one_is_the_chosen_one(text in "\\PC{8,130}") {
        if let Ok(chosen) = Password::choose(&text, &PersonalWords::default(), MINIMUM) {
            let typed = Password::typed(&text);
            prop_assert_eq!(typed.expose(), chosen.expose());
            prop_assert_eq!(chosen.matches(&text), Ok(()));
        }
    }

    #[test]
    fn normalising_twice_is_normalising_once(text in "\\PC{0,60}") {
        let once = Password::typed(&text);
        let twice = Password::typed(once.expose());
        prop_assert_eq!(twice.expose(), once.expose());
    }

    #[test]
    fn what_is_typed_is_bounded(text in "\\PC{0,20}", times in 1..400_usize) {
        prop_assert!(Password::typed(&text.repeat(times)).expose().len() <= 1024);
    }

    #[test]
    fn no_password_holds_the_inn(inn in any::inn(), before in "[a-zа-я ]{0,20}", after in "[a-zа-я ]{0,20}") {
        let personal = PersonalWords { inn: Some(inn), ..PersonalWords::default() };
        for spelling in [inn.to_string(), inn.grouped()] {
            let refused = Password::choose(&format!("{before}{spelling}{after}"), &personal, MINIMUM);
            prop_assert_eq!(refused.err(), Some(PasswordError::ContainsInn));
        }
    }

    #[test]
    fn no_password_holds_the_login(login in any::login(), before in "[a-z ]{0,20}", after in "[a-z ]{0,20}") {
        let personal = PersonalWords { login: Some(login), ..PersonalWords::default() };
        let refused = Password::choose(&format!("{before}{login}{after}"), &personal, MINIMUM);
        prop_assert_eq!(refused.err(), Some(PasswordError::ContainsLogin));
    }

    #[test]
    fn no_password_holds_the_name(name in "[А-Я][а-я]{3,12}", before in "[0-9 ]{4,10}", after in "[0-9 ]{0,10}") {
        let personal = PersonalWords { names: vec![name.clone()], ..PersonalWords::default() };
        for form in [name.clone(), name.to_uppercase(), name.to_lowercase(), keyboard::to_latin(&name)] {
            let refused = Password::choose(&format!("{before}{form}{after}"), &personal, MINIMUM);
            prop_assert_eq!(refused.err(), Some(PasswordError::ContainsName));
        }
    }

    #[test]
    fn one_character_is_never_enough(c in any::<char>(), times in MINIMUM..40) {
        let text = c.to_string().repeat(times);
        prop_assert!(Password::choose(&text, &PersonalWords::default(), MINIMUM).is_err());
    }

    #[test]
    fn a_random_password_is_rarely_refused(text in "[a-zA-Z0-9]{16}") {
        prop_assert!(Password::choose(&text, &PersonalWords::default(), MINIMUM).is_ok());
    }

    #[test]
    fn a_listed_password_is_never_taken(text in "[a-zA-Zа-яА-ЯёңөүҢӨҮ0-9 ]{8,20}") {
        let keys = key_presses(&text);
        let listed = |tried: &str| tried == keys.as_str();
        for form in [text.to_uppercase(), keyboard::to_latin(&text), text.clone()] {
            let chosen = Password::choose_unlisted(&form, &PersonalWords::default(), MINIMUM, listed);
            prop_assert_eq!(chosen.err(), Some(PasswordError::Common));
        }
    }

    #[test]
    fn pressing_the_same_keys_twice_is_pressing_them_once(text in "\\PC{0,40}") {
        let once = key_presses(&text);
        prop_assert_eq!(&*key_presses(&once), &*once);
    }

    #[test]
    fn no_password_holds_the_telephone_number(
        digits in "[1-9][0-9]{8}", before in "[a-z ]{0,20}", after in "[a-z ]{0,20}",
    ) {
        let phone = Phone::parse(&format!("0{digits}")).unwrap();
        let spellings = [phone.to_string(), phone.pretty(), format!("0{digits}")];
        let personal = PersonalWords { phone: Some(phone), ..PersonalWords::default() };
        for spelling in spellings {
            let refused = Password::choose(&format!("{before}{spelling}{after}"), &personal, MINIMUM);
            prop_assert_eq!(refused.err(), Some(PasswordError::ContainsPhone));
        }
    }

    #[test]
    fn layouts_are_each_others_mirror(text in "[а-яё0-9 ]{0,30}") {
        prop_assert_eq!(keyboard::to_cyrillic(&keyboard::to_latin(&text)), text);
    }
}
