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
    sqlx::query!("TRUNCATE password_failure, client_throttle, known_device, session, passkey_challenge")
        .execute(owner)
        .await?;
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

/// A session of a member of staff of an office, with the digest of its token.
pub async fn begin_staff_session(
    owner: &mut PgConnection,
    id: Uuid,
    token_digest: &[u8],
    user_name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO session (id, token_digest, staff_id, remembered, address, user_agent, started_at, last_used_at,
                              expires_at, factor_at)
         SELECT $1, $2, s.id, false, '', '', now(), now(), now() + interval '12 hours', now() FROM staff s
         WHERE s.user_name = $3",
        id,
        token_digest,
        user_name,
    )
    .execute(owner)
    .await?;
    Ok(())
}

/// Makes the applications of office 001 that have the numbers from `first` to `last`, in the states in which an office has
/// them: few to decide and to hand over, some that nobody has come with, and all the others closed. Those of earlier
/// runs are taken away first when `first` is 0. All have the same `passport` and application `code`, sealed.
pub async fn fill_applications(
    owner: &mut PgConnection,
    first: i32,
    last: i32,
    user_name: &str,
    passport: &[u8],
    code: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query!("ALTER TABLE access_application DISABLE TRIGGER USER").execute(&mut *owner).await?;
    if first == 0 {
        sqlx::query!(
            "DELETE FROM access_application WHERE id BETWEEN '01900000-0000-7000-8000-000000000000'
                                                         AND '01900000-0000-7000-8000-ffffffffffff'"
        )
        .execute(&mut *owner)
        .await?;
    }
    sqlx::query!(
        "INSERT INTO access_application (id, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode,
             address, passport_sealed, passport_matched, phone, language, code_digest, code_sealed, password_hash,
             submitted_at, expires_at, acceptance_number, accepted_at, accepted_by, decision_due_at, decision,
             decision_number, decided_at, decided_by, login, delivered_at, delivered_by, closed_at)
         SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
             (ARRAY['grant', 'grant', 'restore', 'grant'])[1 + n % 4], w.state, '20101' || (195000000 + n)::text,
             'individual', (ARRAY['Асанов', 'Бакиров', 'Жумабаев', 'Токтогулов', 'Эсенов'])[1 + n % 5] || ' Образец ' || n,
             '', '001', '720001', 'г. Бишкек', $4, true, '+996555000111', 'ru', sha256(('bench' || n)::bytea), $5,
             CASE WHEN w.open THEN '$argon2id$' END, w.at, w.at + interval '30 days',
             CASE WHEN w.accepted THEN '001-2025-' || lpad(n::text, 7, '0') END,
             CASE WHEN w.accepted THEN w.at + interval '1 day' END, CASE WHEN w.accepted THEN s.id END,
             CASE WHEN w.accepted THEN w.at + interval '1 day 20 minutes' END,
             CASE WHEN w.decided THEN 'grant' END,
             CASE WHEN w.decided THEN '001-2025-' || lpad(n::text, 7, '0') || '/Р' END,
             CASE WHEN w.decided THEN w.at + interval '1 day 5 minutes' + (n % 997 = 0)::integer * interval '1 hour' END,
             CASE WHEN w.decided THEN s.id END,
             CASE WHEN w.decided THEN '20101' || (195000000 + n)::text || '000' END,
             CASE WHEN w.state = 'delivered' THEN w.at + interval '2 days' END,
             CASE WHEN w.state = 'delivered' THEN s.id END,
             CASE WHEN w.decided THEN w.at + interval '1 day 10 minutes' END
         FROM (
             SELECT n, state, now() - n * interval '40 seconds' AS at, state IN ('submitted', 'accepted') AS open,
                    state <> 'submitted' AS accepted, state IN ('granted', 'delivered') AS decided
             FROM (SELECT n, CASE WHEN n < 200 THEN 'accepted' WHEN n < 500 THEN 'granted' WHEN n % 33 = 0 THEN 'submitted'
                                  ELSE 'delivered' END AS state
                   FROM generate_series($1::integer, $2) AS n) AS stated
         ) AS w, staff s WHERE s.user_name = $3",
        first,
        last,
        user_name,
        passport,
        code,
    )
    .execute(&mut *owner)
    .await?;
    sqlx::query!("ALTER TABLE access_application ENABLE TRIGGER USER").execute(&mut *owner).await?;
    sqlx::query!("VACUUM ANALYZE access_application").execute(owner).await?;
    Ok(())
}
