//! The registry from CSV files: what is taken, what is refused and where, and that nothing is half-loaded.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use domain::{inn::Inn, passport::Passport};
use server::registry::{
    BuiltInRegistry, Registry,
    import::{self, Counts, FileSummary, ImportError, ImportOptions, Lines, Quiet, Summary},
};
use sqlx::{Connection, PgConnection};

use crate::support::TestApp;

const TAXPAYERS: &str =
    "inn,kind,name_ru,name_ky,tax_office,postcode,address,vat_payer,foreign_trade,status,registered_on\n";
const CITIZENS: &str = "inn,full_name_ru,full_name_ky,tax_office,address,passport_series,passport_number\n";
const OFFICERS: &str = "entity_inn,person_inn,role,since,until\n";
const RISK: &str = "inn,document_number,document_date,note\n";

static FOLDERS: AtomicU32 = AtomicU32::new(0);

/// A folder of files that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("cabinet-import-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        files.iter().for_each(|(name, bytes)| folder.put(name, bytes));
        folder
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

async fn import(app: &TestApp, folder: &Folder, check: bool) -> Result<Summary, ImportError> {
    let options = ImportOptions { check, now: app.foundation.now() };
    import::import(&mut app.owner().await, &folder.0, &options, &app.foundation.secrets, &mut Quiet).await
}

/// What the importer says of one broken file.
async fn refusal(app: &TestApp, name: &str, bytes: &[u8]) -> String {
    let folder = Folder::with(&[(name, bytes)]);
    let said = import(app, &folder, false).await.unwrap_err().to_string();
    assert_eq!(rows(app).await, 0, "{said}");
    said
}

async fn rows(app: &TestApp) -> i64 {
    sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM taxpayer) + (SELECT count(*) FROM officer) + (SELECT count(*) FROM citizen)
              + (SELECT count(*) FROM risk_evidence)",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap()
}

fn taxpayer(inn: &str, rest: &str) -> String {
    format!("{inn},individual,Асанова Айгүл,Асанова Айгүл,001,720001,{rest},false,false,active,2019-04-01\n")
}

const GOOD: &str = "11503199000123";

#[tokio::test]
async fn the_four_files_are_loaded_and_answered_from() {
    let app = TestApp::new().await;
    let folder = Folder::with(&[
        (
            "taxpayers.csv",
            [
                TAXPAYERS,
                &taxpayer(GOOD, "\"г. Бишкек, ул. \"\"Чүй\"\", 1\""),
                "01503200510128,legal_entity,ОсОО Ромашка,,015,,,true,true,ceased,2005-03-15\n",
                "11503199000124,farm,КФХ,,015,,,true,false,active,2005-03-15\n",
            ]
            .concat()
            .as_bytes(),
        ),
        (
            "citizens.csv",
            [
                CITIZENS,
                "11503199000123,Асанова Айгүл,,001,г. Бишкек,ID,1234567\n",
                "11503199000999,Без Паспорта,,001,,,\n",
            ]
            .concat()
            .as_bytes(),
        ),
        (
            "officers.csv",
            [OFFICERS, "01503200510128,11503199000123,head,2015-01-12,\n01503200510128,11503199000123,accountant,2015-01-12,2020-12-31\n"]
                .concat()
                .as_bytes(),
        ),
        ("risk.csv", [RISK, "11503199000123,ГУ-17/2291,2025-11-14,Акт \\ проверки\n"].concat().as_bytes()),
        ("readme.txt", b"hello"),
    ]);
    let checked = import(&app, &folder, true).await.unwrap();
    assert_eq!(rows(&app).await, 0);
    let summary = import(&app, &folder, false).await.unwrap();
    assert_eq!(checked, summary);
    let file = |file, inserted| FileSummary { file, counts: Counts { inserted, updated: 0, unchanged: 0 } };
    assert_eq!(
        summary.files,
        [file("taxpayers.csv", 3), file("officers.csv", 2), file("citizens.csv", 2), file("risk.csv", 1)]
    );
    assert_eq!(summary.ignored, ["readme.txt"]);

    let registry = BuiltInRegistry::new(app.foundation.pool.clone(), app.foundation.secrets.clone());
    let inn = Inn::from_trusted(GOOD).unwrap();
    let found = registry.taxpayer(&inn).await.unwrap().unwrap();
    assert_eq!((found.address.as_str(), found.active), ("г. Бишкек, ул. \"Чүй\", 1", true));
    let passport = |text| Passport::parse(text).unwrap();
    assert_eq!(registry.passport_matches(&inn, &passport("ID1234567")).await.unwrap(), Some(true));
    assert_eq!(registry.passport_matches(&inn, &passport("ID1234568")).await.unwrap(), Some(false));
    let without = Inn::from_trusted("11503199000999").unwrap();
    assert_eq!(registry.passport_matches(&without, &passport("ID1234567")).await.unwrap(), None);
    assert_eq!(registry.risk(&inn).await.unwrap()[0].note, "Акт \\ проверки");
    assert_eq!(registry.citizen(&without).await.unwrap().unwrap().full_name_ru, "Без Паспорта");
    let audited: Vec<(String, String)> =
        sqlx::query_as("SELECT action, actor_id FROM audit_entry").fetch_all(&app.foundation.pool).await.unwrap();
    assert_eq!(audited, [("registry_imported".into(), "registry import".into())]);
}

