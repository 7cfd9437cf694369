//! The rows of an XLSX (ECMA-376, part 1): its first sheet, within bounds of our own.
//!
//! A workbook says of itself how many strings it has and how far its cells reach; whoever believes that can be made to
//! reserve any amount of memory (docs/decisions/0010). Here nothing is reserved for what is only declared: each part is
//! unfolded up to a budget, the sheet is read until there are rows enough, and of the shared strings those are kept that
//! the rows name.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use app::api::check_inn::ListError;
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};
use zip::ZipArchive;

use super::list::MOST_ROWS;

/// What all parts that are read may unfold to, bytes.
const BUDGET: u64 = 4 * 1024 * 1024;
/// Files in the zip at the most; Excel writes about a dozen, and some for every sheet and picture.
const MOST_PARTS: usize = 2_000;
/// Cells of a row that are looked at: a row may be the whole list.
const MOST_COLUMNS: usize = MOST_ROWS;

const BROKEN: ListError = ListError::BrokenWorkbook;

/// Reads the rows that hold anything, at most [`MOST_ROWS`] of them.
pub(super) fn rows(file: &[u8]) -> Result<Vec<Vec<String>>, ListError> {
    let archive = ZipArchive::new(Cursor::new(file)).map_err(|_| BROKEN)?;
    if archive.len() > MOST_PARTS {
        return Err(BROKEN);
    }
    let mut parts = Parts { archive, budget: BUDGET };
    let workbook = parts.read("xl/workbook.xml")?.ok_or(BROKEN)?;
    let relations = parts.read("xl/_rels/workbook.xml.rels")?.ok_or(BROKEN)?;
    let sheet = parts.read(&first_sheet(&workbook, &relations)?)?.ok_or(BROKEN)?;
    let rows = Sheet::default().read(&sheet)?;
    drop(sheet);
    let strings = match parts.read("xl/sharedStrings.xml")? {
        Some(text) => shared_strings(&text, &rows)?,
        None => HashMap::new(),
    };
    Ok(rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text(&strings)).collect()).collect())
}

struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    budget: u64,
}

impl Parts<'_> {
    /// A part as text; none when there is no such part. What it declares is compared with the budget first, what comes
    /// out of it is counted all the same.
    fn read(&mut self, name: &str) -> Result<Option<String>, ListError> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(BROKEN),
        };
        if part.size() > self.budget {
            return Err(BROKEN);
        }
        let mut bytes = Vec::new();
        part.take(self.budget + 1).read_to_end(&mut bytes).map_err(|_| BROKEN)?;
        self.budget = self.budget.checked_sub(bytes.len() as u64).ok_or(BROKEN)?;
        String::from_utf8(bytes).map(Some).map_err(|_| BROKEN)
    }
}

/// The part with the sheet that stands first: by its id in the workbook, then by that id among the relations.
fn first_sheet(workbook: &str, relations: &str) -> Result<String, ListError> {
    let id = find(workbook, |element| {
        (element.local_name().as_ref() == "sheet").then(|| attribute(element, "r:id")).flatten()
    })?;
    let target = find(relations, |element| {
        let named = element.local_name().as_ref() == "Relationship" && attribute(element, "Id").as_ref() == Some(&id);
        named.then(|| attribute(element, "Target")).flatten()
    })?;
    Ok(target.strip_prefix('/').map_or_else(|| ["xl/", &target].concat(), str::to_owned))
}

