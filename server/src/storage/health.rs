//! Whether the database answers, and how it stands.

use sqlx::{PgConnection, PgPool};
use time::OffsetDateTime;

/// One round trip.
pub async fn ping(pool: &PgPool) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("SELECT 1 AS one").fetch_one(pool).await?;
    Ok(())
}

/// How the database stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseState {
    /// `17.2`.
    pub version: String,
    /// Since when its server runs.
    pub started_at: OffsetDateTime,
    /// Bytes on its disk.
    pub bytes: i64,
    /// Connections in use, of whomever.
    pub connections: i64,
    /// Connections that there may be.
    pub most_connections: i32,
    /// Taxpayers in the tables of the registry, as the planner estimates them: counting two million takes a while.
    pub taxpayers: i64,
    /// When the registry was last imported.
    pub imported_at: Option<OffsetDateTime>,
    /// Since when the oldest letter waits.
    pub oldest_letter: Option<OffsetDateTime>,
}

/// How the database stands at this moment.
///
/// # Errors
/// The database's.
pub async fn state(db: &mut PgConnection) -> Result<DatabaseState, sqlx::Error> {
    sqlx::query_as!(
        DatabaseState,
        r#"SELECT current_setting('server_version') AS "version!", pg_postmaster_start_time() AS "started_at!",
                  pg_database_size(current_database()) AS "bytes!",
                  (SELECT coalesce(sum(numbackends), 0)::bigint FROM pg_stat_database) AS "connections!",
                  current_setting('max_connections')::integer AS "most_connections!",
                  (SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'taxpayer'::regclass) AS "taxpayers!",
                  (SELECT at FROM audit_entry WHERE action = 'registry_imported' ORDER BY seq DESC LIMIT 1)
                    AS "imported_at?",
                  (SELECT min(queued_at) FROM outbox_letter WHERE state = 'waiting') AS "oldest_letter?""#
    )
    .fetch_one(db)
    .await
}
