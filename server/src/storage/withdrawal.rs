//! An application taken back by whoever holds INN and code.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Closes a submitted application and forgets its password; `false` when it is not submitted in this version any more,
/// or its time has run out.
///
/// # Errors
/// The database's.
pub async fn withdraw(db: &mut PgConnection, id: Uuid, version: i32, now: OffsetDateTime) -> Result<bool, sqlx::Error> {
    let moved = sqlx::query!(
        "UPDATE access_application \
         SET state = 'withdrawn', version = version + 1, password_hash = NULL, closed_at = $3 \
         WHERE id = $1 AND version = $2 AND state = 'submitted' AND expires_at > $3",
        id,
        version,
        now,
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() == 1)
}
