//! `make test`: every check, in the order in which a mistake is cheapest to find.

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{budget, offline_sql, process, release, rest, wasm_trace};

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Path) -> Result<()>,
}

const STEPS: [Step; 11] = [
    Step { name: "format", about: "rustfmt", run: format },
    Step { name: "lint", about: "clippy, server side", run: lint },
    Step { name: "lint-wasm", about: "clippy, browser side", run: lint_wasm },
    Step { name: "build", about: "cabinet and its site, as they are served", run: release::build },
    Step { name: "budget", about: "bytes of a first visit", run: budget::check },
    Step { name: "wasm-trace", about: "no crate of the server in the WASM", run: wasm_trace::check },
    Step { name: "tests", about: "unit, property and PostgreSQL tests", run: tests },
    Step { name: "xtask-tests", about: "lints and tests of the build itself", run: xtask_tests },
    Step { name: "sqlx", about: "SQL checked against the migrated database", run: sqlx },
    Step { name: "rest", about: "the interface for programs, by its own description", run: rest::check },
    Step { name: "end2end", about: "the journeys in a browser", run: end2end },
];

/// Runs the steps named in `only`, or all; stops at the first that fails.
///
/// # Errors
/// When a step fails, or `only` names one that does not exist.
#[expect(clippy::disallowed_methods, reason = "how long it takes is what a developer is told")]
pub(crate) fn run(root: &Path, only: &[String]) -> Result<()> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != *name)) {
        let names = STEPS.map(|step| step.name).join(", ");
        bail!("there is no step `{unknown}`; there are {names}");
    }
    let started = Instant::now();
    let mut times: Vec<(&str, Duration)> = Vec::new();
    for step in STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)) {
        println!("\n=== {}: {}", step.name, step.about);
        let begun = Instant::now();
        (step.run)(root).with_context(|| format!("step `{}` failed", step.name))?;
        println!("=== {}: {:.0} s", step.name, begun.elapsed().as_secs_f32());
        times.push((step.name, begun.elapsed()));
    }
    println!("\nall steps passed in {:.0} s", started.elapsed().as_secs_f32());
    for (name, time) in times {
        println!("{:>7.0} s  {name}", time.as_secs_f32());
    }
    Ok(())
}

fn format(root: &Path) -> Result<()> {
    process::run(process::cargo(root).args(["fmt", "--all", "--check"]))
}

// in the release profile, so that build scripts and macros are compiled once for lints and build
fn lint(root: &Path) -> Result<()> {
    process::run(process::cargo(root).args(["clippy", "--quiet", "--release", "--all-targets", "--workspace"]).args([
        "--exclude",
        "frontend",
        "--exclude",
        "xtask",
        "--",
        "-D",
        "warnings",
    ]))
}

fn lint_wasm(root: &Path) -> Result<()> {
    process::run(
        process::cargo(root)
            .args(["clippy", "--quiet", "--release", "--package", "frontend", "--package", "app"])
            .args(["--no-default-features", "--features", "app/hydrate"])
            .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]),
    )
}

fn tests(root: &Path) -> Result<()> {
    let cargo = process::cargo(root);
    let mut command = Command::new(root.join("target/release/cabinet"));
    command
        .current_dir(root)
        .env("SQLX_OFFLINE", "true")
        .args(["with-postgres", "target/test-postgres", "--"])
        .arg(cargo.get_program())
        .args(["test", "--quiet", "--release", "--workspace"])
        .args(["--exclude", "frontend", "--exclude", "xtask"]);
    process::forget_xtask(&mut command);
    process::run(&mut command)
}

// in the profile that this xtask was built in
fn xtask_tests(root: &Path) -> Result<()> {
    process::run(process::cargo(root).args([
        "clippy",
        "--quiet",
        "--package",
        "xtask",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    process::run(process::cargo(root).args(["test", "--quiet", "--package", "xtask"]))
}

fn sqlx(root: &Path) -> Result<()> {
    offline_sql::run(root, &offline_sql::Command::Verify)
}

/// `npm run check` is types, formatting and lints of the tests themselves; `npm test` runs them.
fn end2end(root: &Path) -> Result<()> {
    for arguments in [&["ci", "--no-fund", "--no-audit"][..], &["run", "check"], &["test"]] {
        process::run(
            Command::new("npm")
                .args(arguments)
                .current_dir(root.join("end2end"))
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )?;
    }
    Ok(())
}
