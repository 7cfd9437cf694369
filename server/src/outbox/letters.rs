//! What the letters say, by `app/i18n/letters.toml`.

use app::{api::OfficeSummary, components::office_name, i18n::t, routes};
use domain::{bishkek, lang::Lang, reminder::Reminder};
use time::OffsetDateTime;

use crate::config::PublicUrl;

/// The kinds of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterKind {
    /// An application is about to lapse.
    Reminder(Reminder),
    /// The primary password of a registration card is about to run out.
    PrimaryPassword(Reminder),
    /// An application was taken back.
    Withdrawn,
    /// A new password is in force; to the account's address.
    AccessRestored,
    /// The same to the address that the account had before.
    AccessRestoredFormerAddress,
    /// An access was annulled; of an organisation's, to each person who acted for it.
    AccessAnnulled,
}

impl LetterKind {
    /// The word in the table and in the metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reminder(reminder) => reminder.as_str(),
            Self::PrimaryPassword(Reminder::Week) => "primary_password_ends_in_a_week",
            Self::PrimaryPassword(Reminder::Day) => "primary_password_ends_tomorrow",
            Self::Withdrawn => "application_withdrawn",
            Self::AccessRestored => "access_restored",
            Self::AccessRestoredFormerAddress => "access_restored_former_address",
            Self::AccessAnnulled => "access_annulled",
        }
    }

    pub(super) const fn is_reminder(self) -> bool {
        matches!(self, Self::Reminder(_))
    }
}

/// A letter's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// One line.
    pub subject: String,
    /// Plain text, paragraphs parted by an empty line.
    pub body: String,
}

/// The reminder that an application lapses at `expires_at` unless somebody comes with it.
#[must_use]
pub fn reminder(
    lang: Lang,
    office: &OfficeSummary,
    submitted_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    cabinet: &PublicUrl,
) -> Wording {
    let until = bishkek::date(expires_at);
    let mut paragraphs = vec![
        t::letters::reminder_text(lang, &bishkek::date(submitted_at), &until),
        t::letters::reminder_bring(lang).to_owned(),
        place(lang, office),
    ];
    paragraphs.extend(cabinet.page(routes::APPLICATION).map(|page| t::letters::reminder_page(lang, &page)));
    paragraphs.push(t::letters::reminder_stranger(lang).to_owned());
    Wording { subject: t::letters::reminder_subject(lang, &until), body: letter(lang, paragraphs) }
}

/// The reminder that the primary password of a card ends at `valid_until` unless its owner has chosen their own.
#[must_use]
pub fn primary_password(
    lang: Lang,
    office: &OfficeSummary,
    valid_until: OffsetDateTime,
    cabinet: &PublicUrl,
) -> Wording {
    let until = bishkek::date_time(valid_until);
    let mut paragraphs = vec![t::letters::card_text(lang, &until)];
    paragraphs.extend(cabinet.page(routes::SIGN_IN).map(|page| t::letters::restored_page(lang, &page)));
    paragraphs.push(t::letters::card_stranger(lang).to_owned());
    paragraphs.push(place(lang, office));
    Wording { subject: t::letters::card_subject(lang, &bishkek::date(valid_until)), body: letter(lang, paragraphs) }
}

/// The news that an application was taken back.
#[must_use]
pub fn withdrawn(lang: Lang, submitted_at: OffsetDateTime, at: OffsetDateTime, cabinet: &PublicUrl) -> Wording {
    let mut paragraphs = vec![
        t::letters::withdrawn_text(lang, &bishkek::date(submitted_at), &bishkek::date_time(at)),
        t::letters::withdrawn_password(lang).to_owned(),
    ];
    paragraphs.extend(cabinet.page(routes::REGISTRATION).map(|page| t::letters::withdrawn_page(lang, &page)));
    paragraphs.push(t::letters::withdrawn_stranger(lang).to_owned());
    Wording { subject: t::letters::withdrawn_subject(lang).to_owned(), body: letter(lang, paragraphs) }
}

/// The news that an office has restored an access at this moment; `former` is for the address that the account had before
/// and has no longer.
#[must_use]
pub fn restored(lang: Lang, office: &OfficeSummary, at: OffsetDateTime, former: bool, cabinet: &PublicUrl) -> Wording {
    let when = bishkek::date_time(at);
    let name = office_name(lang, office);
    let mut paragraphs =
        vec![t::letters::restored_text(lang, &when, &name), t::letters::restored_password(lang).to_owned()];
    if former {
        paragraphs.push(t::letters::restored_address(lang).to_owned());
    }
    paragraphs.extend(cabinet.page(routes::SIGN_IN).map(|page| t::letters::restored_page(lang, &page)));
    paragraphs.push(t::letters::restored_stranger(lang).to_owned());
    paragraphs.push(place(lang, office));
    Wording { subject: t::letters::restored_subject(lang).to_owned(), body: letter(lang, paragraphs) }
}

/// That an access was annulled, as its letter tells it.
#[derive(Debug, Clone, Copy)]
pub struct AnnulledNews {
    /// The acting for an organisation has ended, not the account.
    pub organisation: bool,
    /// On the subject's own application; otherwise on documentary evidence.
    pub on_application: bool,
    /// When.
    pub at: OffsetDateTime,
}

/// The news that an office has annulled an access.
#[must_use]
pub fn annulled(lang: Lang, office: &OfficeSummary, news: &AnnulledNews, cabinet: &PublicUrl) -> Wording {
    let (when, name) = (bishkek::date_time(news.at), office_name(lang, office));
    let (subject, text) = if news.organisation {
        (t::letters::annulled_organisation_subject(lang), t::letters::annulled_organisation_text(lang, &when, &name))
    } else {
        (t::letters::annulled_subject(lang), t::letters::annulled_text(lang, &when, &name))
    };
    let ground = if news.on_application {
        t::letters::annulled_on_application(lang)
    } else {
        t::letters::annulled_on_evidence(lang)
    };
    let mut paragraphs = vec![text, ground.to_owned()];
    paragraphs.extend(cabinet.page(routes::REGISTRATION).map(|page| t::letters::annulled_page(lang, &page)));
    paragraphs.push(t::letters::annulled_stranger(lang).to_owned());
    paragraphs.push(place(lang, office));
    Wording { subject: subject.to_owned(), body: letter(lang, paragraphs) }
}

/// Where to come.
fn place(lang: Lang, office: &OfficeSummary) -> String {
    let name = office_name(lang, office);
    if office.address.is_empty() {
        t::letters::place_unknown(lang, &name)
    } else {
        t::letters::place(lang, &name, &office.address)
    }
}

/// Greeting, what is to be said, and how every letter ends.
fn letter(lang: Lang, paragraphs: Vec<String>) -> String {
    let greeting = t::letters::greeting(lang).to_owned();
    let end = [t::letters::questions(lang), "\n", t::letters::no_answer(lang)].concat();
    let all: Vec<String> = [greeting].into_iter().chain(paragraphs).chain([end]).collect();
    all.join("\n\n") + "\n"
}
