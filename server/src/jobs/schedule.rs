//! When the jobs run.

use std::{sync::Arc, time::Duration};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval},
};

use crate::{
    error::ServiceError, foundation::Foundation, outbox::worker, registry::Offices, storage::job_run,
    throttle::Throttle,
};

use super::{Job, card_reminders, expiry, reminders};

const HOUR: Duration = Duration::from_secs(3_600);
const UPKEEP: Duration = Duration::from_secs(5);

/// Runs the jobs until `ended` turns true: upkeep of the metrics every few seconds; every [`Job`] at the start and every
/// hour. A job that fails is logged and comes again with the next hour.
pub async fn run(foundation: Foundation, metrics: PrometheusHandle, mut ended: watch::Receiver<bool>) {
    let mut hourly = interval(HOUR);
    hourly.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut upkeep = interval(UPKEEP);
    loop {
        tokio::select! {
            _ = ended.changed() => return,
            _ = upkeep.tick() => metrics.run_upkeep(),
            _ = hourly.tick() => run_all(&foundation).await,
        }
    }
}

/// Runs every job once, and keeps when each did and what came of it.
pub async fn run_all(foundation: &Foundation) {
    for job in Job::ALL {
        let done = run_one(foundation, job).await;
        let job = job.as_str();
        match &done {
            Ok(0) => {}
            Ok(count) => tracing::info!(job, count, "done"),
            Err(error) => tracing::error!(job, %error, "failed; the next hour brings another try"),
        }
        if let Err(error) = note(foundation, job, done.ok()).await {
            tracing::error!(job, %error, "can't be noted as run");
        }
    }
}

async fn run_one(foundation: &Foundation, job: Job) -> Result<u64, ServiceError> {
    let offices = || Offices::new(foundation.pool.clone(), Arc::clone(&foundation.clock));
    match job {
        Job::Expiry => expiry::expire(foundation).await,
        Job::Reminders => reminders::remind(foundation, &offices()).await,
        Job::CardReminders => card_reminders::remind(foundation, &offices()).await,
        Job::Throttles => Throttle::of(foundation).forget_old().await,
        Job::LettersGivenUp => worker::tidy(foundation).await.map(u64::from),
        Job::LettersForgotten => worker::forget_old(foundation).await,
    }
}

async fn note(foundation: &Foundation, job: &str, done: Option<u64>) -> Result<(), sqlx::Error> {
    let done = done.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let mut db = foundation.pool.acquire().await?;
    job_run::note(&mut db, job, foundation.now(), done).await
}
