//! When the jobs run.

use std::time::Duration;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use crate::{foundation::Foundation, throttle::Throttle};

use super::expiry;

const HOUR: Duration = Duration::from_secs(3_600);
const UPKEEP: Duration = Duration::from_secs(5);

/// Runs the jobs until `ended` turns true: upkeep of the metrics every few seconds; expiry of applications and clearing
/// of old throttles at the start and every hour. A job that fails is logged and comes again with the next hour.
pub async fn run(foundation: Foundation, metrics: PrometheusHandle, mut ended: watch::Receiver<bool>) {
    let throttle = Throttle::of(&foundation);
    let mut hourly = interval(HOUR);
    hourly.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut upkeep = interval(UPKEEP);
    loop {
        tokio::select! {
            _ = ended.changed() => return,
            _ = upkeep.tick() => metrics.run_upkeep(),
            _ = hourly.tick() => {
                match expiry::expire(&foundation).await {
                    Ok(count) => tracing::info!(count, "applications expired"),
                    Err(error) => tracing::error!(%error, "expiry of applications failed"),
                }
                if let Err(error) = throttle.forget_old().await {
                    tracing::error!(%error, "clearing old throttles failed");
                }
            }
        }
    }
}
