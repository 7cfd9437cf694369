//! The scripts a page names: `boot.js`, and on pages of staff `passkey.js`.

use std::{fs, path::Path};

use anyhow::Result;

use super::{manifest::Manifest, publish, tools};
use crate::process;

/// Puts both into the site, `boot.js` told the names of the glue and the main module.
///
/// # Errors
/// When esbuild fails or the file cannot be written.
pub(crate) fn publish(root: &Path, pkg: &mut publish::Folder, manifest: &mut Manifest) -> Result<()> {
    let source = root.join("target/site-pieces/boot.js");
    fs::write(&source, include_str!("boot.js"))?;
    let script = process::output(
        tools::esbuild(root)
            .arg(&source)
            .args(["--minify", "--format=esm", "--target=es2022", "--log-level=warning"])
            .arg(format!("--define:GLUE={:?}", manifest.js))
            .arg(format!("--define:WASM={:?}", manifest.wasm)),
    )?;
    manifest.boot = publish::address(&pkg.add("boot.js", script.into_bytes())?);
    let source = root.join("xtask/src/site/passkey.js");
    let script = process::output(tools::esbuild(root).arg(&source).args([
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--log-level=warning",
    ]))?;
    manifest.passkey = publish::address(&pkg.add("passkey.js", script.into_bytes())?);
    Ok(())
}
