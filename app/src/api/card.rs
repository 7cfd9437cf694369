//! «Регистрационная карта»: an inspector who has seen the passport issues a login and a primary password (seed 004).
//! The page is plain HTML (`crate::plain`).

use domain::subject::Ineligible;
use serde::{Deserialize, Serialize};

use super::{ApiError, Moment, OfficeSummary};

/// What the page shows before anything is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardDesk {
    /// Who is at work.
    pub inspector: String,
    /// Where.
    pub office: OfficeSummary,
    /// They are the head of the office, to whom more pages are open.
    pub head: bool,
    /// The office's newest cards, newest first, at most 20.
    pub cards: Vec<CardRow>,
}

/// A card of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRow {
    /// `001-2026-000012/К`.
    pub number: String,
    /// Whose, whole: staff see it.
    pub name: String,
    /// When it was issued.
    pub issued_at: Moment,
    /// Until when its password is taken.
    pub valid_until: Moment,
    /// Who issued it.
    pub inspector: String,
    /// What became of it.
    pub state: CardState,
}

/// What became of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardState {
    /// Its password is taken, nobody has changed it yet.
    Waiting,
    /// Nobody changed it in time.
    Ended,
    /// The person has chosen their own password.
    Changed,
    /// Another card was issued.
    Replaced,
}

/// What the form sends.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CardForm {
    /// The person's.
    pub inn: String,
    /// Typed by hand from the passport.
    pub passport: String,
    /// The person's.
    pub phone: String,
    /// For reminders, or empty.
    pub email: String,
    /// Of the card and of the letters: `ru` or `ky`.
    pub language: String,
    /// `on` or empty: the person is who the passport says.
    pub checks: String,
    /// [`CardPreview::card`], when it is to be issued.
    pub card: String,
    /// [`CardPreview::replaces`], or empty.
    pub replaces: String,
}

impl std::fmt::Debug for CardForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CardForm(…)")
    }
}

/// What the check comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardAnswer {
    /// A card may be issued.
    Ready(Box<CardPreview>),
    /// It may not.
    Refused(CardRefusal),
}

/// A card that may be issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardPreview {
    /// UUID of the card to be: sent back with the form, so that one showing makes one card.
    pub card: String,
    /// The card that dies with this one.
    pub replaces: Option<ReplacedCard>,
    /// Whose card it is, whole.
    pub name: String,
    /// Their office.
    pub office: OfficeSummary,
    /// The population register has no passport of this person to compare with.
    pub passport_unknown: bool,
    /// Until when the password would be taken if it were issued now.
    pub valid_until: Moment,
    /// Nothing was issued: another card came in between, which the inspector has not seen yet.
    pub overtaken: bool,
}

/// A card whose primary password is in force, or has run out unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacedCard {
    /// UUID.
    pub id: String,
    /// Its number.
    pub number: String,
    /// When it was issued.
    pub issued_at: Moment,
}

/// Why no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CardRefusal {
    /// Not a registered taxpayer.
    NotTaxpayer,
    /// By the policy of the administrators.
    Ineligible(Ineligible),
    /// The passport is not the one of the population register.
    PassportDiffers,
    /// They have a password of their own: a forgotten one is restored by an application.
    HasAccess,
    /// They have an account for the sake of an organisation: their own cabinet is opened by an application.
    ActsForOrganisation,
    /// The access was annulled: it takes an application.
    Annulled,
    /// Documented participation in fictitious enterprise or supplies: their office decides on an application.
    Risk,
    /// An office has accepted an application of theirs and decides on it.
    ApplicationAccepted,
    /// The inspector themselves.
    OwnCase,
}

/// What came of issuing a card.
pub enum CardIssue {
    /// The paper with the primary password, made once.
    Printed(Vec<u8>),
    /// Nothing was issued, and why: what the check finds now.
    NotIssued(CardAnswer),
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardPageState {
    /// The office's cards; none when they could not be had.
    pub desk: Option<CardDesk>,
    /// As typed.
    pub form: CardForm,
    /// What the check came to.
    pub answer: Option<CardAnswer>,
    /// What went wrong.
    pub error: Option<ApiError>,
}

/// The use cases of the registration card. Each is for who may issue cards.
#[async_trait::async_trait]
pub trait Cards: Send + Sync {
    /// The page before anything is typed.
    async fn desk(&self, client: &super::Client) -> Result<CardDesk, ApiError>;

    /// Whether this person can be issued a card; kept and audited.
    ///
    /// Errors: `Validation`; `Throttled`.
    async fn check(&self, client: &super::Client, form: &CardForm) -> Result<CardAnswer, ApiError>;

    /// Issues the card, once for each `form.card`, and prints it. Nobody ever gets that paper again: a card that was
    /// spoilt is issued anew.
    ///
    /// Errors: as [`Cards::check`].
    async fn issue(&self, client: &super::Client, form: &CardForm) -> Result<CardIssue, ApiError>;
}
