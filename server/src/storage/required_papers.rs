//! The papers that applicants show, list by list and version by version (`migrations/0018_queue.sql`), and what was
//! missing when an application was returned.

use domain::{
    acceptance::AcceptanceCheck, access_application::ApplicationKind, required_papers::RequiredPaper,
    subject::SubjectKind,
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::word;

/// A version of a list.
#[derive(Debug, Clone)]
pub struct PaperListVersion {
    /// Goes up by one with every change.
    pub version: i32,
    /// What it says.
    pub papers: Vec<RequiredPaper>,
    /// When it came into force.
    pub changed_at: OffsetDateTime,
    /// Name of the administrator.
    pub changed_by: String,
    /// Why.
    pub reason: String,
}

fn paired(ru: Vec<String>, ky: Vec<String>) -> Vec<RequiredPaper> {
    ru.into_iter().zip(ky).map(|(ru, ky)| RequiredPaper { ru, ky }).collect()
}

fn parted(papers: &[RequiredPaper]) -> (Vec<String>, Vec<String>) {
    papers.iter().map(|paper| (paper.ru.clone(), paper.ky.clone())).unzip()
}

/// The list in force; empty where nobody has made one.
///
/// # Errors
/// The database's.
pub async fn in_force(
    db: &mut PgConnection,
    kind: ApplicationKind,
    subject_kind: SubjectKind,
) -> Result<Vec<RequiredPaper>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT papers_ru, papers_ky FROM required_papers WHERE kind = $1 AND subject_kind = $2
         ORDER BY version DESC LIMIT 1",
        kind.as_str(),
        subject_kind.as_str(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| paired(row.papers_ru, row.papers_ky)).unwrap_or_default())
}

/// The newest versions of a list, newest first.
///
/// # Errors
/// The database's.
pub async fn newest(
    db: &mut PgConnection,
    kind: ApplicationKind,
    subject_kind: SubjectKind,
    count: i64,
) -> Result<Vec<PaperListVersion>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT p.version, p.papers_ru, p.papers_ky, p.changed_at, s.name, p.reason
         FROM required_papers p JOIN staff s ON s.id = p.changed_by
         WHERE p.kind = $1 AND p.subject_kind = $2 ORDER BY p.version DESC LIMIT $3",
        kind.as_str(),
        subject_kind.as_str(),
        count,
    )
    .fetch_all(db)
    .await?;
    let version = rows.into_iter().map(|row| PaperListVersion {
        version: row.version,
        papers: paired(row.papers_ru, row.papers_ky),
        changed_at: row.changed_at,
        changed_by: row.name,
        reason: row.reason,
    });
    Ok(version.collect())
}

/// Every list that has papers in it, and how many.
///
/// # Errors
/// The database's.
pub async fn lengths(db: &mut PgConnection) -> Result<Vec<(ApplicationKind, SubjectKind, u64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (kind, subject_kind) kind, subject_kind, cardinality(papers_ru) AS "papers!"
           FROM required_papers ORDER BY kind, subject_kind, version DESC"#
    )
    .fetch_all(db)
    .await?;
    let long = rows.into_iter().filter(|row| row.papers > 0);
    long.map(|row| {
        let papers = u64::try_from(row.papers).unwrap_or_default();
        Ok((word("kind", &row.kind)?, word("subject_kind", &row.subject_kind)?, papers))
    })
    .collect()
}

/// A change of a list to be stored.
#[derive(Debug, Clone)]
pub struct NewPaperList<'a> {
    /// For which applications.
    pub kind: ApplicationKind,
    /// Of whom.
    pub subject_kind: SubjectKind,
    /// The version that the administrator saw; 0 where there was none.
    pub seen: i32,
    /// What is to be in force.
    pub papers: &'a [RequiredPaper],
    /// Now.
    pub at: OffsetDateTime,
    /// The administrator.
    pub by: Uuid,
    /// Why.
    pub reason: &'a str,
}

/// Stores the version after the one that was seen; `false` when somebody else has.
///
/// # Errors
/// The database's.
pub async fn change(db: &mut PgConnection, new: &NewPaperList<'_>) -> Result<bool, sqlx::Error> {
    let (ru, ky) = parted(new.papers);
    let stored = sqlx::query!(
        "INSERT INTO required_papers (kind, subject_kind, version, papers_ru, papers_ky, changed_at, changed_by, reason)
         SELECT $1, $2, $3 + 1, $4, $5, $6, $7, $8
         WHERE $3 = (SELECT coalesce(max(version), 0) FROM required_papers WHERE kind = $1 AND subject_kind = $2)
         ON CONFLICT (kind, subject_kind, version) DO NOTHING",
        new.kind.as_str(),
        new.subject_kind.as_str(),
        new.seen,
        &ru,
        &ky,
        new.at,
        new.by,
        new.reason,
    )
    .execute(db)
    .await?;
    Ok(stored.rows_affected() == 1)
}

/// What was missing when an application was returned.
#[derive(Debug, Clone)]
pub struct CaseReturn {
    /// When.
    pub at: OffsetDateTime,
    /// Which of the inspector's checks failed.
    pub checks: Vec<AcceptanceCheck>,
    /// Which papers.
    pub papers: Vec<RequiredPaper>,
    /// In the inspector's words, or empty.
    pub note: String,
}

/// Keeps that an application was returned.
///
/// # Errors
/// The database's.
pub async fn keep_return(
    db: &mut PgConnection,
    id: Uuid,
    application: Uuid,
    by: Uuid,
    returned: &CaseReturn,
) -> Result<(), sqlx::Error> {
    let (ru, ky) = parted(&returned.papers);
    let checks: Vec<String> = returned.checks.iter().map(|check| check.as_str().to_owned()).collect();
    sqlx::query!(
        "INSERT INTO case_return (id, application_id, returned_at, returned_by, checks, papers_ru, papers_ky, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        application,
        returned.at,
        by,
        &checks,
        &ru,
        &ky,
        returned.note,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was missing when an application was returned last.
///
/// # Errors
/// The database's.
pub async fn last_return(db: &mut PgConnection, application: Uuid) -> Result<Option<CaseReturn>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT returned_at, checks, papers_ru, papers_ky, note FROM case_return WHERE application_id = $1
         ORDER BY returned_at DESC LIMIT 1",
        application,
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let checks = row.checks.iter().map(|check| word("checks", check)).collect::<Result<_, _>>()?;
        let papers = paired(row.papers_ru, row.papers_ky);
        Ok(CaseReturn { at: row.returned_at, checks, papers, note: row.note })
    })
    .transpose()
}
