//! The application for access as its table holds it, and the ways to read one. Filing is in
//! [`registration`](super::registration), the moves of an inspector in `office`.

mod organisation;

pub use organisation::{HeadOrganisationRecord, PersonRecord};

use domain::{
    access_application::{ApplicationKind, ApplicationState},
    account_password::AccountPassword,
    inn::Inn,
    lang::Lang,
    refusal::{GroundDocument, RefusalGround},
    subject::SubjectKind,
};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// An application, whole but for the hash of its password and the digests it is found by.
#[derive(Debug, Clone)]
pub struct ApplicationRecord {
    /// Version 7, so in the order of filing.
    pub id: Uuid,
    /// Goes up with every change; a move names the one it starts from.
    pub version: i32,
    /// Cell 101.
    pub kind: ApplicationKind,
    /// Where it stands.
    pub state: ApplicationState,
    /// Cell 102.
    pub inn: Inn,
    /// Cell 105.
    pub subject_kind: SubjectKind,
    /// Cell 103, as registered when it was filed.
    pub name_ru: String,
    /// Cell 103 in Kyrgyz, or empty.
    pub name_ky: String,
    /// Cell 104: code of the office that decides.
    pub tax_office: String,
    /// Cell 108, or empty.
    pub postcode: String,
    /// Cells 110–111.
    pub address: String,
    /// Section 2: who registers the organisation; `None` where the subject is a person. Passport, phone, e-mail and
    /// password are this person's.
    pub person: Option<PersonRecord>,
    /// «Присоединиться как международная организация».
    pub international: bool,
    /// «Присоединиться как филиал»: of this organisation.
    pub head: Option<HeadOrganisationRecord>,
    /// Whether the password typed is that of the account the person already had; for the inspector alone. `None` where
    /// no account was looked for: the subject is a person, or the application was filed from inside the cabinet.
    pub account_password: Option<AccountPassword>,
    /// Cell 106, sealed for `secrets::purpose::PASSPORT`.
    pub passport_sealed: Vec<u8>,
    /// Whether the population register has the same; `None` when it has none for this INN.
    pub passport_matched: Option<bool>,
    /// Cell 115, E.164.
    pub phone: String,
    /// Cell 116, or empty.
    pub email: String,
    /// Language of the form, the letters and the papers.
    pub language: Lang,
    /// The application code, sealed for `secrets::purpose::APPLICATION_CODE`.
    pub code_sealed: Vec<u8>,
    /// When it was filed.
    pub submitted_at: OffsetDateTime,
    /// When it lapses unless accepted.
    pub expires_at: OffsetDateTime,
    /// The acceptance mark (regulation, paragraph 7).
    pub acceptance: Option<AcceptanceRecord>,
    /// The decision (regulation, paragraphs 8–15).
    pub decision: Option<DecisionRecord>,
    /// When and by whom the decision was handed over.
    pub delivery: Option<DeliveryRecord>,
    /// When it left the open states.
    pub closed_at: Option<OffsetDateTime>,
}

/// The acceptance mark.
#[derive(Debug, Clone)]
pub struct AcceptanceRecord {
    /// `001-2026-000123`.
    pub number: String,
    /// When.
    pub at: OffsetDateTime,
    /// Which member of staff.
    pub by: Uuid,
    /// The decision is due by then.
    pub due: OffsetDateTime,
}

/// The decision.
#[derive(Debug, Clone)]
pub struct DecisionRecord {
    /// `001-2026-000123/Р`.
    pub number: String,
    /// When.
    pub at: OffsetDateTime,
    /// Which member of staff.
    pub by: Uuid,
    /// What.
    pub outcome: DecisionOutcome,
}

/// What was decided.
#[derive(Debug, Clone)]
pub enum DecisionOutcome {
    /// Access is given under this login (17 digits).
    Granted {
        /// 17 digits.
        login: String,
    },
    /// Access is refused.
    Refused {
        /// The ground.
        ground: RefusalGround,
        /// What the ground stands on, where it needs a document.
        document: Option<GroundDocument>,
    },
    /// The access is annulled, as the application asked.
    Annulled,
}