#[tokio::test]
async fn a_second_import_updates_what_changed_and_nothing_else() {
    let app = TestApp::new().await;
    let folder = Folder::with(&[(
        "taxpayers.csv",
        [TAXPAYERS, &taxpayer(GOOD, "a"), &taxpayer("11503199000124", "b")].concat().as_bytes(),
    )]);
    import(&app, &folder, false).await.unwrap();
    let again = import(&app, &folder, false).await.unwrap();
    assert_eq!(again.files[0].counts, Counts { inserted: 0, updated: 0, unchanged: 2 });
    let changed = [&taxpayer("11503199000124", "c"), &taxpayer("11503199000125", "d"), &taxpayer(GOOD, "a")];
    let changed = changed.map(String::as_str).concat();
    folder.put("taxpayers.csv", [TAXPAYERS, &changed].concat().as_bytes());
    let third = import(&app, &folder, false).await.unwrap();
    assert_eq!(third.files[0].counts, Counts { inserted: 1, updated: 1, unchanged: 1 });
}

#[tokio::test]
async fn columns_go_by_name_and_the_form_of_the_file_may_vary() {
    let app = TestApp::new().await;
    let text = format!(
        "\u{feff}\"address\",registered_on,status,foreign_trade,vat_payer,postcode,tax_office,name_ky,name_ru,kind,inn\r\n\
         \"г. Ош,\r\nул. Ленина\",2019-04-01,active,false,false,,032,,\"Иванов\tИван\",individual,{GOOD}\r\n\r\n"
    );
    let folder = Folder::with(&[("taxpayers.csv", text.as_bytes())]);
    import(&app, &folder, false).await.unwrap();
    let kept: (String, String) =
        sqlx::query_as("SELECT name_ru, address FROM taxpayer").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(kept, ("Иванов Иван".into(), "г. Ош, ул. Ленина".into()));
}

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
async fn a_bad_last_file_takes_the_good_first_ones_back() {
    let app = TestApp::new().await;
    let folder = Folder::with(&[
        ("taxpayers.csv", [TAXPAYERS, &taxpayer(GOOD, "a")].concat().as_bytes()),
        ("risk.csv", [RISK, "11503199000123,1,2015-12-12\n"].concat().as_bytes()),
    ]);
    let mut owner = app.owner().await;
    let options = ImportOptions { check: false, now: app.foundation.now() };
    let secrets = &app.foundation.secrets;
    let refused = import::import(&mut owner, &folder.0, &options, secrets, &mut Quiet).await.unwrap_err();
    assert!(matches!(refused, ImportError::Row { file: "risk.csv", line: 2, .. }), "{refused}");
    assert_eq!(rows(&app).await, 0);
    // the connection is as good as before
    folder.put("risk.csv", RISK.as_bytes());
    let summary = import::import(&mut owner, &folder.0, &options, secrets, &mut Quiet).await.unwrap();
    assert_eq!(summary.files[1].counts, Counts::default());
    assert_eq!(rows(&app).await, 1);
}

#[tokio::test]
async fn a_monstrous_field_is_refused_without_being_held() {
    let app = TestApp::new().await;
    let mut text = [TAXPAYERS, &taxpayer("11503199000124", "a")].concat().into_bytes();
    text.extend_from_slice(taxpayer(GOOD, &"x".repeat(10_000_000)).as_bytes());
    let said = "taxpayers.csv, line 3: the row is longer than 64 KiB: is a quote left open?";
    assert_eq!(refusal(&app, "taxpayers.csv", &text).await, said);
}

