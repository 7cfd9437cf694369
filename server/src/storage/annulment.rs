//! Annulled accesses (`migrations/0017_annulment.sql`): making an annulment, and what is told of one afterwards.

use domain::{inn::Inn, lang::Lang, refusal::GroundDocument};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::access_application::{inn, word};

/// An annulment about to be made.
#[derive(Debug)]
pub struct NewAnnulment<'a> {
    /// Version 7.
    pub id: Uuid,
    /// `001-2026-000007/А`.
    pub number: &'a str,
    /// Whose access.
    pub inn: &'a Inn,
    /// Their name, in Russian and in Kyrgyz.
    pub name: (&'a str, &'a str),
    /// Code of the office that makes it.
    pub tax_office: &'a str,
    /// Of its paper.
    pub language: Lang,
    /// On what.
    pub ground: NewGround<'a>,
    /// Now.
    pub at: OffsetDateTime,
    /// The member of staff.
    pub by: Uuid,
}

/// What an annulment stands on.
#[derive(Debug, Clone, Copy)]
pub enum NewGround<'a> {
    /// The subject's own application, which has its number and moment.
    Application(Uuid),
    /// A document, and what it says.
    Evidence(&'a GroundDocument, &'a str),
}

/// Keeps the annulment.
///
/// # Errors
/// The database's.
pub async fn insert(db: &mut PgConnection, annulment: &NewAnnulment<'_>) -> Result<(), sqlx::Error> {
    let (application, document) = match annulment.ground {
        NewGround::Application(id) => (Some(id), None),
        NewGround::Evidence(document, note) => (None, Some((document, note))),
    };
    sqlx::query!(
        "INSERT INTO annulment (id, number, inn, name_ru, name_ky, tax_office, language, application_id,
                                document_number, document_date, note, annulled_at, annulled_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        annulment.id,
        annulment.number,
        annulment.inn.as_str(),
        annulment.name.0,
        annulment.name.1,
        annulment.tax_office,
        annulment.language.code(),
        application,
        document.map(|(document, _)| document.number()),
        document.map(|(document, _)| document.date()),
        document.map(|(_, note)| note),
        annulment.at,
        annulment.by,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Closes an account for good: nothing opens it any more. `false` when it was not open.
///
/// # Errors
/// The database's.
pub async fn annul_account(db: &mut PgConnection, account: Uuid, annulment: Uuid) -> Result<bool, sqlx::Error> {
    let annulled = sqlx::query!(
        "UPDATE account SET state = 'annulled', annulment_id = $2 WHERE id = $1 AND state = 'active'",
        account,
        annulment,
    )
    .execute(db)
    .await?;
    Ok(annulled.rows_affected() == 1)
}

/// A link to an organisation that an annulment has ended, and the account that had it.
#[derive(Debug, Clone)]
pub struct EndedRepresentation {
    /// The link.
    pub id: Uuid,
    /// The organisation.
    pub inn: String,
    /// Its name, in Russian.
    pub name_ru: String,
    /// The account.
    pub account: Uuid,
    /// Whose account it is.
    pub person_inn: String,
    /// Where letters about it go, or empty.
    pub email: String,
    /// Of letters about it.
    pub language: String,
}

/// Ends links to organisations: all those of an account, all those to an organisation, or with both the one between them.
///
/// # Errors
/// The database's.
pub async fn end_representations(
    db: &mut PgConnection,
    account: Option<Uuid>,
    organisation: Option<&Inn>,
    annulment: Uuid,
    now: OffsetDateTime,
) -> Result<Vec<EndedRepresentation>, sqlx::Error> {
    sqlx::query_as!(
        EndedRepresentation,
        r#"UPDATE representation r SET state = 'ended', ended_at = greatest($4, r.since), ended_by = 'staff',
                  annulment_id = $3
           FROM account a
           WHERE a.id = r.account_id AND r.state <> 'ended' AND r.id IN (
             SELECT id FROM representation
             WHERE account_id = $1 AND ($2::text IS NULL OR taxpayer_inn = $2) AND state <> 'ended'
             UNION ALL
             SELECT id FROM representation WHERE $1::uuid IS NULL AND taxpayer_inn = $2 AND state <> 'ended')
           RETURNING r.id, r.taxpayer_inn AS inn, r.name_ru, a.id AS account, a.inn AS person_inn, a.email, a.language"#,
        account,
        organisation.map(Inn::as_str),
        annulment,
        now,
    )
    .fetch_all(db)
    .await
}

/// Records that an accepted application was entered; `false` when it has moved on.
///
/// # Errors
/// The database's.
pub async fn enter(db: &mut PgConnection, step: super::office::Step, number: &str) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE access_application
         SET state = 'annulled', version = version + 1, decision = 'annulment', decision_number = $5, decided_at = $4,
             decided_by = $3, closed_at = $4
         WHERE id = $1 AND version = $2 AND state = 'accepted' AND kind = 'annul'",
        step.id,
        step.version,
        step.staff,
        step.at,
        number,
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// Closes every other open application that the annulled access was meant for and forgets their passwords: those of the
/// INN, and where `person` is the holder of an account those that they filed for organisations. An organisation's access
/// ends for one person where `only_of` names them, and then only theirs are closed.
///
/// # Errors
/// The database's.
pub async fn supersede_open(
    db: &mut PgConnection,
    inn: &Inn,
    only_of: Option<&Inn>,
    but: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<Vec<ClosedApplication>, sqlx::Error> {
    sqlx::query_as!(
        ClosedApplication,
        "UPDATE access_application
         SET state = 'superseded', version = version + 1, password_hash = NULL, closed_at = $4
         WHERE (inn = $1 AND ($2::text IS NULL OR person_inn = $2) OR person_inn = $1)
           AND id IS DISTINCT FROM $3 AND state IN ('submitted', 'accepted')
         RETURNING id, inn, tax_office",
        inn.as_str(),
        only_of.map(Inn::as_str),
        but,
        now,
    )
    .fetch_all(db)
    .await
}

/// An application that an annulment has closed.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct ClosedApplication {
    pub id: Uuid,
    pub inn: String,
    pub tax_office: String,
}

/// An annulment as it is kept.
#[derive(Debug, Clone)]
pub struct AnnulmentRecord {
    /// Its id.
    pub id: Uuid,
    /// `001-2026-000007/А`.
    pub number: String,
    /// Whose access.
    pub inn: Inn,
    /// Their name at that time.
    pub name_ru: String,
    /// The same in Kyrgyz, or empty.
    pub name_ky: String,
    /// Code of the office that made it.
    pub tax_office: String,
    /// Of its paper.
    pub language: Lang,
    /// The application that it was made on; none for one made on evidence.
    pub application: Option<Uuid>,
    /// The document and what it says; none for one made on an application.
    pub evidence: Option<(GroundDocument, String)>,
    /// When.
    pub at: OffsetDateTime,
    /// By which member of staff.
    pub by: Uuid,
    /// Their name.
    pub inspector: String,
}

impl AnnulmentRecord {
    /// Name in the reader's language; Russian where the registry had no Kyrgyz one.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &str {
        if lang == Lang::Ky && !self.name_ky.is_empty() { &self.name_ky } else { &self.name_ru }
    }
}

struct AnnulmentRow {
    id: Uuid,
    number: String,
    inn: String,
    name_ru: String,
    name_ky: String,
    tax_office: String,
    language: String,
    application_id: Option<Uuid>,
    document_number: Option<String>,
    document_date: Option<Date>,
    note: Option<String>,
    annulled_at: OffsetDateTime,
    annulled_by: Uuid,
    inspector: String,
}

impl TryFrom<AnnulmentRow> for AnnulmentRecord {
    type Error = sqlx::Error;

    fn try_from(row: AnnulmentRow) -> Result<Self, sqlx::Error> {
        let evidence = match (row.document_number, row.document_date, row.note) {
            (Some(number), Some(date), Some(note)) => Some((GroundDocument::from_trusted(number, date), note)),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            number: row.number,
            inn: inn("inn", &row.inn)?,
            name_ru: row.name_ru,
            name_ky: row.name_ky,
            tax_office: row.tax_office,
            language: word("language", &row.language)?,
            application: row.application_id,
            evidence,
            at: row.annulled_at,
            by: row.annulled_by,
            inspector: row.inspector,
        })
    }
}

