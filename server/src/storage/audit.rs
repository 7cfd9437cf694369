//! The append-only trail (`migrations/0008_audit.sql`): writing through `audit_append`, reading a person's or a case's
//! history, and proving the chain whole.

use futures::TryStreamExt;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor<'a> {
    /// Nobody is signed in.
    Nobody,
    /// A taxpayer, by the id of the account.
    Taxpayer(&'a str),
    /// A member of staff, by id.
    Staff(&'a str),
    /// The system itself: the name of the job or command.
    System(&'a str),
}

impl<'a> Actor<'a> {
    fn parts(self) -> (&'static str, &'a str) {
        match self {
            Self::Nobody => ("nobody", ""),
            Self::Taxpayer(account) => ("taxpayer", account),
            Self::Staff(staff) => ("staff", staff),
            Self::System(name) => ("system", name),
        }
    }
}

/// What is kept in the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Action {
    ApplicationSubmitted,
    /// Somebody of staff looked for it by INN and code.
    ApplicationOpened,
    /// Somebody tried an INN and a code that do not belong together.
    ApplicationNotFound,
    /// Somebody of staff saw the case.
    ApplicationViewed,
    /// Somebody of staff made one of its papers.
    PaperPrinted,
    ApplicationAccepted,
    AccessGranted,
    AccessRefused,
    DecisionDelivered,
    ApplicationSuperseded,
    ApplicationExpired,
    ApplicationWithdrawn,
    SignedIn,
    SignInFailed,
    SignedOut,
    PasswordChanged,
    SessionsEnded,
    /// An account of staff was made by a command.
    StaffAdded,
    RegistryImported,
}

impl Action {
    const ALL: &'static [Self] = &[
        Self::ApplicationSubmitted,
        Self::ApplicationOpened,
        Self::ApplicationNotFound,
        Self::ApplicationViewed,
        Self::PaperPrinted,
        Self::ApplicationAccepted,
        Self::AccessGranted,
        Self::AccessRefused,
        Self::DecisionDelivered,
        Self::ApplicationSuperseded,
        Self::ApplicationExpired,
        Self::ApplicationWithdrawn,
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::PasswordChanged,
        Self::SessionsEnded,
        Self::StaffAdded,
        Self::RegistryImported,
    ];

    /// The word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApplicationSubmitted => "application_submitted",
            Self::ApplicationOpened => "application_opened",
            Self::ApplicationNotFound => "application_not_found",
            Self::ApplicationViewed => "application_viewed",
            Self::PaperPrinted => "paper_printed",
            Self::ApplicationAccepted => "application_accepted",
            Self::AccessGranted => "access_granted",
            Self::AccessRefused => "access_refused",
            Self::DecisionDelivered => "decision_delivered",
            Self::ApplicationSuperseded => "application_superseded",
            Self::ApplicationExpired => "application_expired",
            Self::ApplicationWithdrawn => "application_withdrawn",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::PasswordChanged => "password_changed",
            Self::SessionsEnded => "sessions_ended",
            Self::StaffAdded => "staff_added",
            Self::RegistryImported => "registry_imported",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.as_str() == word)
    }
}

/// One entry to be written. Never a password, token, code or passport number; an INN only as `subject_inn`.
#[derive(Debug, Clone)]
pub struct AuditEntry<'a> {
    /// When, UTC.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor<'a>,
    /// What.
    pub action: Action,
    /// The INN spoken of, or empty.
    pub subject_inn: &'a str,
    /// The application spoken of.
    pub application: Option<Uuid>,
    /// Code of the office where it happened, or empty.
    pub tax_office: &'a str,
    /// Network address, or empty.
    pub address: &'a str,
    /// The request, or empty.
    pub request_id: &'a str,
    /// What else is to be known, an object.
    pub details: Value,
}

/// Appends an entry and returns its number. Takes the chain's lock until the transaction ends: the last statement.
///
/// # Errors
/// The database's.
pub async fn append(db: &mut PgConnection, entry: &AuditEntry<'_>) -> Result<i64, sqlx::Error> {
    let (actor_kind, actor_id) = entry.actor.parts();
    sqlx::query_scalar!(
        r#"SELECT audit_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS "seq!""#,
        entry.at,
        actor_kind,
        actor_id,
        entry.action.as_str(),
        entry.subject_inn,
        entry.application as Option<Uuid>,
        entry.tax_office,
        entry.address,
        entry.request_id,
        entry.details,
    )
    .fetch_one(db)
    .await
}

/// One line of a history.
#[derive(Debug, Clone)]
pub struct HistoryRow {
    /// When.
    pub at: OffsetDateTime,
    /// What.
    pub action: Action,
    /// Name of the member of staff who did it, or empty.
    pub staff_name: String,
    /// Code of the office where it happened, or empty.
    pub tax_office: String,
    /// What else is known.
    pub details: Value,
}

struct RawHistoryRow {
    at: OffsetDateTime,
    action: String,
    staff_name: Option<String>,
    tax_office: String,
    details: Value,
}

impl RawHistoryRow {
    /// An action of a newer version, which this one can't word, is left out.
    fn known(self) -> Option<HistoryRow> {
        let action = Action::from_word(&self.action)?;
        let Self { at, staff_name, tax_office, details, .. } = self;
        Some(HistoryRow { at, action, staff_name: staff_name.unwrap_or_default(), tax_office, details })
    }
}