/// The handing over.
#[derive(Debug, Clone)]
pub struct DeliveryRecord {
    /// When.
    pub at: OffsetDateTime,
    /// By which member of staff.
    pub by: Uuid,
}

/// The row as the database types it. Only [`select_application!`] makes one.
#[allow(missing_docs)]
pub struct ApplicationRow {
    pub id: Uuid,
    pub version: i32,
    pub kind: String,
    pub state: String,
    pub inn: String,
    pub subject_kind: String,
    pub name_ru: String,
    pub name_ky: String,
    pub tax_office: String,
    pub postcode: String,
    pub address: String,
    pub person_inn: Option<String>,
    pub person_name_ru: Option<String>,
    pub person_name_ky: Option<String>,
    pub person_role: Option<String>,
    pub international: bool,
    pub head_inn: Option<String>,
    pub head_name_ru: Option<String>,
    pub head_name_ky: Option<String>,
    pub account_password: Option<String>,
    pub passport_sealed: Vec<u8>,
    pub passport_matched: Option<bool>,
    pub phone: String,
    pub email: String,
    pub language: String,
    pub code_sealed: Vec<u8>,
    pub submitted_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub acceptance_number: Option<String>,
    pub accepted_at: Option<OffsetDateTime>,
    pub accepted_by: Option<Uuid>,
    pub decision_due_at: Option<OffsetDateTime>,
    pub decision_number: Option<String>,
    pub decided_at: Option<OffsetDateTime>,
    pub decided_by: Option<Uuid>,
    pub login: Option<String>,
    pub refusal_ground: Option<String>,
    pub ground_document_number: Option<String>,
    pub ground_document_date: Option<Date>,
    pub delivered_at: Option<OffsetDateTime>,
    pub delivered_by: Option<Uuid>,
    pub closed_at: Option<OffsetDateTime>,
}

/// A checked query for whole applications: the list of columns, then whatever follows `FROM access_application` as a
/// literal and its arguments. Gives rows that turn into [`ApplicationRecord`] by `try_into`.
macro_rules! select_application {
    ($tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::storage::access_application::ApplicationRow,
            "SELECT id, version, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode, address, \
             person_inn, person_name_ru, person_name_ky, person_role, international, head_inn, head_name_ru, \
             head_name_ky, account_password, \
             passport_sealed, passport_matched, phone, email, language, code_sealed, submitted_at, expires_at, \
             acceptance_number, accepted_at, accepted_by, decision_due_at, decision_number, decided_at, decided_by, \
             login, refusal_ground, ground_document_number, ground_document_date, delivered_at, delivered_by, \
             closed_at FROM access_application " + $tail
            $(, $argument)*
        )
    };
}
pub(crate) use select_application;

