//! Who has not come with an application yet is reminded before it lapses (`spec/access.md`, "States").

use domain::{email::Email, lang::Lang, reminder::Reminder};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use crate::{
    error::ServiceError,
    foundation::Foundation,
    outbox::{self, Letter, LetterKind},
    registry::Offices,
    storage::reminder::{self as storage, Lapsing},
};

/// Letters queued in one transaction.
const BATCH: i64 = 100;

/// Queues every reminder that is due and returns how many. Several servers may do this at once: each applicant gets one.
///
/// # Errors
/// The database's; what was queued before it stays queued.
pub async fn remind(foundation: &Foundation, offices: &Offices) -> Result<u64, ServiceError> {
    let mut queued = 0;
    if !foundation.settings.mail.is_on() {
        return Ok(queued);
    }
    for reminder in Reminder::ALL.iter().copied() {
        loop {
            let batch = remind_batch(foundation, offices, reminder).await?;
            queued += batch;
            if batch == 0 {
                break;
            }
        }
    }
    Ok(queued)
}

async fn remind_batch(foundation: &Foundation, offices: &Offices, reminder: Reminder) -> Result<u64, ServiceError> {
    let (from, until) = window(reminder, foundation.now());
    let kind = LetterKind::Reminder(reminder);
    let mut transaction = foundation.begin().await?;
    let lapsing = storage::lapsing(&mut transaction, kind.as_str(), reminder.days(), (from, until), BATCH).await?;
    let mut queued = 0;
    for application in &lapsing {
        queued += u64::from(queue(&mut transaction, foundation, offices, kind, application).await?);
    }
    transaction.commit().await?;
    Ok(queued)
}

/// Applications that lapse in this stretch of time are due this reminder: it ends where the reminder's days begin, and
/// begins where the next reminder's do, so that nobody gets two at once after a time without a server.
pub(super) fn window(reminder: Reminder, now: OffsetDateTime) -> (OffsetDateTime, OffsetDateTime) {
    let from = match reminder {
        Reminder::Week => Reminder::Day.horizon(now),
        Reminder::Day => now.saturating_add(Duration::MICROSECOND),
    };
    (from, reminder.horizon(now))
}

async fn queue(
    db: &mut PgConnection,
    foundation: &Foundation,
    offices: &Offices,
    kind: LetterKind,
    application: &Lapsing,
) -> Result<bool, ServiceError> {
    let language = Lang::from_code(&application.language).ok_or(ServiceError::Stored("access_application.language"))?;
    let to = Email::parse(&application.email).map_err(|_| ServiceError::Stored("access_application.email"))?;
    let office = offices.summary(&application.tax_office, language).await?;
    let cabinet = &foundation.settings.server.public_url;
    let wording = outbox::reminder(language, &office, application.submitted_at, application.expires_at, cabinet);
    let about = application.id;
    let letter = Letter { kind, about, to: &to, language, wording, useless_at: application.expires_at };
    outbox::queue(db, foundation, &letter).await
}
