//! What is refused, and how the place is named.

use server::registry::import::ImportError;

use super::{CITIZENS, Folder, GOOD, OFFICERS, RISK, TAXPAYERS, import, refusal, taxpayer};
use crate::support::TestApp;

#[tokio::test]
async fn a_bad_row_is_named_by_file_line_and_column() {
    let app = TestApp::new().await;
    let multi_line = taxpayer("11503199000124", "\"a\nb\r\nc\"");
    let after = |row: &str| [TAXPAYERS, &multi_line, row].concat();
    for (row, said) in [
        (taxpayer("1150319900012", "a"), "taxpayers.csv, line 5, column inn: an INN is 14 digits"),
        (taxpayer("1150 3199000123", "a"), "taxpayers.csv, line 5, column inn: an INN is 14 digits"),
        (taxpayer("31503199000123", "a"), "taxpayers.csv, line 5, column inn: an INN begins with 0, 1 or 2"),
        (
            taxpayer("13102199000123", "a"),
            "taxpayers.csv, line 5, column inn: digits 2 to 9 of the INN are no date DDMMYYYY of birth or registration",
        ),
        (taxpayer("", "a"), "taxpayers.csv, line 5, column inn: the value is missing"),
        (
            taxpayer("01503200510128", "a"),
            "taxpayers.csv, line 5, column kind: the first digit of the INN is 0 for organisations, 1 or 2 for persons",
        ),
        (
            taxpayer(GOOD, "a").replace("individual", "robot"),
            "taxpayers.csv, line 5, column kind: one of individual, sole_trader, farm, legal_entity is expected",
        ),
        (
            taxpayer(GOOD, "a").replace(",001,", ",006,"),
            "taxpayers.csv, line 5, column tax_office: there is no tax office with this code",
        ),
        (
            taxpayer(GOOD, "a").replace("false,false", "false,no"),
            "taxpayers.csv, line 5, column foreign_trade: true or false is expected",
        ),
        (
            taxpayer(GOOD, "a").replace("active", "dead"),
            "taxpayers.csv, line 5, column status: active or ceased is expected",
        ),
        (
            taxpayer(GOOD, "a").replace("2019-04-01", "2019-04-31"),
            "taxpayers.csv, line 5, column registered_on: a date YYYY-MM-DD is expected",
        ),
        (
            taxpayer(GOOD, "a").replace("2019-04-01", "01.04.2019"),
            "taxpayers.csv, line 5, column registered_on: a date YYYY-MM-DD is expected",
        ),
        (taxpayer(GOOD, "a\u{7}"), "taxpayers.csv, line 5, column address: there is a control character in it"),
        (taxpayer(GOOD, &"я".repeat(2_001)), "taxpayers.csv, line 5, column address: the value is too long"),
        (
            taxpayer(GOOD, "a").replace("Асанова Айгүл,Асанова", " ,Асанова"),
            "taxpayers.csv, line 5, column name_ru: the value is missing",
        ),
        (taxpayer(GOOD, "a,b"), "taxpayers.csv, line 5: 12 values, but the header names 11 columns"),
        (taxpayer(GOOD, "\"a"), "taxpayers.csv, line 5: a quoted field is not closed"),
        (taxpayer(GOOD, "\"a\"b"), "taxpayers.csv, line 5: something follows the closing quote of a field"),
        (taxpayer(GOOD, "a \"b\""), "taxpayers.csv, line 5: a quote inside a field that is not quoted"),
        (taxpayer("11503199000124", "a"), "taxpayers.csv, line 5: the same INN stands in an earlier row"),
        ("only one\n".to_owned(), "taxpayers.csv, line 5: 1 values, but the header names 11 columns"),
    ] {
        assert_eq!(refusal(&app, "taxpayers.csv", after(&row).as_bytes()).await, said);
    }
    let mut not_utf8 = after("").into_bytes();
    not_utf8.extend_from_slice(b"11503199000123,individual,\xC0\xF1\xE0,,001,,,false,false,active,2019-04-01\n");
    assert_eq!(
        refusal(&app, "taxpayers.csv", &not_utf8).await,
        "taxpayers.csv, line 5, column name_ru: the value is not UTF-8"
    );
}

