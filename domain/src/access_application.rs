//! The application for access and the moves between its states (`spec/access.md`, "States"). The
//! database enforces the same table; a move that is not in it is impossible in both.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::keys::keyed_enum;

/// Days after which an application that nobody accepted expires.
pub const EXPIRES_AFTER_DAYS: i64 = 30;

keyed_enum! {
    /// What is applied for, cell 101.
    ApplicationKind {
        /// First access.
        Grant = "grant",
        /// Access again: the password is forgotten or the login lost.
        Restore = "restore",
        /// An organisation is bound to an account that exists.
        Link = "link",
        /// The access is given up (regulation, paragraph 18).
        Annul = "annul",
    }
}

keyed_enum! {
    /// Where an application stands.
    ApplicationState {
        /// Saved on the web; nobody has seen a passport yet.
        Submitted = "submitted",
        /// Taken in at the window with the acceptance mark; the decision is due.
        Accepted = "accepted",
        /// Decided: access is given.
        Granted = "granted",
        /// Decided: refused on a ground.
        Refused = "refused",
        /// The subject signed for the decision.
        Delivered = "delivered",
        /// Not brought to the office in time.
        Expired = "expired",
        /// Taken back by the holder of INN and code.
        Withdrawn = "withdrawn",
        /// Closed because another one of the same subject was granted or entered.
        Superseded = "superseded",
        /// Decided: the annulment is entered into the system.
        Annulled = "annulled",
    }
}

keyed_enum! {
    /// What can be done to an application.
    Move {
        /// The inspector puts the acceptance mark on it.
        Accept = "accept",
        /// The inspector gives access.
        Grant = "grant",
        /// The inspector refuses on a ground.
        Refuse = "refuse",
        /// The decision is handed over.
        Deliver = "deliver",
        /// The time for coming to the office runs out.
        Expire = "expire",
        /// The holder of INN and code takes it back.
        Withdraw = "withdraw",
        /// Another one of the same subject was granted or entered.
        Supersede = "supersede",
        /// The inspector enters the annulment.
        EnterAnnulment = "enter_annulment",
    }
}

/// A move that the table of states does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImpossibleMove {
    /// The state the application is in.
    pub from: ApplicationState,
    /// Its kind.
    pub kind: ApplicationKind,
    /// What was attempted.
    pub attempted: Move,
}

impl fmt::Display for ImpossibleMove {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is impossible for a {} application that is {}", self.attempted, self.kind, self.from)
    }
}

impl std::error::Error for ImpossibleMove {}

impl ApplicationState {
    /// The state after the move. Only an application to annul can be entered as an annulment, and
    /// it alone cannot be granted.
    ///
    /// # Errors
    /// [`ImpossibleMove`] for every pair that the table does not hold.
    pub const fn after(self, kind: ApplicationKind, attempted: Move) -> Result<Self, ImpossibleMove> {
        let annuls = matches!(kind, ApplicationKind::Annul);
        match (self, attempted) {
            (Self::Submitted, Move::Accept) => Ok(Self::Accepted),
            (Self::Submitted, Move::Expire) => Ok(Self::Expired),
            (Self::Submitted, Move::Withdraw) => Ok(Self::Withdrawn),
            (Self::Submitted | Self::Accepted, Move::Supersede) => Ok(Self::Superseded),
            (Self::Accepted, Move::Grant) if !annuls => Ok(Self::Granted),
            (Self::Accepted, Move::EnterAnnulment) if annuls => Ok(Self::Annulled),
            (Self::Accepted, Move::Refuse) => Ok(Self::Refused),
            (Self::Granted | Self::Refused, Move::Deliver) => Ok(Self::Delivered),
            _ => Err(ImpossibleMove { from: self, kind, attempted }),
        }
    }

    /// Whether a decision can still come: submitted or accepted.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::Accepted)
    }

    /// Whether an inspector has decided it: granted, refused, entered, or already handed over.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Granted | Self::Refused | Self::Delivered | Self::Annulled)
    }
}
