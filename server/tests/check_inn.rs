//! «Проверка ИНН»: numbers and lists, and every file that is none.

use std::io::{Cursor, Write};

use app::api::{
    ApiError, Field, Message,
    check_inn::{CheckInnForm, CheckedList, ListError, PostedList, Verdict},
};
use axum::{Router, body::Body};
use domain::inn::InnError;
use http::{Method, StatusCode, header};
use tower::ServiceExt;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    http::{request, site},
    support::TestApp,
};

const ABSENT: &str = "13112199900028";

async fn check(app: &TestApp, inn: &str) -> Result<Verdict, ApiError> {
    app.services.check_inn.check(&app.stranger(), &CheckInnForm { inn: inn.to_owned() }).await
}

async fn check_list(app: &TestApp, list: PostedList) -> Result<CheckedList, ApiError> {
    let numbers = app.services.check_inn.read(&app.stranger(), list).await?;
    app.services.check_inn.check_list(&app.stranger(), &numbers).await
}

fn typed(text: &str) -> PostedList {
    PostedList { text: text.to_owned(), file: None }
}

fn file(bytes: &[u8]) -> PostedList {
    PostedList { text: String::new(), file: Some(bytes.to_vec()) }
}

fn verdicts(list: &CheckedList) -> Vec<Verdict> {
    list.rows.iter().map(|row| row.verdict).collect()
}

fn refused(field: Field, error: ListError) -> ApiError {
    ApiError::field(field, Message::List(error))
}

/// A workbook with this sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("xl/workbook.xml", r#"<workbook xmlns:r="r"><sheets><sheet name="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", r#"<R><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></R>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn one_number_is_in_the_registry_or_not_and_nothing_else_is_said() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    assert_eq!(check(&app, &person.inn).await, Ok(Verdict::Registered));
    assert_eq!(check(&app, ABSENT).await, Ok(Verdict::NotRegistered));
    sqlx::query("UPDATE taxpayer SET status = 'ceased'").execute(&mut app.owner().await).await.unwrap();
    assert_eq!(check(&app, &person.inn).await, Ok(Verdict::NotRegistered));
    assert_eq!(check(&app, " ").await, Err(ApiError::field(Field::Inn, Message::Required)));
    assert_eq!(check(&app, "1150").await, Err(ApiError::field(Field::Inn, Message::Inn(InnError::Length))));
}

#[tokio::test]
async fn a_list_is_answered_in_its_order_whatever_it_came_in() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let expected = [Verdict::Registered, Verdict::NotRegistered, Verdict::Wrong(InnError::NotDigits)];
    let inn = &person.inn;
    let csv = format!("№;ИНН\r\n1;{inn}\r\n2;\"{ABSENT}\"\r\n3;=1+1\r\n");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(csv.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows_1251: Vec<u8> =
        [b"\xb9;\xc8\xcd\xcd\r\n".as_slice(), csv.split_once("\r\n").unwrap().1.as_bytes()].concat();
    let sheet = format!(
        "<worksheet><sheetData><row><c t=\"str\"><v>ИНН</v></c></row><row><c><v>{inn}</v></c></row><row><c \
         t=\"inlineStr\"><is><t>{ABSENT}</t></is></c></row><row><c t=\"str\"><f>1+1</f><v>=1+1</v></c></row></sheetData></worksheet>"
    );
    for list in [
        typed(&format!("{inn}, {ABSENT}\n=1+1")),
        file(csv.as_bytes()),
        file(format!("\u{feff}{}", csv.replace(';', ",")).as_bytes()),
        file(&utf16),
        file(&windows_1251),
        file(&workbook(&sheet)),
    ] {
        assert_eq!(verdicts(&check_list(&app, list).await.unwrap()), expected);
    }
}

