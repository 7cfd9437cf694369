//! Filing an application for access.

use domain::{access_application::ApplicationKind, inn::Inn, lang::Lang};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::registry::TaxpayerRecord;

/// An application about to be filed.
#[derive(Debug)]
pub struct NewApplication<'a> {
    /// Version 7.
    pub id: Uuid,
    /// Cell 101.
    pub kind: ApplicationKind,
    /// Cell 102.
    pub inn: Inn,
    /// Cells 103 to 105, 108, 110 and 111: the registry's data of this moment.
    pub taxpayer: &'a TaxpayerRecord,
    /// Cell 106.
    pub passport_sealed: Vec<u8>,
    /// Whether the population register has the same; `None` when it has none.
    pub passport_matched: Option<bool>,
    /// Cell 115, E.164.
    pub phone: &'a str,
    /// Cell 116, or empty.
    pub email: &'a str,
    /// Language of the form.
    pub language: Lang,
    /// By which the code finds it.
    pub code_digest: [u8; 32],
    /// From which the code is printed again.
    pub code_sealed: Vec<u8>,
    /// By which a repeated post is known.
    pub submission_digest: &'a [u8],
    /// Argon2id, PHC.
    pub password_hash: &'a str,
    /// Now.
    pub submitted_at: OffsetDateTime,
    /// When it lapses unless accepted.
    pub expires_at: OffsetDateTime,
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

/// How many applications of this INN are open among those that know the passport of the population register, or among
/// those that don't. Until the transaction ends, nobody else files for this INN.
///
/// The two are counted apart so that a stranger, who does not know the passport, can't use up the room of the person.
///
/// # Errors
/// The database's.
pub async fn count_open(db: &mut PgConnection, inn: &Inn, knows_passport: bool) -> Result<i64, sqlx::Error> {
    // a statement of its own: the count must see what the holder of the lock has committed
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", inn.as_str()).execute(&mut *db).await?;
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM access_application
           WHERE inn = $1 AND state IN ('submitted', 'accepted') AND (passport_matched IS TRUE) = $2"#,
        inn.as_str(),
        knows_passport,
    )
    .fetch_one(db)
    .await
}

/// Files it; `false` when its submission digest is taken.
///
/// # Errors
/// The database's.
pub async fn insert(db: &mut PgConnection, application: &NewApplication<'_>) -> Result<bool, sqlx::Error> {
    let taxpayer = application.taxpayer;
    let done = sqlx::query!(
        "INSERT INTO access_application (id, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode, \
         address, passport_sealed, passport_matched, phone, email, language, code_digest, code_sealed, \
         submission_digest, password_hash, submitted_at, expires_at) \
         VALUES ($1, $2, 'submitted', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20) ON CONFLICT (submission_digest) DO NOTHING",
        application.id,
        application.kind.as_str(),
        application.inn.as_str(),
        taxpayer.kind.as_str(),
        taxpayer.name_ru,
        taxpayer.name_ky,
        taxpayer.tax_office,
        taxpayer.postcode,
        taxpayer.address,
        application.passport_sealed,
        application.passport_matched,
        application.phone,
        application.email,
        application.language.code(),
        &application.code_digest,
        application.code_sealed,
        application.submission_digest,
        application.password_hash,
        application.submitted_at,
        application.expires_at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
