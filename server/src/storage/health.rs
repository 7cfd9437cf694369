//! Whether the database answers.

use sqlx::PgPool;

/// One round trip.
pub async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("SELECT 1 AS one").fetch_one(pool).await?;
    Ok(())
}
