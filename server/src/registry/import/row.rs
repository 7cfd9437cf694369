//! One row taken apart: each column read by its own rule, and written in the text format of COPY.

use domain::{
    inn::{Inn, InnError},
    passport::Passport,
    subject::SubjectKind,
};
use time::{Date, Month};

use super::{Rules, record::Record};
use crate::registry::passport_digest;

/// Longest name, in characters.
const NAME: usize = 500;
/// Longest address or note, in characters.
const TEXT: usize = 2_000;
/// Longest document number, in characters.
const NUMBER: usize = domain::refusal::NUMBER_MAXIMUM;
/// Longest postcode, in characters.
const POSTCODE: usize = 10;

/// What is wrong with a row, and in which column when it is one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadValue {
    pub(super) column: &'static str,
    pub(super) reason: &'static str,
}

/// A record whose columns stand in the order of the table, and the line of COPY that is made of it.
pub(super) struct Row<'a> {
    record: &'a Record,
    /// Where in the record each column of the table stands.
    places: &'a [usize],
    columns: &'static [&'static str],
    out: &'a mut Vec<u8>,
}

type Checked<T> = Result<T, BadValue>;

impl<'a> Row<'a> {
    pub(super) fn new(
        record: &'a Record,
        places: &'a [usize],
        columns: &'static [&'static str],
        out: &'a mut Vec<u8>,
    ) -> Self {
        Self { record, places, columns, out }
    }

    pub(super) fn taxpayer(mut self, rules: &Rules<'_>) -> Checked<()> {
        let inn = self.inn(0, rules)?;
        let kind: SubjectKind = self
            .text(1)?
            .parse()
            .map_err(|_| self.bad(1, "one of individual, sole_trader, farm, legal_entity is expected"))?;
        if !kind_fits(kind, &inn) {
            return Err(self.bad(1, "the first digit of the INN is 0 for organisations, 1 or 2 for persons"));
        }
        self.put(kind.as_str());
        self.put_required(2, NAME)?;
        self.put_optional(3, NAME)?;
        self.tax_office(4, rules)?;
        self.put_optional(5, POSTCODE)?;
        self.put_optional(6, TEXT)?;
        self.boolean(7)?;
        self.boolean(8)?;
        let status = self.text(9)?;
        if !matches!(status, "active" | "ceased") {
            return Err(self.bad(9, "active or ceased is expected"));
        }
        self.put(status);
        self.date(10)?;
        self.end()
    }

    pub(super) fn officer(mut self, rules: &Rules<'_>) -> Checked<()> {
        if !self.inn(0, rules)?.is_organisation() {
            return Err(self.bad(0, "the INN of an organisation begins with 0"));
        }
        if self.inn(1, rules)?.is_organisation() {
            return Err(self.bad(1, "the INN of a person begins with 1 or 2"));
        }
        let role = self.text(2)?;
        if !matches!(role, "head" | "accountant") {
            return Err(self.bad(2, "head or accountant is expected"));
        }
        self.put(role);
        let since = self.date(3)?;
        if self.text(4)?.is_empty() {
            self.put_null();
        } else if self.date(4)? < since {
            return Err(self.bad(4, "the end lies before the beginning"));
        }
        self.end()
    }

    pub(super) fn citizen(mut self, rules: &Rules<'_>) -> Checked<()> {
        let inn = self.inn(0, rules)?;
        if inn.is_organisation() {
            return Err(self.bad(0, "the INN of a person begins with 1 or 2"));
        }
        self.put_required(1, NAME)?;
        self.put_optional(2, NAME)?;
        self.tax_office(3, rules)?;
        self.put_optional(4, TEXT)?;
        match self.passport(5, 6)? {
            Some(passport) => {
                let digest = passport_digest(rules.secrets, &inn, &passport);
                self.separate();
                // the backslash of a bytea in hexadecimal is itself escaped in COPY
                self.out.extend_from_slice(b"\\\\x");
                self.out.extend_from_slice(hex::encode(digest).as_bytes());
            }
            None => self.put_null(),
        }
        self.end()
    }

    pub(super) fn risk(mut self, rules: &Rules<'_>) -> Checked<()> {
        self.inn(0, rules)?;
        self.put_required(1, NUMBER)?;
        self.date(2)?;
        self.put_optional(3, TEXT)?;
        self.end()
    }

    fn inn(&mut self, place: usize, rules: &Rules<'_>) -> Checked<Inn> {
        let text = self.text(place)?;
        let reason = |error| match error {
            InnError::Empty => "the value is missing",
            InnError::FirstDigit => "an INN begins with 0, 1 or 2",
            InnError::Date => "digits 2 to 9 of the INN are no date DDMMYYYY of birth or registration",
            _ => "an INN is 14 digits",
        };
        let inn = Inn::parse(text, rules.today).map_err(|error| self.bad(place, reason(error)))?;
        // what people may type between the digits has no place in a file
        if text.len() != domain::inn::LENGTH {
            return Err(self.bad(place, "an INN is 14 digits"));
        }
        self.put(text);
        Ok(inn)
    }

    fn tax_office(&mut self, place: usize, rules: &Rules<'_>) -> Checked<()> {
        let code = self.text(place)?;
        if !rules.offices.contains(code) {
            return Err(self.bad(place, "there is no tax office with this code"));
        }
        self.put(code);
        Ok(())
    }

    fn boolean(&mut self, place: usize) -> Checked<()> {
        let text = self.text(place)?;
        if !matches!(text, "true" | "false") {
            return Err(self.bad(place, "true or false is expected"));
        }
        self.put(text);
        Ok(())
    }

    fn date(&mut self, place: usize) -> Checked<Date> {
        let text = self.text(place)?;
        let date = iso_date(text).ok_or_else(|| self.bad(place, "a date YYYY-MM-DD is expected"))?;
        self.put(text);
        Ok(date)
    }

    fn passport(&self, series: usize, number: usize) -> Checked<Option<Passport>> {
        let (letters, digits) = (self.text(series)?, self.text(number)?);
        match (letters.is_empty(), digits.is_empty()) {
            (true, true) => Ok(None),
            (true, false) => Err(self.bad(series, "the series of the number is missing")),
            (false, true) => Err(self.bad(number, "the number of the series is missing")),
            (false, false) if letters.chars().count() != 2 => Err(self.bad(series, "a series is two Latin letters")),
            (false, false) if digits.len() != 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(self.bad(number, "a passport number is 7 digits"))
            }
            (false, false) => Passport::parse(&[letters, digits].concat())
                .map(Some)
                .map_err(|_| self.bad(series, "a series is two Latin letters")),
        }
    }

    fn put_required(&mut self, place: usize, longest: usize) -> Checked<()> {
        if self.text(place)?.trim().is_empty() {
            return Err(self.bad(place, "the value is missing"));
        }
        self.put_optional(place, longest)
    }

    /// Free text: line breaks and tabs in it become spaces, other control characters have no place in it.
    fn put_optional(&mut self, place: usize, longest: usize) -> Checked<()> {
        let text = self.text(place)?.trim();
        let mut length = 0;
        self.separate();
        let mut after_space = false;
        for c in text.chars() {
            let space = matches!(c, '\t' | '\r' | '\n');
            if c.is_control() && !space {
                return Err(self.bad(place, "there is a control character in it"));
            }
            if !(space && after_space) {
                length += 1;
                let mut utf8 = [0; 4];
                match c {
                    _ if space => self.out.push(b' '),
                    '\\' => self.out.extend_from_slice(br"\\"),
                    _ => self.out.extend_from_slice(c.encode_utf8(&mut utf8).as_bytes()),
                }
            }
            after_space = space;
        }
        if length > longest { Err(self.bad(place, "the value is too long")) } else { Ok(()) }
    }

    fn text(&self, place: usize) -> Checked<&'a str> {
        let bytes = self.places.get(place).map_or(&[][..], |&place| self.record.field(place));
        std::str::from_utf8(bytes).map_err(|_| self.bad(place, "the value is not UTF-8"))
    }

    /// Writes a value that holds nothing to escape.
    fn put(&mut self, text: &str) {
        self.separate();
        self.out.extend_from_slice(text.as_bytes());
    }

    fn put_null(&mut self) {
        self.separate();
        self.out.extend_from_slice(br"\N");
    }

    /// The line of the file comes first in every row, so that a row found wanting later can be named.
    fn separate(&mut self) {
        self.out.push(b'\t');
    }

    fn end(self) -> Checked<()> {
        self.out.push(b'\n');
        Ok(())
    }

    fn bad(&self, place: usize, reason: &'static str) -> BadValue {
        BadValue { column: self.columns.get(place).copied().unwrap_or_default(), reason }
    }
}

/// Farm holdings are registered both as persons and as organisations.
fn kind_fits(kind: SubjectKind, inn: &Inn) -> bool {
    match kind {
        SubjectKind::Individual | SubjectKind::SoleTrader => !inn.is_organisation(),
        SubjectKind::LegalEntity => inn.is_organisation(),
        SubjectKind::Farm => true,
    }
}

/// ISO 8601 in its long form, from the year 1900 on.
fn iso_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    let month = Month::try_from(text[5..7].parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(text[..4].parse().ok()?, month, text[8..].parse().ok()?).ok()?;
    (date.year() >= 1900).then_some(date)
}