#[tokio::test]
async fn what_is_no_list_is_told() {
    let app = TestApp::new().await;
    let numbers = |count: usize| format!("{ABSENT}\n").repeat(count);
    let row = format!("<row><c><v>{ABSENT}</v></c></row>");
    let million = workbook(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", row.repeat(90_000)));
    let bomb = workbook(&" ".repeat(64 * 1024 * 1024));
    assert!(bomb.len() < 200_000);
    for (list, field, error) in [
        (typed(""), Field::List, ListError::Empty),
        (typed(&numbers(501)), Field::List, ListError::TooMany),
        (file(b""), Field::File, ListError::Empty),
        (file("ИНН\n\n;;\n".as_bytes()), Field::File, ListError::Empty),
        (file(numbers(501).as_bytes()), Field::File, ListError::TooMany),
        (file(numbers(60_000).as_bytes()), Field::File, ListError::TooMany),
        (file(&million), Field::File, ListError::TooMany),
        (file(b"%PDF-1.7 12345"), Field::File, ListError::NotAList),
        (file(b"\x7fELF\x02\x01\x01\0\0\0"), Field::File, ListError::NotAList),
        (file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), Field::File, ListError::OldWorkbook),
        (file(b"PK\x03\x04 and no more"), Field::File, ListError::BrokenWorkbook),
        (file(&bomb), Field::File, ListError::BrokenWorkbook),
        (file(&workbook("<worksheet><sheetData><row><c")), Field::File, ListError::BrokenWorkbook),
    ] {
        assert_eq!(check_list(&app, list).await, Err(refused(field, error)));
    }
    assert_eq!(verdicts(&check_list(&app, typed(&numbers(500))).await.unwrap()).len(), 500);
}

#[tokio::test]
async fn naughty_entries_are_wrong_numbers_and_nothing_more() {
    let app = TestApp::new().await;
    for entry in ["١١٥٠٣١٩٩٠٠٠١٢٣", "\u{202e}32100091", "<script>alert(1)</script>", "'; DROP TABLE taxpayer", "💥"]
    {
        let list = check_list(&app, typed(entry)).await.unwrap();
        assert!(matches!(verdicts(&list)[..], [Verdict::Wrong(_)]), "{entry}");
    }
    let list = check_list(&app, typed(&"9".repeat(30_000))).await.unwrap();
    assert!(list.rows[0].text.chars().count() < 50 && list.sealed.len() < 500);
}

#[tokio::test]
async fn every_number_of_a_list_counts_once_and_a_list_that_is_too_long_costs_nothing() {
    let app = TestApp::with(|settings| settings.lookup.checked_per_client_per_hour = 10).await;
    let list = |count: u32| (0..count).map(|number| format!("115031990{number:05}\n")).collect::<String>();
    assert!(matches!(check_list(&app, typed(&list(11))).await, Err(ApiError::Throttled { .. })));
    check_list(&app, typed(&[list(8), list(8), "nonsense".to_owned()].concat())).await.unwrap();
    assert!(matches!(check_list(&app, typed(&list(3))).await, Err(ApiError::Throttled { .. })));
    check(&app, ABSENT).await.unwrap();
    check(&app, ABSENT).await.unwrap();
    assert!(matches!(check(&app, ABSENT).await, Err(ApiError::Throttled { .. })));
    app.clock.advance(time::Duration::HOUR);
    check(&app, ABSENT).await.unwrap();
}

#[tokio::test]
async fn the_answer_becomes_a_file_and_only_ours_does() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let list = check_list(&app, typed(&format!("{}\n=HYPERLINK(\"x\")", person.inn))).await.unwrap();
    let csv = app.services.check_inn.csv(&app.stranger(), &list.sealed).await.unwrap();
    let text = String::from_utf8(csv.clone()).unwrap();
    assert!(
        text.starts_with("\u{feff}\"ИНН\";\"Результат\"\r\n\"1 1503 1990 00001\";\"Есть в реестре\"\r\n"),
        "{text}"
    );
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{text}");
    // what it wrote, it reads
    let again = check_list(&app, file(&csv)).await.unwrap();
    assert_eq!(verdicts(&again), [Verdict::Registered, Verdict::Wrong(InnError::NotDigits)]);
    for wrong in ["", "AAAA", "АБВ", &list.sealed[..list.sealed.len() - 4]] {
        assert_eq!(app.services.check_inn.csv(&app.stranger(), wrong).await, Err(ApiError::NotFound));
    }
}

/// A part of a form.
struct Part<'a> {
    name: &'a str,
    file: Option<&'a str>,
    content: &'a [u8],
}

fn part<'a>(name: &'a str, content: &'a str) -> Part<'a> {
    Part { name, file: None, content: content.as_bytes() }
}

