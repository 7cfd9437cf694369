//! Applications that are about to lapse.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// An application whose applicant is to be reminded.
#[derive(Debug)]
pub struct Lapsing {
    /// The application.
    pub id: Uuid,
    /// Cell 116; never empty.
    pub email: String,
    /// ISO 639-1.
    pub language: String,
    /// Code of the office that waits.
    pub tax_office: String,
    /// When it was filed.
    pub submitted_at: OffsetDateTime,
    /// When it lapses.
    pub expires_at: OffsetDateTime,
}

/// Up to `most` submitted applications that lapse at `from` or later but before `until`, have an e-mail address and no
/// letter of this kind; nobody is reminded `days` before of what was filed with fewer days to come. Until the transaction
/// ends nobody moves them; one that is being moved at this moment is left out.
///
/// # Errors
/// The database's.
pub async fn lapsing(
    db: &mut PgConnection,
    kind: &str,
    days: u32,
    (from, until): (OffsetDateTime, OffsetDateTime),
    most: i64,
) -> Result<Vec<Lapsing>, sqlx::Error> {
    sqlx::query_as!(
        Lapsing,
        "SELECT id, email, language, tax_office, submitted_at, expires_at FROM access_application a \
         WHERE state = 'submitted' AND expires_at >= $2 AND expires_at < $3 AND email <> '' \
         AND expires_at - submitted_at > make_interval(days => $5) \
         AND NOT EXISTS (SELECT FROM outbox_letter WHERE kind = $1 AND about = a.id) \
         ORDER BY expires_at LIMIT $4 FOR UPDATE SKIP LOCKED",
        kind,
        from,
        until,
        most,
        i32::try_from(days).unwrap_or(i32::MAX),
    )
    .fetch_all(db)
    .await
}
