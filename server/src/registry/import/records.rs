//! Reading comma-separated values by RFC 4180, strictly and in bounded memory: whatever is wrong with a file, no more
//! than one record of it is ever held.

use std::io::{ErrorKind, Read};

use super::record::Record;

/// Longest record in bytes, commas counted, quotes not. Our longest rows have two kilobytes; an unclosed quote would otherwise
/// swallow the rest of a file of any size.
const LONGEST: usize = 64 * 1024;

const BLOCK: usize = 256 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is wrong with the form of a file.
#[derive(Debug, thiserror::Error)]
pub(super) enum Malformed {
    #[error("{0}")]
    Read(#[from] std::io::Error),
    #[error("{reason}")]
    Syntax { line: u64, reason: &'static str },
}

/// Reads one record after the other.
pub(super) struct Records<R> {
    input: R,
    block: Vec<u8>,
    place: usize,
    filled: usize,
    /// Bytes read so far, for the progress.
    consumed: u64,
    line: u64,
    /// The line on which the record at hand begins.
    record_line: u64,
    begun: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Unquoted,
    Quoted,
    /// After a quote inside a quoted field: the end of the field, or the first half of a doubled quote.
    QuoteInQuoted,
    /// After a carriage return outside of quotes.
    CarriageReturn,
}

impl<R: Read> Records<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, block: vec![0; BLOCK], place: 0, filled: 0, consumed: 0, line: 1, record_line: 1, begun: false }
    }

    /// Bytes of the file that have been taken in.
    pub(super) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// Reads the next record; `false` at the end of the file. Empty lines are passed over.
    pub(super) fn read(&mut self, record: &mut Record) -> Result<bool, Malformed> {
        if !self.begun {
            self.begun = true;
            self.skip_byte_order_mark()?;
        }
        loop {
            record.clear();
            if !self.read_line(record)? {
                return Ok(false);
            }
            if !record.is_blank() {
                return Ok(true);
            }
        }
    }

    fn read_line(&mut self, record: &mut Record) -> Result<bool, Malformed> {
        let mut state = State::FieldStart;
        let mut field_line = self.line;
        self.record_line = self.line;
        let mut empty = true;
        loop {
            let Some(byte) = self.next()? else {
                return match state {
                    State::Quoted => Err(syntax(field_line, "a quoted field is not closed")),
                    _ if empty => Ok(false),
                    _ => {
                        record.end_field(field_line);
                        Ok(true)
                    }
                };
            };
            empty = false;
            state = match (state, byte) {
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Quoted, _) => {
                    self.line += u64::from(byte == b'\n');
                    self.keep(record, byte)?;
                    self.keep_run(record, |byte| byte != b'"' && byte != b'\n')?;
                    State::Quoted
                }
                (State::QuoteInQuoted, b'"') => {
                    self.keep(record, byte)?;
                    State::Quoted
                }
                (State::CarriageReturn, b'\n')
                | (State::FieldStart | State::Unquoted | State::QuoteInQuoted, b'\n') => {
                    record.end_field(field_line);
                    self.line += 1;
                    return Ok(true);
                }
                (State::CarriageReturn, _) => {
                    return Err(syntax(self.line, "a carriage return without a line feed"));
                }
                (_, b'\r') => State::CarriageReturn,
                (_, b',') => {
                    record.end_field(field_line);
                    self.bounded(record)?;
                    field_line = self.line;
                    State::FieldStart
                }
                (State::FieldStart, b'"') => State::Quoted,
                (State::QuoteInQuoted, _) => {
                    return Err(syntax(self.line, "something follows the closing quote of a field"));
                }
                (_, b'"') => {
                    return Err(syntax(self.line, "a quote inside a field that is not quoted"));
                }
                (_, _) => {
                    self.keep(record, byte)?;
                    self.keep_run(record, |byte| !matches!(byte, b'"' | b',' | b'\r' | b'\n'))?;
                    State::Unquoted
                }
            };
        }
    }

    /// Copies the ordinary bytes that lie ahead in the block at once.
    fn keep_run(&mut self, record: &mut Record, ordinary: impl Fn(u8) -> bool) -> Result<(), Malformed> {
        let ahead = self.block.get(self.place..self.filled).unwrap_or_default();
        let count = ahead.iter().position(|byte| !ordinary(*byte)).unwrap_or(ahead.len());
        record.take(&ahead[..count]);
        self.place += count;
        self.bounded(record)
    }

    fn keep(&self, record: &mut Record, byte: u8) -> Result<(), Malformed> {
        record.take(&[byte]);
        self.bounded(record)
    }

    /// Refuses a record that grows too long, in text or in commas.
    fn bounded(&self, record: &Record) -> Result<(), Malformed> {
        if record.size() <= LONGEST {
            return Ok(());
        }
        Err(syntax(self.record_line, "the row is longer than 64 KiB: is a quote left open?"))
    }

    fn next(&mut self) -> Result<Option<u8>, Malformed> {
        if self.place == self.filled && !self.fill()? {
            return Ok(None);
        }
        let byte = self.block.get(self.place).copied();
        self.place += 1;
        Ok(byte)
    }

    fn fill(&mut self) -> Result<bool, Malformed> {
        self.place = 0;
        self.filled = read_some(&mut self.input, &mut self.block)?;
        self.consumed += self.filled as u64;
        Ok(self.filled > 0)
    }

    fn skip_byte_order_mark(&mut self) -> Result<(), Malformed> {
        while self.filled < BYTE_ORDER_MARK.len() {
            let count = read_some(&mut self.input, &mut self.block[self.filled..])?;
            if count == 0 {
                break;
            }
            self.filled += count;
            self.consumed += count as u64;
        }
        if self.block[..self.filled].starts_with(BYTE_ORDER_MARK) {
            self.place = BYTE_ORDER_MARK.len();
        }
        Ok(())
    }
}

