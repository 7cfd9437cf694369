//! How often one client may ask. The counts live in PostgreSQL, so that all servers share them; each server takes up
//! some of the limit at a time and spends it from memory, so that a busy client's requests cost no write each. It takes
//! as much as this client has used up here already, a quarter of the limit at the most: what is lost when a server is
//! restarted, or lies unspent on one of many, is never more than what was spent there. One request of a client asks for
//! it, those that come meanwhile wait for what it gets.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use app::api::ApiError;
use sqlx::PgPool;
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex as AsyncMutex;

use crate::{
    clock::Clock,
    error::ServiceError,
    foundation::Foundation,
    secrets::{Secrets, purpose},
    storage::throttle as storage,
};

/// A server takes 1 / this of the limit at a time, at the most.
const LEASES: u32 = 4;

/// Clients whose leases are kept in memory at the most.
const REMEMBERED: usize = 20_000;

/// The count of requests by kind and client. Cheap to clone; clones share their leases.
#[derive(Clone)]
pub struct Throttle(Arc<Inner>);

struct Inner {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    secrets: Secrets,
    leases: Mutex<HashMap<Who, Lease>>,
}

type Who = (&'static str, [u8; 32]);

struct Lease {
    window_end: OffsetDateTime,
    remaining: i32,
    /// Granted in this window so far.
    taken: i32,
    /// The shared count has reached the limit: nothing more until the window ends.
    exhausted: bool,
    /// Held by the request that asks for the next lease.
    asking: Arc<AsyncMutex<()>>,
}

impl Throttle {
    /// A throttle over the shared table.
    #[must_use]
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>, secrets: Secrets) -> Self {
        Self(Arc::new(Inner { pool, clock, secrets, leases: Mutex::default() }))
    }

    /// The same over a foundation.
    #[must_use]
    pub fn of(foundation: &Foundation) -> Self {
        Self::new(foundation.pool.clone(), Arc::clone(&foundation.clock), foundation.secrets.clone())
    }

    /// Counts one request of `key` (see [`client_key`]) against `limit` in windows of `per_seconds`. `kind` names what
    /// is counted, `look_up`; each has its own count.
    ///
    /// # Errors
    /// `Answer(Throttled)` with the seconds until the window ends, when the limit is reached; the database's.
    pub async fn spend(&self, kind: &'static str, key: &str, limit: u32, per_seconds: u32) -> Result<(), ServiceError> {
        let now = self.0.clock.now();
        let (start, end) = window(now, per_seconds);
        let who = (kind, self.0.secrets.digest(purpose::THROTTLE, key.as_bytes()));
        let refusal = || ServiceError::Answer(ApiError::Throttled { retry_after: seconds_until(end, now) });
        let asking = match self.spend_lease(&who, end, now) {
            Spent::Yes => return Ok(()),
            Spent::Exhausted => return Err(refusal()),
            Spent::NoLease(asking) => asking,
        };
        // without this, requests that come at once would take up the whole limit in leases, and the next one would
        // be refused though almost nothing is spent
        let _turn = asking.lock().await;
        match self.spend_lease(&who, end, now) {
            Spent::Yes => return Ok(()),
            Spent::Exhausted => return Err(refusal()),
            Spent::NoLease(_) => {}
        }
        let limit = i32::try_from(limit.max(1)).unwrap_or(i32::MAX / 2);
        let most = (limit / LEASES.cast_signed()).max(1);
        let lease = self.taken(&who, end, now).clamp(1, most);
        let granted = storage::take_lease(&self.0.pool, kind, &who.1, start, lease, limit).await?;
        self.keep_lease(&who, end, granted, now);
        // another request may have been given one all the same, if the leases were forgotten in between
        if granted > 0 || matches!(self.spend_lease(&who, end, now), Spent::Yes) { Ok(()) } else { Err(refusal()) }
    }

    /// Counts `wanted` at once, all or none of them, as a list of numbers needs: a list that does not fit any more leaves
    /// the rest of the limit to a shorter one. Without leases: one statement is little beside what a list asks for.
    ///
    /// # Errors
    /// As [`Throttle::spend`].
    pub async fn spend_all(
        &self,
        kind: &'static str,
        key: &str,
        wanted: usize,
        limit: u32,
        per_seconds: u32,
    ) -> Result<(), ServiceError> {
        let now = self.0.clock.now();
        let (start, end) = window(now, per_seconds);
        let digest = self.0.secrets.digest(purpose::THROTTLE, key.as_bytes());
        let limit = i32::try_from(limit.max(1)).unwrap_or(i32::MAX / 2);
        let wanted = i32::try_from(wanted).unwrap_or(i32::MAX / 2);
        if wanted == 0 || storage::take_all(&self.0.pool, kind, &digest, start, wanted, limit).await? {
            return Ok(());
        }
        Err(ServiceError::Answer(ApiError::Throttled { retry_after: seconds_until(end, now) }))
    }

    /// Deletes the counts of windows that ended long ago; returns how many.
    ///
    /// # Errors
    /// The database's.
    pub async fn forget_old(&self) -> Result<u64, ServiceError> {
        let moment = self.0.clock.now().saturating_sub(Duration::DAY);
        Ok(storage::forget_before(&self.0.pool, moment).await?)
    }

    /// Spends one from memory, or says by which lock the next lease is asked for.
    fn spend_lease(&self, who: &Who, window_end: OffsetDateTime, now: OffsetDateTime) -> Spent {
        let mut leases = self.leases();
        let lease = Self::lease(&mut leases, who, window_end, now);
        if lease.remaining > 0 {
            lease.remaining -= 1;
            Spent::Yes
        } else if lease.exhausted {
            Spent::Exhausted
        } else {
            Spent::NoLease(Arc::clone(&lease.asking))
        }
    }

    /// What was granted to this client in this window, all of it spent.
    fn taken(&self, who: &Who, window_end: OffsetDateTime, now: OffsetDateTime) -> i32 {
        Self::lease(&mut self.leases(), who, window_end, now).taken
    }

    /// One of what was granted is spent by the request that asked for it.
    fn keep_lease(&self, who: &Who, window_end: OffsetDateTime, granted: i32, now: OffsetDateTime) {
        let mut leases = self.leases();
        let lease = Self::lease(&mut leases, who, window_end, now);
        // a window may have ended meanwhile; what it left is nothing to the next one
        if lease.window_end == window_end {
            lease.remaining += (granted - 1).max(0);
            lease.taken = lease.taken.saturating_add(granted);
            lease.exhausted = granted == 0;
        }
    }

    /// The client's lease of this window; an empty one when there is none.
    fn lease<'a>(
        leases: &'a mut HashMap<Who, Lease>,
        who: &Who,
        window_end: OffsetDateTime,
        now: OffsetDateTime,
    ) -> &'a mut Lease {
        if leases.len() >= REMEMBERED && !leases.contains_key(who) {
            leases.retain(|_, lease| lease.window_end > now);
            if leases.len() >= REMEMBERED {
                // what is forgotten stays counted in the table: nobody gains by flooding the map
                leases.clear();
            }
        }
        let fresh = || Lease { window_end, remaining: 0, taken: 0, exhausted: false, asking: Arc::default() };
        let lease = leases.entry(*who).or_insert_with(fresh);
        if lease.window_end < window_end {
            *lease = fresh();
        }
        lease
    }

    fn leases(&self) -> MutexGuard<'_, HashMap<Who, Lease>> {
        self.0.leases.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Spent {
    Yes,
    Exhausted,
    NoLease(Arc<AsyncMutex<()>>),
}

