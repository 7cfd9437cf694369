//! Proving that nobody has changed, removed or put in an entry.

use futures::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

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
    let ChainPoint { mut seq, mut hash } = ChainPoint::beginning();
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

/// How far a verification in steps has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainPoint {
    /// The last entry that was verified; 0 before the first.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

impl ChainPoint {
    /// Before the first entry.
    #[must_use]
    pub fn beginning() -> Self {
        Self { seq: 0, hash: Sha256::digest(b"salyk-cabinet audit").to_vec() }
    }
}

/// Verifies up to `most` entries after a point, none beyond `goal`, and moves the point on; the first bad entry if there
/// is one. The entries up to a goal that was read before never change, so the steps need no common snapshot.
///
/// # Errors
/// The database's.
pub async fn verify_step(
    db: &mut PgConnection,
    point: &mut ChainPoint,
    goal: i64,
    most: i64,
) -> Result<Option<(i64, ChainFault)>, sqlx::Error> {
    let rows = sqlx::query_as!(
        ChainedRow,
        r#"SELECT 0::bigint AS "head_seq!", ''::bytea AS "head_hash!", e.seq AS "seq?",
                  (extract(epoch FROM e.at) * 1000000)::bigint AS "at?", e.actor_kind AS "actor_kind?",
                  e.actor_id AS "actor_id?", e.action AS "action?", e.subject_inn AS "subject_inn?",
                  e.application_id AS "application_id?", e.tax_office AS "tax_office?", e.address AS "address?",
                  e.request_id AS "request_id?", e.details::text AS "details?", e.previous_hash AS "previous_hash?",
                  e.hash AS "hash?"
           FROM audit_entry e WHERE e.seq > $1 AND e.seq <= $2 ORDER BY e.seq LIMIT $3"#,
        point.seq,
        goal,
        most,
    )
    .fetch_all(db)
    .await?;
    if rows.is_empty() {
        return Ok(Some((point.seq + 1, ChainFault::Missing)));
    }
    for row in rows {
        let Some(found) = row.seq else { continue };
        if let Some(fault) = row.fault(point.seq, &point.hash) {
            let at = if fault == ChainFault::Missing { point.seq + 1 } else { found };
            return Ok(Some((at, fault)));
        }
        *point = ChainPoint { seq: found, hash: row.hash.unwrap_or_default() };
    }
    Ok(None)
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
