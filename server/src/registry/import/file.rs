//! One file on its way into the database.

use std::{fs::File, path::Path};

use sqlx::PgConnection;

use super::{
    ImportError, Progress, Rules,
    record::Record,
    records::{Malformed, Records},
    row::{BadValue, Row},
    table::Table,
};
use crate::storage::registry_import::{self as storage, Counts};

/// Bytes sent to the database at a time.
const CHUNK: usize = 256 * 1024;

/// Validates a file, sends it to a temporary table and from there into its own.
///
/// # Errors
/// The first [`ImportError`].
pub(super) async fn import(
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

    fn fault(&self, bad: BadValue) -> Fault {
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
