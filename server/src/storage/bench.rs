//! What only the measurements ask of the database.

use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// The same select by key that a look-up makes, for pgbench.
pub const PGBENCH_SCRIPT: &str = "\\set n random(0, 999999)\n\
    SELECT name_ru FROM taxpayer WHERE inn = '20101' || (195000000 + :n)::text;\n";

/// The INN of an invented taxpayer: a man born on 1 January 1950 or later, a hundred thousand a year.
pub fn inn(number: i32) -> String {
    format!("20101{}", 195_000_000 + number)
}

/// Fills in so many invented taxpayers, unless they are there.
pub async fn fill_taxpayers(owner: &mut PgConnection, count: i32) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO taxpayer
         SELECT '20101' || (195000000 + n)::text, 'individual', 'Образцов Образец ' || n, '', '001', '720001',
                'г. Бишкек, ул. Образцовая, д. ' || n % 200, false, false, 'active', '2020-01-01'
         FROM generate_series(0, $1 - 1) AS n ON CONFLICT DO NOTHING",
        count
    )
    .execute(&mut *owner)
    .await?;
    sqlx::query!("ANALYZE taxpayer").execute(owner).await?;
    Ok(())
}

/// What a registration stores, without anything around it: an application and an audit entry in one transaction.
pub async fn bare_inserts(pool: &PgPool, id: Uuid) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    sqlx::query!(
        "INSERT INTO access_application (id, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode,
            address, passport_sealed, passport_matched, phone, language, code_digest, code_sealed, submission_digest,
            password_hash, submitted_at, expires_at)
         VALUES ($1, 'grant', 'submitted', '11503199000123', 'individual', 'Образцова', '', '001', '720001', 'Бишкек',
            '\\x00', true, '+996555000111', 'ru', sha256(uuid_send($1)), '\\x00', sha256('s'::bytea || uuid_send($1)),
            '$argon2id$', now(), now() + interval '30 days')",
        id
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::query_scalar!(
        "SELECT audit_append(now(), 'nobody', '', 'application_submitted', '11503199000123', $1, '001', '127.0.0.1', '',
            '{}')",
        id
    )
    .fetch_one(&mut *transaction)
    .await?;
    transaction.commit().await
}

/// Forgets what earlier runs have left behind and this one would stumble over: wrong passwords lock the logins they were
/// typed for, counts of requests use the limits up, and devices and sessions pile up as nobody's do.
pub async fn forget_earlier_runs(owner: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("TRUNCATE password_failure, client_throttle, known_device, session").execute(owner).await?;
    Ok(())
}

/// Gives the people of these logins, whoever they are, accounts with the password of another account.
pub async fn fill_accounts(owner: &mut PgConnection, logins: &[String], like: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO account (id, inn, login, password_hash, name_ru, name_ky, phone, language, created_at,
                              password_changed_at)
         SELECT gen_random_uuid(), left(fresh.login, 14), fresh.login, a.password_hash, 'Образцов', '', '', 'ru', now(),
                now()
         FROM unnest($1::text[]) AS fresh (login), account a WHERE a.login = $2 ON CONFLICT DO NOTHING",
        logins,
        like,
    )
    .execute(owner)
    .await?;
    Ok(())
}