/// A checked query for whole annulments: whatever follows the join with the staff who made them.
macro_rules! select_annulment {
    ($tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            AnnulmentRow,
            r#"SELECT n.id, n.number, n.inn, n.name_ru, n.name_ky, n.tax_office, n.language, n.application_id,
                      n.document_number, n.document_date, n.note, n.annulled_at, n.annulled_by, s.name AS inspector
               FROM annulment n JOIN staff s ON s.id = n.annulled_by "# + $tail
            $(, $argument)*
        )
    };
}

/// The annulment with this id.
///
/// # Errors
/// The database's.
pub async fn by_id(db: &mut PgConnection, id: Uuid) -> Result<Option<AnnulmentRecord>, sqlx::Error> {
    let row = select_annulment!("WHERE n.id = $1", id).fetch_optional(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// The annulment that this application was entered by.
///
/// # Errors
/// The database's.
pub async fn of_application(db: &mut PgConnection, application: Uuid) -> Result<Option<AnnulmentRecord>, sqlx::Error> {
    let row = select_annulment!("WHERE n.application_id = $1", application).fetch_optional(db).await?;
    row.map(TryInto::try_into).transpose()
}

/// Every annulment of the access of an INN, latest first, at most 20.
///
/// # Errors
/// The database's.
pub async fn of_inn(db: &mut PgConnection, inn: &Inn) -> Result<Vec<AnnulmentRecord>, sqlx::Error> {
    let rows = select_annulment!("WHERE n.inn = $1 ORDER BY n.annulled_at DESC, n.id DESC LIMIT 20", inn.as_str())
        .fetch_all(db)
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The annulment that holds an account closed at this moment; none for one that is open.
///
/// # Errors
/// The database's.
pub async fn of_account(db: &mut PgConnection, account: Uuid) -> Result<Option<AnnulmentRecord>, sqlx::Error> {
    let row =
        select_annulment!("JOIN account a ON a.annulment_id = n.id WHERE a.id = $1 AND a.state = 'annulled'", account)
            .fetch_optional(db)
            .await?;
    row.map(TryInto::try_into).transpose()
}

/// The INN of the person with this login, whose account may be in whatever state.
///
/// # Errors
/// The database's.
pub async fn person_of_login(db: &mut PgConnection, login: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT inn FROM account WHERE login = $1", login).fetch_optional(db).await
}

/// How many accounts act for the organisation.
///
/// # Errors
/// The database's.
pub async fn count_acting_for(db: &mut PgConnection, organisation: &Inn) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM representation WHERE taxpayer_inn = $1 AND state = 'active'"#,
        organisation.as_str(),
    )
    .fetch_one(db)
    .await
}

/// The role in which an account was let act for the organisation; none where no application was granted for it.
///
/// # Errors
/// The database's.
pub async fn granted_role(
    db: &mut PgConnection,
    account: Uuid,
    organisation: &Inn,
) -> Result<Option<domain::officer::OfficerRole>, sqlx::Error> {
    let role = sqlx::query_scalar!(
        r#"SELECT a.person_role AS "role!" FROM representation r JOIN access_application a ON a.id = r.application_id
           WHERE r.account_id = $1 AND r.taxpayer_inn = $2 AND r.state = 'active' AND a.person_role IS NOT NULL"#,
        account,
        organisation.as_str(),
    )
    .fetch_optional(db)
    .await?;
    role.map(|role| word("person_role", &role)).transpose()
}

/// Of an account: how many sessions are running, and how many organisations it acts for.
///
/// # Errors
/// The database's.
pub async fn count_of_account(
    db: &mut PgConnection,
    account: Uuid,
    now: OffsetDateTime,
) -> Result<(i64, i64), sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM session
                   WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2) AS "sessions!",
                  (SELECT count(*) FROM representation WHERE account_id = $1 AND state = 'active') AS "organisations!""#,
        account,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok((row.sessions, row.organisations))
}

/// Names and office of an INN as the newest granted application has them, for who is no longer in the registry.
///
/// # Errors
/// The database's.
pub async fn last_known(db: &mut PgConnection, inn: &Inn) -> Result<Option<(String, String, String)>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT name_ru, name_ky, tax_office FROM access_application
         WHERE inn = $1 AND decision = 'grant' ORDER BY decided_at DESC LIMIT 1",
        inn.as_str(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.name_ru, row.name_ky, row.tax_office)))
}
