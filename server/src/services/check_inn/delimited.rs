//! A text of rows and cells: RFC 4180, with whatever delimiter it has.

/// Takes the text apart; stops after `most` rows that hold anything.
pub(super) fn rows(text: &str, most: usize) -> Vec<Vec<String>> {
    let (delimiter, text) = delimiter(text);
    let mut reader = Reader { rest: text.chars().peekable(), delimiter };
    let mut rows = Vec::new();
    while let Some(row) = reader.row() {
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(row);
            if rows.len() >= most {
                break;
            }
        }
    }
    rows
}

/// The line `sep=;` that Excel understands, else whichever the first line has most of.
fn delimiter(text: &str) -> (char, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(named) = first.trim_end().strip_prefix("sep=").and_then(|named| named.chars().next()) {
        return (named, rest);
    }
    let mut quoted = false;
    let mut counts = [(';', 0), ('\t', 0), (',', 0)];
    for c in first.chars() {
        quoted ^= c == '"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && c == *delimiter);
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    (most.map_or(',', |(delimiter, _)| delimiter), text)
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    delimiter: char,
}

impl Reader<'_> {
    fn row(&mut self) -> Option<Vec<String>> {
        self.rest.peek()?;
        let mut row = Vec::new();
        loop {
            let (cell, last) = self.cell();
            row.push(cell);
            if last {
                return Some(row);
            }
        }
    }

    /// A cell, and whether it is the last of its row. A quote that is never closed ends with the text.
    fn cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        let mut quoted = false;
        while let Some(c) = self.rest.next() {
            match c {
                '"' if quoted && self.rest.peek() == Some(&'"') => {
                    self.rest.next();
                    cell.push('"');
                }
                '"' if quoted || cell.trim().is_empty() => quoted = !quoted,
                _ if quoted => cell.push(c),
                '\n' => return (cell, true),
                '\r' if self.rest.peek() == Some(&'\n') => {}
                '\r' => return (cell, true),
                _ if c == self.delimiter => return (cell, false),
                _ => cell.push(c),
            }
        }
        (cell, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_the_usual_delimiters_quotes_and_line_ends() {
        let expected = vec![vec!["a".to_owned(), "b;\"c\",\nd".to_owned()], vec!["e".to_owned(), "f".to_owned()]];
        assert_eq!(rows("a;\"b;\"\"c\"\",\nd\"\r\ne;f\r\n", 9), expected);
        assert_eq!(rows("a\t\"b;\"\"c\"\",\nd\"\n\n\t\ne\tf", 9), expected);
        assert_eq!(rows("a,\"b;\"\"c\"\",\nd\"\re,f\r", 9), expected);
        assert_eq!(rows("sep=|\na|\"b;\"\"c\"\",\nd\"\ne|f", 9), expected);
        assert_eq!(rows("a,b\nc,d\ne,f\n", 2).len(), 2);
        assert_eq!(rows("", 9), Vec::<Vec<String>>::new());
        assert_eq!(rows("\"never closed\n1\n2", 9), [["never closed\n1\n2"]]);
    }
}
