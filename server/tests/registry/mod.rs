//! The registry from CSV files: what is taken, what is refused and where, and that nothing is half-loaded.

mod generated;
mod loading;
mod officers;
mod refusals;
mod speed;
mod together;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use server::registry::import::{ImportError, ImportOptions, Quiet, Summary};

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
    server::registry::import::import(&mut app.owner().await, &folder.0, &options, &app.foundation.secrets, &mut Quiet)
        .await
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
