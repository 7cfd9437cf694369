//! What the papers are made of: plain values, already checked and worded by those who know them.

use domain::access_application::ApplicationKind;
use domain::lang::Lang;
use domain::officer::OfficerRole;
use domain::primary_password::PrimaryPassword;
use domain::subject::SubjectKind;
use time::OffsetDateTime;

use crate::outline::Emblem;

/// Everything that the application for access shows.
#[derive(Debug, Clone)]
pub struct ApplicationPaper {
    /// Language of the texts. Headings bear both languages, this one first. English is not a
    /// language of the papers: it gives Russian.
    pub lang: Lang,
    /// Who issues the paper.
    pub letterhead: Letterhead,
    /// Cell 101.
    pub kind: ApplicationKind,
    /// Cell 102: 14 digits without separators.
    pub inn: String,
    /// Cell 103: full name, or name of the organisation.
    pub name: String,
    /// Cell 104: the office that decides.
    pub office: Office,
    /// Cell 105.
    pub subject_kind: SubjectKind,
    /// What an organisation's application has besides; `None` where the subject is a person.
    pub organisation: Option<OrganisationCells>,
    /// Cell 106: series and number as they are to be read, `AN 1234567`.
    pub passport: String,
    /// Cell 107: country of issue of the passport, in `lang`.
    pub passport_country: String,
    /// Cell 108: postcode; `None` prints «не указан».
    pub postcode: Option<String>,
    /// Cells 110–111: registered address; `None` prints «не указан».
    pub registered_address: Option<String>,
    /// Cells 112–114: actual address; `None` prints «не указан».
    pub actual_address: Option<String>,
    /// Cell 115: phone as it is to be read, `+996 555 123 456`.
    pub phone: Option<String>,
    /// Cell 116: e-mail; `None` prints «не указан».
    pub email: Option<String>,
    /// Application code in groups, `K7QM-39XT-2VHP-4T`.
    pub code_grouped: String,
    /// Content of the QR code: `domain::window_paper::WindowPaper::to_qr`.
    pub qr: String,
    /// When the application was stored.
    pub submitted_at: OffsetDateTime,
    /// Minutes from acceptance to decision (regulation, paragraph 14: 20), a setting.
    pub decision_minutes: u16,
    /// Calendar days from acceptance until an annulment is entered (regulation, paragraph 20: 2), a setting.
    pub annulment_days: u16,
    /// Address of the page that shows the state of an application, when there is one to print.
    pub status_address: Option<String>,
    /// The acceptance mark (regulation, paragraph 7), once there is one.
    pub acceptance: Option<Acceptance>,
}

/// Everything that the decision shows.
#[derive(Debug, Clone)]
pub struct DecisionPaper {
    /// Language of the texts; see [`ApplicationPaper::lang`].
    pub lang: Lang,
    /// What was applied for.
    pub kind: ApplicationKind,
    /// Who issues the paper.
    pub letterhead: Letterhead,
    /// Number of the decision.
    pub number: String,
    /// When it was taken.
    pub decided_at: OffsetDateTime,
    /// The office that decided.
    pub office: Office,
    /// Full name of the inspector who decided.
    pub inspector: String,
    /// The subject's INN: 14 digits without separators.
    pub inn: String,
    /// The subject's full name or name.
    pub name: String,
    /// Who registers the organisation; `None` where the subject is a person.
    pub person: Option<Person>,
    /// The account was there before this grant: its password stays in force, not the application's.
    pub account_was_there: bool,
    /// Number that the application got at its acceptance.
    pub application_number: String,
    /// When the application was accepted.
    pub application_accepted_at: OffsetDateTime,
    /// Application code in groups.
    pub code_grouped: String,
    /// Content of the QR code, the same as on the application.
    pub qr: String,
    /// Granted with a login, or refused on a ground.
    pub outcome: Outcome,
    /// How anybody checks that it was issued.
    pub confirmation: Confirmation,
}

/// Everything that the note of an annulment shows.
#[derive(Debug, Clone)]
pub struct AnnulmentPaper {
    /// Language of the texts; see [`ApplicationPaper::lang`].
    pub lang: Lang,
    /// Who issues the paper.
    pub letterhead: Letterhead,
    /// Number of the annulment.
    pub number: String,
    /// When it was made.
    pub annulled_at: OffsetDateTime,
    /// The office that made it.
    pub office: Office,
    /// Full name of the member of staff who made it.
    pub inspector: String,
    /// The subject's INN: 14 digits without separators; an organisation's begins with 0.
    pub inn: String,
    /// The subject's full name or name.
    pub name: String,
    /// Who gave the organisation's access up; `None` where the subject is a person, and on evidence.
    pub person: Option<Person>,
    /// Why.
    pub ground: AnnulmentGround,
    /// How anybody checks that it was issued.
    pub confirmation: Confirmation,
}

