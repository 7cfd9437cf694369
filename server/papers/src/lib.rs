//! The papers of the visit to the tax office: the application for access (regulation, paragraphs
//! 3–7), the decision (paragraphs 8–15), the note of an annulment (18–21) and the registration card, each as a PDF of two
//! copies.
//!
//! A paper is PDF/A-2a and PDF/UA-1 at once, judged by the writer itself on every export: an
//! invalid paper is an error, never a file. The same input gives the same bytes.
//!
//! The way of a paper: [`ApplicationPaper`] or [`DecisionPaper`] → `application` or `decision`
//! composes a sheet for each copy → `sheet` holds what stands where and what it means → `pdf`
//! writes it.

mod annulment;
mod application;
mod blocks;
mod card;
mod confirming;
mod decision;
mod input;
mod letterhead;
mod ornament;
mod outline;
mod pdf;
mod qr;
mod sheet;
mod signing;
mod table;
mod typeface;
mod wording;
mod wrap;

pub use annulment::annulment;
pub use application::application;
pub use card::card;
pub use decision::decision;
pub use input::{
    Acceptance, AnnulmentGround, AnnulmentPaper, ApplicationPaper, CardPaper, Confirmation, DecisionPaper, Document,
    HeadOrganisation, Letterhead, Office, OrganisationCells, Outcome, Person,
};
pub use outline::{Emblem, OutlineError, Step};

/// Why a paper could not be made. None of these can be caused by what a person typed: characters
/// that the typeface lacks are replaced, long values wrap, shrink or flow to a further page.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// An embedded font could not be read: the build is broken.
    #[error("the embedded font {0} cannot be read")]
    Font(&'static str),
    /// The content of the QR code is longer than a QR code holds (ISO/IEC 18004: 2331 bytes at
    /// level M).
    #[error("the QR code cannot hold its content: {0}")]
    Qr(#[from] qrcode::types::QrError),
    /// The size of a page or a tag was refused by the writer.
    #[error("the layout is impossible: {0}")]
    Layout(&'static str),
    /// The writer found the paper to violate PDF/A-2a or PDF/UA-1; the text lists the clauses.
    #[error("the paper is not PDF/A-2a and PDF/UA-1: {0}")]
    NotConforming(String),
}
