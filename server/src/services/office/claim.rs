//! Who works on a case. A claim is seen by everybody and bars nobody: who goes on with a colleague's case takes it over,
//! and that is kept.

use app::api::{Client, Permission, StaffCaller};
use domain::limits::Limit;
use serde_json::json;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Done, OfficeService, changed};
use crate::{
    error::ServiceError,
    services::sign_in::session,
    storage::{
        access_application::ApplicationRecord,
        audit::Action,
        queue::{self as storage, HolderRecord},
    },
};

/// Whether there is anything left to be done: handing a decision over is work too.
pub(super) fn is_work(record: &ApplicationRecord) -> bool {
    record.state.is_open() || record.decision.is_some() && record.delivery.is_none()
}

impl OfficeService {
    /// «Взять себе».
    pub(super) async fn claim_case(&self, client: &Client, id: &str) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Accept)?;
        let mut tx = self.foundation.begin().await?;
        let record = self.own(&mut tx, client, staff, id).await?;
        if !is_work(&record) {
            return Err(changed(record.state));
        }
        self.take(&mut tx, client, staff, &record).await?;
        tx.commit().await?;
        Ok(())
    }

    /// «Отпустить».
    pub(super) async fn release_case(&self, client: &Client, id: &str) -> Result<(), ServiceError> {
        let staff = client.staff_who_may(Permission::Accept)?;
        let mut tx = self.foundation.begin().await?;
        let record = self.own(&mut tx, client, staff, id).await?;
        if storage::release(&mut tx, record.id, session::id(&staff.staff)?).await? {
            let at = self.foundation.now();
            let done = Done { record: &record, at, action: Action::CaseReleased, details: json!({}) };
            self.keep(&mut tx, client, staff, done).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The caller works on it from now on. What is new about that is kept: that they took it, and from whom.
    pub(super) async fn take(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        record: &ApplicationRecord,
    ) -> Result<(), ServiceError> {
        let at = self.foundation.now();
        let me = session::id(&staff.staff)?;
        let before = storage::holder(tx, record.id, at).await?;
        let until = self.prolonged(tx, before.as_ref(), me, at).await?;
        storage::take(tx, record.id, me, at, until).await?;
        let (action, details) = match before {
            Some(HolderRecord { staff, .. }) if staff == me => return Ok(()),
            Some(HolderRecord { staff, .. }) => (Action::CaseTakenOver, json!({ "from": staff })),
            None => (Action::CaseClaimed, json!({})),
        };
        self.keep(tx, client, staff, Done { record, at, action, details }).await
    }

    /// The work on it is done: nobody holds it any more. Where a colleague did, the caller took it over.
    pub(super) async fn let_go(
        &self,
        tx: &mut PgConnection,
        client: &Client,
        staff: &StaffCaller,
        record: &ApplicationRecord,
    ) -> Result<(), ServiceError> {
        let at = self.foundation.now();
        let me = session::id(&staff.staff)?;
        let before = storage::holder(tx, record.id, at).await?.filter(|holder| holder.staff != me);
        storage::let_go(tx, record.id).await?;
        let Some(holder) = before else { return Ok(()) };
        let details = json!({ "from": holder.staff });
        self.keep(tx, client, staff, Done { record, at, action: Action::CaseTakenOver, details }).await
    }

    /// Who works on it; where that is the caller, looking at it is going on with it.
    pub(super) async fn holder_seen(
        &self,
        tx: &mut PgConnection,
        record: &ApplicationRecord,
        me: Uuid,
    ) -> Result<Option<HolderRecord>, ServiceError> {
        let now = self.foundation.now();
        let mut holder = storage::holder(tx, record.id, now).await?;
        let until = self.prolonged(tx, holder.as_ref(), me, now).await?;
        if let Some(held) = holder.as_mut().filter(|held| held.staff == me) {
            held.until = until;
            storage::take(tx, record.id, me, now, held.until).await?;
        }
        Ok(holder)
    }

    /// Until when the caller's claim stands if they go on now: never shorter than it stands already, since a head of
    /// office hands a case over for longer.
    async fn prolonged(
        &self,
        db: &mut PgConnection,
        before: Option<&HolderRecord>,
        me: Uuid,
        now: OffsetDateTime,
    ) -> Result<OffsetDateTime, ServiceError> {
        let until = self.claimed_until(db, now).await?;
        Ok(before.filter(|held| held.staff == me).map_or(until, |held| held.until.max(until)))
    }

    pub(super) async fn claimed_until(
        &self,
        db: &mut PgConnection,
        at: OffsetDateTime,
    ) -> Result<OffsetDateTime, ServiceError> {
        let minutes = self.foundation.limits.lately_by(db).await?.get(Limit::ClaimMinutes);
        Ok(at.saturating_add(Duration::minutes(i64::from(minutes))))
    }
}
