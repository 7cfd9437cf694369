//! What the papers print, gathered from an application, the directory of offices and the staff. Shared by the page of
//! an application's holder and the inspector's case.

use domain::{
    access_application::ApplicationKind, application_code::ApplicationCode, bishkek, inn::Inn, issued_paper::PaperKind,
    lang::Lang, limits::Limit, login::Login, masking, passport::Passport, phone::Phone,
    primary_password::PrimaryPassword, refusal::GroundDocument, window_paper::WindowPaper,
};
use papers::{
    Acceptance, AnnulmentGround, AnnulmentPaper, ApplicationPaper, CardPaper, DecisionPaper, Document,
    HeadOrganisation, Letterhead, Office, OrganisationCells, Outcome, PaperError, Person, annulment, application, card,
    decision,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    config::LookUpNames,
    error::ServiceError,
    foundation::Foundation,
    registry::Offices,
    secrets::{SecretsError, purpose},
    services::{
        grounds::words,
        issued_papers::{NewIssuedPaper, confirmation, confirmation_in},
    },
    storage::{
        access_application::{
            self as storage, AcceptanceRecord, ApplicationRecord, DecisionOutcome, DecisionRecord, PersonRecord,
        },
        annulment::AnnulmentRecord,
        representation,
    },
};

/// Who gets a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperReader {
    /// Whoever filed the application. Anybody can file for anybody's INN, so the registry's name and address are
    /// printed whole only if the passport matched (docs/decisions/0005-cells.md).
    Holder,
    /// Staff: everything.
    Staff,
}

/// The application for access as a PDF of two copies, with the acceptance mark once there is one.
///
/// # Errors
/// The database's, the secrets' and the writer's.
pub async fn application_paper(
    foundation: &Foundation,
    offices: &Offices,
    record: &ApplicationRecord,
    lang: Lang,
    reader: PaperReader,
) -> Result<Vec<u8>, ServiceError> {
    let code = code(foundation, record)?;
    let whole = reader == PaperReader::Staff || shown_whole(foundation, record);
    let acceptance = match &record.acceptance {
        Some(mark) => Some(Acceptance {
            number: mark.number.clone(),
            at: mark.at,
            inspector: staff_name(foundation, mark.by).await?,
            confirmation: confirmation(foundation, &accepted_paper(record, mark)).await?,
        }),
        None => None,
    };
    let name = record.name(lang);
    let address = filled(&record.address);
    // organisations are public, who registers them is not
    let public = whole || record.inn.is_organisation();
    let address = if public { address } else { address.map(|address| masking::mask_address(&address)) };
    let wait = wait(foundation, record.acceptance.as_ref()).await?;
    let paper = ApplicationPaper {
        lang,
        letterhead: letterhead(foundation),
        kind: record.kind,
        inn: record.inn.as_str().to_owned(),
        name: if public { name.to_owned() } else { masking::mask_name(name) },
        organisation: organisation(record, lang, whole),
        office: office(offices, &record.tax_office, lang).await?,
        subject_kind: record.subject_kind,
        passport: passport(foundation, record)?,
        passport_country: country(lang).to_owned(),
        postcode: filled(&record.postcode),
        // the registry knows one address; cells 112 to 114 repeat it (docs/decisions/0005-cells.md)
        actual_address: address.clone(),
        registered_address: address,
        // a number of a kind that is no longer taken is printed as it was stored
        phone: Phone::parse(&record.phone).map_or_else(|_| filled(&record.phone), |phone| Some(phone.pretty())),
        email: filled(&record.email),
        code_grouped: code.grouped(),
        qr: WindowPaper { inn: record.inn, code }.to_qr(),
        submitted_at: record.submitted_at,
        decision_minutes: wait.0,
        annulment_days: wait.1,
        status_address: foundation.settings.server.public_url.page("/application"),
        acceptance,
    };
    printed(move || application(&paper)).await
}

