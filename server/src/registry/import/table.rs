//! The four files: their columns, their checks, and the statements that take them in.

use super::{
    Rules,
    record::Record,
    row::{BadValue, Row},
};
use crate::storage::registry_import::{CITIZENS, OFFICERS, RISK, Statements, TAXPAYERS};

/// A file and the table it fills.
pub(super) struct Table {
    pub(super) file: &'static str,
    pub(super) columns: &'static [&'static str],
    /// What makes a row the same as another, for the message.
    pub(super) key: &'static str,
    pub(super) check: fn(Row<'_>, &Rules<'_>) -> Result<(), BadValue>,
    pub(super) statements: Statements,
}

pub(super) const TABLES: &[Table] = &[
    Table {
        file: "taxpayers.csv",
        columns: &[
            "inn",
            "kind",
            "name_ru",
            "name_ky",
            "tax_office",
            "postcode",
            "address",
            "vat_payer",
            "foreign_trade",
            "status",
            "registered_on",
        ],
        key: "INN",
        check: |row, rules| row.taxpayer(rules),
        statements: TAXPAYERS,
    },
    Table {
        file: "officers.csv",
        columns: &["entity_inn", "person_inn", "role", "since", "until"],
        key: "organisation, person, role and beginning",
        check: |row, rules| row.officer(rules),
        statements: OFFICERS,
    },
    Table {
        file: "citizens.csv",
        columns: &[
            "inn",
            "full_name_ru",
            "full_name_ky",
            "tax_office",
            "address",
            "passport_series",
            "passport_number",
        ],
        key: "INN",
        check: |row, rules| row.citizen(rules),
        statements: CITIZENS,
    },
    Table {
        file: "risk.csv",
        columns: &["inn", "document_number", "document_date", "note"],
        key: "INN and document",
        check: |row, rules| row.risk(rules),
        statements: RISK,
    },
];

impl Table {
    /// Where in a record each column stands; what is wrong with the header otherwise.
    pub(super) fn places(&self, header: &Record) -> Result<Vec<usize>, String> {
        let mut places = vec![None; self.columns.len()];
        for place in 0..header.len() {
            let name = std::str::from_utf8(header.field(place)).map_err(|_| "the file is not UTF-8".to_owned())?.trim();
            let column = self.columns.iter().position(|column| *column == name).ok_or_else(|| {
                let named = shown(name, place);
                format!("{named} is no column of this file; known are {}", self.columns.join(", "))
            })?;
            match &mut places[column] {
                Some(_) => return Err(format!("the column {name} is named twice")),
                empty @ None => *empty = Some(place),
            }
        }
        let missing = self.columns.iter().zip(&places).find(|(_, place)| place.is_none());
        match missing {
            Some((column, _)) => Err(format!("the column {column} is missing")),
            None => Ok(places.into_iter().flatten().collect()),
        }
    }
}

/// A name as a message can bear it: without a header the first line is a row of personal data.
fn shown(name: &str, place: usize) -> String {
    let like_a_name = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if like_a_name { format!("{name:?}") } else { format!("value {}", place + 1) }
}
