//! Taking the registry in: temporary tables that COPY fills and one statement each that merges them.
//!
//! These statements are not checked at compile time, because the tables they read exist only while they run.

use std::{collections::HashSet, fmt};

use sqlx::{PgConnection, Row};

/// How many rows of a file did what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Were not there before.
    pub inserted: u64,
    /// Were there and differ.
    pub updated: u64,
    /// Were there and are the same.
    pub unchanged: u64,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inserted, updated, unchanged } = self;
        write!(f, "{inserted} inserted, {updated} updated, {unchanged} unchanged")
    }
}

/// What takes one file in.
#[derive(Debug, Clone, Copy)]
pub struct Statements {
    /// Makes the temporary table.
    create: &'static str,
    /// Begins to fill it: the line of the file, then the columns.
    pub copy: &'static str,
    /// Whether a key stands in two lines; much quicker than the search for the line, and seldom true.
    repeats: &'static str,
    /// Finds the first line whose key stands in an earlier one.
    repeated: &'static str,
    /// Merges it and counts what was inserted and updated.
    merge: &'static str,
    /// Counts its rows.
    count: &'static str,
}

macro_rules! statements {
    ($table:literal, key: $key:literal, columns: $columns:literal, create: $create:literal, update: $update:literal,
     if: $differs:literal) => {
        Statements {
            create: concat!("CREATE TEMPORARY TABLE incoming_", $table, " (line bigint, ", $create, ") ON COMMIT DROP"),
            copy: concat!("COPY incoming_", $table, " (line, ", $columns, ") FROM STDIN"),
            repeats: concat!(
                "SELECT EXISTS (SELECT FROM incoming_",
                $table,
                " GROUP BY ",
                $key,
                " HAVING count(*) > 1)"
            ),
            repeated: concat!(
                "SELECT min(line) FROM (SELECT line, row_number() OVER (PARTITION BY ",
                $key,
                " ORDER BY line) AS place \
                 FROM incoming_",
                $table,
                ") numbered WHERE place > 1"
            ),
            merge: concat!(
                "WITH merged AS (INSERT INTO ",
                $table,
                " AS kept (",
                $columns,
                ") SELECT ",
                $columns,
                " FROM incoming_",
                $table,
                " ON CONFLICT (",
                $key,
                ") DO UPDATE SET ",
                $update,
                " WHERE ",
                $differs,
                // a row that this statement has inserted was locked by nobody
                " RETURNING (xmax = 0) AS fresh) SELECT count(*) FILTER (WHERE fresh) AS inserted, \
                 count(*) FILTER (WHERE NOT fresh) AS updated FROM merged"
            ),
            count: concat!("SELECT count(*) FROM incoming_", $table),
        }
    };
}

/// `taxpayers.csv`.
pub const TAXPAYERS: Statements = statements!(
    "taxpayer",
    key: "inn",
    columns: "inn, kind, name_ru, name_ky, tax_office, postcode, address, vat_payer, foreign_trade, status, \
              registered_on",
    create: "inn text COLLATE \"C\", kind text, name_ru text, name_ky text, tax_office text, postcode text, \
             address text, \
             vat_payer boolean, foreign_trade boolean, status text, registered_on date",
    update: "kind = excluded.kind, name_ru = excluded.name_ru, name_ky = excluded.name_ky, \
             tax_office = excluded.tax_office, postcode = excluded.postcode, address = excluded.address, \
             vat_payer = excluded.vat_payer, foreign_trade = excluded.foreign_trade, status = excluded.status, \
             registered_on = excluded.registered_on",
    if: "(kept.kind, kept.name_ru, kept.name_ky, kept.tax_office, kept.postcode, kept.address, kept.vat_payer, \
         kept.foreign_trade, kept.status, kept.registered_on) IS DISTINCT FROM (excluded.kind, excluded.name_ru, \
         excluded.name_ky, excluded.tax_office, excluded.postcode, excluded.address, excluded.vat_payer, \
         excluded.foreign_trade, excluded.status, excluded.registered_on)"
);

/// `officers.csv`.
pub const OFFICERS: Statements = statements!(
    "officer",
    key: "entity_inn, person_inn, role, since",
    columns: "entity_inn, person_inn, role, since, until",
    create: "entity_inn text COLLATE \"C\", person_inn text COLLATE \"C\", role text COLLATE \"C\", \
             since date, until date",
    update: "until = excluded.until",
    if: "kept.until IS DISTINCT FROM excluded.until"
);

/// `citizens.csv`, the passport as a digest.
pub const CITIZENS: Statements = statements!(
    "citizen",
    key: "inn",
    columns: "inn, full_name_ru, full_name_ky, tax_office, address, passport_digest",
    create: "inn text COLLATE \"C\", full_name_ru text, full_name_ky text, tax_office text, address text, \
             passport_digest bytea",
    update: "full_name_ru = excluded.full_name_ru, full_name_ky = excluded.full_name_ky, \
             tax_office = excluded.tax_office, address = excluded.address, passport_digest = excluded.passport_digest",
    if: "(kept.full_name_ru, kept.full_name_ky, kept.tax_office, kept.address, kept.passport_digest) \
         IS DISTINCT FROM (excluded.full_name_ru, excluded.full_name_ky, excluded.tax_office, excluded.address, \
         excluded.passport_digest)"
);

/// `risk.csv`.
pub const RISK: Statements = statements!(
    "risk_evidence",
    key: "inn, document_number, document_date",
    columns: "inn, document_number, document_date, note",
    create: "inn text COLLATE \"C\", document_number text COLLATE \"C\", document_date date, note text",
    update: "note = excluded.note",
    if: "kept.note IS DISTINCT FROM excluded.note"
);

/// Waits until no other import is at work, and returns the codes of the tax offices.
///
/// # Errors
/// The database's.
pub async fn begin(db: &mut PgConnection) -> Result<HashSet<String>, sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('registry import', 2))").execute(&mut *db).await?;
    let codes = sqlx::query_scalar!("SELECT code FROM tax_office").fetch_all(db).await?;
    Ok(codes.into_iter().collect())
}

/// Makes the temporary table of a file; it vanishes with the transaction.
///
/// # Errors
/// The database's.
pub async fn prepare(db: &mut PgConnection, statements: &Statements) -> Result<(), sqlx::Error> {
    sqlx::query(statements.create).execute(db).await?;
    Ok(())
}

/// The first line of the file whose key stands in an earlier line already.
///
/// # Errors
/// The database's.
pub async fn repeated_line(db: &mut PgConnection, statements: &Statements) -> Result<Option<i64>, sqlx::Error> {
    let repeats: bool = sqlx::query_scalar(statements.repeats).fetch_one(&mut *db).await?;
    if !repeats {
        return Ok(None);
    }
    sqlx::query_scalar(statements.repeated).fetch_one(db).await
}

/// Inserts what is new and updates what differs.
///
/// # Errors
/// The database's.
pub async fn merge(db: &mut PgConnection, statements: &Statements) -> Result<Counts, sqlx::Error> {
    let merged = sqlx::query(statements.merge).fetch_one(&mut *db).await?;
    let inserted = u64::try_from(merged.try_get::<i64, _>("inserted")?).unwrap_or_default();
    let updated = u64::try_from(merged.try_get::<i64, _>("updated")?).unwrap_or_default();
    let rows: i64 = sqlx::query_scalar(statements.count).fetch_one(db).await?;
    let rows = u64::try_from(rows).unwrap_or_default();
    Ok(Counts { inserted, updated, unchanged: rows.saturating_sub(inserted + updated) })
}
