//! What the browser loads, built into `target/site`.
//!
//! ```text
//! frontend ─cargo─> one .wasm ─split─> main + lazy pieces ─bindgen─> main + glue ─wasm-opt─┐
//! style/main.css ─esbuild─> one .css, fonts                                                ├─> pkg/
//! style/** (icons and the like), boot.js, passkey.js ──────────────────────────────────────┘
//! ```
//! Every file in `pkg` carries a hash of its content in its name, so it may be cached for ever;
//! `manifest.json` tells the server the names.

mod boot;
mod manifest;
mod names;
mod optimize;
mod publish;
mod splitting;
mod style;
mod tools;
mod wasm;

use std::{path::Path, time::Instant};

use anyhow::Result;

pub(crate) use manifest::Manifest;
pub(crate) use splitting::{is_public, plain};

/// What a build is optimised for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// Small to load: what is served.
    Small,
    /// Quick to build: what is looked at while editing.
    Quick,
}

/// Builds `target/site`; steps whose inputs did not change are left out.
///
/// # Errors
/// When a source doesn't compile or a tool is missing or fails.
#[expect(clippy::disallowed_methods, reason = "how long it takes is what a developer is told")]
pub(crate) fn build(root: &Path, size: Size) -> Result<()> {
    let started = Instant::now();
    tools::install(root)?;
    let pieces = wasm::build(root, size)?;
    let style = style::build(root)?;

    let mut pkg = publish::Folder::open(root)?;
    let mut manifest = Manifest::default();
    style::publish(style, &mut pkg, &mut manifest)?;
    splitting::publish(root, &pieces, &mut pkg, &mut manifest)?;
    boot::publish(root, &mut pkg, &mut manifest)?;
    pkg.finish(root, size)?;
    manifest.write(root)?;
    println!("site: ready after {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// Where the brotli copy of `file` lies.
pub(crate) fn compressed(file: &Path) -> std::path::PathBuf {
    publish::sibling(file, "br")
}
