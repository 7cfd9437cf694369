//! Filing an application for access.

use domain::{
    access_application::ApplicationKind, account_password::AccountPassword, inn::Inn, lang::Lang, officer::OfficerRole,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    access_application::{HeadOrganisationRecord, PersonRecord},
    audit::AuditEntry,
    registry::TaxpayerRecord,
};

/// What every application is given when it is filed.
#[derive(Debug)]
pub struct Given {
    /// Version 7.
    pub id: Uuid,
    /// Cell 106.
    pub passport_sealed: Vec<u8>,
    /// By which the code finds it.
    pub code_digest: [u8; 32],
    /// From which the code is printed again.
    pub code_sealed: Vec<u8>,
    /// Now.
    pub submitted_at: OffsetDateTime,
    /// When it lapses unless accepted.
    pub expires_at: OffsetDateTime,
}

/// An application about to be filed.
#[derive(Debug)]
pub struct NewApplication<'a> {
    /// Id, code, times.
    pub given: Given,
    /// Cell 101.
    pub kind: ApplicationKind,
    /// Cell 102.
    pub inn: Inn,
    /// Cells 103 to 105, 108, 110 and 111: the registry's data of this moment.
    pub taxpayer: &'a TaxpayerRecord,
    /// Section 2 and what belongs to it: there if and only if the INN is an organisation's.
    pub organisation: Option<OrganisationPart<'a>>,
    /// Whether the population register has the same; `None` when it has none.
    pub passport_matched: Option<bool>,
    /// Cell 115, E.164.
    pub phone: &'a str,
    /// Cell 116, or empty.
    pub email: &'a str,
    /// Language of the form.
    pub language: Lang,
    /// By which a repeated post is known.
    pub submission_digest: &'a [u8],
    /// Argon2id, PHC; `None` where none is typed, for an application filed from inside the cabinet.
    pub password_hash: Option<&'a str>,
}

/// What only an organisation's application holds.
#[derive(Debug, Clone, Copy)]
pub struct OrganisationPart<'a> {
    /// Section 2.
    pub person: &'a PersonRecord,
    /// «Присоединиться как международная организация».
    pub international: bool,
    /// «Присоединиться как филиал»: of this one.
    pub head: Option<&'a HeadOrganisationRecord>,
    /// The verdict on the password; `None` where none was typed.
    pub account_password: Option<AccountPassword>,
}

/// What was filed with the same token and content before.
#[derive(Debug)]
pub struct EarlierSubmission {
    /// The application.
    pub id: Uuid,
    /// The hash of its password while it is open.
    pub password_hash: Option<String>,
}

/// The application filed under this submission digest.
///
/// # Errors
/// The database's.
pub async fn by_submission(db: &mut PgConnection, digest: &[u8]) -> Result<Option<EarlierSubmission>, sqlx::Error> {
    sqlx::query_as!(
        EarlierSubmission,
        "SELECT id, password_hash FROM access_application WHERE submission_digest = $1",
        digest,
    )
    .fetch_optional(db)
    .await
}

/// How many applications of this INN, for an organisation by this person, are open among those that know the passport of
/// the population register, or among those that don't. Until the transaction ends, nobody else files for this INN.
///
/// The two are counted apart so that a stranger, who does not know the passport, can't use up the room of the person.
///
/// # Errors
/// The database's.
pub async fn count_open(
    db: &mut PgConnection,
    inn: &Inn,
    person: Option<&Inn>,
    knows_passport: bool,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT open_applications($1, $3, $2) AS "count!""#,
        inn.as_str(),
        knows_passport,
        person.map(Inn::as_str),
    )
    .fetch_one(db)
    .await
}

/// What came of filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filing {
    /// It is stored under this id, and so is the audit entry.
    Filed(Uuid),
    /// Nothing was written: so many as may are open already (counted as [`count_open`] counts).
    Full,
    /// Nothing was written: its submission digest is taken.
    Taken,
}

/// Files it if fewer than `most_open` are open, and writes the trail along: one statement, which is one trip and needs no
/// transaction around it. Within one, it takes the locks of the INN and of the audit chain until that ends.
///
/// # Errors
/// The database's.
pub async fn file(
    db: &mut PgConnection,
    application: &NewApplication<'_>,
    most_open: u32,
    trail: &AuditEntry<'_>,
) -> Result<Filing, sqlx::Error> {
    let NewApplication { given, taxpayer, .. } = application;
    let person = application.organisation.map(|part| part.person);
    let head = application.organisation.and_then(|part| part.head);
    let (actor_kind, actor_id) = trail.actor.parts();
    let outcome = sqlx::query!(
        r#"WITH room AS MATERIALIZED (SELECT open_applications($3, $21, $11 IS TRUE) < $39 AS free),
           filed AS (
             INSERT INTO access_application (id, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode,
               address, passport_sealed, passport_matched, phone, email, language, code_digest, code_sealed,
               submission_digest, password_hash, submitted_at, expires_at, person_inn, person_name_ru, person_name_ky,
               person_role, international, head_inn, head_name_ru, head_name_ky, account_password)
             SELECT $1, $2, 'submitted', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
               $20, $21, $22, $23, $24, $25, $26, $27, $28, $29 FROM room WHERE free
             ON CONFLICT (submission_digest) DO NOTHING
             RETURNING id
           )
           SELECT free AS "free!",
             (SELECT audit_append($30, $31, $32, $33, $34, filed.id, $35, $36, $37, $38) FROM filed) AS seq FROM room"#,
        given.id,
        application.kind.as_str(),
        application.inn.as_str(),
        taxpayer.kind.as_str(),
        taxpayer.name_ru,
        taxpayer.name_ky,
        taxpayer.tax_office,
        taxpayer.postcode,
        taxpayer.address,
        given.passport_sealed,
        application.passport_matched,
        application.phone,
        application.email,
        application.language.code(),
        &given.code_digest,
        given.code_sealed,
        application.submission_digest,
        application.password_hash,
        given.submitted_at,
        given.expires_at,
        person.map(|person| person.inn.as_str()),
        person.map(|person| person.name_ru.as_str()),
        person.map(|person| person.name_ky.as_str()),
        person.map(|person| person.role).map(OfficerRole::as_str),
        application.organisation.is_some_and(|part| part.international),
        head.map(|head| head.inn.as_str()),
        head.map(|head| head.name_ru.as_str()),
        head.map(|head| head.name_ky.as_str()),
        application.organisation.and_then(|part| part.account_password).map(AccountPassword::as_str),
        trail.at,
        actor_kind,
        actor_id,
        trail.action.as_str(),
        trail.subject_inn,
        trail.tax_office,
        trail.address,
        trail.request_id,
        trail.details,
        i64::from(most_open),
    )
    .fetch_one(db)
    .await?;
    Ok(match (outcome.free, outcome.seq) {
        (_, Some(_)) => Filing::Filed(given.id),
        (false, None) => Filing::Full,
        (true, None) => Filing::Taken,
    })
}