/// The first element that gives something.
fn find(xml: &str, wanted: impl Fn(&BytesStart<'_>) -> Option<String>) -> Result<String, ListError> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| BROKEN)? {
            Event::Start(element) | Event::Empty(element) => {
                if let Some(found) = wanted(&element) {
                    return Ok(found);
                }
            }
            Event::Eof => return Err(BROKEN),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// A cell before the shared strings are known.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Text(String),
    Shared(usize),
}

impl Cell {
    fn text(self, strings: &HashMap<usize, String>) -> String {
        match self {
            Self::Text(text) => text,
            Self::Shared(place) => strings.get(&place).cloned().unwrap_or_default(),
        }
    }

    /// What stands in `<v>` or in an inline string, by the cell's type (18.18.11).
    fn of(kind: &str, value: String) -> Self {
        match kind {
            "s" => value.trim().parse().map_or(Self::Text(String::new()), Self::Shared),
            "" | "n" => Self::Text(number(&value).unwrap_or(value)),
            _ => Self::Text(value),
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// A whole number in all its digits: `1.1503199000123E13` is an INN. One of 13 digits was an organisation's, whose first
/// digit is a zero that numbers do not have.
fn number(value: &str) -> Option<String> {
    const EXACT: f64 = 1e15;
    let number: f64 = value.trim().parse().ok()?;
    if number.fract() != 0.0 || !(0.0..EXACT).contains(&number) {
        return None;
    }
    let digits = format!("{number:.0}");
    Some(if digits.len() + 1 == domain::inn::LENGTH { format!("0{digits}") } else { digits })
}

/// Where the reading of a sheet stands.
#[derive(Default)]
struct Sheet {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    column: usize,
    kind: String,
    value: String,
    /// Inside `<v>`, or inside a `<t>` that is no phonetic reading.
    in_value: bool,
    in_reading: bool,
}

impl Sheet {
    fn read(mut self, xml: &str) -> Result<Vec<Vec<Cell>>, ListError> {
        let mut reader = Reader::from_str(xml);
        while self.rows.len() < MOST_ROWS {
            match reader.read_event().map_err(|_| BROKEN)? {
                Event::Start(element) => self.begin(&element),
                Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    self.begin(&element);
                    self.column += 1;
                }
                Event::End(element) => self.end(element.local_name().as_ref()),
                Event::Text(text) if self.in_value => self.value.push_str(&text.xml10_content()),
                Event::CData(text) if self.in_value => self.value.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) if self.in_value => self.value.push_str(&referred(&reference)),
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(self.rows)
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "c" => {
                self.kind = attribute(element, "t").unwrap_or_default();
                self.value.clear();
                if let Some(column) = attribute(element, "r").as_deref().and_then(column) {
                    self.column = column;
                }
            }
            "v" => self.in_value = true,
            "t" => self.in_value = !self.in_reading,
            "rPh" => self.in_reading = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "t" => self.in_value = false,
            "rPh" => self.in_reading = false,
            "c" => {
                if self.column < MOST_COLUMNS && self.row.len() < MOST_COLUMNS {
                    let cell = Cell::of(&self.kind, std::mem::take(&mut self.value));
                    self.row.resize(self.row.len().max(self.column), Cell::Text(String::new()));
                    self.row.push(cell);
                }
                self.column += 1;
            }
            "row" => {
                let row = std::mem::take(&mut self.row);
                if !row.iter().all(Cell::is_blank) {
                    self.rows.push(row);
                }
                self.column = 0;
            }
            _ => {}
        }
    }
}

/// The column of a reference, `C7` is 2.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).take(3);
    letters.fold(0, |value, letter| value * 26 + usize::from(letter - b'A') + 1).checked_sub(1)
}

/// Those of the shared strings that the rows name.
fn shared_strings(xml: &str, rows: &[Vec<Cell>]) -> Result<HashMap<usize, String>, ListError> {
    let mut wanted: HashMap<usize, String> = rows
        .iter()
        .flatten()
        .filter_map(|cell| if let Cell::Shared(place) = cell { Some((*place, String::new())) } else { None })
        .collect();
    let mut reader = Reader::from_str(xml);
    let (mut place, mut in_text, mut in_reading) = (0, false, false);
    loop {
        match reader.read_event().map_err(|_| BROKEN)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => in_text = !in_reading,
                "rPh" => in_reading = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_reading = false,
                "si" => place += 1,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "si" => place += 1,
            Event::Text(text) if in_text => add(&mut wanted, place, &text.xml10_content()),
            Event::CData(text) if in_text => add(&mut wanted, place, &text.xml10_content()),
            Event::GeneralRef(reference) if in_text => add(&mut wanted, place, &referred(&reference)),
            Event::Eof => return Ok(wanted),
            _ => {}
        }
    }
}

fn add(wanted: &mut HashMap<usize, String>, place: usize, text: &str) {
    if let Some(string) = wanted.get_mut(&place) {
        string.push_str(text);
    }
}

/// `&amp;` and `&#49;`; entities of the document's own do not exist here.
fn referred(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_predefined_entity(reference).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns:r="x"><sheets><sheet name="Лист" sheetId="9" r:id="rId7"/><sheet name="2" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="/xl/worksheets/sheet7.xml"/></Relationships>"#;

    fn workbook(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let standard: [(&str, &[u8]); 2] =
            [("xl/workbook.xml", WORKBOOK.as_bytes()), ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes())];
        for (name, content) in standard.iter().chain(parts) {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn sheet(rows: &str) -> Vec<u8> {
        format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>").into_bytes()
    }

    #[test]
    fn every_kind_of_cell_is_read() {
        let rows_of_sheet = sheet(
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>И</t><r><t>НН</t></r><rPh><t>нет</t></rPh></is></c><c r="C1" t="s"><v>1</v></c></row>
               <row r="2"/><row r="3"><c r="A3"/><c r="B3" t="str"><f>1+1</f><v></v></c></row>
               <row r="4"><c r="A4"><v>1.1503199000123E13</v></c><c r="C4" t="s"><v>0</v></c></row>
               <row r="5"><c><v>1503200510128</v></c><c t="str"><f>"x"</f><v>a&amp;&#49;</v></c><c r="ZZZ5"><v>1</v></c></row>
               <row r="6"><c r="A6" t="s"><v>77</v></c><c r="B6" t="s"><v>x</v></c><c><v>1.5</v></c></row>"#,
        );
        let strings = r#"<sst uniqueCount="99999999999999999"><si><t>два &lt; три</t></si><si><r><t>ФИ</t></r><r><t>О</t></r></si></sst>"#;
        let file = workbook(&[
            ("xl/worksheets/sheet7.xml", &rows_of_sheet),
            ("xl/worksheets/sheet1.xml", b"not this one"),
            ("xl/sharedStrings.xml", strings.as_bytes()),
        ]);
        let read = rows(&file).unwrap();
        let expected: [&[&str]; 4] =
            [&["ИНН", "", "ФИО"], &["11503199000123", "", "два < три"], &["01503200510128", "a&1"], &["", "", "1.5"]];
        assert_eq!(read, expected);
    }

    #[test]
    fn a_sheet_without_end_is_read_as_far_as_needed() {
        let row = "<row><c><v>11503199000123</v></c></row>";
        let file = workbook(&[("xl/worksheets/sheet7.xml", &sheet(&row.repeat(60_000)))]);
        assert!(file.len() < 40_000, "{}", file.len());
        assert_eq!(rows(&file).unwrap().len(), MOST_ROWS);
    }

    #[test]
    fn a_bomb_is_not_unfolded() {
        let zeros = vec![b' '; 64 * 1024 * 1024];
        let file = workbook(&[("xl/worksheets/sheet7.xml", &zeros)]);
        assert!(file.len() < 200_000, "{}", file.len());
        assert_eq!(rows(&file), Err(BROKEN));
        // the same, saying of itself that it is small: the size in the local header and in the directory
        let declared = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        let mut liar = file;
        let places: Vec<usize> =
            liar.windows(4).enumerate().filter(|(_, bytes)| **bytes == declared).map(|(place, _)| place).collect();
        assert!(!places.is_empty());
        for place in places {
            liar[place..place + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
        assert_eq!(rows(&liar), Err(BROKEN));
        let mut three = vec![b'<'];
        three.resize(3 * 1024 * 1024, b' ');
        let parts: [(&str, &[u8]); 2] = [("xl/worksheets/sheet7.xml", &sheet("")), ("xl/sharedStrings.xml", &three)];
        assert_eq!(rows(&workbook(&parts)), Err(BROKEN), "not XML");
    }

    #[test]
    fn a_broken_zip_is_told() {
        let whole = workbook(&[("xl/worksheets/sheet7.xml", &sheet("<row><c><v>1</v></c></row>"))]);
        assert_eq!(rows(&whole).unwrap(), [["1"]]);
        for length in 0..whole.len() {
            assert!(rows(&whole[..length]).is_err(), "{length}");
        }
        for place in 0..whole.len() {
            let mut broken = whole.clone();
            broken[place] ^= 0x55;
            // whatever comes of it, it comes back
            let _ = rows(&broken);
        }
        assert_eq!(rows(&workbook(&[])), Err(BROKEN), "no sheet");
        assert_eq!(rows(&workbook(&[("xl/worksheets/sheet7.xml", b"\xff\xfe<")])), Err(BROKEN), "not UTF-8");
    }
}
