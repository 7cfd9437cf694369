//! The figures of an office: what waits, and what was decided in a stretch of time.

use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// What waits at an office.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Waiting {
    pub accepted: i64,
    pub overdue: i64,
    pub submitted: i64,
}

/// What waits at this moment.
///
/// # Errors
/// The database's.
pub async fn waiting(db: &mut PgConnection, office: &str, now: OffsetDateTime) -> Result<Waiting, sqlx::Error> {
    sqlx::query_as!(
        Waiting,
        r#"SELECT
             (SELECT count(*) FROM access_application WHERE tax_office = $1 AND state = 'accepted') AS "accepted!",
             (SELECT count(*) FROM access_application
              WHERE tax_office = $1 AND state = 'accepted' AND decision_due_at < $2) AS "overdue!",
             (SELECT count(*) FROM access_application WHERE tax_office = $1 AND state = 'submitted') AS "submitted!""#,
        office,
        now,
    )
    .fetch_one(db)
    .await
}

/// Decisions of a day, of a member of staff, of a kind, or, with none of the three, all of them.
#[derive(Debug, Clone)]
pub struct Counted {
    /// In Bishkek.
    pub day: Option<Date>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// Their name.
    pub name: Option<String>,
    /// Kind of the application.
    pub kind: Option<String>,
    /// How many.
    pub decided: i64,
    /// Of which access was given.
    pub granted: i64,
    /// Of which it was refused.
    pub refused: i64,
    /// Of which not later than due.
    pub in_time: i64,
    /// Seconds from acceptance to decision, annulments aside: median and 95th percentile.
    pub seconds: Option<Vec<f64>>,
}

/// What an office decided from `from` up to, not with, `until`: as a whole, by day, by who decided, by kind. The days are
/// those of Bishkek, which is at +06:00 the whole year.
///
/// # Errors
/// The database's.
pub async fn decided(
    db: &mut PgConnection,
    office: &str,
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<Counted>, sqlx::Error> {
    sqlx::query_as!(
        Counted,
        r#"WITH decided AS (
             SELECT ((decided_at AT TIME ZONE 'UTC') + interval '6 hours')::date AS day, decided_by, kind, decision,
                    decided_at <= decision_due_at AS in_time,
                    extract(epoch FROM decided_at - accepted_at)::double precision AS seconds
             FROM access_application
             WHERE tax_office = $1 AND decided_at >= $2 AND decided_at < $3
           ), counted AS (
             SELECT day, decided_by, kind, count(*) AS decided, count(*) FILTER (WHERE decision = 'grant') AS granted,
                    count(*) FILTER (WHERE decision = 'refusal') AS refused, count(*) FILTER (WHERE in_time) AS in_time,
                    percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE kind <> 'annul')
                      AS seconds
             FROM decided GROUP BY GROUPING SETS ((), (day), (decided_by), (kind))
           )
           SELECT c.day AS "day?", c.decided_by AS "decided_by?", s.name AS "name?", c.kind AS "kind?",
                  c.decided AS "decided!", c.granted AS "granted!", c.refused AS "refused!", c.in_time AS "in_time!",
                  c.seconds AS "seconds?: Vec<f64>"
           FROM counted c LEFT JOIN staff s ON s.id = c.decided_by
           ORDER BY c.day, c.decided DESC, s.name"#,
        office,
        from,
        until,
    )
    .fetch_all(db)
    .await
}
