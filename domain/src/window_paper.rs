//! What the QR code on the paper holds. At the window the inspector scans it instead of typing the
//! INN and the application code.

use time::Date;

use crate::application_code::ApplicationCode;
use crate::inn::Inn;
use crate::keyboard;

/// Name and version of the format; capitals, digits and colons keep the QR code in its compact
/// alphanumeric mode (ISO/IEC 18004).
const PREFIX: &str = "SALYK:1:";

/// The two things that open an application, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowPaper {
    /// The subject's INN.
    pub inn: Inn,
    /// The code of that one application.
    pub code: ApplicationCode,
}

impl WindowPaper {
    /// The text of the QR code: `SALYK:1:<inn>:<code>`.
    #[must_use]
    pub fn to_qr(&self) -> String {
        [PREFIX, self.inn.as_str(), ":", self.code.as_str()].concat()
    }

    /// Reads what a scanner typed. White space and case do not matter, nor does the Cyrillic
    /// layout: a scanner is a keyboard and presses the keys of `SALYK` whatever is switched on.
    /// `None` if it is not one of our papers or a value in it is wrong.
    #[must_use]
    pub fn from_qr(text: &str, today: Date) -> Option<Self> {
        Self::read(text, today).or_else(|| Self::read(&with_latin_keys(text), today))
    }

    fn read(text: &str, today: Date) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.to_ascii_uppercase();
        let (inn, code) = text.strip_prefix(PREFIX)?.split_once(':')?;
        Some(Self { inn: Inn::parse(inn, today).ok()?, code: ApplicationCode::parse(code).ok()? })
    }
}

/// The colon is a shifted semicolon, whose key carries Ж.
fn with_latin_keys(text: &str) -> String {
    keyboard::to_latin(text).replace(';', ":")
}
