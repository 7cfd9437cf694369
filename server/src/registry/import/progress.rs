//! How far an import has come, for whoever waits for it.

use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};

use super::Counts;

/// Is told how far an import has come.
pub trait Progress: Send {
    /// A file of this many bytes is opened.
    fn begin(&mut self, file: &'static str, bytes: u64);
    /// So many bytes of it are read, so many rows found good.
    fn advance(&mut self, bytes: u64, rows: u64);
    /// All rows are good and go into the table now.
    fn storing(&mut self, file: &'static str);
    /// The file is done.
    fn finish(&mut self, file: &'static str, counts: &Counts);
    /// A file of the folder is none of the registry's.
    fn ignored(&mut self, file: &str);
}

/// Says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&mut self, _: &'static str, _: u64) {}
    fn advance(&mut self, _: u64, _: u64) {}
    fn storing(&mut self, _: &'static str) {}
    fn finish(&mut self, _: &'static str, _: &Counts) {}
    fn ignored(&mut self, _: &str) {}
}

/// Plain lines: for logs and pipes.
#[derive(Debug)]
pub struct Lines<W> {
    out: W,
    rows: u64,
}

/// A line is written every so many rows.
const ROWS_A_LINE: u64 = 500_000;

impl<W: Write + Send> Lines<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, rows: 0 }
    }

    /// An import does not stop because nobody reads its progress any more.
    fn say(&mut self, line: &str) {
        drop(writeln!(self.out, "{line}"));
    }
}

impl<W: Write + Send> Progress for Lines<W> {
    fn begin(&mut self, file: &'static str, bytes: u64) {
        self.rows = 0;
        self.say(&format!("{file}: {bytes} bytes"));
    }

    fn advance(&mut self, _: u64, rows: u64) {
        if rows / ROWS_A_LINE > self.rows / ROWS_A_LINE {
            self.say(&format!("  {rows} rows"));
        }
        self.rows = rows;
    }

    fn storing(&mut self, file: &'static str) {
        let rows = self.rows;
        self.say(&format!("{file}: {rows} rows are good, storing"));
    }

    fn finish(&mut self, file: &'static str, counts: &Counts) {
        self.say(&format!("{file}: {counts}"));
    }

    fn ignored(&mut self, file: &str) {
        self.say(&format!("{file}: ignored, not a file of the registry"));
    }
}

/// A bar on the terminal (standard error).
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that appears with the first file.
    #[must_use]
    pub fn new() -> Self {
        Self(ProgressBar::hidden())
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl Progress for Bar {
    fn begin(&mut self, file: &'static str, bytes: u64) {
        self.0 = ProgressBar::new(bytes);
        let style = "{prefix:14} {wide_bar} {bytes}/{total_bytes} {msg} {eta}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            self.0.set_style(style);
        }
        self.0.set_prefix(file);
    }

    fn advance(&mut self, bytes: u64, rows: u64) {
        self.0.set_position(bytes);
        self.0.set_message(format!("{rows} rows"));
    }

    fn storing(&mut self, _: &'static str) {
        self.0.set_message("storing");
        self.0.tick();
    }

    fn finish(&mut self, file: &'static str, counts: &Counts) {
        self.0.finish_and_clear();
        self.0.println(format!("{file}: {counts}"));
    }

    fn ignored(&mut self, file: &str) {
        self.0.println(format!("{file}: ignored, not a file of the registry"));
    }
}