/// The decision as a PDF of two copies.
///
/// # Errors
/// `Answer(NotFound)` while nothing is decided; the database's, the secrets' and the writer's.
pub async fn decision_paper(
    foundation: &Foundation,
    offices: &Offices,
    record: &ApplicationRecord,
    lang: Lang,
) -> Result<Vec<u8>, ServiceError> {
    let (Some(decided), Some(accepted)) = (&record.decision, &record.acceptance) else {
        return Err(ServiceError::Answer(app::api::ApiError::NotFound));
    };
    // an annulment has its own paper
    let Some(outcome) = outcome(foundation, record.id, &decided.outcome, lang).await? else {
        return Err(ServiceError::Answer(app::api::ApiError::NotFound));
    };
    let code = code(foundation, record)?;
    let paper = DecisionPaper {
        lang,
        kind: record.kind,
        letterhead: letterhead(foundation),
        number: decided.number.clone(),
        decided_at: decided.at,
        office: office(offices, &record.tax_office, lang).await?,
        inspector: staff_name(foundation, decided.by).await?,
        inn: record.inn.as_str().to_owned(),
        name: record.name(lang).to_owned(),
        person: record.person.as_ref().map(|registering| person(registering, lang, true)),
        account_was_there: account_was_there(foundation, record).await?,
        application_number: accepted.number.clone(),
        application_accepted_at: accepted.at,
        code_grouped: code.grouped(),
        qr: WindowPaper { inn: record.inn, code }.to_qr(),
        outcome,
        confirmation: confirmation(foundation, &decided_paper(record, decided)).await?,
    };
    printed(move || decision(&paper)).await
}

/// A card that is being issued, but for its password.
pub struct CardToPrint {
    /// The card.
    pub id: Uuid,
    /// `001-2026-000012/К`.
    pub number: String,
    /// To the second.
    pub issued_at: OffsetDateTime,
    /// The first moment at which its password is no longer taken.
    pub valid_until: OffsetDateTime,
    /// Code of the office that issues it.
    pub office: String,
    /// As printed.
    pub inspector: String,
    /// Whose card it is.
    pub inn: Inn,
    /// In the language of the paper.
    pub name: String,
    /// Theirs.
    pub login: Login,
    /// Of the paper.
    pub lang: Lang,
}

/// The registration card as a PDF: a sheet for its owner, which alone shows the password, and one for the office.
///
/// # Errors
/// The database's and the writer's.
pub async fn card_paper(
    foundation: &Foundation,
    offices: &Offices,
    issued: CardToPrint,
    password: PrimaryPassword,
    db: &mut PgConnection,
) -> Result<Vec<u8>, ServiceError> {
    let about = NewIssuedPaper {
        kind: PaperKind::RegistrationCard,
        about: issued.id,
        number: &issued.number,
        dated: issued.issued_at,
        tax_office: &issued.office,
    };
    let paper = CardPaper {
        lang: issued.lang,
        letterhead: letterhead(foundation),
        issued_at: issued.issued_at,
        valid_until: issued.valid_until,
        office: office(offices, &issued.office, issued.lang).await?,
        inspector: issued.inspector,
        inn: issued.inn.as_str().to_owned(),
        name: issued.name,
        login: issued.login.as_str().to_owned(),
        primary_password: password,
        cabinet_address: foundation.settings.server.public_url.get().map(str::to_owned),
        confirmation: confirmation_in(foundation, db, &about).await?,
        number: issued.number,
    };
    printed(move || card(&paper)).await
}

/// Minutes until the decision and calendar days until an annulment: as the clock runs that has started, or as it would
/// start now.
async fn wait(foundation: &Foundation, mark: Option<&AcceptanceRecord>) -> Result<(u16, u16), ServiceError> {
    let (minutes, days) = match mark {
        Some(mark) => {
            let days = bishkek::local_date(mark.due) - bishkek::local_date(mark.at);
            ((mark.due - mark.at).whole_minutes(), days.whole_days())
        }
        None => {
            let limits = foundation.limits.lately().await?;
            (i64::from(limits.get(Limit::DecisionMinutes)), i64::from(limits.get(Limit::AnnulmentDays)))
        }
    };
    Ok((u16::try_from(minutes).unwrap_or(u16::MAX), u16::try_from(days).unwrap_or(u16::MAX)))
}

