//! What only the demonstration asks of the database, as the owner of the tables.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Gives an office a street address, unless it has one.
pub async fn address_of_office(
    owner: &mut PgConnection,
    code: &str,
    address_ru: &str,
    address_ky: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE tax_office SET address_ru = $2, address_ky = $3 WHERE code = $1 AND address_ru = ''",
        code,
        address_ru,
        address_ky
    )
    .execute(owner)
    .await?;
    Ok(())
}

/// Whether somebody of that user name is there.
pub async fn staff_exists(owner: &mut PgConnection, user_name: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM staff WHERE user_name = $1) AS "there!""#, user_name)
        .fetch_one(owner)
        .await
}

/// Gives somebody the demonstration's authenticator, unless they have one.
pub async fn enrol(
    owner: &mut PgConnection,
    user_name: &str,
    totp_sealed: &[u8],
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE staff SET totp_sealed = $2, totp_since = $3 WHERE user_name = $1 AND totp_sealed IS NULL",
        user_name,
        totp_sealed,
        now,
    )
    .execute(owner)
    .await?;
    Ok(())
}

/// The id behind a user name.
pub async fn staff_id(owner: &mut PgConnection, user_name: &str) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar!("SELECT id FROM staff WHERE user_name = $1", user_name).fetch_one(owner).await
}

/// Whether there is any application of that INN.
pub async fn has_applied(owner: &mut PgConnection, inn: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM access_application WHERE inn = $1) AS "there!""#, inn)
        .fetch_one(owner)
        .await
}

/// The login of an INN that has access.
pub async fn login_of(owner: &mut PgConnection, inn: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT login AS "login!" FROM account WHERE inn = $1 AND login IS NOT NULL"#, inn)
        .fetch_optional(owner)
        .await
}

/// The account of an INN that has access.
pub async fn account_of(owner: &mut PgConnection, inn: &str) -> Result<Uuid, sqlx::Error> {
    sqlx::query_scalar!("SELECT id FROM account WHERE inn = $1", inn).fetch_one(owner).await
}

/// The sealed code of the newest application of an INN that nobody has accepted.
pub async fn open_code_of(owner: &mut PgConnection, inn: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT code_sealed FROM access_application WHERE inn = $1 AND state = 'submitted'
         ORDER BY submitted_at DESC LIMIT 1",
        inn
    )
    .fetch_optional(owner)
    .await
}
