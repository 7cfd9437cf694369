//! Tables as CSV (RFC 4180), made for Excel: UTF-8 with a byte order mark, and no cell that it would take for a formula.

/// The file of these rows, the first of them headings.
pub fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// In quotes whatever it is. What a spreadsheet would take for a formula is a text (OWASP, CSV injection), also behind
/// white space, which some of them skip.
fn quoted(cell: &str) -> String {
    let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let sign = if formula { "'" } else { "" };
    ["\"", sign, &cell.replace('"', "\"\""), "\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_is_a_formula() {
        for cell in ["=1+1", "+7", "-2", "@SUM(A1)", " =1", "\t=1", "\r\n=cmd|' /C calc'!A0", "＝1"] {
            let text = csv([vec![cell.to_owned()]]);
            assert!(text.starts_with("\u{feff}\"'"), "{text:?}");
            assert_eq!(text.lines().count(), 1, "{text:?}");
        }
        assert_eq!(csv([vec!["№".to_owned(), "a;\"b\"".to_owned()]]), "\u{feff}\"№\";\"a;\"\"b\"\"\"\r\n");
    }
}
