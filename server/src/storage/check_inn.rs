//! «Проверка ИНН»: many numbers in one question.

use std::collections::HashSet;

use domain::inn::Inn;
use sqlx::PgPool;

/// Which of these are registered now.
///
/// # Errors
/// The database's.
pub async fn registered(pool: &PgPool, inns: &[Inn]) -> Result<HashSet<Inn>, sqlx::Error> {
    let asked: Vec<String> = inns.iter().map(|inn| inn.as_str().to_owned()).collect();
    let found = sqlx::query_scalar!("SELECT inn FROM taxpayer WHERE inn = ANY($1) AND status = 'active'", &asked)
        .fetch_all(pool)
        .await?;
    Ok(found.iter().filter_map(|inn| Inn::from_trusted(inn)).collect())
}