/// Whom to count by: an IPv4 address, or the /64 of an IPv6 address, within which one client can change at will.
#[must_use]
pub fn client_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Windows begin at multiples of their length since 1970, the same on every server.
fn window(now: OffsetDateTime, seconds: u32) -> (OffsetDateTime, OffsetDateTime) {
    let seconds = i64::from(seconds.max(1));
    let start = now.unix_timestamp().div_euclid(seconds) * seconds;
    let start = OffsetDateTime::from_unix_timestamp(start).unwrap_or(now);
    (start, start.saturating_add(Duration::seconds(seconds)))
}

fn seconds_until(end: OffsetDateTime, now: OffsetDateTime) -> u32 {
    let remaining = end - now;
    u32::try_from(remaining.whole_seconds()).unwrap_or(0).saturating_add(u32::from(remaining.subsec_nanoseconds() > 0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use time::macros::datetime;

    #[test]
    fn windows_are_the_same_for_every_moment_in_them() {
        let minute = (datetime!(2026-11-22 10:05 UTC), datetime!(2026-11-22 10:06 UTC));
        assert_eq!(window(datetime!(2026-11-22 10:05 UTC), 60), minute);
        assert_eq!(window(datetime!(2026-11-22 10:05:59.999 UTC), 60), minute);
        assert_eq!(window(datetime!(2026-11-22 10:05:59 UTC), 3_600).0, datetime!(2026-11-22 10:00 UTC));
    }

    #[test]
    fn seconds_are_rounded_up_so_that_the_next_try_succeeds() {
        let end = datetime!(2026-11-22 10:06 UTC);
        assert_eq!(seconds_until(end, datetime!(2026-11-22 10:05:59.5 UTC)), 1);
        assert_eq!(seconds_until(end, datetime!(2026-11-22 10:05 UTC)), 60);
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_together() {
        let key = |text: &str| client_key(text.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::5"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::5"), key("2001:db8:1:3::5"));
        assert_eq!(key("::ffff:192.0.2.7"), "192.0.2.7");
        assert_ne!(key("192.0.2.7"), key("192.0.2.8"));
    }
}