fn read_some(input: &mut impl Read, block: &mut [u8]) -> Result<usize, Malformed> {
    loop {
        match input.read(block) {
            Ok(count) => return Ok(count),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn syntax(line: u64, reason: &'static str) -> Malformed {
    Malformed::Syntax { line, reason }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    /// Gives one byte at a time, as a slow pipe does.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, block: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(block.len()).min(1);
            block[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    /// Records with their lines, or the line and the reason of what is wrong.
    type Parsed = Result<Vec<(u64, Vec<String>)>, (u64, &'static str)>;

    fn all(input: impl Read) -> Parsed {
        let mut records = Records::new(input);
        let mut record = Record::default();
        let mut read = Vec::new();
        loop {
            match records.read(&mut record) {
                Ok(true) => {
                    let field = |place| String::from_utf8_lossy(record.field(place)).into_owned();
                    read.push((record.line(), (0..record.len()).map(field).collect()));
                }
                Ok(false) => return Ok(read),
                Err(Malformed::Syntax { line, reason }) => return Err((line, reason)),
                Err(Malformed::Read(error)) => panic!("{error}"),
            }
        }
    }

    fn rows(text: &str) -> Parsed {
        let read = all(text.as_bytes());
        assert_eq!(read, all(Trickle(text.as_bytes())));
        read
    }

    fn row(line: u64, fields: &[&str]) -> (u64, Vec<String>) {
        (line, fields.iter().map(|&field| field.to_owned()).collect())
    }

    #[test]
    fn reads_rfc_4180() {
        assert_eq!(rows("a,b\r\n1,\r\n"), Ok(vec![row(1, &["a", "b"]), row(2, &["1", ""])]));
        assert_eq!(rows("a,b\n1,2"), Ok(vec![row(1, &["a", "b"]), row(2, &["1", "2"])]));
        assert_eq!(rows("\"a,\"\"b\"\"\",\"\"\n"), Ok(vec![row(1, &["a,\"b\"", ""])]));
        assert_eq!(rows("\u{feff}\"inn\",x\n"), Ok(vec![row(1, &["inn", "x"])]));
        assert_eq!(rows(""), Ok(vec![]));
        assert_eq!(rows("\u{feff}"), Ok(vec![]));
    }

    #[test]
    fn counts_lines_through_quoted_breaks_and_empty_lines() {
        let read = rows("a,b\n\"x\ny\r\nz\",2\n\n\r\n3,4\n");
        assert_eq!(read, Ok(vec![row(1, &["a", "b"]), row(2, &["x\ny\r\nz", "2"]), row(7, &["3", "4"])]));
        let mut records = Records::new("\"x\ny\",2".as_bytes());
        let mut record = Record::default();
        assert!(records.read(&mut record).unwrap());
        assert_eq!((record.line(), record.line_of(1)), (1, 2));
    }

    #[test]
    fn refuses_what_rfc_4180_does_not_know() {
        assert_eq!(rows("a\nb\n\"c\n\n").map_err(|(line, _)| line), Err(3));
        assert_eq!(rows("a\n\"b\"c\n").map_err(|(line, _)| line), Err(2));
        assert_eq!(rows("a\nb\"c\n").map_err(|(line, _)| line), Err(2));
        assert_eq!(rows("a\nb\rc\n").map_err(|(line, _)| line), Err(2));
    }

    #[test]
    fn holds_no_more_than_a_record() {
        for (opening, byte) in [("\"", b'x'), ("x", b'x'), ("", b','), ("\"", b'\n')] {
            let mut text = ["a\n", opening].concat().into_bytes();
            text.resize(10_000_000, byte);
            let mut records = Records::new(&*text);
            let mut record = Record::default();
            assert!(records.read(&mut record).unwrap());
            assert!(matches!(records.read(&mut record), Err(Malformed::Syntax { line: 2, .. })));
            assert!(record.size() <= LONGEST + BLOCK, "{opening:?} {byte}");
        }
    }
}
