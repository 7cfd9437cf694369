//! Takes letters that are due and hands them to the mail server. Any number of servers may do so at once: each letter is
//! taken by one of them, and by another only after the first has had time enough and not reported.

use std::time::Duration as Seconds;

use time::Duration;
use tokio::{sync::watch, time::sleep};

use super::{
    failure::{Blame, Failure},
    mail_server::{Conversation, MailServer},
    pause,
};
use crate::{
    error::ServiceError,
    foundation::Foundation,
    storage::outbox::{self as storage, Ending, TakenLetter},
};

/// How often the outbox is looked into.
const LOOK: Seconds = Seconds::from_secs(10);
/// How long a mail server that does not take letters is left alone at the most.
const LONGEST_REST: Seconds = Seconds::from_secs(300);
/// How long it is remembered what was sent and what was not, without address and text.
const REMEMBERED: Duration = Duration::days(90);

/// What came of looking into the outbox once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// The mail server has them.
    pub sent: u32,
    /// To be tried again.
    pub put_back: u32,
    /// Never to be sent.
    pub given_up: u32,
    /// The mail server takes no letters at all: nothing more was tried.
    pub stopped: bool,
}

/// Looks into the outbox until `ended` turns true.
pub async fn run(foundation: Foundation, server: MailServer, mut ended: watch::Receiver<bool>) {
    let mut rest = LOOK;
    loop {
        tokio::select! {
            _ = ended.changed() => return,
            () = sleep(rest) => {}
        }
        let ending = ended.clone();
        rest = match round(&foundation, &server, || *ending.borrow()).await {
            Ok(Round { stopped: false, .. }) => LOOK,
            Ok(_) => rest.saturating_mul(2).min(LONGEST_REST),
            Err(error) => {
                tracing::error!(%error, "the outbox can't be read");
                rest.saturating_mul(2).min(LONGEST_REST)
            }
        };
    }
}

/// Sends what is due until nothing is, the mail server takes no letters at all, or `stop` says so.
///
/// # Errors
/// The database's. What the mail server has taken but the database could not note is sent again later under the same
/// Message-ID.
pub async fn round(
    foundation: &Foundation,
    server: &MailServer,
    stop: impl Fn() -> bool + Send,
) -> Result<Round, ServiceError> {
    let mut round = Round { given_up: tidy(foundation).await?, ..Round::default() };
    let mut conversation = None;
    while !stop() {
        let Some(letter) = take(foundation, server).await? else { break };
        let tried = attempt(server, &mut conversation, &letter).await;
        record(foundation, &letter, tried, &mut round).await?;
        if round.stopped {
            break;
        }
    }
    if let Some(conversation) = conversation {
        conversation.end().await;
    }
    note_waiting(foundation).await?;
    Ok(round)
}

/// Ends the letters that are no longer true or whose time is over, also while letters are off; returns how many were
/// given up.
///
/// # Errors
/// The database's.
pub async fn tidy(foundation: &Foundation) -> Result<u32, ServiceError> {
    let now = foundation.now();
    let mut db = foundation.pool.acquire().await?;
    let dropped = storage::drop_untrue(&mut db, now).await?;
    if dropped > 0 {
        tracing::info!(dropped, "letters were no longer true");
    }
    let overdue = storage::give_up_overdue(&mut db, now).await?;
    for letter in &overdue {
        let (id, kind, tries, failure) = (letter.id, &letter.kind, letter.tries, &letter.last_failure);
        tracing::warn!(letter = %id, kind, tries, failure, "a letter was given up: its time is over");
        count(kind, "given_up");
    }
    Ok(u32::try_from(overdue.len()).unwrap_or(u32::MAX))
}

/// Forgets what ended long ago; returns how many letters.
///
/// # Errors
/// The database's.
pub async fn forget_old(foundation: &Foundation) -> Result<u64, ServiceError> {
    let mut db = foundation.pool.acquire().await?;
    Ok(storage::forget_before(&mut db, foundation.now().saturating_sub(REMEMBERED)).await?)
}

/// Counts what became of a letter.
pub(super) fn count(kind: &str, outcome: &'static str) {
    metrics::counter!("cabinet_letters_total", "kind" => kind.to_owned(), "outcome" => outcome).increment(1);
}

/// The database is not held while the mail server is spoken to: the letter is this server's for as long as that may take.
async fn take(foundation: &Foundation, server: &MailServer) -> Result<Option<TakenLetter>, ServiceError> {
    let now = foundation.now();
    let patience = i64::try_from(server.patience().as_secs()).unwrap_or(i64::MAX);
    let until = now.saturating_add(Duration::seconds(patience)).saturating_add(Duration::MINUTE);
    let mut db = foundation.pool.acquire().await?;
    Ok(storage::take(&mut db, now, until).await?)
}

/// One try, in the conversation at hand or a new one; a conversation in which something failed ends.
async fn attempt(
    server: &MailServer,
    conversation: &mut Option<Conversation>,
    letter: &TakenLetter,
) -> Result<(), Failure> {
    let mut open = match conversation.take() {
        Some(open) => open,
        None => server.connect().await?,
    };
    let sent = server.send(&mut open, letter).await;
    match &sent {
        Ok(()) => *conversation = Some(open),
        Err(_) => open.end().await,
    }
    sent
}

async fn record(
    foundation: &Foundation,
    letter: &TakenLetter,
    tried: Result<(), Failure>,
    round: &mut Round,
) -> Result<(), ServiceError> {
    let now = foundation.now();
    let (id, kind, tries) = (letter.id, &letter.kind, letter.tries);
    let mut db = foundation.pool.acquire().await?;
    let Err(failure) = tried else {
        storage::end(&mut db, letter, Ending::Sent, "", now).await?;
        tracing::info!(letter = %id, kind, tries, "a letter was sent");
        count(kind, "sent");
        round.sent += 1;
        return Ok(());
    };
    let text = failure.to_string();
    let most = i32::try_from(foundation.settings.mail.tries.max(1)).unwrap_or(i32::MAX);
    match failure.blame() {
        Blame::Server => {
            storage::put_back(&mut db, letter, false, &text, now).await?;
            tracing::error!(failure = text, "the mail server takes no letters; they wait");
            count(kind, "server_failed");
            round.put_back += 1;
            round.stopped = true;
        }
        Blame::LetterNow if tries < most => {
            let due = now.saturating_add(pause::after(tries, &*foundation.random));
            storage::put_back(&mut db, letter, true, &text, due).await?;
            tracing::warn!(letter = %id, kind, tries, failure = text, "a letter is put off");
            count(kind, "put_off");
            round.put_back += 1;
        }
        Blame::LetterNow | Blame::LetterEver => {
            storage::end(&mut db, letter, Ending::GivenUp, &text, now).await?;
            tracing::warn!(letter = %id, kind, tries, failure = text, "a letter was given up");
            count(kind, "given_up");
            round.given_up += 1;
        }
    }
    Ok(())
}

async fn note_waiting(foundation: &Foundation) -> Result<(), ServiceError> {
    let mut db = foundation.pool.acquire().await?;
    let waiting = storage::standing(&mut db, foundation.now()).await?.waiting;
    metrics::gauge!("cabinet_letters_waiting").set(f64::from(u32::try_from(waiting).unwrap_or(u32::MAX)));
    Ok(())
}
