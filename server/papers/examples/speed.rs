//! How long a paper takes, the first and the median of many:
//! `cargo run --release -p papers --example speed`.

#![allow(clippy::disallowed_methods, reason = "measuring is what this is for")]

use std::time::{Duration, Instant};

#[path = "../tests/samples/mod.rs"]
mod samples;

/// Runs of each paper.
const RUNS: usize = 200;

fn main() -> Result<(), papers::PaperError> {
    for (name, paper) in samples::all() {
        let mut times: Vec<Duration> = Vec::with_capacity(RUNS);
        let mut bytes = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            bytes = paper.make()?.len();
            times.push(start.elapsed());
        }
        let first = times[0];
        times.sort_unstable();
        let median = times[RUNS / 2];
        eprintln!("{name}: first {first:.1?}, median {median:.1?}, {bytes} bytes");
    }
    Ok(())
}