/// Everything that the registration card shows.
pub struct CardPaper {
    /// Language of the texts; see [`ApplicationPaper::lang`].
    pub lang: Lang,
    /// Who issues the paper.
    pub letterhead: Letterhead,
    /// `001-2026-000012/К`.
    pub number: String,
    /// When it was issued.
    pub issued_at: OffsetDateTime,
    /// The first moment at which the primary password is no longer taken.
    pub valid_until: OffsetDateTime,
    /// The office that issued it.
    pub office: Office,
    /// Full name of the inspector.
    pub inspector: String,
    /// 14 digits without separators.
    pub inn: String,
    /// Full name.
    pub name: String,
    /// 17 digits without separators.
    pub login: String,
    /// In clear, as it is to be typed: on the owner's sheet and nowhere else.
    pub primary_password: PrimaryPassword,
    /// Address of the cabinet on the web, when there is one to print.
    pub cabinet_address: Option<String>,
    /// How anybody checks that it was issued.
    pub confirmation: Confirmation,
}

impl std::fmt::Debug for CardPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CardPaper").field("number", &self.number).finish_non_exhaustive()
    }
}

/// What an annulment stands on.
#[derive(Debug, Clone)]
pub enum AnnulmentGround {
    /// The subject's own application (regulation, paragraph 18).
    Application {
        /// Number that it got at its acceptance.
        number: String,
        /// When it was accepted.
        accepted_at: OffsetDateTime,
    },
    /// Documentary evidence (regulation, paragraph 21).
    Evidence {
        /// The document.
        document: Document,
        /// What it says, in a few words.
        note: String,
    },
}

/// How anybody checks that a paper was issued.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// The paper's mark in groups, `K7QM-39XT-2VHP-4TAB`, to be typed.
    pub mark_grouped: String,
    /// Address of the page that confirms this paper, content of its QR code; `None` while the cabinet's own is not known,
    /// and there is no QR code then.
    pub address: Option<String>,
    /// Address of the page that takes a mark; `None` as above.
    pub page: Option<String>,
}

/// The cells that only an organisation has.
#[derive(Debug, Clone)]
pub struct OrganisationCells {
    /// Section 2: who registers the organisation.
    pub person: Person,
    /// Whether it joins as an international organisation.
    pub international: bool,
    /// Of a branch, the organisation it belongs to.
    pub head: Option<HeadOrganisation>,
}

/// The person who registers an organisation.
#[derive(Debug, Clone)]
pub struct Person {
    /// 14 digits without separators.
    pub inn: String,
    /// Full name.
    pub name: String,
    /// What they are in the organisation.
    pub role: OfficerRole,
}

/// The organisation that a branch belongs to.
#[derive(Debug, Clone)]
pub struct HeadOrganisation {
    /// 14 digits without separators.
    pub inn: String,
    /// Its name.
    pub name: String,
}

/// What was decided.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Access is granted (regulation, paragraphs 12 and 15).
    Grant {
        /// The login: 17 digits without separators.
        login: String,
        /// Address of the cabinet on the web, `https://cabinet.example.kg`, when there is one to print.
        cabinet_address: Option<String>,
    },
    /// Access is refused (regulation, paragraph 9).
    Refusal {
        /// The ground in words, in the language of the paper.
        ground: String,
        /// The document that proves it, where the ground needs one.
        document: Option<Document>,
    },
}

/// A document that a decision leans on.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its number.
    pub number: String,
    /// Its date as it is to be read, `22.11.2026`.
    pub date: String,
}

/// The acceptance mark: an inspector took the application in.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// Number of the accepted application.
    pub number: String,
    /// When it was accepted.
    pub at: OffsetDateTime,
    /// Full name of the inspector.
    pub inspector: String,
    /// How anybody checks that the paper with the mark was issued.
    pub confirmation: Confirmation,
}

/// A tax office.
#[derive(Debug, Clone)]
pub struct Office {
    /// Three digits, `001`.
    pub code: String,
    /// Name in the language of the paper, `Октябрьский р-н`.
    pub name: String,
    /// Where it is, when known.
    pub address: Option<String>,
}

/// Head of the paper, from the configuration.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// Name of the service in Russian.
    pub service_ru: String,
    /// Name of the service in Kyrgyz.
    pub service_ky: String,
    /// The coat of arms; without it its place stays blank.
    pub emblem: Option<Emblem>,
}

impl Default for Letterhead {
    fn default() -> Self {
        Self {
            service_ru: "Государственная налоговая служба Кыргызской Республики".to_owned(),
            service_ky: "Кыргыз Республикасынын Мамлекеттик салык кызматы".to_owned(),
            emblem: None,
        }
    }
}
