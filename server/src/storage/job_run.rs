//! When each hourly job last ran.

use sqlx::PgConnection;
use time::OffsetDateTime;

/// The last run of a job on any server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRun {
    /// A word of `jobs::Job`.
    pub job: String,
    /// When it ended.
    pub ended_at: OffsetDateTime,
    /// How much it did; none when it failed.
    pub done: Option<i64>,
}

/// Keeps that a job has run.
///
/// # Errors
/// The database's.
pub async fn note(
    db: &mut PgConnection,
    job: &str,
    ended_at: OffsetDateTime,
    done: Option<i64>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO job_run (job, ended_at, done) VALUES ($1, $2, $3)
         ON CONFLICT (job) DO UPDATE SET ended_at = $2, done = $3",
        job,
        ended_at,
        done,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The last run of every job that has run at all.
///
/// # Errors
/// The database's.
pub async fn newest(db: &mut PgConnection) -> Result<Vec<JobRun>, sqlx::Error> {
    sqlx::query_as!(JobRun, "SELECT job, ended_at, done FROM job_run").fetch_all(db).await
}