/// The same number gives the same taxpayer: an INN of its own, names of both languages, quoted addresses.
fn generated(number: u32) -> String {
    let (day, month, year) = (number % 28 + 1, number / 28 % 12 + 1, 1950 + number / 336 % 55);
    let serial = number / 18_480;
    let office = ["001", "002", "025", "032"][number as usize % 4];
    format!(
        "{}{day:02}{month:02}{year}{serial:05},individual,Токтогулов Азамат {number},Токтогулов Азамат {number} уулу,\
         {office},720{:03},\"г. Бишкек, ул. Киевская, д. {}\",false,false,active,20{:02}-04-01\n",
        1 + number % 2,
        number % 1_000,
        number % 300,
        number % 26,
    )
}

/// A machine busy with other things may be slow at one measurement; it is not at all of them.
const MEASUREMENTS: usize = 5;

#[tokio::test]
async fn a_hundred_thousand_rows_come_at_half_the_speed_of_copy_or_better() {
    const ROWS: u64 = 100_000;
    let app = TestApp::new().await;
    let text = (0..ROWS as u32).map(generated).fold(TAXPAYERS.to_owned(), |text, row| text + &row);
    let folder = Folder::with(&[("taxpayers.csv", text.as_bytes())]);
    let mut ratios = Vec::new();
    while ratios.iter().all(|ratio| *ratio < 0.5) {
        assert!(ratios.len() < MEASUREMENTS, "{ratios:?}");
        sqlx::query("TRUNCATE taxpayer").execute(&mut app.owner().await).await.unwrap();
        let bare = bare_copy(&mut app.owner().await, &text).await;
        let begun = Instant::now();
        let summary = import(&app, &folder, false).await.unwrap();
        ratios.push(bare.as_secs_f64() / begun.elapsed().as_secs_f64());
        assert_eq!(summary.files[0].counts, Counts { inserted: ROWS, updated: 0, unchanged: 0 });
    }
    let again = import(&app, &folder, true).await.unwrap();
    assert_eq!(again.files[0].counts, Counts { inserted: 0, updated: 0, unchanged: ROWS });
}

#[tokio::test]
async fn progress_is_told_in_plain_lines() {
    let app = TestApp::new().await;
    let text = [TAXPAYERS, &taxpayer(GOOD, "a")].concat();
    let folder = Folder::with(&[("taxpayers.csv", text.as_bytes()), ("notes.txt", b"")]);
    let mut said = Vec::new();
    let options = ImportOptions { check: false, now: app.foundation.now() };
    let secrets = &app.foundation.secrets;
    let mut lines = Lines::new(&mut said);
    import::import(&mut app.owner().await, &folder.0, &options, secrets, &mut lines).await.unwrap();
    let expected = format!(
        "notes.txt: ignored, not a file of the registry\ntaxpayers.csv: {} bytes\n\
         taxpayers.csv: 1 rows are good, storing\ntaxpayers.csv: 1 inserted, 0 updated, 0 unchanged\n",
        text.len()
    );
    assert_eq!(String::from_utf8(said).unwrap(), expected);
}

/// COPY of the same file into a table like the registry's, without a look at any row.
async fn bare_copy(owner: &mut PgConnection, text: &str) -> Duration {
    sqlx::query("DROP TABLE IF EXISTS bare").execute(&mut *owner).await.unwrap();
    sqlx::query("CREATE TABLE bare (LIKE taxpayer INCLUDING ALL)").execute(&mut *owner).await.unwrap();
    sqlx::query("ALTER TABLE bare ADD FOREIGN KEY (tax_office) REFERENCES tax_office")
        .execute(&mut *owner)
        .await
        .unwrap();
    let begun = Instant::now();
    let mut transaction = owner.begin().await.unwrap();
    let mut copy = transaction.copy_in_raw("COPY bare FROM STDIN (FORMAT csv, HEADER)").await.unwrap();
    for chunk in text.as_bytes().chunks(256 * 1024) {
        copy.send(chunk).await.unwrap();
    }
    copy.finish().await.unwrap();
    transaction.commit().await.unwrap();
    begun.elapsed()
}
