//! The migrations, compiled into the binary.

use sqlx::{Connection, PgConnection, migrate::Migrate};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// Applies what is missing and returns the newest version. Runs under sqlx's advisory lock.
pub async fn apply(owner: &mut PgConnection) -> Result<i64, sqlx::migrate::MigrateError> {
    MIGRATIONS.run(owner).await?;
    Ok(newest())
}

/// How far the database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MigrationState {
    /// The newest migration in the database, 0 for none; the last before the first that it lacks, where one is missing in
    /// between, as after a release that was taken back and repaired.
    pub applied: i64,
    /// The newest that this binary brings.
    pub brought: i64,
}

impl MigrationState {
    /// «at 8», or what to do.
    pub fn check(self) -> anyhow::Result<String> {
        anyhow::ensure!(self.applied >= self.brought, "at {} of {}: run `cabinet migrate`", self.applied, self.brought);
        Ok(format!("at {}", self.applied))
    }
}

/// How far the database is.
pub async fn state(connection: &mut PgConnection) -> Result<MigrationState, sqlx::migrate::MigrateError> {
    connection.ping().await?;
    let held: Vec<i64> = match connection.list_applied_migrations("_sqlx_migrations").await {
        Ok(list) => list.iter().map(|migration| migration.version).collect(),
        Err(sqlx::migrate::MigrateError::Execute(_)) => Vec::new(),
        Err(other) => return Err(other),
    };
    let missing = MIGRATIONS.iter().map(|migration| migration.version).filter(|brought| !held.contains(brought)).min();
    let whole = held.iter().copied().filter(|version| missing.is_none_or(|missing| *version < missing));
    Ok(MigrationState { applied: whole.max().unwrap_or_default(), brought: newest() })
}

fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}
