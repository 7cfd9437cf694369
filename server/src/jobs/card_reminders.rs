//! Whoever has not replaced the primary password of their registration card is reminded before it runs out (seed 004).

use domain::{email::Email, lang::Lang, reminder::Reminder};

use super::reminders::window;
use crate::{
    error::ServiceError,
    foundation::Foundation,
    outbox::{self, Letter, LetterKind},
    registry::Offices,
    storage::card::{self, RunningOut},
};

/// Letters queued in one transaction.
const BATCH: i64 = 100;

/// Queues every reminder that is due and returns how many. Several servers may do this at once: each person gets one.
///
/// # Errors
/// The database's; what was queued before it stays queued.
pub async fn remind(foundation: &Foundation, offices: &Offices) -> Result<u64, ServiceError> {
    let mut queued = 0;
    if !foundation.settings.mail.is_on() {
        return Ok(queued);
    }
    for &reminder in Reminder::ALL {
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
    let kind = LetterKind::PrimaryPassword(reminder);
    let mut transaction = foundation.begin().await?;
    let mut queued = 0;
    for card in &card::running_out(&mut transaction, kind.as_str(), from, until, BATCH).await? {
        let RunningOut { id, email, language, tax_office, valid_until } = card;
        let language = Lang::from_code(language).ok_or(ServiceError::Stored("account.language"))?;
        let to = Email::parse(email).map_err(|_| ServiceError::Stored("account.email"))?;
        let office = offices.summary(tax_office, language).await?;
        let cabinet = &foundation.settings.server.public_url;
        let wording = outbox::primary_password(language, &office, *valid_until, cabinet);
        let letter = Letter { kind, about: *id, to: &to, language, wording, useless_at: *valid_until };
        queued += u64::from(outbox::queue(&mut transaction, foundation, &letter).await?);
    }
    transaction.commit().await?;
    Ok(queued)
}
