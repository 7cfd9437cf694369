//! The code of a tax office (код УГНС), cell 104 of the application.

use crate::keys::{error_enum, travels_as_text};

error_enum! {
    /// Why a text is not the code of a tax office.
    TaxOfficeCodeError {
        /// Nothing was given.
        Empty = "empty",
        /// Not three digits.
        Format = "format",
    }
}

/// Three digits, `001`; whether there is such an office is for the registry to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxOfficeCode([u8; 3]);

impl TaxOfficeCode {
    /// Reads a code; space around it is ignored.
    ///
    /// # Errors
    /// The first [`TaxOfficeCodeError`] that applies.
    pub fn parse(text: &str) -> Result<Self, TaxOfficeCodeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TaxOfficeCodeError::Empty);
        }
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| TaxOfficeCodeError::Format)?;
        if code.iter().all(u8::is_ascii_digit) { Ok(Self(code)) } else { Err(TaxOfficeCodeError::Format) }
    }

    /// The three digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::str::FromStr for TaxOfficeCode {
    type Err = TaxOfficeCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

travels_as_text!(TaxOfficeCode, TaxOfficeCode::parse);
