//! The jobs by name.

/// A job of every hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Applications that nobody brought lapse.
    Expiry,
    /// Letters about applications that will lapse.
    Reminders,
    /// Letters about primary passwords that will run out.
    CardReminders,
    /// What throttles no longer need is forgotten.
    Throttles,
    /// Letters that would come too late are given up.
    LettersGivenUp,
    /// Letters of long ago are forgotten.
    LettersForgotten,
}

impl Job {
    /// Every job, in the order in which they run: first those applications lapse that are then reminded of nothing.
    pub const ALL: [Self; 6] = [
        Self::Expiry,
        Self::Reminders,
        Self::CardReminders,
        Self::Throttles,
        Self::LettersGivenUp,
        Self::LettersForgotten,
    ];

    /// The word in the table and in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expiry => "expiry",
            Self::Reminders => "reminders",
            Self::CardReminders => "card_reminders",
            Self::Throttles => "throttles",
            Self::LettersGivenUp => "letters_given_up",
            Self::LettersForgotten => "letters_forgotten",
        }
    }
}
