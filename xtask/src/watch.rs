//! `make watch`: builds for editing, serves the demo, and does both again after every change.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Child, Command},
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result};

use crate::{process, site};

/// How long a change may wait to be seen.
const LOOK_EVERY: Duration = Duration::from_millis(400);
const SOURCES: [&str; 9] =
    ["app", "domain", "frontend", "server", "style", "migrations", ".sqlx", "Cargo.toml", "Cargo.lock"];

/// Runs until it is interrupted.
///
/// # Errors
/// When the sources cannot be read; a failing build is shown, and waits for the next change.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut demo: Option<Child> = None;
    let mut seen = None;
    loop {
        let newest = newest_change(root)?;
        if seen != Some(newest) {
            seen = Some(newest);
            match build(root) {
                Ok(()) => {
                    stop(demo.take())?;
                    demo = Some(start(root)?);
                }
                Err(error) => println!("{error:#}\nwaiting for the next change"),
            }
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

fn build(root: &Path) -> Result<()> {
    process::run(process::cargo(root).args(["build", "--package", "server"]))?;
    site::build(root, site::Size::Quick)
}

fn start(root: &Path) -> Result<Child> {
    Command::new(root.join("target/debug/cabinet"))
        .arg("demo")
        .current_dir(root)
        .spawn()
        .context("cannot start the demo")
}

/// Asks the demo to end, as Ctrl-C does: it has a database to put away.
fn stop(demo: Option<Child>) -> Result<()> {
    let Some(mut demo) = demo else { return Ok(()) };
    if demo.try_wait()?.is_none() {
        process::run(Command::new("kill").arg("-TERM").arg(demo.id().to_string()))?;
    }
    demo.wait()?;
    Ok(())
}

fn newest_change(root: &Path) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut paths: Vec<PathBuf> = SOURCES.iter().map(|source| root.join(source)).collect();
    while let Some(path) = paths.pop() {
        // editors write beside a file and rename: what is listed may be gone a moment later
        let Some(about) = still_there(fs::metadata(&path), &path)? else { continue };
        newest = newest.max(about.modified()?);
        if about.is_dir() {
            let Some(entries) = still_there(fs::read_dir(&path), &path)? else { continue };
            for entry in entries {
                paths.push(entry?.path());
            }
        }
    }
    Ok(newest)
}

fn still_there<T>(found: io::Result<T>, path: &Path) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot look at {}", path.display())),
    }
}
