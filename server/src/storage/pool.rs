//! Connections, and the role they are in.

use std::time::Duration;

use sqlx::{Connection, PgConnection, PgPool, Postgres, Transaction, postgres::PgPoolOptions};

/// A connection used so recently is taken without asking whether it still lives: asking costs as much as a look-up.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// A single connection in the role of the connection string.
pub async fn connect(url: &str) -> Result<PgConnection, sqlx::Error> {
    PgConnection::connect(url).await
}

/// The server's pool: whoever signs in, every connection changes to `cabinet_server`, which owns nothing.
pub async fn server(url: &str, most: u32, wait: Duration) -> Result<PgPool, sqlx::Error> {
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(wait)
        .test_before_acquire(false)
        .before_acquire(|connection, used| {
            Box::pin(async move {
                if used.idle_for > TRUSTED_FOR {
                    // one that died while nobody used it is replaced, and nobody notices
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::query!("SET ROLE cabinet_server").execute(&mut *connection).await?;
                // every question is a short one: workers would take longer to start than to answer
                sqlx::query!("SET max_parallel_workers_per_gather = 0").execute(&mut *connection).await?;
                // planning a sign-in anew takes longer than carrying it out; conditions that choose an index are words of
                // the statement, never parameters, so that one plan serves whatever is asked (docs/decisions/0023)
                sqlx::query!("SET plan_cache_mode = force_generic_plan").execute(connection).await?;
                Ok(())
            })
        })
        .connect(url)
        .await
}

/// A transaction, begun in a task of its own. Whoever asks may leave at any moment, as a request does when its browser
/// goes away; sqlx 0.9 forgets a `BEGIN` that is dropped on its way, and the connection would go back to the pool within
/// a transaction that nobody ends: what others then write is lost, and its locks stay.
///
/// # Errors
/// The database's.
pub async fn begin(pool: &PgPool) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let pool = pool.clone();
    tokio::spawn(async move { pool.begin().await }).await.map_err(|_| sqlx::Error::WorkerCrashed)?
}

/// Rights of the connection's role that the server must not have: tables it owns, and any way to change the audit trail,
/// the history of what administrators change, or a login.
pub async fn excess_rights(pool: &PgPool) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT 'owns ' || tablename AS "excess!" FROM pg_tables
           WHERE schemaname = 'public' AND tableowner = current_user
           UNION ALL
           SELECT 'may ' || wanted || ' audit_entry' FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS wanted
           WHERE has_table_privilege('audit_entry', wanted)
           UNION ALL
           SELECT 'may ' || wanted || ' ' || kept
           FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS wanted,
                unnest(ARRAY['eligibility_policy', 'limit_version', 'limit_change', 'ground_wording', 'refusal_wording'])
                    AS kept
           WHERE has_table_privilege(to_regclass(kept), wanted)
           UNION ALL
           SELECT 'may ' || wanted || ' logins' FROM unnest(ARRAY['INSERT', 'UPDATE']) AS wanted
           WHERE has_column_privilege('account', 'login', wanted)"#
    )
    .fetch_all(pool)
    .await
}
