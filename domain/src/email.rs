//! E-mail addresses. Whether one exists is found out by writing to it; the form only keeps out
//! what cannot be one and what could break a mail header.

use std::fmt;

use crate::keys::{error_enum, travels_as_text};

/// Longest address in bytes (RFC 5321 §4.5.3.1.3, less the angle brackets).
pub const MAXIMUM: usize = 254;

/// Longest part before the @ in bytes (RFC 5321 §4.5.3.1.1).
const LOCAL_MAXIMUM: usize = 64;

error_enum! {
    /// Why a text is not an e-mail address.
    EmailError {
        /// Nothing was typed.
        Empty = "empty",
        /// No single @ with something before it and a domain after it, or a sign that no address has.
        Format = "format",
    }
}

/// An e-mail address, its domain in small letters. Personal data: `Debug` shows the domain only.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads what a person typed; space around it is ignored.
    ///
    /// # Errors
    /// The first [`EmailError`] that applies.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::Format)?;
        let domain = domain.to_lowercase();
        let address = [local, "@", &domain].concat();
        let fits = (1..=LOCAL_MAXIMUM).contains(&local.len())
            && address.len() <= MAXIMUM
            && !address.contains(is_foreign_to_addresses)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && is_domain(&domain);
        if fits { Ok(Self(address)) } else { Err(EmailError::Format) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let domain = self.0.split_once('@').map_or("", |(_, domain)| domain);
        write!(f, "Email(…@{domain})")
    }
}

travels_as_text!(Email, Email::parse);

fn is_foreign_to_addresses(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '\\' | '"')
}

/// At least two labels, none empty or with a hyphen at its edge, and no second @.
fn is_domain(text: &str) -> bool {
    text.contains('.')
        && !text.contains('@')
        && text.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}
