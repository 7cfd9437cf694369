//! The numbers in what was typed or sent.

use app::api::check_inn::{ListError, MOST_NUMBERS};

use super::{
    content::{Content, recognise},
    delimited, workbook,
};

/// One more row than numbers: the heading.
pub(super) const MOST_ROWS: usize = MOST_NUMBERS + 2;

/// What an entry is shown with at the most, characters; an INN in groups has 17.
const LONGEST: usize = 40;

/// How a column of INNs is headed.
const HEADINGS: [&str; 3] = ["инн", "исн", "inn"];

/// The numbers of a text that was typed or pasted: between line breaks, commas and semicolons. Rows copied out of a
/// spreadsheet have tabs between their cells.
pub(super) fn typed(text: &str) -> Result<Vec<String>, ListError> {
    if text.contains('\t') {
        let rows: Vec<Vec<String>> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(MOST_ROWS)
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect();
        return counted(column(&rows));
    }
    counted(text.split(['\n', '\r', ',', ';']).map(clean).filter(|entry| !entry.is_empty()))
}

/// The numbers of a text that has them one a line already.
pub(super) fn lines(text: &str) -> Result<Vec<String>, ListError> {
    counted(text.lines().map(clean).filter(|entry| !entry.is_empty()))
}

/// The numbers of a file.
pub(super) fn file(bytes: &[u8]) -> Result<Vec<String>, ListError> {
    let rows = match recognise(bytes)? {
        Content::Text(text) => delimited::rows(&text, MOST_ROWS),
        Content::Workbook => workbook::rows(bytes)?,
    };
    counted(column(&rows))
}

/// The cells with the numbers: of a single row all of them, else one column.
fn column(rows: &[Vec<String>]) -> Vec<String> {
    let cells: Vec<String> = match rows {
        [row] => row.iter().map(|cell| clean(cell)).filter(|cell| !is_heading(cell)).collect(),
        rows => {
            let place = place_of_numbers(rows);
            let mut cells: Vec<String> =
                rows.iter().map(|row| row.get(place).map(|cell| clean(cell)).unwrap_or_default()).collect();
            // a heading has no digit
            if cells.first().is_some_and(|first| !first.contains(|c: char| c.is_ascii_digit())) {
                cells.remove(0);
            }
            cells
        }
    };
    cells.into_iter().filter(|cell| !cell.is_empty()).collect()
}

/// The column headed «ИНН», else the first one that holds something of an INN's length, else the first.
fn place_of_numbers(rows: &[Vec<String>]) -> usize {
    let headed = rows.first().and_then(|row| row.iter().position(|cell| is_heading(&clean(cell))));
    let long = |row: &Vec<String>| {
        row.iter().position(|cell| {
            let digits = domain::inn::normalise_digits(&clean(cell));
            digits.len() == domain::inn::LENGTH && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    headed.or_else(|| rows.iter().find_map(long)).unwrap_or(0)
}

fn is_heading(cell: &str) -> bool {
    HEADINGS.contains(&cell.to_lowercase().as_str())
}

/// An entry as it is checked and shown: without what spreadsheets put around a number to keep it a text, without
/// control characters, never longer than a line.
fn clean(cell: &str) -> String {
    let cell = cell.trim().trim_start_matches(['\'', '\u{feff}']);
    let cell = cell.strip_prefix("=\"").and_then(|inside| inside.strip_suffix('"')).unwrap_or(cell);
    let plain: String = cell.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST + 1).collect();
    if plain.chars().count() > LONGEST {
        return plain.chars().take(LONGEST).chain(['…']).collect();
    }
    plain
}

/// As many as are taken, and at least one.
fn counted(entries: impl IntoIterator<Item = String>) -> Result<Vec<String>, ListError> {
    let entries: Vec<String> = entries.into_iter().take(MOST_NUMBERS + 1).collect();
    match entries.len() {
        0 => Err(ListError::Empty),
        1..=MOST_NUMBERS => Ok(entries),
        _ => Err(ListError::TooMany),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        file(text.as_bytes()).unwrap_or_default()
    }

    #[test]
    fn typed_numbers_may_stand_in_lines_or_behind_commas() {
        let expected = Ok(vec!["1 1503 1990 00123".to_owned(), "2".to_owned(), "3".to_owned()]);
        assert_eq!(typed(" 1 1503 1990 00123\r\n\r\n2,3;\n"), expected);
        assert_eq!(typed("Асанова\t11503199000123\nИванов\t20311197800563").map(|entries| entries.len()), Ok(2));
        assert_eq!(typed(" \n , ;"), Err(ListError::Empty));
    }

    #[test]
    fn a_table_is_read_by_its_heading_or_by_what_looks_like_numbers() {
        let expected = ["11503199000123", "20311197800563"];
        assert_eq!(read("ИНН\n11503199000123\n20311197800563\n"), expected);
        assert_eq!(read("№;ФИО;Инн\n1;А;11503199000123\n2;Б;20311197800563"), expected);
        assert_eq!(read("1,А,11503199000123\n2,Б,20311197800563"), expected);
        assert_eq!(read("11503199000123,20311197800563"), expected);
        assert_eq!(read("\"=\"\"11503199000123\"\"\"\n'20311197800563"), expected);
        assert_eq!(read("имя\nгород"), ["город"]);
    }

    #[test]
    fn there_is_an_end_to_every_list() {
        let numbers = |count: usize| "11503199000123\n".repeat(count);
        assert_eq!(file(numbers(500).as_bytes()).map(|entries| entries.len()), Ok(500));
        assert_eq!(file(format!("ИНН\n{}", numbers(500)).as_bytes()).map(|entries| entries.len()), Ok(500));
        for many in [501, 60_000] {
            assert_eq!(file(numbers(many).as_bytes()), Err(ListError::TooMany));
            assert_eq!(file(format!("ИНН\n{}", numbers(many)).as_bytes()), Err(ListError::TooMany));
            assert_eq!(typed(&numbers(many)), Err(ListError::TooMany));
            assert_eq!(file("1,".repeat(many).as_bytes()), Err(ListError::TooMany));
        }
        assert_eq!(file(b""), Err(ListError::Empty));
        assert_eq!(file("ИНН\n\n;;\n".as_bytes()), Err(ListError::Empty));
        let long = ["1150319900012", &" ".repeat(90), "3"].concat();
        assert_eq!(typed(&long).map(|entries| entries[0].ends_with('…')), Ok(true));
    }
}