/// The application with this id.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &mut PgConnection, id: Uuid) -> Result<Option<ApplicationRecord>, sqlx::Error> {
    let row = select_application!("WHERE id = $1", id).fetch_optional(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// The application that INN and code open together.
///
/// # Errors
/// The database's.
pub async fn by_inn_and_code(
    db: &mut PgConnection,
    inn: &Inn,
    code_digest: &[u8],
) -> Result<Option<ApplicationRecord>, sqlx::Error> {
    let row = select_application!("WHERE code_digest = $1 AND inn = $2", code_digest, inn.as_str())
        .fetch_optional(db)
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// Every open application of this INN, in the order of filing.
///
/// # Errors
/// The database's.
pub async fn open_of_inn(db: &mut PgConnection, inn: &Inn) -> Result<Vec<ApplicationRecord>, sqlx::Error> {
    let rows = select_application!("WHERE inn = $1 AND state IN ('submitted', 'accepted') ORDER BY id", inn.as_str())
        .fetch_all(db)
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

impl TryFrom<ApplicationRow> for ApplicationRecord {
    type Error = sqlx::Error;

    fn try_from(row: ApplicationRow) -> Result<Self, sqlx::Error> {
        let acceptance = match (row.acceptance_number, row.accepted_at, row.accepted_by, row.decision_due_at) {
            (Some(number), Some(at), Some(by), Some(due)) => Some(AcceptanceRecord { number, at, by, due }),
            _ => None,
        };
        let document = match (row.ground_document_number, row.ground_document_date) {
            (Some(number), Some(date)) => Some(GroundDocument::from_trusted(number, date)),
            _ => None,
        };
        let outcome = match (row.login, row.refusal_ground) {
            (Some(login), _) => Some(DecisionOutcome::Granted { login }),
            (None, Some(ground)) => {
                Some(DecisionOutcome::Refused { ground: word("refusal_ground", &ground)?, document })
            }
            (None, None) => (row.state == ApplicationState::Annulled.as_str()).then_some(DecisionOutcome::Annulled),
        };
        let decision = match (row.decision_number, row.decided_at, row.decided_by, outcome) {
            (Some(number), Some(at), Some(by), Some(outcome)) => Some(DecisionRecord { number, at, by, outcome }),
            _ => None,
        };
        let person = PersonRecord::of(row.person_inn, row.person_name_ru, row.person_name_ky, row.person_role)?;
        let head = HeadOrganisationRecord::of(row.head_inn, row.head_name_ru, row.head_name_ky)?;
        let account_password = row.account_password.map(|verdict| word("account_password", &verdict)).transpose()?;
        let delivery = row.delivered_at.zip(row.delivered_by).map(|(at, by)| DeliveryRecord { at, by });
        Ok(Self {
            id: row.id,
            version: row.version,
            kind: word("kind", &row.kind)?,
            state: word("state", &row.state)?,
            inn: inn("inn", &row.inn)?,
            subject_kind: word("subject_kind", &row.subject_kind)?,
            name_ru: row.name_ru,
            name_ky: row.name_ky,
            tax_office: row.tax_office,
            postcode: row.postcode,
            address: row.address,
            person,
            international: row.international,
            head,
            account_password,
            passport_sealed: row.passport_sealed,
            passport_matched: row.passport_matched,
            phone: row.phone,
            email: row.email,
            language: word("language", &row.language)?,
            code_sealed: row.code_sealed,
            submitted_at: row.submitted_at,
            expires_at: row.expires_at,
            acceptance,
            decision,
            delivery,
            closed_at: row.closed_at,
        })
    }
}

impl ApplicationRecord {
    /// Name in the reader's language; Russian where the registry has no Kyrgyz one.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ky if !self.name_ky.is_empty() => &self.name_ky,
            Lang::Ru | Lang::Ky | Lang::En => &self.name_ru,
        }
    }
}

/// A word of `domain` as a column holds it; one that the domain does not know is a fault of the table.
///
/// # Errors
/// `sqlx::Error::ColumnDecode` with the column's name.
pub fn word<T: std::str::FromStr<Err = domain::UnknownKey>>(column: &str, text: &str) -> Result<T, sqlx::Error> {
    text.parse().map_err(|unknown: domain::UnknownKey| undecodable(column, Box::new(unknown)))
}

/// An INN as a column holds it.
///
/// # Errors
/// `sqlx::Error::ColumnDecode` with the column's name.
pub fn inn(column: &str, text: &str) -> Result<Inn, sqlx::Error> {
    Inn::from_trusted(text).ok_or_else(|| undecodable(column, Box::new(domain::UnknownKey)))
}

fn undecodable(column: &str, source: Box<dyn std::error::Error + Send + Sync>) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: column.to_owned(), source }
}

/// A member of staff's name, as printed on papers.
///
/// # Errors
/// The database's.
pub async fn staff_name(db: &mut PgConnection, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT name FROM staff WHERE id = $1", id).fetch_optional(db).await
}
