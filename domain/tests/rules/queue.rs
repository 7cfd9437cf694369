use domain::queue::QueueSearch;
use proptest::prelude::*;

fn read(text: &str) -> Option<QueueSearch> {
    QueueSearch::parse(text, "001", 2026)
}

#[test]
fn what_is_searched_for_is_told_by_its_shape() {
    let inn = |text: &str| Some(QueueSearch::Inn(text.to_owned()));
    let number = |text: &str| Some(QueueSearch::Number(text.to_owned()));
    let name = |text: &str| Some(QueueSearch::Name(text.to_owned()));
    assert_eq!(read("1 1503 1990 00123"), inn("11503199000123"));
    assert_eq!(read("1150319"), inn("1150319"));
    assert_eq!(read("17"), number("001-2026-000017"));
    assert_eq!(read("№ 002-2025-000123"), number("002-2025-000123"));
    assert_eq!(read("001-2026-000123/Р"), number("001-2026-000123"));
    assert_eq!(read("  Асанова   Ай "), name("Асанова Ай"));
    assert_eq!(read("ОсОО «Ала-Тоо»"), name("ОсОО «Ала-Тоо»"));
    assert_eq!(read("а-б-в"), name("а-б-в"));
    assert_eq!(read(" \u{7} "), None);
}

proptest! {
    #[test]
    fn nothing_typed_is_too_much(text in any::<String>()) {
        match read(&text) {
            Some(QueueSearch::Inn(digits)) => prop_assert!((7..=14).contains(&digits.len())),
            Some(QueueSearch::Number(number)) => prop_assert!(number.len() <= 18),
            Some(QueueSearch::Name(name)) => {
                prop_assert!(!name.is_empty() && name.chars().count() <= QueueSearch::LONGEST);
                prop_assert!(!name.chars().any(char::is_control));
            }
            None => prop_assert!(text.chars().all(|c| c.is_control() || c.is_whitespace()) || text.chars().count() > 100),
        }
    }
}
