//! Applications that nobody came with in time.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// An application that has just lapsed.
#[derive(Debug)]
pub struct Expired {
    /// The application.
    pub id: Uuid,
    /// The subject.
    pub inn: String,
    /// Code of the office that waited.
    pub tax_office: String,
}

/// Closes up to `most` submitted applications whose time has run out and forgets their passwords. One that an
/// inspector is accepting at this moment is left alone.
///
/// # Errors
/// The database's.
pub async fn expire(db: &mut PgConnection, now: OffsetDateTime, most: i64) -> Result<Vec<Expired>, sqlx::Error> {
    sqlx::query_as!(
        Expired,
        "UPDATE access_application SET state = 'expired', version = version + 1, password_hash = NULL, closed_at = $1 \
         WHERE id IN (SELECT id FROM access_application WHERE state = 'submitted' AND expires_at <= $1 \
         ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id, inn, tax_office",
        now,
        most,
    )
    .fetch_all(db)
    .await
}
