//! The language of accounts and staff.

use domain::lang::Lang;
use sqlx::PgPool;

/// Sets the language of a taxpayer's account; `account` is a UUID in text.
pub async fn of_account(pool: &PgPool, account: &str, lang: Lang) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE account SET language = $2 WHERE id = $1::text::uuid", account, lang.code())
        .execute(pool)
        .await?;
    Ok(())
}

/// Sets the language of a member of staff; `staff` is a UUID in text.
pub async fn of_staff(pool: &PgPool, staff: &str, lang: Lang) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE staff SET language = $2 WHERE id = $1::text::uuid", staff, lang.code()).execute(pool).await?;
    Ok(())
}
