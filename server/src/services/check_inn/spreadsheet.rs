//! The answer to a list, as a spreadsheet opens it.

use app::{
    api::check_inn::{CheckedRow, Verdict},
    i18n::{Lang, message, t},
};
use domain::inn::Inn;

/// UTF-8 with a byte order mark and semicolons: what Excel takes for a table where the comma is in the numbers. An INN
/// stands in groups, so that it stays a text and keeps its first zero.
pub(super) fn csv(lang: Lang, rows: &[CheckedRow]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    line(&mut text, [t::check_inn::inn_column(lang), t::check_inn::result_column(lang)]);
    for row in rows {
        let number = Inn::from_trusted(&row.text).map_or_else(|| row.text.clone(), |inn| inn.grouped());
        let result = match row.verdict {
            Verdict::Registered => t::check_inn::registered(lang),
            Verdict::NotRegistered => t::check_inn::not_registered(lang),
            Verdict::Wrong(error) => message(lang, app::api::Message::Inn(error)),
        };
        line(&mut text, [&number, result]);
    }
    text.into_bytes()
}

fn line(text: &mut String, cells: [&str; 2]) {
    for (place, cell) in cells.into_iter().enumerate() {
        text.push_str(if place == 0 { "\"" } else { ";\"" });
        // what a spreadsheet would take for a formula is a text (OWASP, CSV injection)
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
            text.push('\'');
        }
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::inn::InnError;

    use super::*;

    fn row(text: &str, verdict: Verdict) -> CheckedRow {
        CheckedRow { text: text.to_owned(), verdict }
    }

    #[test]
    fn excel_opens_it_and_runs_nothing() {
        let wrong = Verdict::Wrong(InnError::NotDigits);
        let rows = [
            row("01503200510128", Verdict::Registered),
            row("=HYPERLINK(\"x\")", wrong),
            row("+1", wrong),
            row("-1", wrong),
            row("@a", wrong),
            row("a;b", wrong),
        ];
        let text = String::from_utf8(csv(Lang::Ru, &rows)).unwrap_or_default();
        let cells: Vec<&str> = text.lines().filter_map(|line| line.split("\";\"").next()).collect();
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        assert_eq!(cells[1], "\"0 1503 2005 10128");
        assert_eq!(cells[2..], ["\"'=HYPERLINK(\"\"x\"\")", "\"'+1", "\"'-1", "\"'@a", "\"a;b"]);
    }
}
