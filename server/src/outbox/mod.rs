//! Letters. One is queued in the transaction of what it tells about, so that neither is without the other; the worker of
//! any server takes it from there (`docs/decisions/0011-outbox.md`).
//!
//! No letter holds an INN, a code, a login or a name: nobody has shown that the address is the person's.

mod failure;
mod letters;
mod mail_server;
mod message;
mod pause;
pub mod worker;

use domain::{email::Email, lang::Lang};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::ServiceError,
    foundation::Foundation,
    storage::outbox::{self as storage, NewLetter},
};

pub use self::{
    letters::{AnnulledNews, LetterKind, Wording, annulled, primary_password, reminder, restored, withdrawn},
    mail_server::{MailFault, MailServer},
};

/// A letter is tried so long unless it says otherwise (RFC 5321, section 4.5.4.1).
pub const WORTH_TRYING: Duration = Duration::days(5);

/// A letter about something that has just happened, or is about to.
#[derive(Debug)]
pub struct Letter<'a> {
    /// What kind.
    pub kind: LetterKind,
    /// The id of what it tells about. Of a kind there is one letter about it.
    pub about: Uuid,
    /// To whom.
    pub to: &'a Email,
    /// Its language.
    pub language: Lang,
    /// What it says.
    pub wording: Wording,
    /// Sent later it would help nobody.
    pub useless_at: OffsetDateTime,
}

/// Queues a letter in the transaction at hand; `false` when there is one of the kind about the same already, or letters
/// are off (`mail.host` is empty): nothing piles up that nobody will ever send.
///
/// # Errors
/// The database's.
pub async fn queue(db: &mut PgConnection, foundation: &Foundation, letter: &Letter<'_>) -> Result<bool, ServiceError> {
    if !foundation.settings.mail.is_on() {
        return Ok(false);
    }
    let new = NewLetter {
        id: foundation.new_id(),
        kind: letter.kind.as_str(),
        about: letter.about,
        while_submitted: letter.kind.is_reminder(),
        language: letter.language.code(),
        recipient: letter.to.as_str(),
        subject: &letter.wording.subject,
        body: &letter.wording.body,
        queued_at: foundation.now(),
        useless_at: letter.useless_at,
    };
    let queued = storage::queue(db, &new).await?;
    if queued {
        worker::count(letter.kind.as_str(), "queued");
    }
    Ok(queued)
}
