//! Verification of the chain in steps, in the background: a step costs the database some milliseconds, and the end that is
//! verified is the one that the chain had when it began.

use app::api::{
    Client, Permission,
    audit::{ChainCheck, ChainFaultWord, ChainState},
};
use serde_json::json;
use time::Duration;
use uuid::Uuid;

use super::AuditService;
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::{
        self,
        audit::{Action, Actor, AuditEntry, ChainFault, ChainPoint, verification},
    },
};

/// Entries of a step.
const STEP: i64 = 5_000;

/// A verification that has not moved for so long has lost its server.
const STALE: Duration = Duration::MINUTE;

impl AuditService {
    /// Begins one and leaves it to a task of this server, unless one is under way anywhere.
    pub(super) async fn begin(&self, client: &Client) -> Result<(), ServiceError> {
        let administrator = client.staff_who_may(Permission::Administer)?;
        let now = self.foundation.now();
        let id = self.foundation.new_id();
        let mut db = self.foundation.pool.acquire().await?;
        verification::interrupt(&mut db, now.saturating_sub(STALE), now).await?;
        let (goal, end) = verification::head(&mut db).await?;
        let begun = verification::begin(&mut db, id, session::id(&administrator.staff)?, goal, now).await?;
        drop(db);
        if begun {
            let service = self.clone();
            let by = administrator.staff.clone();
            tokio::spawn(async move {
                if let Err(error) = service.walk(id, &by, goal, &end).await {
                    tracing::error!(%error, "the verification of the audit trail stopped");
                }
            });
        }
        Ok(())
    }

    async fn walk(&self, id: Uuid, by: &str, goal: i64, end: &[u8]) -> Result<(), ServiceError> {
        let mut point = ChainPoint::beginning();
        let mut bad = None;
        while bad.is_none() && point.seq < goal {
            let mut db = self.foundation.pool.acquire().await?;
            bad = storage::audit::verify_step(&mut db, &mut point, goal, STEP).await?;
            if !verification::moved(&mut db, id, point.seq, self.foundation.now()).await? {
                // given up as stale and perhaps begun anew: whoever did that goes on
                return Ok(());
            }
        }
        if bad.is_none() && point.hash != end {
            bad = Some((goal, ChainFault::NotTheEnd));
        }
        let at = self.foundation.now();
        let mut tx = self.foundation.begin().await?;
        verification::end(&mut tx, id, bad.map(|(seq, fault)| (seq, word(fault))), at).await?;
        let entry = AuditEntry {
            at,
            actor: Actor::Staff(by),
            action: Action::AuditVerified,
            subject_inn: "",
            application: None,
            tax_office: "",
            address: "",
            request_id: "",
            details: json!({ "entries": goal, "bad": bad.map(|(seq, _)| seq) }),
        };
        storage::audit::append(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn newest(&self, client: &Client) -> Result<Option<ChainCheck>, ServiceError> {
        client.staff_who_may(Permission::Administer)?;
        let now = self.foundation.now();
        let mut db = self.foundation.pool.acquire().await?;
        let Some(found) = verification::newest(&mut db).await? else {
            return Ok(None);
        };
        let state = match (found.outcome.as_deref(), found.bad_seq, found.fault.as_deref().map(fault)) {
            (Some("whole"), ..) => ChainState::Whole,
            (Some("broken"), Some(entry), Some(Some(fault))) => ChainState::Broken { entry, fault },
            (None, ..) if now - found.moved_at <= STALE => ChainState::Running,
            (None, ..) | (Some("interrupted"), ..) => ChainState::Interrupted,
            _ => return Err(ServiceError::Stored("audit_verification")),
        };
        Ok(Some(ChainCheck {
            started_at: found.started_at.into(),
            who: found.who,
            goal: found.goal,
            checked: found.checked,
            state,
        }))
    }
}

fn word(fault: ChainFault) -> &'static str {
    match fault {
        ChainFault::Missing => "missing",
        ChainFault::NotChained => "not_chained",
        ChainFault::Changed => "changed",
        ChainFault::NotTheEnd => "not_the_end",
    }
}

fn fault(word: &str) -> Option<ChainFaultWord> {
    match word {
        "missing" => Some(ChainFaultWord::Missing),
        "not_chained" => Some(ChainFaultWord::NotChained),
        "changed" => Some(ChainFaultWord::Changed),
        "not_the_end" => Some(ChainFaultWord::NotTheEnd),
        _ => None,
    }
}