#[tokio::test]
async fn each_file_has_rules_of_its_own() {
    let app = TestApp::new().await;
    for (name, header, row, said) in [
        (
            "citizens.csv",
            CITIZENS,
            "01503200510128,А,,001,,,\n",
            "line 2, column inn: the INN of a person begins with 1 or 2",
        ),
        (
            "citizens.csv",
            CITIZENS,
            "11503199000123,А,,001,,ID,\n",
            "line 2, column passport_number: the number of the series is missing",
        ),
        (
            "citizens.csv",
            CITIZENS,
            "11503199000123,А,,001,,,1234567\n",
            "line 2, column passport_series: the series of the number is missing",
        ),
        (
            "citizens.csv",
            CITIZENS,
            "11503199000123,А,,001,,ID,123456\n",
            "line 2, column passport_number: a passport number is 7 digits",
        ),
        (
            "citizens.csv",
            CITIZENS,
            "11503199000123,А,,001,,1D,1234567\n",
            "line 2, column passport_series: a series is two Latin letters",
        ),
        (
            "officers.csv",
            OFFICERS,
            "11503199000123,11503199000123,head,2015-01-12,\n",
            "line 2, column entity_inn: the INN of an organisation begins with 0",
        ),
        (
            "officers.csv",
            OFFICERS,
            "01503200510128,01503200510128,head,2015-01-12,\n",
            "line 2, column person_inn: the INN of a person begins with 1 or 2",
        ),
        (
            "officers.csv",
            OFFICERS,
            "01503200510128,11503199000123,boss,2015-01-12,\n",
            "line 2, column role: head or accountant is expected",
        ),
        (
            "officers.csv",
            OFFICERS,
            "01503200510128,11503199000123,head,2015-01-12,2015-01-11\n",
            "line 2, column until: the end lies before the beginning",
        ),
        ("risk.csv", RISK, "11503199000123,,2015-01-12,\n", "line 2, column document_number: the value is missing"),
        (
            "risk.csv",
            RISK,
            "11503199000123,1,2015-13-12,\n",
            "line 2, column document_date: a date YYYY-MM-DD is expected",
        ),
        (
            "risk.csv",
            RISK,
            "11503199000123,1,2015-12-12,\n11503199000123,1,2015-12-12,x\n",
            "line 3: the same INN and document stands in an earlier row",
        ),
    ] {
        let whole = format!("{name}, {said}");
        assert_eq!(refusal(&app, name, [header, row].concat().as_bytes()).await, whole);
    }
}

#[tokio::test]
async fn a_header_names_every_column_once() {
    let app = TestApp::new().await;
    let row = taxpayer(GOOD, "a");
    let header = TAXPAYERS.trim_end();
    let known = header.replace(',', ", ");
    for (first_line, said) in [
        (header.replace(",postcode", ""), "the column postcode is missing".to_owned()),
        (format!("{header},inn"), "the column inn is named twice".to_owned()),
        (format!("{header},colour"), format!("\"colour\" is no column of this file; known are {known}")),
        (taxpayer(GOOD, "a").trim_end().to_owned(), format!("value 1 is no column of this file; known are {known}")),
    ] {
        let text = format!("{first_line}\n{row}");
        assert_eq!(refusal(&app, "taxpayers.csv", text.as_bytes()).await, format!("taxpayers.csv, line 1: {said}"));
    }
    let empty = "taxpayers.csv, line 1: the file is empty; a header with the names of the columns is expected";
    assert_eq!(refusal(&app, "taxpayers.csv", b"").await, empty);
    assert_eq!(
        refusal(&app, "taxpayers.csv", b"\xFF\xFEi\0n\0n\0").await,
        "taxpayers.csv, line 1: the file is not UTF-8"
    );
    let nothing = Folder::with(&[("taxpayer.csv", b"")]);
    assert!(matches!(import(&app, &nothing, false).await, Err(ImportError::NothingFound(_))));
    drop(std::fs::remove_dir_all(&nothing.0));
    assert!(matches!(import(&app, &nothing, false).await, Err(ImportError::Read { .. })));
}

#[tokio::test]
async fn a_monstrous_field_is_refused_without_being_held() {
    let app = TestApp::new().await;
    let mut text = [TAXPAYERS, &taxpayer("11503199000124", "a")].concat().into_bytes();
    text.extend_from_slice(taxpayer(GOOD, &"x".repeat(10_000_000)).as_bytes());
    let said = "taxpayers.csv, line 3: the row is longer than 64 KiB: is a quote left open?";
    assert_eq!(refusal(&app, "taxpayers.csv", &text).await, said);
}
