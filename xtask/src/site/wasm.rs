//! The crate `frontend`, compiled for the browser, taken apart into pieces, with its glue.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use super::{Size, optimize, splitting};
use crate::process;

const TARGET: &str = "wasm32-unknown-unknown";

/// The split, bound and optimised modules, before they get their final names.
pub(crate) struct Pieces {
    /// Holds everything named below.
    pub folder: PathBuf,
    /// What the lazy pieces are loaded for.
    pub lazy: splitting::LazyPieces,
}

/// Compiles `frontend` and brings it into the form the browser loads.
///
/// # Errors
/// When it doesn't compile, or a tool fails on the compiler's output.
pub(crate) fn build(root: &Path, size: Size) -> Result<Pieces> {
    let compiled = compile(root, size)?;
    let wasm = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let name = if size == Size::Small { "small" } else { "quick" };
    let folder = root.join("target/site-pieces").join(name);
    let key = key(root, &wasm)?;
    if fs::read_to_string(folder.join("key")).is_ok_and(|known| known == key) {
        return Ok(Pieces { lazy: splitting::LazyPieces::read(&folder)?, folder });
    }

    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let lazy = splitting::split(&wasm, &folder)?;
    bind(&folder)?;
    if size == Size::Small {
        optimize::all(root, &folder, &lazy)?;
    }
    fs::write(folder.join("key"), key)?;
    Ok(Pieces { folder, lazy })
}

/// What the pieces depend on: the compiler's output, this program, and the pinned tools.
fn key(root: &Path, wasm: &[u8]) -> Result<String> {
    let own = std::env::current_exe().and_then(fs::read).context("cannot read this program")?;
    let lock = fs::read(root.join("xtask/npm/package-lock.json"))?;
    let parts = [wasm, &own, &lock].map(|part| hex::encode(Sha256::digest(part)));
    Ok(parts.join("\n"))
}

fn compile(root: &Path, size: Size) -> Result<PathBuf> {
    let profile = if size == Size::Small { "wasm" } else { "wasm-dev" };
    println!("site: compiling frontend for the browser (profile {profile})");
    // a folder of its own: native builds stay valid, and the two can run side by side
    let folder = root.join("target/wasm");
    let mut cargo = process::cargo(root);
    cargo
        .args(["build", "--quiet", "--package", "frontend", "--lib"])
        .args(["--target", TARGET, "--profile", profile])
        .arg("--target-dir")
        .arg(&folder)
        // flags from outside would make another site than the one that was measured
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    // the relocations tell the splitter who calls whom; the views are without types on both sides (.cargo/config.toml)
    let mut flags = "-Clink-args=--emit-relocs --cfg erase_components".to_owned();
    if size == Size::Small && has_std_source(root)? {
        cargo
            .args(["-Z", "build-std=std,panic_abort"])
            .args(["-Z", "build-std-features=optimize_for_size"])
            .env("RUSTC_BOOTSTRAP", "1");
        flags.push_str(" -Zunstable-options -Cpanic=immediate-abort");
    }
    process::run(cargo.env("RUSTFLAGS", flags))?;
    Ok(folder.join(TARGET).join(profile).join("frontend.wasm"))
}

/// Whether std can be compiled together with the crate, which makes it a tenth smaller.
fn has_std_source(root: &Path) -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = process::output(Command::new(rustc).args(["--print", "sysroot"]).current_dir(root))?;
    let source = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml");
    let found = source.is_file();
    if !found {
        println!("site: std's source is not installed, so the WASM will be larger than it can be");
    }
    Ok(found)
}

/// Writes the glue between the main module and the browser's interfaces.
fn bind(folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(folder.join(splitting::MAIN_UNBOUND))
        .out_name("cabinet")
        .typescript(false)
        // boot.js says where the module is: its name carries a hash
        .omit_default_module_path(true)
        // the lazy pieces find the main module's functions by these names
        .keep_lld_exports(true)
        .demangle(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
}
