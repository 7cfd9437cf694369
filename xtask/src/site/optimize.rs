//! `wasm-opt`: about half of the raw size, a tenth of what is transferred.

use std::path::Path;

use anyhow::Result;

use super::{splitting, tools};
use crate::process;

/// What rustc's WASM may use; wasm-opt has to be told, each by its name.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// Optimises every module in `folder` in place.
///
/// # Errors
/// When wasm-opt fails.
pub(crate) fn all(root: &Path, folder: &Path) -> Result<()> {
    println!("site: making the WASM smaller");
    for module in splitting::modules(folder)? {
        process::output(
            tools::wasm_opt(root)
                .args(["-Oz", "--converge", "--strip-debug", "--strip-producers", "--strip-target-features"])
                .args(FEATURES)
                .arg(&module)
                .arg("-o")
                .arg(&module),
        )?;
    }
    Ok(())
}
