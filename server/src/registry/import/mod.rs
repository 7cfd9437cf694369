//! `cabinet registry import`: the registry from CSV files (`spec/registry.md`), all of it in one transaction.
//!
//! Each file streams through validation into a temporary table by COPY and from there into its own table in one
//! statement, so memory stays flat at any size. The way of a row: [`records`] → [`row`] → [`file`] → `storage::registry_import`.

mod file;
mod progress;
mod record;
mod records;
mod row;
mod table;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use sqlx::{Connection, PgConnection};
use time::{Date, OffsetDateTime};

use self::table::{TABLES, Table};
use crate::{
    error::describe,
    secrets::Secrets,
    storage::{
        audit::{self, Action, Actor, AuditEntry},
        registry_import as storage,
    },
};

pub use progress::{Bar, Lines, Progress, Quiet};
pub use storage::Counts;

/// How to import.
#[derive(Debug, Clone, Copy)]
pub struct ImportOptions {
    /// Does everything but commit.
    pub check: bool,
    /// Now: no INN may bear a later date, and the audit entry is of this moment.
    pub now: OffsetDateTime,
}

/// What was imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Each file in the order of work.
    pub files: Vec<FileSummary>,
    /// Names of files in the folder that are none of the registry's.
    pub ignored: Vec<String>,
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSummary {
    /// `taxpayers.csv`.
    pub file: &'static str,
    /// How many rows did what.
    pub counts: Counts,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder has none of the files.
    #[error("{} has none of taxpayers.csv, officers.csv, citizens.csv, risk.csv", .0.display())]
    NothingFound(PathBuf),
    /// A file or the folder can't be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The header does not name the columns of the table, each once.
    #[error("{file}, line 1: {reason}")]
    Header {
        /// `taxpayers.csv`.
        file: &'static str,
        /// What is wrong, with the name of the column.
        reason: String,
    },
    /// A row is bad. The value itself, which may be personal data, is not in the message.
    #[error("{file}, line {line}{}: {reason}", in_column(.column))]
    Row {
        /// `taxpayers.csv`.
        file: &'static str,
        /// The line of the file, from 1, on which the value or the row begins.
        line: u64,
        /// The column's name; empty when it is the row as a whole.
        column: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The database refused, or can't be reached.
    #[error("the database: {}", describe(.0))]
    Database(#[from] sqlx::Error),
}

/// What a row is judged by.
struct Rules<'a> {
    today: Date,
    offices: &'a HashSet<String>,
    secrets: &'a Secrets,
}

/// Imports the files found in `folder`; `owner` is a connection as the role that owns the tables. Another import at
/// the same time waits for this one.
///
/// # Errors
/// The first [`ImportError`]; nothing is imported then.
pub async fn import(
    owner: &mut PgConnection,
    folder: &Path,
    options: &ImportOptions,
    secrets: &Secrets,
    progress: &mut dyn Progress,
) -> Result<Summary, ImportError> {
    let (tables, ignored) = found_in(folder)?;
    for file in &ignored {
        progress.ignored(file);
    }
    let mut transaction = owner.begin().await?;
    let offices = storage::begin(&mut transaction).await?;
    let rules = Rules { today: domain::bishkek::local_date(options.now), offices: &offices, secrets };
    let mut summary = Summary { files: Vec::new(), ignored };
    for table in tables {
        let counts = file::import(&mut transaction, folder, table, &rules, progress).await?;
        summary.files.push(FileSummary { file: table.file, counts });
    }
    if options.check {
        transaction.rollback().await?;
        return Ok(summary);
    }
    record(&mut transaction, options, &summary).await?;
    transaction.commit().await?;
    Ok(summary)
}

/// The tables whose files are there, and the names of the other files.
fn found_in(folder: &Path) -> Result<(Vec<&'static Table>, Vec<String>), ImportError> {
    let read = |error| ImportError::Read { path: folder.to_owned(), error };
    let mut names = HashSet::new();
    for entry in std::fs::read_dir(folder).map_err(read)? {
        names.insert(entry.map_err(read)?.file_name().to_string_lossy().into_owned());
    }
    let tables: Vec<&Table> = TABLES.iter().filter(|table| names.remove(table.file)).collect();
    if tables.is_empty() {
        return Err(ImportError::NothingFound(folder.to_owned()));
    }
    let mut ignored: Vec<String> = names.into_iter().collect();
    ignored.sort();
    Ok((tables, ignored))
}

async fn record(db: &mut PgConnection, options: &ImportOptions, summary: &Summary) -> Result<(), sqlx::Error> {
    let counts: serde_json::Map<String, serde_json::Value> = summary
        .files
        .iter()
        .map(|FileSummary { file, counts }| {
            let Counts { inserted, updated, unchanged } = counts;
            let counted = serde_json::json!({ "inserted": inserted, "updated": updated, "unchanged": unchanged });
            ((*file).to_owned(), counted)
        })
        .collect();
    let entry = AuditEntry {
        at: options.now,
        actor: Actor::System("registry import"),
        action: Action::RegistryImported,
        subject_inn: "",
        application: None,
        tax_office: "",
        address: "",
        request_id: "",
        details: serde_json::Value::Object(counts),
    };
    audit::append(db, &entry).await?;
    Ok(())
}

fn in_column(column: &str) -> String {
    if column.is_empty() { String::new() } else { format!(", column {column}") }
}
