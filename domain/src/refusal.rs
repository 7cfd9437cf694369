//! The grounds on which access is refused: those of the regulation (paragraph 9) and two that the
//! cabinet adds (`spec/access.md`, "At the tax office"). There is no refusal without one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::Date;

use crate::access_application::ApplicationKind;
use crate::bishkek;
use crate::keys::{error_enum, keyed_enum};

/// Longest document number, in characters.
pub const NUMBER_MAXIMUM: usize = 64;

keyed_enum! {
    /// A ground of refusal; it is printed in the Decision.
    RefusalGround {
        /// The subject is not registered for tax.
        NoTaxRegistration = "no_tax_registration",
        /// Documented participation in fictitious enterprise or fictitious supplies.
        FictitiousEnterprise = "fictitious_enterprise",
        /// The person at the window could not show to be the subject.
        IdentityNotConfirmed = "identity_not_confirmed",
        /// The person is neither head nor accountant of the organisation.
        NotHeadOrAccountant = "not_head_or_accountant",
    }
}

impl RefusalGround {
    /// Whether the ground stands only on a document: the registry's evidence or one whose number
    /// and date the inspector enters.
    #[must_use]
    pub const fn needs_document(self) -> bool {
        matches!(self, Self::FictitiousEnterprise)
    }

    /// Whether an application of this kind can be refused on the ground. To give access up nobody need be registered, or
    /// above suspicion: only who they are counts.
    #[must_use]
    pub const fn applies_to(self, kind: ApplicationKind) -> bool {
        match self {
            Self::IdentityNotConfirmed | Self::NotHeadOrAccountant => true,
            Self::NoTaxRegistration | Self::FictitiousEnterprise => !matches!(kind, ApplicationKind::Annul),
        }
    }
}

/// The ground that the registry already shows, to be proposed to the inspector, who decides.
///
/// `officer` is whether who registers an organisation is its head or accountant now; `None` where the subject is a person.
#[must_use]
pub const fn proposed(registered: bool, at_risk: bool, officer: Option<bool>) -> Option<RefusalGround> {
    if !registered {
        Some(RefusalGround::NoTaxRegistration)
    } else if at_risk {
        Some(RefusalGround::FictitiousEnterprise)
    } else if matches!(officer, Some(false)) {
        Some(RefusalGround::NotHeadOrAccountant)
    } else {
        None
    }
}

error_enum! {
    /// Why number and date do not name a document.
    GroundDocumentError {
        /// No number was typed.
        NumberEmpty = "number_empty",
        /// The number is longer than 64 characters or has control characters in it.
        NumberFormat = "number_format",
        /// No date was typed.
        DateEmpty = "date_empty",
        /// Not a date of the calendar.
        DateFormat = "date_format",
        /// The date has not come yet.
        DateInFuture = "date_in_future",
    }
}

/// The document a refusal or an annulment stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundDocument {
    number: String,
    #[serde(serialize_with = "write_date", deserialize_with = "read_date")]
    date: Date,
}

impl GroundDocument {
    /// Reads the two fields; the date as `DD.MM.YYYY` or as a date field sends it, `YYYY-MM-DD`.
    ///
    /// # Errors
    /// The first [`GroundDocumentError`] that applies.
    pub fn parse(number: &str, date: &str, today: Date) -> Result<Self, GroundDocumentError> {
        let number = number.trim();
        if number.is_empty() {
            return Err(GroundDocumentError::NumberEmpty);
        }
        if number.chars().count() > NUMBER_MAXIMUM || number.contains(char::is_control) {
            return Err(GroundDocumentError::NumberFormat);
        }
        if date.trim().is_empty() {
            return Err(GroundDocumentError::DateEmpty);
        }
        let date = bishkek::parse_date(date).ok_or(GroundDocumentError::DateFormat)?;
        if date > today {
            return Err(GroundDocumentError::DateInFuture);
        }
        Ok(Self { number: number.to_owned(), date })
    }

    /// Takes a row of our own database.
    #[must_use]
    pub const fn from_trusted(number: String, date: Date) -> Self {
        Self { number, date }
    }

    /// The number as typed, without space around it.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The date of the document.
    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }
}

impl std::fmt::Display for GroundDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "№ {}, {}", self.number, bishkek::format_date(self.date))
    }
}

fn write_date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&bishkek::iso_date(*date))
}

fn read_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    bishkek::parse_date(&text).ok_or_else(|| serde::de::Error::custom(GroundDocumentError::DateFormat))
}