async fn post(site: &Router, parts: &[Part<'_>]) -> (StatusCode, String) {
    let mut body = Vec::new();
    for part in parts {
        let file = part.file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: text/csv")).unwrap_or_default();
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{}\"{file}\r\n\r\n", part.name).bytes());
        body.extend(part.content);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    let request = request(Method::POST, "/check-inn")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let response = site.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 4_000_000).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn a_browser_posts_a_list_and_gets_the_page_with_the_answer() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let (site, _) = site(&app).await;
    let list = format!("ИНН\n{}\n{ABSENT}\n", person.inn);
    let csv = Part { name: "file", file: Some("список.csv"), content: list.as_bytes() };
    let (status, page) = post(&site, &[part("inn", ""), part("list", ""), csv, part("action", "list")]).await;
    assert_eq!(status, StatusCode::OK);
    for text in ["1 1503 1990 00001", "Есть в реестре", "Нет в реестре", "Всего: 2. В реестре: 1."]
    {
        assert!(page.contains(text), "no {text:?}");
    }
    let none = || Part { name: "file", file: Some(""), content: b"" };
    let (status, page) = post(&site, &[part("inn", &person.inn), none(), part("action", "one")]).await;
    assert!(status == StatusCode::OK && page.contains("Этот ИНН есть в реестре налогоплательщиков"));
    let (status, page) = post(&site, &[part("inn", "1150"), part("list", "1\n2"), none(), part("action", "one")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("ИНН должен состоять из 14 цифр") && page.contains("1\n2</textarea>"));
    let (_, page) =
        post(&site, &[part("inn", "1150"), part("list", "</textarea><b>1 & 2"), none(), part("action", "one")]).await;
    assert!(page.contains("&lt;/textarea>&lt;b>1 &amp; 2</textarea>"), "what was typed is kept: {page}");
    assert!(!page.contains("<b>1"), "a field is ended from inside: {page}");
    let (status, page) = post(&site, &[part("list", ""), none(), part("action", "list")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Номеров не найдено"));
    let pdf = Part { name: "file", file: Some("list.csv"), content: b"%PDF-1.7" };
    let (status, page) = post(&site, &[pdf, part("action", "list")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Это не таблица"));
}

#[tokio::test]
async fn another_language_keeps_the_numbers_of_a_chosen_file() {
    let app = TestApp::new().await;
    let (site, _) = site(&app).await;
    let csv = Part { name: "file", file: Some("a.csv"), content: ABSENT.as_bytes() };
    let (status, page) = post(&site, &[part("inn", "115"), part("list", ""), csv, part("switch_language", "ky")]).await;
    assert_eq!(status, StatusCode::OK);
    for text in ["ИСНди текшерүү", "value=\"115\"", &format!("{ABSENT}</textarea>")] {
        assert!(page.contains(text), "no {text:?}");
    }
}

#[tokio::test]
async fn a_million_rows_are_refused_before_they_are_read() {
    let app = TestApp::new().await;
    let (site, _) = site(&app).await;
    let rows = format!("{ABSENT}\n").repeat(1_000_000);
    let csv = Part { name: "file", file: Some("a.csv"), content: rows.as_bytes() };
    let (status, page) = post(&site, &[part("inn", "115"), part("list", ""), csv, part("action", "list")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Файл больше 1\u{a0}МБ") && page.contains("value=\"115\"") && page.len() < 100_000);
    let (status, page) = post(&site, &[part("list", &rows), part("action", "list")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.len() < 100_000, "{status}");
}

#[tokio::test]
async fn a_post_that_no_browser_sends_breaks_nothing() {
    let app = TestApp::new().await;
    let (site, _) = site(&app).await;
    for (kind, body) in [
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disp"),
        ("multipart/form-data", "--x--"),
        ("multipart/form-data; boundary=x", "--x\r\n\r\n\0\r\n--x--\r\n"),
        ("application/x-www-form-urlencoded", "inn=%ff%00&action=one"),
        ("application/x-www-form-urlencoded", "list=1&action=list&file=x"),
        ("text/plain", "%PDF"),
        ("application/json", "{}"),
    ] {
        for path in ["/check-inn", "/check-inn/list.csv", "/add-inn"] {
            let request = request(Method::POST, path)
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
                .unwrap();
            let status = site.clone().oneshot(request).await.unwrap().status();
            assert!(!status.is_server_error(), "{path} {kind} {body:?}: {status}");
        }
    }
}
