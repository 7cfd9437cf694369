use domain::required_papers::{LONGEST, MOST, PaperListError, parse};
use proptest::prelude::*;

#[test]
fn a_list_has_a_paper_a_line_in_both_languages() {
    let list = parse(" Приказ  о назначении \r\n\nДоверенность\n", "Дайындоо буйругу\nИшеним кат").unwrap();
    let ru: Vec<&str> = list.iter().map(|paper| paper.ru.as_str()).collect();
    assert_eq!(ru, ["Приказ о назначении", "Доверенность"]);
    assert_eq!(list[1].ky, "Ишеним кат");
    assert_eq!(parse("", " \n"), Ok(Vec::new()));
    assert_eq!(parse("а\nб", "в"), Err(PaperListError::Unequal));
    let many = "а\n".repeat(MOST + 1);
    assert_eq!(parse(&many, &many), Err(PaperListError::TooMany));
    let long = "а".repeat(LONGEST + 1);
    assert_eq!(parse(&long, &long), Err(PaperListError::TooLong));
    assert_eq!(parse("а\u{202e}б", "в"), Err(PaperListError::Format));
}

proptest! {
    #[test]
    fn what_is_kept_is_short_and_printable(ru in any::<String>(), ky in any::<String>()) {
        for paper in parse(&ru, &ky).unwrap_or_default() {
            for name in [&paper.ru, &paper.ky] {
                prop_assert!(!name.is_empty() && name.chars().count() <= LONGEST && !name.chars().any(char::is_control));
            }
        }
    }
}
