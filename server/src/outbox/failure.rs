//! What a try came to when the mail server did not take the letter.

use std::fmt;

use lettre::transport::smtp;

/// How far a try had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connection, greeting, TLS, signing in.
    Connecting,
    /// The mail server is told the sender.
    Sender,
    /// It is told the recipient.
    Recipient,
    /// It is given the letter.
    Text,
}

/// Whose fault it is, and so what becomes of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blame {
    /// The mail server's or the settings': every letter would fare the same, so this try does not count.
    Server,
    /// This letter can't be taken now.
    LetterNow,
    /// This letter will never be taken.
    LetterEver,
}

/// Why a try failed: nothing in it names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    stage: Stage,
    reason: String,
    permanent: bool,
}

impl Failure {
    /// The mail library's error. Its own text may quote the recipient and is not kept.
    pub(super) fn of(stage: Stage, error: &smtp::Error) -> Self {
        let reason = match error.status() {
            Some(code) => code.to_string(),
            None if error.is_timeout() => "timeout".to_owned(),
            None if error.is_tls() => "tls".to_owned(),
            None if error.is_client() => "not_offered".to_owned(),
            None => "connection".to_owned(),
        };
        Self { stage, reason, permanent: error.is_permanent() }
    }

    /// The mail server took too long.
    pub(super) fn timeout(stage: Stage) -> Self {
        Self { stage, reason: "timeout".to_owned(), permanent: false }
    }

    /// What is to be sent is no letter: the recipient is none that SMTP knows.
    pub(super) fn unsendable() -> Self {
        Self { stage: Stage::Recipient, reason: "unsendable".to_owned(), permanent: true }
    }

    pub(super) fn blame(&self) -> Blame {
        match (self.stage, self.permanent) {
            (Stage::Connecting | Stage::Sender, _) => Blame::Server,
            (Stage::Recipient | Stage::Text, false) => Blame::LetterNow,
            (Stage::Recipient | Stage::Text, true) => Blame::LetterEver,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match self.stage {
            Stage::Connecting => "connecting",
            Stage::Sender => "sender",
            Stage::Recipient => "recipient",
            Stage::Text => "text",
        };
        write!(f, "{stage} {}", self.reason)
    }
}
