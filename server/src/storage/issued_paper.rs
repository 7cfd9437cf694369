//! Papers that were issued, by the marks printed on them (`migrations/0017_annulment.sql`).

use domain::issued_paper::{PaperKind, PaperMark};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::access_application::word;

/// A paper as its public page may tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedPaperRecord {
    /// What it is.
    pub kind: PaperKind,
    /// The number that it bears.
    pub number: String,
    /// The moment that it bears.
    pub dated: OffsetDateTime,
    /// Code of the office that issued it.
    pub tax_office: String,
}

/// A paper about to be printed.
#[derive(Debug, Clone, Copy)]
pub struct NewIssuedPaper<'a> {
    /// What it is.
    pub kind: PaperKind,
    /// The application, annulment or card that it prints. Of a kind there is one paper about it, in however many copies.
    pub about: Uuid,
    /// The number that it bears.
    pub number: &'a str,
    /// The moment that it bears.
    pub dated: OffsetDateTime,
    /// Code of the office that issues it.
    pub tax_office: &'a str,
}

/// Keeps that the paper is issued; the mark it has from now on, which is `fresh` unless it was issued before.
///
/// # Errors
/// The database's.
pub async fn issue(db: &mut PgConnection, paper: &NewIssuedPaper<'_>, fresh: PaperMark) -> Result<String, sqlx::Error> {
    let issued = sqlx::query_scalar!(
        "INSERT INTO issued_paper (mark, kind, about, number, dated, tax_office) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (kind, about) DO NOTHING RETURNING mark",
        fresh.as_str(),
        paper.kind.as_str(),
        paper.about,
        paper.number,
        paper.dated,
        paper.tax_office,
    )
    .fetch_optional(&mut *db)
    .await?;
    match issued {
        Some(mark) => Ok(mark),
        // a statement of its own: it sees what another server has just committed
        None => {
            sqlx::query_scalar!(
                "SELECT mark FROM issued_paper WHERE kind = $1 AND about = $2",
                paper.kind.as_str(),
                paper.about,
            )
            .fetch_one(db)
            .await
        }
    }
}

/// The paper with this mark.
///
/// # Errors
/// The database's.
pub async fn by_mark(db: &mut PgConnection, mark: PaperMark) -> Result<Option<IssuedPaperRecord>, sqlx::Error> {
    let row = sqlx::query!("SELECT kind, number, dated, tax_office FROM issued_paper WHERE mark = $1", mark.as_str())
        .fetch_optional(db)
        .await?;
    row.map(|row| {
        let kind = word("kind", &row.kind)?;
        Ok(IssuedPaperRecord { kind, number: row.number, dated: row.dated, tax_office: row.tax_office })
    })
    .transpose()
}
