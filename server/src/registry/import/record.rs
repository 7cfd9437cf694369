//! A record of a file, taken apart into fields.

/// One record: its fields, unquoted, as bytes.
#[derive(Debug, Default)]
pub(super) struct Record {
    bytes: Vec<u8>,
    /// End of each field in `bytes`, and the line of the file on which it begins.
    fields: Vec<(usize, u64)>,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// The line of the file on which the record begins, from 1.
    pub(super) fn line(&self) -> u64 {
        self.fields.first().map_or(0, |(_, line)| *line)
    }

    /// The line on which the field begins; a quoted field before it may hold line breaks.
    pub(super) fn line_of(&self, place: usize) -> u64 {
        self.fields.get(place).map_or_else(|| self.line(), |(_, line)| *line)
    }

    pub(super) fn field(&self, place: usize) -> &[u8] {
        let start = place.checked_sub(1).and_then(|before| self.fields.get(before)).map_or(0, |(end, _)| *end);
        let end = self.fields.get(place).map_or(start, |(end, _)| *end);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Whether it is an empty line.
    pub(super) fn is_blank(&self) -> bool {
        self.len() <= 1 && self.bytes.is_empty()
    }

    /// Bytes it takes in the file at least: those of the fields, and one between them.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.len()
    }

    /// Takes what comes next in the field at hand.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Ends the field at hand, which began on this line of the file.
    pub(super) fn end_field(&mut self, line: u64) {
        self.fields.push((self.bytes.len(), line));
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.fields.clear();
    }
}
