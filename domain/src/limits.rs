//! The numbers that an office's work and its visitors are bound by (`spec/access.md`): an administrator changes them
//! within bounds. What has begun keeps the limit under which it began.

use serde::{Deserialize, Serialize};

use crate::keys::{error_enum, keyed_enum};

/// Most characters of a number as it is typed.
const LONGEST: usize = 12;

keyed_enum! {
    /// A number that something is bound by.
    Limit {
        /// Minutes from acceptance to decision (regulation, paragraph 14).
        DecisionMinutes = "decision_minutes",
        /// Calendar days after the day of acceptance until an annulment is entered (regulation, paragraph 20).
        AnnulmentDays = "annulment_days",
        /// Days after which an application that nobody comes with lapses.
        ApplicationDays = "application_days",
        /// Minutes for which an inspector who works on an application is shown to the colleagues.
        ClaimMinutes = "claim_minutes",
        /// Open applications of one INN at the most.
        OpenApplications = "open_applications",
        /// Applications from one address an hour at the most.
        ApplicationsPerHour = "applications_per_hour",
        /// Look-ups from one address a minute at the most.
        LookUpsPerMinute = "look_ups_per_minute",
        /// «Проверка ИНН»: numbers from one address an hour at the most.
        CheckedPerHour = "checked_per_hour",
        /// «Добавить ИНН»: people added from one address an hour at the most.
        AddedPerHour = "added_per_hour",
        /// Looks at applications and papers from one address a minute at the most.
        StatusPerMinute = "status_per_minute",
        /// Questions to «Помощник» from one address a minute at the most.
        QuestionsPerMinute = "questions_per_minute",
        /// Attempts to sign in from one address a minute at the most.
        SignInsPerMinute = "sign_ins_per_minute",
    }
}

impl Limit {
    /// The least and the most that an administrator may set. Below the least nobody could work, the administrator who
    /// wants to set it right again among them; above the most there is no limit.
    #[must_use]
    pub const fn bounds(self) -> (u32, u32) {
        match self {
            // a working day at the most
            Self::DecisionMinutes | Self::ClaimMinutes => (5, 480),
            Self::AnnulmentDays => (1, 30),
            Self::ApplicationDays => (1, 365),
            Self::OpenApplications => (1, 1_000),
            // a public internet room shares one address
            Self::ApplicationsPerHour | Self::AddedPerHour => (1, 10_000),
            Self::LookUpsPerMinute | Self::StatusPerMinute | Self::QuestionsPerMinute => (5, 10_000),
            // one whole list at the least
            Self::CheckedPerHour => (500, 100_000),
            // an office signs in from one address, and whoever tries passwords, too
            Self::SignInsPerMinute => (10, 1_000),
        }
    }

    /// Whether an administrator may set this.
    #[must_use]
    pub const fn allows(self, value: u32) -> bool {
        let (least, most) = self.bounds();
        least <= value && value <= most
    }

    /// Reads what was typed: digits, in groups or not. Whether it is within the bounds is another question.
    ///
    /// # Errors
    /// The first [`LimitError`] that applies.
    pub fn read(text: &str) -> Result<u32, LimitError> {
        if text.trim().is_empty() {
            return Err(LimitError::Empty);
        }
        if text.chars().count() > LONGEST {
            return Err(LimitError::Format);
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        // a sign is none of a limit's
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(LimitError::Format);
        }
        digits.parse().map_err(|_| LimitError::Format)
    }
}

error_enum! {
    /// Why what was typed is no limit.
    LimitError {
        /// Nothing was typed.
        Empty = "empty",
        /// Not a whole number.
        Format = "format",
        /// Outside of [`Limit::bounds`].
        Bounds = "bounds",
    }
}

/// A limit that is to be, or was, changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LimitChange {
    /// Which.
    pub limit: Limit,
    /// What was in force before.
    pub before: u32,
    /// What is in force afterwards.
    pub after: u32,
}

/// All of them: a number a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits([u32; Limit::ALL.len()]);

impl Limits {
    /// What `number` says of each.
    #[must_use]
    pub fn of(number: impl Fn(Limit) -> u32) -> Self {
        let mut limits = Self([0; Limit::ALL.len()]);
        for (limit, place) in Limit::ALL.iter().zip(&mut limits.0) {
            *place = number(*limit);
        }
        limits
    }

    /// The number of a limit.
    #[must_use]
    pub const fn get(&self, limit: Limit) -> u32 {
        // the words are in the order of their definition, and there is a place for each
        self.0[limit as usize]
    }

    /// The same with another number for a limit.
    #[must_use]
    pub const fn with(mut self, limit: Limit, number: u32) -> Self {
        self.0[limit as usize] = number;
        self
    }

    /// What `after` says otherwise than this, in the order of the limits.
    #[must_use]
    pub fn changes_to(&self, after: &Self) -> Vec<LimitChange> {
        let both = Limit::ALL.iter().map(|limit| (*limit, self.get(*limit), after.get(*limit)));
        both.filter(|(_, before, after)| before != after)
            .map(|(limit, before, after)| LimitChange { limit, before, after })
            .collect()
    }
}