/// The application with its acceptance mark.
fn accepted_paper<'a>(record: &'a ApplicationRecord, mark: &'a AcceptanceRecord) -> NewIssuedPaper<'a> {
    let kind = match record.kind {
        ApplicationKind::Annul => PaperKind::AnnulmentApplication,
        ApplicationKind::Grant | ApplicationKind::Restore | ApplicationKind::Link => PaperKind::Application,
    };
    NewIssuedPaper { kind, about: record.id, number: &mark.number, dated: mark.at, tax_office: &record.tax_office }
}

/// The decision on it.
fn decided_paper<'a>(record: &'a ApplicationRecord, decided: &'a DecisionRecord) -> NewIssuedPaper<'a> {
    let kind = match decided.outcome {
        DecisionOutcome::Granted { .. } => PaperKind::Grant,
        DecisionOutcome::Refused { .. } | DecisionOutcome::Annulled => PaperKind::Refusal,
    };
    let (number, dated) = (&decided.number, decided.at);
    NewIssuedPaper { kind, about: record.id, number, dated, tax_office: &record.tax_office }
}

/// First access and organisations leave the password of an account that is there as it is; every other grant puts the
/// application's into force.
async fn account_was_there(foundation: &Foundation, record: &ApplicationRecord) -> Result<bool, ServiceError> {
    match record.kind {
        ApplicationKind::Grant => {
            let mut db = foundation.pool.acquire().await?;
            Ok(!representation::opened_account(&mut db, record.id).await?)
        }
        ApplicationKind::Link => Ok(true),
        ApplicationKind::Restore | ApplicationKind::Annul => Ok(false),
    }
}

fn organisation(record: &ApplicationRecord, lang: Lang, whole: bool) -> Option<OrganisationCells> {
    let head = record
        .head
        .as_ref()
        .map(|head| HeadOrganisation { inn: head.inn.as_str().to_owned(), name: head.name(lang).to_owned() });
    let person = person(record.person.as_ref()?, lang, whole);
    Some(OrganisationCells { person, international: record.international, head })
}

fn person(record: &PersonRecord, lang: Lang, whole: bool) -> Person {
    let name = record.name(lang);
    Person {
        inn: record.inn.as_str().to_owned(),
        name: if whole { name.to_owned() } else { masking::mask_name(name) },
        role: record.role,
    }
}

/// The application code, opened.
///
/// # Errors
/// The secrets'.
pub fn code(foundation: &Foundation, record: &ApplicationRecord) -> Result<ApplicationCode, ServiceError> {
    let text = foundation.secrets.open_text(purpose::APPLICATION_CODE, &record.code_sealed)?;
    ApplicationCode::parse(&text).map_err(|_| ServiceError::Secrets(SecretsError::Broken))
}

/// Cell 106 opened, as it is read: `AN 1234567`.
///
/// # Errors
/// The secrets'.
pub fn passport(foundation: &Foundation, record: &ApplicationRecord) -> Result<String, ServiceError> {
    let text = foundation.secrets.open_text(purpose::PASSPORT, &record.passport_sealed)?;
    let passport = Passport::parse(&text).map_err(|_| ServiceError::Secrets(SecretsError::Broken))?;
    let series = passport.as_str().trim_end_matches(|c: char| c.is_ascii_digit());
    Ok([series, passport.number()].join(" "))
}

/// Whether the registry's name and address may be shown whole to the application's holder: they typed the passport
/// that the population register has, or the setting shows names to all.
#[must_use]
pub fn shown_whole(foundation: &Foundation, record: &ApplicationRecord) -> bool {
    record.passport_matched == Some(true) || foundation.settings.lookup.names == LookUpNames::Full
}

