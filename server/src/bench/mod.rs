//! `cabinet bench`: the figures of spec/quality.md, both sides of a ratio in the same run on the same machine. Loopback
//! only, bounded, and everything it starts is ended.

mod client;
mod measure;
mod queue;
mod subject;
mod timing;

use std::path::Path;

use crate::{
    commands::say,
    config::Settings,
    postgres::{Durability, PrivateCluster},
    storage,
};
use measure::Figure;
use subject::Subject;

const FOLDER: &str = "target/bench-postgres";
const TAXPAYERS: i32 = 1_000_000;

/// Measures and prints; `only_queue` leaves all but the queue out.
///
/// Errors: no build, no PostgreSQL, no pgbench, or an answer that is not the expected one.
pub async fn run(settings: Settings, only_queue: bool) -> anyhow::Result<()> {
    let cluster = PrivateCluster::start(Path::new(FOLDER), Durability::ThrowAway)?;
    let mut figures = Vec::new();
    let outcome = measured(&cluster, settings, only_queue, &mut figures).await;
    cluster.stop()?;
    say("| what | measured | reach |\n| --- | --- | --- |");
    for Figure { what, measured, reach } in figures {
        say(format_args!("| {what} | {measured} | {reach} |"));
    }
    outcome
}

/// What was measured before a failure counts all the same: it goes to `figures` one by one.
async fn measured(
    cluster: &PrivateCluster,
    settings: Settings,
    only_queue: bool,
    figures: &mut Vec<Figure>,
) -> anyhow::Result<()> {
    if only_queue {
        let prepared = subject::prepare(cluster, &settings, 0).await?;
        return of_queue(cluster, &settings, &prepared, figures).await;
    }
    say(format_args!("preparing {TAXPAYERS} taxpayers …"));
    let prepared = subject::prepare(cluster, &settings, TAXPAYERS).await?;
    // the bytes of WASM and scripts are `xtask budget`'s to tell: it knows which pieces a page needs
    figures.push(measure::paper(prepared.foundation.now())?);

    let (subject, started) = Subject::start(cluster, &settings, &[]).await?;
    figures.push(Figure::new("start to the first 200", format!("{} ms", started.as_millis()), "≤ 300 ms"));
    figures.push(Figure::new("memory idle", format!("{} MB", subject.resident_megabytes()?), "≤ 40 MB"));
    figures.push(measure::blocking(&subject, &settings).await?);
    say("look-ups and pgbench …");
    figures.push(measure::look_ups(&subject, cluster).await?);
    say("sign-ins and plain hashes …");
    figures.push(measure::sign_ins(&subject, &prepared, &settings).await?);
    figures.push(Figure::new("memory after the sign-ins", format!("{} MB", subject.resident_megabytes()?), "≤ 120 MB"));
    say("known and unknown logins …");
    figures.push(timing::sign_in_timing(&subject, &prepared).await?);
    subject.end().await?;

    say("registrations and INSERTs …");
    // the hash is left out of both sides: the smallest Argon2 there is
    let cheap = [("CABINET_HASHING__MEMORY_KIB", "8"), ("CABINET_HASHING__ITERATIONS", "1")];
    let (subject, _) = Subject::start(cluster, &settings, &cheap).await?;
    figures.push(measure::registrations(&subject, &prepared).await?);
    subject.end().await?;
    of_queue(cluster, &settings, &prepared, figures).await
}

/// Last, since it fills the database.
async fn of_queue(
    cluster: &PrivateCluster,
    settings: &Settings,
    prepared: &subject::Prepared,
    figures: &mut Vec<Figure>,
) -> anyhow::Result<()> {
    let mut owner = storage::pool::connect(&cluster.url("cabinet_owner", "cabinet_bench")).await?;
    let (subject, _) = Subject::start(cluster, settings, &[]).await?;
    figures.extend(queue::queue(&subject, prepared, &mut owner).await?);
    subject.end().await
}
