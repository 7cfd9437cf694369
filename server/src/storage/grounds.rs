//! The words of the grounds of refusal, version by version, and those with which a refusal was decided
//! (`migrations/0023_ground_wording.sql`).

use domain::{eligibility::ChangeReason, refusal::RefusalGround};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::word;

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsRecord {
    /// In Russian.
    pub ru: String,
    /// In Kyrgyz.
    pub ky: String,
}

/// The newest version of a ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundVersion {
    /// Which ground.
    pub ground: RefusalGround,
    /// Goes up by one with every change.
    pub version: i32,
    /// None: those that came with the program.
    pub words: Option<WordsRecord>,
}

/// A change, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundRevision {
    /// None: those that came with the program.
    pub words: Option<WordsRecord>,
    /// When it came into force.
    pub changed_at: OffsetDateTime,
    /// Name of the administrator.
    pub changed_by: String,
    /// Why.
    pub reason: String,
}

fn words(ru: Option<String>, ky: Option<String>) -> Option<WordsRecord> {
    Some(WordsRecord { ru: ru?, ky: ky? })
}

/// The newest version of each ground that was ever changed.
///
/// # Errors
/// The database's.
pub async fn in_force(db: &mut PgConnection) -> Result<Vec<GroundVersion>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT DISTINCT ON (ground) ground, version, words_ru, words_ky FROM ground_wording
         ORDER BY ground, version DESC"
    )
    .fetch_all(db)
    .await?;
    let version = rows.into_iter().map(|row| {
        let ground = word("ground_wording.ground", &row.ground)?;
        Ok(GroundVersion { ground, version: row.version, words: words(row.words_ru, row.words_ky) })
    });
    version.collect()
}

/// The newest changes of a ground, newest first.
///
/// # Errors
/// The database's.
pub async fn newest(
    db: &mut PgConnection,
    ground: RefusalGround,
    count: i64,
) -> Result<Vec<GroundRevision>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT g.words_ru, g.words_ky, g.changed_at, s.name AS changed_by, g.reason
         FROM ground_wording g JOIN staff s ON s.id = g.changed_by
         WHERE g.ground = $1 ORDER BY g.version DESC LIMIT $2",
        ground.as_str(),
        count,
    )
    .fetch_all(db)
    .await?;
    let revision = rows.into_iter().map(|row| GroundRevision {
        words: words(row.words_ru, row.words_ky),
        changed_at: row.changed_at,
        changed_by: row.changed_by,
        reason: row.reason,
    });
    Ok(revision.collect())
}

/// A change to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewGround<'a> {
    /// Which ground.
    pub ground: RefusalGround,
    /// The version that the administrator saw.
    pub seen: i32,
    /// None: back to those that came with the program.
    pub words: Option<&'a WordsRecord>,
    /// Now.
    pub at: OffsetDateTime,
    /// The administrator.
    pub by: Uuid,
    /// Why.
    pub reason: &'a ChangeReason,
}

/// Stores the version after the one that was seen; `false` when somebody else has.
///
/// # Errors
/// The database's.
pub async fn change(db: &mut PgConnection, new: &NewGround<'_>) -> Result<bool, sqlx::Error> {
    let made = sqlx::query!(
        "INSERT INTO ground_wording (ground, version, words_ru, words_ky, changed_at, changed_by, reason)
         SELECT $1, $2 + 1, $3, $4, $5, $6, $7
         WHERE $2 = (SELECT coalesce(max(version), 0) FROM ground_wording WHERE ground = $1)
         ON CONFLICT (ground, version) DO NOTHING",
        new.ground.as_str(),
        new.seen,
        new.words.map(|words| words.ru.as_str()),
        new.words.map(|words| words.ky.as_str()),
        new.at,
        new.by,
        new.reason.as_str(),
    )
    .execute(db)
    .await?;
    Ok(made.rows_affected() == 1)
}

/// Keeps with which words an application is being refused.
///
/// # Errors
/// The database's.
pub async fn keep_refusal(db: &mut PgConnection, application: Uuid, words: &WordsRecord) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO refusal_wording (application_id, words_ru, words_ky) VALUES ($1, $2, $3)",
        application,
        words.ru,
        words.ky,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// With which words an application was refused; none where that was before they were kept.
///
/// # Errors
/// The database's.
pub async fn of_refusal(db: &mut PgConnection, application: Uuid) -> Result<Option<WordsRecord>, sqlx::Error> {
    let row = sqlx::query!("SELECT words_ru, words_ky FROM refusal_wording WHERE application_id = $1", application)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| WordsRecord { ru: row.words_ru, ky: row.words_ky }))
}