async fn office(offices: &Offices, code: &str, lang: Lang) -> Result<Office, ServiceError> {
    let office = offices.get(code).await?;
    Ok(Office { name: office.name(lang).to_owned(), address: filled(office.address(lang)), code: office.code })
}

async fn staff_name(foundation: &Foundation, id: Uuid) -> Result<String, ServiceError> {
    let mut db = foundation.pool.acquire().await?;
    storage::staff_name(&mut db, id).await?.ok_or(ServiceError::Stored("staff.name"))
}

fn letterhead(foundation: &Foundation) -> Letterhead {
    let settings = &foundation.settings.papers;
    Letterhead { service_ru: settings.authority_ru.clone(), service_ky: settings.authority_ky.clone(), emblem: None }
}

async fn outcome(
    foundation: &Foundation,
    application: Uuid,
    outcome: &DecisionOutcome,
    lang: Lang,
) -> Result<Option<Outcome>, ServiceError> {
    Ok(match outcome {
        DecisionOutcome::Granted { login } => Some(Outcome::Grant {
            login: login.clone(),
            cabinet_address: foundation.settings.server.public_url.get().map(str::to_owned),
        }),
        DecisionOutcome::Refused { ground, document } => {
            let mut db = foundation.pool.acquire().await?;
            let words = words::of_refusal(&mut db, application, *ground).await?;
            Some(Outcome::Refusal {
                ground: words::in_language(&words, lang).to_owned(),
                document: document.as_ref().map(printed_document),
            })
        }
        DecisionOutcome::Annulled => None,
    })
}

fn printed_document(document: &GroundDocument) -> Document {
    Document { number: document.number().to_owned(), date: bishkek::format_date(document.date()) }
}

/// The note of an annulment as a PDF of two copies; `application` is the one that it was made on, if any.
///
/// # Errors
/// The database's and the writer's.
pub async fn annulment_paper(
    foundation: &Foundation,
    offices: &Offices,
    made: &AnnulmentRecord,
    application: Option<&ApplicationRecord>,
    lang: Lang,
) -> Result<Vec<u8>, ServiceError> {
    let ground = match (&made.evidence, application.and_then(|record| record.acceptance.as_ref())) {
        (Some((document, note)), _) => {
            AnnulmentGround::Evidence { document: printed_document(document), note: note.clone() }
        }
        (None, Some(mark)) => AnnulmentGround::Application { number: mark.number.clone(), accepted_at: mark.at },
        (None, None) => return Err(ServiceError::Stored("annulment.application_id")),
    };
    let issued = NewIssuedPaper {
        kind: PaperKind::AnnulmentNote,
        about: made.id,
        number: &made.number,
        dated: made.at,
        tax_office: &made.tax_office,
    };
    let paper = AnnulmentPaper {
        lang,
        letterhead: letterhead(foundation),
        number: made.number.clone(),
        annulled_at: made.at,
        office: office(offices, &made.tax_office, lang).await?,
        inspector: made.inspector.clone(),
        inn: made.inn.as_str().to_owned(),
        name: made.name(lang).to_owned(),
        person: application.and_then(|record| record.person.as_ref()).map(|record| person(record, lang, true)),
        ground,
        confirmation: confirmation(foundation, &issued).await?,
    };
    printed(move || annulment(&paper)).await
}

/// Cell 107: only passports of the Kyrgyz Republic are taken so far.
fn country(lang: Lang) -> &'static str {
    if lang == Lang::Ky { "Кыргыз Республикасы" } else { "Кыргызская Республика" }
}

fn filled(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// Some milliseconds of computing, away from the threads that answer requests.
async fn printed(
    write: impl FnOnce() -> Result<Vec<u8>, PaperError> + Send + 'static,
) -> Result<Vec<u8>, ServiceError> {
    let done = tokio::task::spawn_blocking(write).await;
    Ok(done.map_err(|_| ServiceError::Stored("a paper's thread ended"))??)
}
