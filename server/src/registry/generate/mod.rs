//! `cabinet registry generate`: a registry of invented people and organisations of any size (`spec/registry.md`), for
//! trials, measurements and training. The same number and seed give the same bytes on every machine and on every day.
//!
//! Nothing is remembered between rows: who stands at a place follows from the seed and the place alone, so memory stays
//! flat, and the four files agree with each other.

mod draw;
mod files;
mod name_lists;
mod names;
mod organisations;
mod people;
mod places;
mod spread;
mod trade_names;

use std::{io, path::Path};

use domain::subject::SubjectKind;
use time::{Date, macros::date};

use self::{
    draw::{Draw, Stream},
    files::{Files, TaxpayerRow},
    organisations::Organisations,
    people::{People, Person},
};

/// The day whose registry it is. Fixed, so that the bytes do not depend on when they are made.
const AS_OF: Date = date!(2026 - 01 - 01);

/// As many taxpayers as birthdays and serial numbers have room for.
pub const MOST_TAXPAYERS: u32 = 50_000_000;

/// Organisations among a hundred taxpayers.
const ORGANISATIONS_OF_100: u64 = 3;

/// Rows between two reports of progress.
const ROWS_A_REPORT: u64 = 10_000;

/// What to generate.
#[derive(Debug, Clone, Copy)]
pub struct GenerateOptions {
    /// Rows of `taxpayers.csv`, at most [`MOST_TAXPAYERS`].
    pub taxpayers: u32,
    /// Another seed, other people.
    pub seed: u64,
}

/// How many rows were written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Generated {
    /// `taxpayers.csv`.
    pub taxpayers: u64,
    /// `officers.csv`.
    pub officers: u64,
    /// `citizens.csv`.
    pub citizens: u64,
    /// `risk.csv`.
    pub risk: u64,
}

/// Why there is no registry now. Files that were begun are left with `.part` behind their names, which no import takes.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The folder has a file of a registry already, which is not written over.
    #[error("{0} is there already; choose another folder")]
    Exists(String),
    /// A file can't be written.
    #[error("{file}: {error}")]
    Write {
        /// Its path.
        file: String,
        /// Why.
        error: io::Error,
    },
}

/// Writes the four files into `folder`, which is made if need be. `progress` is told now and then how many of how many
/// people and organisations are done.
///
/// # Errors
/// [`GenerateError`]; the files of a registry are there all four, or not at all.
pub fn generate(
    folder: &Path,
    options: GenerateOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Generated, GenerateError> {
    let taxpayers = u64::from(options.taxpayers.min(MOST_TAXPAYERS));
    let organisations = organisations_among(taxpayers);
    // people the population register knows and the tax service does not
    let others = taxpayers / 6 + 1;
    let people = People::new(options.seed, taxpayers - organisations, others);
    let organisations = Organisations::new(options.seed, organisations);
    let mut files = Files::create(folder)?;
    let total = taxpayers + others;
    for row in 0..taxpayers {
        if row % ROWS_A_REPORT == 0 {
            progress(row, total);
        }
        let number = organisations_among(row);
        if organisations_among(row + 1) > number {
            write_organisation(&mut files, &organisations, &people, number)?;
        } else {
            write_taxpaying_person(&mut files, options.seed, &people, row - number)?;
        }
    }
    for other in 0..others {
        if other % ROWS_A_REPORT == 0 {
            progress(taxpayers + other, total);
        }
        files.citizen(&people.other(other))?;
    }
    progress(total, total);
    files.finish()
}

/// How many organisations there are among the first `rows` taxpayers.
fn organisations_among(rows: u64) -> u64 {
    rows * ORGANISATIONS_OF_100 / 100
}

fn write_organisation(
    files: &mut Files,
    organisations: &Organisations,
    people: &People,
    number: u64,
) -> Result<(), GenerateError> {
    let mut organisation = organisations.at(number);
    files.taxpayer(&TaxpayerRow {
        inn: organisation.inn,
        kind: organisation.kind,
        name_ru: &organisation.name_ru,
        name_ky: &organisation.name_ky,
        home: &organisation.home,
        vat_payer: organisation.vat_payer,
        foreign_trade: organisation.foreign_trade,
        active: organisation.active,
        registered_on: organisation.registered_on,
    })?;
    for officer in organisation.officers(people) {
        files.officer(&organisation.inn, &officer)?;
    }
    if organisation.draw.chance(20) {
        files.risk(&organisation.inn, organisation.home.office.code, &mut organisation.draw)?;
    }
    Ok(())
}

/// A person with what the tax service knows of them.
fn write_taxpaying_person(files: &mut Files, seed: u64, people: &People, number: u64) -> Result<(), GenerateError> {
    let person = people.taxpayer(number);
    let mut draw = Draw::new(seed, Stream::Taxpayer, number);
    let kind = kind_of(&person, &mut draw);
    let (vat, trade, risk) = match kind {
        SubjectKind::SoleTrader => (60, 50, 5),
        SubjectKind::Farm => (10, 10, 1),
        SubjectKind::Individual | SubjectKind::LegalEntity => (0, 0, 1),
    };
    files.taxpayer(&TaxpayerRow {
        inn: person.inn,
        kind,
        name_ru: &person.name_ru,
        name_ky: &person.name_ky,
        home: &person.home,
        vat_payer: draw.chance(vat),
        foreign_trade: draw.chance(trade),
        active: !draw.chance(40),
        registered_on: registered_on(&person, &mut draw),
    })?;
    // some live here without being citizens
    if !draw.chance(10) {
        files.citizen(&person)?;
    }
    if draw.chance(risk) {
        files.risk(&person.inn, person.home.office.code, &mut draw)?;
    }
    Ok(())
}

/// One in seven trades, one in seven of those in a village farms.
fn kind_of(person: &Person, draw: &mut Draw) -> SubjectKind {
    match draw.below(1_000) {
        0..140 => SubjectKind::SoleTrader,
        140..280 if person.home.rural => SubjectKind::Farm,
        _ => SubjectKind::Individual,
    }
}

/// Between coming of age, or the beginning of the register in 1998, and today.
fn registered_on(person: &Person, draw: &mut Draw) -> Date {
    const BEGINNING: Date = date!(1998 - 01 - 05);
    draw.date(person.at_age(people::YOUNGEST).max(BEGINNING), AS_OF)
}
