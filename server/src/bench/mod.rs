//! `cabinet bench`: the figures of spec/quality.md, both sides of a ratio in the same run on the same machine. Loopback
//! only, bounded, and everything it starts is ended.

mod client;
mod measure;
mod subject;
mod timing;

use std::path::Path;

use crate::{
    commands::say,
    config::Settings,
    postgres::{Durability, PrivateCluster},
};
use measure::Figure;
use subject::Subject;

const FOLDER: &str = "target/bench-postgres";
const TAXPAYERS: i32 = 1_000_000;

/// Measures and prints.
///
/// Errors: no build, no PostgreSQL, no pgbench, or an answer that is not the expected one.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let cluster = PrivateCluster::start(Path::new(FOLDER), Durability::ThrowAway)?;
    let figures = measured(&cluster, settings).await;
    cluster.stop()?;
    let figures = figures?;
    say("| what | measured | reach |\n| --- | --- | --- |");
    for Figure { what, measured, reach } in figures {
        say(format_args!("| {what} | {measured} | {reach} |"));
    }
    Ok(())
}

async fn measured(cluster: &PrivateCluster, settings: Settings) -> anyhow::Result<Vec<Figure>> {
    say(format_args!("preparing {TAXPAYERS} taxpayers …"));
    let prepared = subject::prepare(cluster, &settings, TAXPAYERS).await?;
    // the bytes of WASM and scripts are `xtask budget`'s to tell: it knows which pieces a page needs
    let mut figures = vec![measure::paper(prepared.foundation.now())?];

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
    Ok(figures)
}
