use domain::masking::{mask_address, mask_name};
use proptest::prelude::*;

#[test]
fn names_keep_the_first_word() {
    for (name, masked) in [
        ("Токтогулов Азамат Бакытович", "Токтогулов А*** Б***"),
        ("  Үсөнова   Айзада ", "Үсөнова А***"),
        ("Ким", "Ким"),
        ("", ""),
    ] {
        assert_eq!(mask_name(name), masked);
    }
}

#[test]
fn addresses_keep_the_settlement() {
    for (address, masked) in [
        ("г. Бишкек, ул. Киевская, д. 12, кв. 3", "г. Бишкек, …"),
        ("720001, г. Бишкек, пр. Чуй 114", "г. Бишкек, …"),
        ("Чуйская обл., Аламудунский р-н, с. Лебединовка, ул. Ленина 5", "Чуйская обл., …"),
        ("Бишкек ш., Киев көч., 12", "Бишкек ш., …"),
        ("ул. Киевская, г. Бишкек", "г. Бишкек, …"),
        ("ул. Киевская 12, кв. 3", "…"),
        ("Киевская 12", "…"),
        ("", "…"),
    ] {
        assert_eq!(mask_address(address), masked);
    }
}

proptest! {
    #[test]
    fn only_initials_of_the_other_words_are_left(words in proptest::collection::vec("[А-Я][а-я]{3,9}", 1..5)) {
        let masked = mask_name(&words.join(" "));
        let mut shown = masked.split(' ');
        prop_assert_eq!(shown.next(), words.first().map(String::as_str));
        for part in shown {
            prop_assert_eq!(part.chars().count(), 4);
            prop_assert!(part.ends_with("***"));
        }
    }

    #[test]
    fn no_number_of_a_house_is_left(address in "[а-я0-9 .,/-]{0,60}") {
        prop_assert!(!mask_address(&address).contains(char::is_numeric));
    }
}
