//! The four files, as `registry import` reads them.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use domain::{bishkek, inn::Inn, subject::SubjectKind};
use time::{Date, Duration};

use super::{AS_OF, GenerateError, Generated, draw::Draw, organisations::Officer, people::Person, places::Home};

const FILES: [&str; 4] = ["taxpayers.csv", "officers.csv", "citizens.csv", "risk.csv"];

const TAXPAYERS: &str =
    "inn,kind,name_ru,name_ky,tax_office,postcode,address,vat_payer,foreign_trade,status,registered_on\n";
const OFFICERS: &str = "entity_inn,person_inn,role,since,until\n";
const CITIZENS: &str = "inn,full_name_ru,full_name_ky,tax_office,address,passport_series,passport_number\n";
const RISK: &str = "inn,document_number,document_date,note\n";

/// What a document against a taxpayer says.
const NOTES: [&str; 4] = [
    "Акт выездной проверки: товар по накладным не перевозился",
    "Решение суда: сделки признаны фиктивными",
    "Справка: поставщик по юридическому адресу не найден",
    "Акт встречной проверки: покупатель сделку не подтвердил",
];

/// A row of `taxpayers.csv`.
pub(super) struct TaxpayerRow<'a> {
    pub(super) inn: Inn,
    pub(super) kind: SubjectKind,
    pub(super) name_ru: &'a str,
    pub(super) name_ky: &'a str,
    pub(super) home: &'a Home,
    pub(super) vat_payer: bool,
    pub(super) foreign_trade: bool,
    pub(super) active: bool,
    pub(super) registered_on: Date,
}

/// The files being written.
pub(super) struct Files {
    taxpayers: Writer,
    officers: Writer,
    citizens: Writer,
    risk: Writer,
}

impl Files {
    /// Begins them in `folder`.
    pub(super) fn create(folder: &Path) -> Result<Self, GenerateError> {
        let there = FILES.iter().map(|file| folder.join(file)).find(|path| path.exists());
        if let Some(path) = there {
            return Err(GenerateError::Exists(path.display().to_string()));
        }
        fs::create_dir_all(folder).map_err(|error| not_written(folder, error))?;
        let [taxpayers, officers, citizens, risk] = FILES;
        Ok(Self {
            taxpayers: Writer::create(folder, taxpayers, TAXPAYERS)?,
            officers: Writer::create(folder, officers, OFFICERS)?,
            citizens: Writer::create(folder, citizens, CITIZENS)?,
            risk: Writer::create(folder, risk, RISK)?,
        })
    }

    pub(super) fn taxpayer(&mut self, row: &TaxpayerRow<'_>) -> Result<(), GenerateError> {
        let truth = |value| if value { "true" } else { "false" };
        self.taxpayers.row(&[
            row.inn.as_str(),
            row.kind.as_str(),
            row.name_ru,
            row.name_ky,
            row.home.office.code,
            &row.home.postcode,
            &row.home.address,
            truth(row.vat_payer),
            truth(row.foreign_trade),
            if row.active { "active" } else { "ceased" },
            &bishkek::iso_date(row.registered_on),
        ])
    }

    pub(super) fn officer(&mut self, entity: &Inn, officer: &Officer) -> Result<(), GenerateError> {
        let until = officer.until.map(bishkek::iso_date).unwrap_or_default();
        let since = bishkek::iso_date(officer.since);
        self.officers.row(&[entity.as_str(), officer.person.as_str(), officer.role.as_str(), &since, &until])
    }

    pub(super) fn citizen(&mut self, person: &Person) -> Result<(), GenerateError> {
        let (series, number) = match person.passport {
            Some((series, number)) => (series, format!("{number:07}")),
            None => ("", String::new()),
        };
        self.citizens.row(&[
            person.inn.as_str(),
            &person.name_ru,
            &person.name_ky,
            person.home.office.code,
            &person.home.address,
            series,
            &number,
        ])
    }

    /// A document against a taxpayer, of the last five years.
    pub(super) fn risk(&mut self, inn: &Inn, office: &str, draw: &mut Draw) -> Result<(), GenerateError> {
        let number = format!("{office}-{}/{}", draw.below(40) + 1, draw.below(9_000) + 1_000);
        let date = draw.date(AS_OF.saturating_sub(Duration::days(1_826)), AS_OF);
        let note = draw.pick(&NOTES).copied().unwrap_or_default();
        self.risk.row(&[inn.as_str(), &number, &bishkek::iso_date(date), note])
    }

    /// Gives the files their names, now that all of them are whole.
    pub(super) fn finish(self) -> Result<Generated, GenerateError> {
        let writers = [self.taxpayers, self.officers, self.citizens, self.risk].map(Writer::end);
        let [taxpayers, officers, citizens, risk] = writers;
        let finished = [taxpayers?, officers?, citizens?, risk?];
        for (path, _) in &finished {
            fs::rename(unfinished(path), path).map_err(|error| not_written(path, error))?;
        }
        let [taxpayers, officers, citizens, risk] = finished.map(|(_, rows)| rows);
        Ok(Generated { taxpayers, officers, citizens, risk })
    }
}

/// One file.
struct Writer {
    path: PathBuf,
    out: BufWriter<File>,
    line: Vec<u8>,
    rows: u64,
}

impl Writer {
    fn create(folder: &Path, name: &str, header: &str) -> Result<Self, GenerateError> {
        let path = folder.join(name);
        let file = File::create(unfinished(&path)).map_err(|error| not_written(&path, error))?;
        let mut out = BufWriter::with_capacity(1 << 18, file);
        out.write_all(header.as_bytes()).map_err(|error| not_written(&path, error))?;
        Ok(Self { path, out, line: Vec::new(), rows: 0 })
    }

    /// Writes a record, quoted by RFC 4180 where need be.
    fn row(&mut self, fields: &[&str]) -> Result<(), GenerateError> {
        self.line.clear();
        for (place, field) in fields.iter().enumerate() {
            if place > 0 {
                self.line.push(b',');
            }
            if field.contains([',', '"', '\n']) {
                self.line.push(b'"');
                self.line.extend_from_slice(field.replace('"', "\"\"").as_bytes());
                self.line.push(b'"');
            } else {
                self.line.extend_from_slice(field.as_bytes());
            }
        }
        self.line.push(b'\n');
        self.rows += 1;
        self.out.write_all(&self.line).map_err(|error| not_written(&self.path, error))
    }

    /// All of it on its way to the disk: the path that it will have, and how many rows it holds.
    fn end(self) -> Result<(PathBuf, u64), GenerateError> {
        let Self { path, out, rows, .. } = self;
        match out.into_inner() {
            Ok(_) => Ok((path, rows)),
            Err(error) => Err(not_written(&path, error.into_error())),
        }
    }
}

fn unfinished(path: &Path) -> PathBuf {
    path.with_extension("csv.part")
}

fn not_written(path: &Path, error: std::io::Error) -> GenerateError {
    GenerateError::Write { file: path.display().to_string(), error }
}
