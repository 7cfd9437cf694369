//! What is taken, and what is told of it.

use domain::{inn::Inn, passport::Passport};
use server::registry::{
    BuiltInRegistry, Identity, Registry,
    import::{self, Counts, FileSummary, ImportError, ImportOptions, Lines, Quiet},
};

use super::{CITIZENS, Folder, GOOD, OFFICERS, RISK, TAXPAYERS, import, rows, taxpayer};
use crate::support::TestApp;

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

    let foundation = &app.foundation;
    let registry = BuiltInRegistry::new(foundation.pool.clone(), foundation.secrets.clone(), foundation.clock.clone());
    let inn = Inn::from_trusted(GOOD).unwrap();
    let found = registry.taxpayer(&inn).await.unwrap().unwrap();
    assert_eq!((found.address.as_str(), found.active), ("г. Бишкек, ул. \"Чүй\", 1", true));
    let passport = |text| Passport::parse(text).unwrap();
    let fits = async |inn, text| registry.citizen(inn, Some(&passport(text))).await.unwrap().passport_fits;
    assert_eq!(fits(&inn, "ID1234567").await, Some(true));
    assert_eq!(fits(&inn, "ID1234568").await, Some(false));
    let without = Inn::from_trusted("11503199000999").unwrap();
    assert_eq!(fits(&without, "ID1234567").await, None);
    let identity = registry.citizen(&without, None).await.unwrap();
    assert_eq!(identity.citizen.unwrap().full_name_ru, "Без Паспорта");
    assert_eq!(
        registry.citizen(&Inn::from_trusted("11503199000998").unwrap(), None).await.unwrap(),
        Identity::default()
    );
    assert_eq!(registry.risk(&inn).await.unwrap()[0].note, "Акт \\ проверки");
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
