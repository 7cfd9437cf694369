//! The files in `.sqlx`: what the database said about every SQL statement in the source.
//!
//! With them the statements are checked at compile time without a database. sqlx's macros write
//! them themselves when they may ask a database and `SQLX_OFFLINE_DIR` names a folder.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use sha2::{Digest as _, Sha256};

use crate::{process, scratch_database::ScratchDatabase};

/// What to do with `.sqlx`.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write .sqlx anew, asking a throw-away database with all migrations.
    Prepare,
    /// Compare .sqlx with what such a database says; fail when they differ.
    Verify,
}

/// Runs the command.
///
/// # Errors
/// When the database doesn't start, a statement is wrong, or (`verify`) `.sqlx` is not current.
pub(crate) fn run(root: &Path, command: &Command) -> Result<()> {
    let committed = root.join(".sqlx");
    let fresh = ask(root)?;
    match command {
        Command::Prepare => {
            if committed.exists() {
                fs::remove_dir_all(&committed)?;
            }
            fs::create_dir_all(&committed)?;
            for (name, text) in &fresh {
                fs::write(committed.join(name), text)?;
            }
            println!("{} statements written to .sqlx", fresh.len());
            Ok(())
        }
        Command::Verify => compare(&read(&committed)?, &fresh),
    }
}

fn compare(committed: &BTreeMap<String, String>, fresh: &BTreeMap<String, String>) -> Result<()> {
    let changed = fresh.iter().filter(|(name, text)| committed.get(*name) != Some(*text)).count();
    let unused = committed.keys().filter(|name| !fresh.contains_key(*name)).count();
    if changed + unused > 0 {
        bail!(".sqlx is not current ({changed} new or changed, {unused} unused): run `make sqlx-prepare`");
    }
    println!("{} statements in .sqlx are current", fresh.len());
    Ok(())
}

/// What the macros wrote when the server was compiled against a fresh database.
///
/// Kept in a folder named after everything the answers depend on, so that asking twice about the
/// same source costs nothing.
fn ask(root: &Path) -> Result<BTreeMap<String, String>> {
    let kept = root.join("target/sqlx-answers");
    let folder = kept.join(key(root)?);
    let answers = folder.join("answers");
    if folder.join("complete").exists() {
        return read(&answers);
    }
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&answers)?;
    let database = ScratchDatabase::migrated(root)?;
    // The macros run only when the crate is compiled. A wrapper with a new name makes cargo compile
    // our own crates (and only them) again, without touching a source or an earlier build.
    let wrapper = folder.join("compile");
    fs::write(&wrapper, "#!/bin/sh\nexec \"$@\"\n")?;
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
    process::run(
        process::cargo(root)
            .args(["check", "--quiet", "--release", "--package", "server", "--all-targets"])
            .env("RUSTC_WORKSPACE_WRAPPER", &wrapper)
            .env("SQLX_OFFLINE", "false")
            .env("SQLX_OFFLINE_DIR", &answers)
            .env("DATABASE_URL", database.url()),
    )?;
    fs::write(folder.join("complete"), "")?;
    read(&answers)
}

/// A hash of the sources the answers depend on, and of the program that asks.
fn key(root: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(fs::read(std::env::current_exe()?)?);
    hash.update(fs::read(root.join("Cargo.lock"))?);
    for folder in ["domain", "app", "server", "migrations"] {
        for file in files(&root.join(folder))? {
            hash.update(file.to_string_lossy().as_bytes());
            hash.update(fs::read(&file)?);
        }
    }
    Ok(hex::encode(&hash.finalize()[..12]))
}

/// Every file below `folder`, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let entries = fs::read_dir(folder).with_context(|| format!("{} is missing", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, fs::read_to_string(entry.path())?);
    }
    Ok(files)
}
