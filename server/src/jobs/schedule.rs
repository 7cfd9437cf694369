//! When the jobs run.

use std::{sync::Arc, time::Duration};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use crate::{error::ServiceError, foundation::Foundation, outbox::worker, registry::Offices, throttle::Throttle};

use super::{card_reminders, expiry, reminders};

const HOUR: Duration = Duration::from_secs(3_600);
const UPKEEP: Duration = Duration::from_secs(5);

/// Runs the jobs until `ended` turns true: upkeep of the metrics every few seconds; expiry of applications, reminders
/// and clearing up at the start and every hour. A job that fails is logged and comes again with the next hour.
pub async fn run(foundation: Foundation, metrics: PrometheusHandle, mut ended: watch::Receiver<bool>) {
    let throttle = Throttle::of(&foundation);
    let offices = Offices::new(foundation.pool.clone(), Arc::clone(&foundation.clock));
    let mut hourly = interval(HOUR);
    hourly.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut upkeep = interval(UPKEEP);
    loop {
        tokio::select! {
            _ = ended.changed() => return,
            _ = upkeep.tick() => metrics.run_upkeep(),
            _ = hourly.tick() => {
                // first those that have lapsed: they are reminded of nothing
                report("expiry of applications", expiry::expire(&foundation).await);
                report("reminders", reminders::remind(&foundation, &offices).await);
                report("reminders of primary passwords", card_reminders::remind(&foundation, &offices).await);
                report("clearing old throttles", throttle.forget_old().await);
                report("giving up letters", worker::tidy(&foundation).await.map(u64::from));
                report("forgetting old letters", worker::forget_old(&foundation).await);
            }
        }
    }
}

fn report(job: &'static str, done: Result<u64, ServiceError>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(job, count, "done"),
        Err(error) => tracing::error!(job, %error, "failed; the next hour brings another try"),
    }
}