/// What happened around an INN, newest first, of the given actions.
///
/// # Errors
/// The database's.
pub async fn of_subject(
    db: &mut PgConnection,
    inn: &str,
    actions: &[Action],
    limit: i64,
) -> Result<Vec<HistoryRow>, sqlx::Error> {
    let words: Vec<String> = actions.iter().map(|action| action.as_str().to_owned()).collect();
    let rows = sqlx::query_as!(
        RawHistoryRow,
        r#"SELECT e.at, e.action, s.name AS "staff_name?", e.tax_office, e.details
           FROM audit_entry e
           LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
           WHERE e.subject_inn = $1 AND e.subject_inn <> '' AND e.action = ANY($2)
           ORDER BY e.seq DESC LIMIT $3"#,
        inn,
        &words,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(RawHistoryRow::known).collect())
}

/// What happened to an application, oldest first, of the given actions.
///
/// # Errors
/// The database's.
pub async fn of_application(
    db: &mut PgConnection,
    application: Uuid,
    actions: &[Action],
) -> Result<Vec<HistoryRow>, sqlx::Error> {
    let words: Vec<String> = actions.iter().map(|action| action.as_str().to_owned()).collect();
    let rows = sqlx::query_as!(
        RawHistoryRow,
        r#"SELECT e.at, e.action, s.name AS "staff_name?", e.tax_office, e.details
           FROM audit_entry e
           LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
           WHERE e.application_id = $1 AND e.action = ANY($2)
           ORDER BY e.seq LIMIT 200"#,
        application,
        &words,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(RawHistoryRow::known).collect())
}

/// What comes of verifying the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// Every entry follows from the one before, and the last one is the head.
    Whole {
        /// How many.
        entries: i64,
    },
    /// The first entry that does not.
    Broken {
        /// Its number.
        seq: i64,
        /// What is wrong with it.
        fault: ChainFault,
    },
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    /// An entry with this number is missing.
    #[error("is missing")]
    Missing,
    /// It does not carry the hash of the one before.
    #[error("does not follow from the entry before it")]
    NotChained,
    /// Its content is not what was hashed.
    #[error("was changed")]
    Changed,
    /// The chain's recorded end is another one.
    #[error("is not the end that was recorded")]
    NotTheEnd,
}

/// Reads the whole trail in one snapshot, entry by entry, and recomputes every hash as `audit_hash` in the database does.
///
/// # Errors
/// The database's; a broken chain is not an error but [`Verification::Broken`].
pub async fn verify(db: &mut PgConnection) -> Result<Verification, sqlx::Error> {
    let mut seq = 0;
    let mut hash: Vec<u8> = Sha256::digest(b"salyk-cabinet audit").to_vec();
    let mut head = None;
    // one statement is one snapshot: the head and the entries belong together however many are being added
    let mut rows = sqlx::query_as!(
        ChainedRow,
        r#"SELECT h.seq AS "head_seq!", h.hash AS "head_hash!", e.seq AS "seq?",
                  (extract(epoch FROM e.at) * 1000000)::bigint AS "at?", e.actor_kind AS "actor_kind?",
                  e.actor_id AS "actor_id?", e.action AS "action?", e.subject_inn AS "subject_inn?",
                  e.application_id AS "application_id?", e.tax_office AS "tax_office?", e.address AS "address?",
                  e.request_id AS "request_id?", e.details::text AS "details?", e.previous_hash AS "previous_hash?",
                  e.hash AS "hash?"
           FROM audit_head h LEFT JOIN audit_entry e ON true ORDER BY e.seq"#
    )
    .fetch(db);
    while let Some(row) = rows.try_next().await? {
        if let Some(found) = row.seq {
            if let Some(fault) = row.fault(seq, &hash) {
                let at = if fault == ChainFault::Missing { seq + 1 } else { found };
                return Ok(Verification::Broken { seq: at, fault });
            }
            seq = found;
            hash = row.hash.unwrap_or_default();
        }
        head = Some((row.head_seq, row.head_hash));
    }
    Ok(match head {
        Some((end, recorded)) if end == seq && recorded == hash => Verification::Whole { entries: seq },
        Some((end, _)) if end > seq => Verification::Broken { seq: seq + 1, fault: ChainFault::Missing },
        _ => Verification::Broken { seq, fault: ChainFault::NotTheEnd },
    })
}

struct ChainedRow {
    head_seq: i64,
    head_hash: Vec<u8>,
    seq: Option<i64>,
    at: Option<i64>,
    actor_kind: Option<String>,
    actor_id: Option<String>,
    action: Option<String>,
    subject_inn: Option<String>,
    application_id: Option<Uuid>,
    tax_office: Option<String>,
    address: Option<String>,
    request_id: Option<String>,
    details: Option<String>,
    previous_hash: Option<Vec<u8>>,
    hash: Option<Vec<u8>>,
}

impl ChainedRow {
    fn fault(&self, before: i64, hash_before: &[u8]) -> Option<ChainFault> {
        if self.seq != Some(before + 1) {
            Some(ChainFault::Missing)
        } else if self.previous_hash.as_deref() != Some(hash_before) {
            Some(ChainFault::NotChained)
        } else if self.hash.as_deref() != Some(self.recomputed(hash_before).as_slice()) {
            Some(ChainFault::Changed)
        } else {
            None
        }
    }

    fn recomputed(&self, previous: &[u8]) -> Vec<u8> {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let parts = [
            self.seq.unwrap_or_default().to_string(),
            self.at.unwrap_or_default().to_string(),
            text(&self.actor_kind),
            text(&self.actor_id),
            text(&self.action),
            text(&self.subject_inn),
            self.application_id.map(|id| id.to_string()).unwrap_or_default(),
            text(&self.tax_office),
            text(&self.address),
            text(&self.request_id),
            text(&self.details),
        ];
        let mut digest = Sha256::new();
        digest.update(previous);
        digest.update(parts.join("\u{1f}"));
        digest.finalize().to_vec()
    }
}
