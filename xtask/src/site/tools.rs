//! The programs from npm: esbuild for scripts and styles, binaryen for `wasm-opt`.
//!
//! Their versions are pinned in `xtask/npm/package-lock.json`; they are installed beside it once,
//! and again when the lock file changes.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use crate::process;

const FOLDER: &str = "xtask/npm";

/// Installs the programs, if that has not been done for the present lock file.
///
/// # Errors
/// When npm is missing or cannot install them.
pub(crate) fn install(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    let lock = fs::read(folder.join("package-lock.json")).context("xtask/npm/package-lock.json")?;
    let installed = folder.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    println!("site: installing esbuild and binaryen with npm");
    process::output(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"])
            .current_dir(&folder),
    )?;
    fs::write(&installed, lock).context("cannot note what was installed")
}

/// esbuild, started in `root`.
pub(crate) fn esbuild(root: &Path) -> Command {
    program(root, "esbuild")
}

/// wasm-opt, started in `root`.
pub(crate) fn wasm_opt(root: &Path) -> Command {
    program(root, "wasm-opt")
}

fn program(root: &Path, name: &str) -> Command {
    let mut command = Command::new(root.join(FOLDER).join("node_modules/.bin").join(name));
    command.current_dir(root);
    command
}
