//! The outbox (`migrations/0010_outbox.sql`).

use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A letter to be queued.
#[derive(Debug)]
pub struct NewLetter<'a> {
    /// Version 7.
    pub id: Uuid,
    /// A word of `outbox::LetterKind`.
    pub kind: &'static str,
    /// The id of what it tells about.
    pub about: Uuid,
    /// No longer true once the application `about` is not submitted any more.
    pub while_submitted: bool,
    /// ISO 639-1.
    pub language: &'static str,
    /// E-mail address.
    pub recipient: &'a str,
    /// One line.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// Now; it is due at once.
    pub queued_at: OffsetDateTime,
    /// Sent later it would help nobody.
    pub useless_at: OffsetDateTime,
}

/// A letter that one server has taken to try to send it.
#[derive(Debug)]
pub struct TakenLetter {
    /// Its id.
    pub id: Uuid,
    /// A word of `outbox::LetterKind`.
    pub kind: String,
    /// ISO 639-1.
    pub language: String,
    /// E-mail address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When it was queued: its date.
    pub queued_at: OffsetDateTime,
    /// Which try this is, from 1: whoever took it later has another number, and what this one reports is void.
    pub tries: i32,
}

/// How a letter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The mail server has it.
    Sent,
    /// It can't be sent, or could not in time.
    GivenUp,
}

impl Ending {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::GivenUp => "given_up",
        }
    }
}

/// A letter whose time was over.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Overdue {
    pub id: Uuid,
    pub kind: String,
    pub tries: i32,
    pub last_failure: String,
}

/// What stands in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Standing {
    pub waiting: i64,
    pub given_up: i64,
}

/// Queues a letter; `false` when there is one of the kind about the same already.
///
/// # Errors
/// The database's.
pub async fn queue(db: &mut PgConnection, letter: &NewLetter<'_>) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "INSERT INTO outbox_letter (id, kind, about, while_submitted, language, recipient, subject, body, queued_at, \
         due_at, useless_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) ON CONFLICT (kind, about) DO NOTHING",
        letter.id,
        letter.kind,
        letter.about,
        letter.while_submitted,
        letter.language,
        letter.recipient,
        letter.subject,
        letter.body,
        letter.queued_at,
        letter.useless_at,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the letter that has been due longest and holds it until `until`; none when nothing is due that no other server
/// is taking at this moment.
///
/// # Errors
/// The database's.
pub async fn take(
    db: &mut PgConnection,
    now: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Option<TakenLetter>, sqlx::Error> {
    sqlx::query_as!(
        TakenLetter,
        "UPDATE outbox_letter SET tries = tries + 1, due_at = $2 \
         WHERE id = (SELECT id FROM outbox_letter WHERE state = 'waiting' AND due_at <= $1 \
         ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
         RETURNING id, kind, language, recipient, subject, body, queued_at, tries",
        now,
        until,
    )
    .fetch_optional(db)
    .await
}

/// Ends a letter and forgets what stood in it; nothing if somebody else has taken it since.
///
/// # Errors
/// The database's.
pub async fn end(
    db: &mut PgConnection,
    letter: &TakenLetter,
    ending: Ending,
    failure: &str,
    now: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE outbox_letter SET state = $3, ended_at = $4, last_failure = $5, recipient = '', subject = '', \
         body = '' WHERE id = $1 AND tries = $2 AND state = 'waiting'",
        letter.id,
        letter.tries,
        ending.as_str(),
        now,
        failure,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a letter back to be tried again at `due`; with `counted` false as if this try had not been. Nothing if somebody
/// else has taken it since.
///
/// # Errors
/// The database's.
pub async fn put_back(
    db: &mut PgConnection,
    letter: &TakenLetter,
    counted: bool,
    failure: &str,
    due: OffsetDateTime,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE outbox_letter SET due_at = $3, last_failure = $4, tries = tries - CASE WHEN $5 THEN 0 ELSE 1 END \
         WHERE id = $1 AND tries = $2 AND state = 'waiting'",
        letter.id,
        letter.tries,
        due,
        failure,
        counted,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Drops the letters that are no longer true, their application having moved on; returns how many.
///
/// # Errors
/// The database's.
pub async fn drop_untrue(db: &mut PgConnection, now: OffsetDateTime) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "UPDATE outbox_letter SET state = 'dropped', ended_at = $1, recipient = '', subject = '', body = '' \
         WHERE id IN (SELECT l.id FROM outbox_letter l JOIN access_application a ON a.id = l.about \
         WHERE l.state = 'waiting' AND l.while_submitted AND a.state <> 'submitted' FOR UPDATE OF l SKIP LOCKED)",
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Gives up the letters whose time is over.
///
/// # Errors
/// The database's.
pub async fn give_up_overdue(db: &mut PgConnection, now: OffsetDateTime) -> Result<Vec<Overdue>, sqlx::Error> {
    sqlx::query_as!(
        Overdue,
        "UPDATE outbox_letter SET state = 'given_up', ended_at = $1, recipient = '', subject = '', body = '' \
         WHERE id IN (SELECT id FROM outbox_letter WHERE state = 'waiting' AND useless_at <= $1 \
         FOR UPDATE SKIP LOCKED) RETURNING id, kind, tries, last_failure",
        now,
    )
    .fetch_all(db)
    .await
}

/// Deletes what ended before `moment`; returns how many.
///
/// # Errors
/// The database's.
pub async fn forget_before(db: &mut PgConnection, moment: OffsetDateTime) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!("DELETE FROM outbox_letter WHERE state <> 'waiting' AND ended_at < $1", moment)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// How many letters wait, and how many were given up since `moment`.
///
/// # Errors
/// The database's.
pub async fn standing(db: &mut PgConnection, moment: OffsetDateTime) -> Result<Standing, sqlx::Error> {
    sqlx::query_as!(
        Standing,
        r#"SELECT (SELECT count(*) FROM outbox_letter WHERE state = 'waiting') AS "waiting!",
                  (SELECT count(*) FROM outbox_letter WHERE state = 'given_up' AND ended_at >= $1) AS "given_up!""#,
        moment,
    )
    .fetch_one(db)
    .await
}
