//! `cabinet registry import`: the registry from CSV files (`spec/registry.md`), all of it in one transaction.
//!
//! Each file streams through validation into a temporary table by COPY and from there into its own table in one
//! statement, so memory stays flat at any size. The way of a row: [`records`] → [`row`] → `storage::registry_import`.

mod progress;
mod records;
mod row;
mod table;

use std::{
    collections::HashSet,
    fs::File,
    path::{Path, PathBuf},
};

use sqlx::{Connection, PgConnection};
use time::{Date, OffsetDateTime};

use self::{
    records::{Malformed, Record, Records},
    row::Row,
    table::{TABLES, Table},
};
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

/// Bytes sent to the database at a time.
const CHUNK: usize = 256 * 1024;

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
        let counts = import_file(&mut transaction, folder, table, &rules, progress).await?;
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

async fn import_file(
    db: &mut PgConnection,
    folder: &Path,
    table: &'static Table,
    rules: &Rules<'_>,
    progress: &mut dyn Progress,
) -> Result<Counts, ImportError> {
    let path = folder.join(table.file);
    let read = |error| ImportError::Read { path: path.clone(), error };
    let file = File::open(&path).map_err(read)?;
    let length = file.metadata().map_err(read)?.len();
    progress.begin(table.file, length);
    storage::prepare(db, &table.statements).await?;
    stream(db, &path, file, table, rules, progress).await?;
    progress.storing(table.file);
    if let Some(line) = storage::repeated_line(db, &table.statements).await? {
        let reason = format!("the same {} stands in an earlier row", table.key);
        let line = u64::try_from(line).unwrap_or_default();
        return Err(ImportError::Row { file: table.file, line, column: "", reason });
    }
    let counts = storage::merge(db, &table.statements).await?;
    progress.finish(table.file, &counts);
    Ok(counts)
}

/// Validates every row and sends it to the temporary table.
async fn stream(
    db: &mut PgConnection,
    path: &Path,
    file: File,
    table: &'static Table,
    rules: &Rules<'_>,
    progress: &mut dyn Progress,
) -> Result<(), ImportError> {
    let mut rows = Rows { table, records: Records::new(file), record: Record::default(), places: Vec::new(), read: 0 };
    rows.header().map_err(|error| error.in_file(path, table))?;
    let mut copy = db.copy_in_raw(table.statements.copy).await?;
    let mut chunk = Vec::with_capacity(CHUNK + 4096);
    loop {
        let more = match rows.fill(&mut chunk, rules) {
            Ok(more) => more,
            Err(error) => {
                copy.abort("a bad row").await?;
                return Err(error.in_file(path, table));
            }
        };
        copy.send(chunk.as_slice()).await?;
        chunk.clear();
        progress.advance(rows.records.consumed(), rows.read);
        if !more {
            break;
        }
    }
    copy.finish().await?;
    Ok(())
}

struct Rows<R> {
    table: &'static Table,
    records: Records<R>,
    record: Record,
    places: Vec<usize>,
    read: u64,
}

/// What is wrong with a file, before it has a name.
enum Fault {
    Malformed(Malformed),
    Header(String),
    Row { line: u64, column: &'static str, reason: String },
}

impl<R: std::io::Read> Rows<R> {
    fn header(&mut self) -> Result<(), Fault> {
        if !self.records.read(&mut self.record)? {
            return Err(Fault::Header("the file is empty; a header with the names of the columns is expected".into()));
        }
        self.places = self.table.places(&self.record).map_err(Fault::Header)?;
        Ok(())
    }

    /// Writes validated rows until the chunk is full; `false` at the end of the file.
    fn fill(&mut self, chunk: &mut Vec<u8>, rules: &Rules<'_>) -> Result<bool, Fault> {
        while chunk.len() < CHUNK {
            if !self.records.read(&mut self.record)? {
                return Ok(false);
            }
            if self.record.len() != self.places.len() {
                let reason =
                    format!("{} values, but the header names {} columns", self.record.len(), self.places.len());
                return Err(Fault::Row { line: self.record.line(), column: "", reason });
            }
            chunk.extend_from_slice(self.record.line().to_string().as_bytes());
            let row = Row::new(&self.record, &self.places, self.table.columns, chunk);
            (self.table.check)(row, rules).map_err(|bad| self.fault(bad))?;
            self.read += 1;
        }
        Ok(true)
    }

    fn fault(&self, bad: row::BadValue) -> Fault {
        let place = self.table.columns.iter().position(|column| *column == bad.column);
        let place = place.and_then(|place| self.places.get(place)).copied().unwrap_or_default();
        Fault::Row { line: self.record.line_of(place), column: bad.column, reason: bad.reason.to_owned() }
    }
}

impl From<Malformed> for Fault {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl Fault {
    fn in_file(self, path: &Path, table: &Table) -> ImportError {
        let file = table.file;
        match self {
            Self::Malformed(Malformed::Read(error)) => ImportError::Read { path: path.to_owned(), error },
            Self::Malformed(Malformed::Syntax { line, reason }) => {
                ImportError::Row { file, line, column: "", reason: reason.to_owned() }
            }
            Self::Header(reason) => ImportError::Header { file, reason },
            Self::Row { line, column, reason } => ImportError::Row { file, line, column, reason },
        }
    }
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
