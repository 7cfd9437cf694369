//! How much each client has spent in a window of time.

use sqlx::PgPool;
use time::OffsetDateTime;

/// Takes up to `lease` from what the client may still spend in this window and says how much it got; 0 when the limit
/// is reached.
///
/// # Errors
/// The database's.
pub async fn take_lease(
    pool: &PgPool,
    kind: &str,
    client_digest: &[u8],
    window_start: OffsetDateTime,
    lease: i32,
    limit: i32,
) -> Result<i32, sqlx::Error> {
    let spent = sqlx::query_scalar!(
        "INSERT INTO client_throttle (kind, client_digest, window_start, spent) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (kind, client_digest, window_start) DO UPDATE SET spent = client_throttle.spent + $4 \
         WHERE client_throttle.spent < $5 RETURNING spent",
        kind,
        client_digest,
        window_start,
        lease,
        limit,
    )
    .fetch_optional(pool)
    .await?;
    // the last lease may reach beyond the limit: only what lies within it is given
    Ok(spent.map_or(0, |spent| lease - (spent - limit).max(0)))
}

/// Takes all of `wanted` from what the client may still spend in this window, or nothing; whether it got it.
///
/// # Errors
/// The database's.
pub async fn take_all(
    pool: &PgPool,
    kind: &str,
    client_digest: &[u8],
    window_start: OffsetDateTime,
    wanted: i32,
    limit: i32,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "INSERT INTO client_throttle (kind, client_digest, window_start, spent) \
         SELECT $1, $2, $3, $4 WHERE $4::integer <= $5 \
         ON CONFLICT (kind, client_digest, window_start) DO UPDATE SET spent = client_throttle.spent + $4 \
         WHERE client_throttle.spent + $4 <= $5",
        kind,
        client_digest,
        window_start,
        wanted,
        limit,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets windows that began before the given moment; returns how many.
///
/// # Errors
/// The database's.
pub async fn forget_before(pool: &PgPool, moment: OffsetDateTime) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!("DELETE FROM client_throttle WHERE window_start < $1", moment).execute(pool).await?;
    Ok(done.rows_affected())
}
