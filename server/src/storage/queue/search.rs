//! What is looked for among all applications of an office, in whichever state.

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Page, QueueRecord, page_of, records, select_queue};

/// Those whose name begins so, in the order of names; `from` is the key of a name, empty for the beginning.
///
/// # Errors
/// The database's.
pub async fn by_name(
    db: &mut PgConnection,
    office: &str,
    now: OffsetDateTime,
    beginning: &str,
    page: Page<(&str, Uuid)>,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    page_of!(
        db,
        page,
        "WHERE a.tax_office = $2 AND a.name_key >= queue_name_key($6)
           AND a.name_key < queue_name_key($6) || chr(1114111) ",
        forth "AND (a.name_key, a.id) > ($3, $4) ORDER BY a.name_key, a.id LIMIT $5",
        back "AND (a.name_key, a.id) < ($3, $4) ORDER BY a.name_key DESC, a.id DESC LIMIT $5",
        now,
        office,
        page.from.0,
        page.from.1,
        page.limit,
        beginning,
    )
}

/// Those whose INN begins with these digits, in the order of INNs; `from` is an INN, empty for the beginning.
///
/// # Errors
/// The database's.
pub async fn by_inn(
    db: &mut PgConnection,
    office: &str,
    now: OffsetDateTime,
    digits: &str,
    page: Page<(&str, Uuid)>,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    page_of!(
        db,
        page,
        // the colon comes after the digits
        r#"WHERE a.tax_office = $2 AND a.inn COLLATE "C" >= $6 AND a.inn COLLATE "C" < $6 || ':' "#,
        forth r#"AND (a.inn COLLATE "C", a.id) > ($3, $4) ORDER BY a.inn COLLATE "C", a.id LIMIT $5"#,
        back r#"AND (a.inn COLLATE "C", a.id) < ($3, $4) ORDER BY a.inn COLLATE "C" DESC, a.id DESC LIMIT $5"#,
        now,
        office,
        page.from.0,
        page.from.1,
        page.limit,
        digits,
    )
}

/// The one whose acceptance or decision has this number, `001-2026-000123`; two, where the series have come apart.
///
/// # Errors
/// The database's.
pub async fn by_number(
    db: &mut PgConnection,
    office: &str,
    now: OffsetDateTime,
    number: &str,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    let rows = select_queue!(
        ["WHERE a.tax_office = $2 AND (a.acceptance_number = $3 OR a.decision_number = $3 || '/Р') ORDER BY a.id"],
        now,
        office,
        number,
    );
    records(rows.fetch_all(db).await?)
}
