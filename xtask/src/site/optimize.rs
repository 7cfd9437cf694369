//! `wasm-opt`: about half of the raw size, a tenth of what is transferred.

use std::{
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
    thread,
};

use anyhow::{Result, anyhow};

use super::{
    splitting::{self, LazyPieces},
    tools,
};
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

/// Optimises every module in `folder` in place, as many at once as there are cores.
///
/// # Errors
/// When wasm-opt fails.
pub(crate) fn all(root: &Path, folder: &Path, lazy: &LazyPieces) -> Result<()> {
    println!("site: making the WASM smaller");
    let mut modules = Vec::new();
    for module in splitting::modules(folder)? {
        modules.push((fs::metadata(&module)?.len(), module));
    }
    // taken from the end: the largest first, so that none of them is waited for alone
    modules.sort();
    let waiting = Mutex::new(modules);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || -> Result<()> {
        while let Some((_, module)) = next() {
            one(root, &module, lazy)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism()?.get()).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().map_err(|_| anyhow!("making the WASM smaller broke off"))?)
    })
}

fn one(root: &Path, module: &Path, lazy: &LazyPieces) -> Result<()> {
    let name = module.file_stem().unwrap_or_default().to_string_lossy();
    let mut wasm_opt = tools::wasm_opt(root);
    wasm_opt.arg("-Oz");
    // again and again until nothing more is gained: two to three times as long, for what slow networks wait for
    if module.ends_with(splitting::MAIN) || lazy.on_a_first_visit(&name) {
        wasm_opt.arg("--converge");
    }
    wasm_opt
        .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
        .args(FEATURES)
        .arg(module)
        .arg("-o")
        .arg(module)
        // the modules are what is worked on side by side
        .env("BINARYEN_CORES", "1");
    process::output(&mut wasm_opt).map(drop)
}
