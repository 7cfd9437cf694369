//! The lists of the queue.

use domain::{access_application::ApplicationKind, inn::Inn};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Page, QueueRecord, TimePlace, page_of, records, select_queue};

/// Whose queue at which time, and what a list is narrowed to.
#[derive(Debug, Clone, Copy)]
pub struct Narrowed<'a> {
    /// Code of the office.
    pub office: &'a str,
    /// Now.
    pub now: OffsetDateTime,
    /// Of this kind only.
    pub kind: Option<ApplicationKind>,
    /// Of this member of staff only.
    pub mine: Option<Uuid>,
    /// Late ones only.
    pub late: bool,
}

impl Narrowed<'_> {
    fn kind(&self) -> Option<&'static str> {
        self.kind.map(ApplicationKind::as_str)
    }
}

/// Accepted and undecided, earliest deadline first.
///
/// # Errors
/// The database's.
pub async fn to_decide(
    db: &mut PgConnection,
    of: &Narrowed<'_>,
    page: Page<TimePlace>,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    page_of!(
        db,
        page,
        "WHERE a.tax_office = $2 AND a.state = 'accepted' AND ($6::text IS NULL OR a.kind = $6)
           AND ($7::uuid IS NULL OR coalesce(c.staff_id, a.accepted_by) = $7)
           AND (NOT $8::boolean OR a.decision_due_at < $1) ",
        forth "AND (a.decision_due_at, a.id) > ($3, $4) ORDER BY a.decision_due_at, a.id LIMIT $5",
        back "AND (a.decision_due_at, a.id) < ($3, $4) ORDER BY a.decision_due_at DESC, a.id DESC LIMIT $5",
        of.now,
        of.office,
        page.from.0,
        page.from.1,
        page.limit,
        of.kind(),
        of.mine,
        of.late,
    )
}

/// Decided and not handed over, oldest decision first.
///
/// # Errors
/// The database's.
pub async fn to_deliver(
    db: &mut PgConnection,
    of: &Narrowed<'_>,
    page: Page<TimePlace>,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    page_of!(
        db,
        page,
        "WHERE a.tax_office = $2 AND a.state IN ('granted', 'refused') AND ($6::text IS NULL OR a.kind = $6)
           AND ($7::uuid IS NULL OR coalesce(c.staff_id, a.decided_by) = $7)
           AND (NOT $8::boolean OR a.decided_at > a.decision_due_at) ",
        forth "AND (a.decided_at, a.id) > ($3, $4) ORDER BY a.decided_at, a.id LIMIT $5",
        back "AND (a.decided_at, a.id) < ($3, $4) ORDER BY a.decided_at DESC, a.id DESC LIMIT $5",
        of.now,
        of.office,
        page.from.0,
        page.from.1,
        page.limit,
        of.kind(),
        of.mine,
        of.late,
    )
}

/// Filed and waiting for the subject to come, newest first. None of them is late.
///
/// # Errors
/// The database's.
pub async fn submitted(
    db: &mut PgConnection,
    of: &Narrowed<'_>,
    page: Page<TimePlace>,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    if let Some(staff) = of.mine {
        return page_of!(
            db,
            page,
            // an array, so that the few claims are looked at and not the many applications
            "WHERE a.tax_office = $2 AND a.state = 'submitted' AND ($7::text IS NULL OR a.kind = $7)
               AND a.id = ANY(ARRAY(SELECT application_id FROM case_claim WHERE staff_id = $6 AND expires_at > $1)) ",
            forth "AND (a.submitted_at, a.id) < ($3, $4) ORDER BY a.submitted_at DESC, a.id DESC LIMIT $5",
            back "AND (a.submitted_at, a.id) > ($3, $4) ORDER BY a.submitted_at, a.id LIMIT $5",
            of.now,
            of.office,
            page.from.0,
            page.from.1,
            page.limit,
            staff,
            of.kind(),
        );
    }
    if let Some(kind) = of.kind() {
        return page_of!(
            db,
            page,
            "WHERE a.tax_office = $2 AND a.state = 'submitted' AND a.kind = $6 ",
            forth "AND (a.submitted_at, a.id) < ($3, $4) ORDER BY a.submitted_at DESC, a.id DESC LIMIT $5",
            back "AND (a.submitted_at, a.id) > ($3, $4) ORDER BY a.submitted_at, a.id LIMIT $5",
            of.now,
            of.office,
            page.from.0,
            page.from.1,
            page.limit,
            kind,
        );
    }
    page_of!(
        db,
        page,
        "WHERE a.tax_office = $2 AND a.state = 'submitted' ",
        forth "AND (a.submitted_at, a.id) < ($3, $4) ORDER BY a.submitted_at DESC, a.id DESC LIMIT $5",
        back "AND (a.submitted_at, a.id) > ($3, $4) ORDER BY a.submitted_at, a.id LIMIT $5",
        of.now,
        of.office,
        page.from.0,
        page.from.1,
        page.limit,
    )
}

/// Where nothing is to be done any more, closed last first. `mine` are those decided by the member of staff.
///
/// # Errors
/// The database's.
pub async fn closed(
    db: &mut PgConnection,
    of: &Narrowed<'_>,
    page: Page<TimePlace>,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    if let Some(staff) = of.mine {
        return page_of!(
            db,
            page,
            "WHERE a.tax_office = $2 AND a.state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled')
               AND a.decided_by = $6 AND ($7::text IS NULL OR a.kind = $7)
               AND (NOT $8::boolean OR a.decided_at > a.decision_due_at) ",
            forth "AND (a.closed_at, a.id) < ($3, $4) ORDER BY a.closed_at DESC, a.id DESC LIMIT $5",
            back "AND (a.closed_at, a.id) > ($3, $4) ORDER BY a.closed_at, a.id LIMIT $5",
            of.now,
            of.office,
            page.from.0,
            page.from.1,
            page.limit,
            staff,
            of.kind(),
            of.late,
        );
    }
    if of.late {
        return page_of!(
            db,
            page,
            "WHERE a.tax_office = $2 AND a.state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled')
               AND a.decided_at > a.decision_due_at AND ($6::text IS NULL OR a.kind = $6) ",
            forth "AND (a.closed_at, a.id) < ($3, $4) ORDER BY a.closed_at DESC, a.id DESC LIMIT $5",
            back "AND (a.closed_at, a.id) > ($3, $4) ORDER BY a.closed_at, a.id LIMIT $5",
            of.now,
            of.office,
            page.from.0,
            page.from.1,
            page.limit,
            of.kind(),
        );
    }
    if let Some(kind) = of.kind() {
        return page_of!(
            db,
            page,
            "WHERE a.tax_office = $2 AND a.state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled')
               AND a.kind = $6 ",
            forth "AND (a.closed_at, a.id) < ($3, $4) ORDER BY a.closed_at DESC, a.id DESC LIMIT $5",
            back "AND (a.closed_at, a.id) > ($3, $4) ORDER BY a.closed_at, a.id LIMIT $5",
            of.now,
            of.office,
            page.from.0,
            page.from.1,
            page.limit,
            kind,
        );
    }
    page_of!(
        db,
        page,
        "WHERE a.tax_office = $2 AND a.state IN ('delivered', 'expired', 'withdrawn', 'superseded', 'annulled') ",
        forth "AND (a.closed_at, a.id) < ($3, $4) ORDER BY a.closed_at DESC, a.id DESC LIMIT $5",
        back "AND (a.closed_at, a.id) > ($3, $4) ORDER BY a.closed_at, a.id LIMIT $5",
        of.now,
        of.office,
        page.from.0,
        page.from.1,
        page.limit,
    )
}

/// The other open applications of an INN, whichever office they are at, in the order of filing.
///
/// # Errors
/// The database's.
pub async fn other_open(
    db: &mut PgConnection,
    inn: &Inn,
    but: Uuid,
    now: OffsetDateTime,
) -> Result<Vec<QueueRecord>, sqlx::Error> {
    let rows = select_queue!(
        ["WHERE a.inn = $2 AND a.id <> $3 AND a.state IN ('submitted', 'accepted') ORDER BY a.id"],
        now,
        inn.as_str(),
        but,
    );
    records(rows.fetch_all(db).await?)
}

/// The case of the office that is next after this one: the one that is due first, else the decision that waits longest.
/// What a colleague works on is passed over.
///
/// # Errors
/// The database's.
pub async fn next_case(
    db: &mut PgConnection,
    office: &str,
    but: Uuid,
    staff: Uuid,
    now: OffsetDateTime,
) -> Result<Option<Uuid>, sqlx::Error> {
    let due = sqlx::query_scalar!(
        "SELECT a.id FROM access_application a
         LEFT JOIN case_claim c ON c.application_id = a.id AND c.expires_at > $4
         WHERE a.tax_office = $1 AND a.state = 'accepted' AND a.id <> $2 AND coalesce(c.staff_id, $3) = $3
         ORDER BY a.decision_due_at, a.id LIMIT 1",
        office,
        but,
        staff,
        now,
    )
    .fetch_optional(&mut *db)
    .await?;
    if due.is_some() {
        return Ok(due);
    }
    sqlx::query_scalar!(
        "SELECT a.id FROM access_application a
         LEFT JOIN case_claim c ON c.application_id = a.id AND c.expires_at > $4
         WHERE a.tax_office = $1 AND a.state IN ('granted', 'refused') AND a.id <> $2 AND coalesce(c.staff_id, $3) = $3
         ORDER BY a.decided_at, a.id LIMIT 1",
        office,
        but,
        staff,
        now,
    )
    .fetch_optional(db)
    .await
}
