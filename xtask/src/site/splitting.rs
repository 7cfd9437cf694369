//! Takes the module apart into the part every page needs and the pieces that lazy routes load.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::Options;

use super::{manifest::Manifest, names, publish, tools, wasm::Pieces};
use crate::process;

/// The main module as the splitter leaves it, before wasm-bindgen.
pub(crate) const MAIN_UNBOUND: &str = "main.wasm";
/// The main module as wasm-bindgen leaves it.
pub(crate) const MAIN: &str = "cabinet_bg.wasm";
/// The glue of the main module.
const GLUE: &str = "cabinet.js";
/// Loads the lazy pieces; imported by the glue under this name.
const LOADER: &str = "pieces.js";
const LAZY: &str = "lazy.json";

/// For each lazy function (its name, and a number): the modules it needs, without `.wasm`.
#[derive(Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct LazyPieces(pub BTreeMap<String, Vec<String>>);

/// Pages that nobody visits first: the office's and the cabinet's, and the showcase of components.
const BEHIND_SIGN_IN: [&str; 3] = ["office", "cabinet", "components"];

impl LazyPieces {
    /// Whether a first visit to a public page may load `module` (its name without `.wasm`).
    pub(crate) fn on_a_first_visit(&self, module: &str) -> bool {
        self.0.iter().any(|(function, modules)| is_public(function) && modules.iter().any(|one| one == module))
    }

    /// What an earlier [`split`] noted in `folder`.
    ///
    /// # Errors
    /// When there is no such note.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let note = fs::read(folder.join(LAZY)).context("the note about the lazy pieces is gone")?;
        Ok(serde_json::from_slice(&note)?)
    }
}

/// Splits `wasm` into modules written to `folder`, beside the script that loads them.
///
/// # Errors
/// When the module was not linked with `--emit-relocs`, or the splitter does not understand it.
pub(crate) fn split(wasm: &[u8], folder: &Path) -> Result<LazyPieces> {
    let main = folder.join(MAIN_UNBOUND);
    let link = format!("./{LOADER}");
    let glue = format!("./{GLUE}");
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &glue;
    let done = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting the WASM: {error:#}"))?;
    let lazy = LazyPieces(done.prefetch_map.into_iter().collect());
    fs::write(folder.join(LAZY), serde_json::to_vec(&lazy)?)?;
    Ok(lazy)
}

/// Puts the modules and their scripts into the site.
///
/// # Errors
/// When a file cannot be read or written, or esbuild fails.
pub(crate) fn publish(root: &Path, pieces: &Pieces, pkg: &mut publish::Folder, manifest: &mut Manifest) -> Result<()> {
    let mut loader = fs::read_to_string(pieces.folder.join(LOADER))?;
    for (function, modules) in &pieces.lazy.0 {
        let mut published = Vec::new();
        for module in modules {
            let file = format!("{module}.wasm");
            let name = pkg.add(&file, fs::read(pieces.folder.join(&file))?)?;
            loader = loader.replace(&format!("\"./{file}\""), &format!("\"./{name}\""));
            published.push(publish::address(&name));
        }
        manifest.pieces.insert(function.clone(), published);
    }
    let scripts = pieces.folder.join("scripts");
    fs::create_dir_all(&scripts)?;
    fs::write(scripts.join(LOADER), loader)?;
    fs::copy(pieces.folder.join(GLUE), scripts.join(GLUE))?;
    let mut glue = bundle(root, &scripts.join(GLUE))?;
    let mut main = fs::read(pieces.folder.join(MAIN))?;
    names::shorten(&mut main, &mut glue);
    manifest.js = publish::address(&pkg.add(GLUE, glue)?);
    manifest.wasm = publish::address(&pkg.add("cabinet.wasm", main)?);
    Ok(())
}

/// The glue and the loader as one small script.
fn bundle(root: &Path, glue: &Path) -> Result<Vec<u8>> {
    let script = process::output(
        tools::esbuild(root)
            .arg(glue)
            .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
            .args(["--legal-comments=none", "--log-level=warning"]),
    )?;
    Ok(script.into_bytes())
}

/// Every module in `folder` that the browser loads.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn modules(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut modules = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_module = path.extension().is_some_and(|extension| extension == "wasm");
        if is_module && !path.ends_with(MAIN_UNBOUND) {
            modules.push(path);
        }
    }
    Ok(modules)
}

/// Whether the lazy `function` belongs to a page that somebody may visit first.
pub(crate) fn is_public(function: &str) -> bool {
    !BEHIND_SIGN_IN.iter().any(|part| plain(function).starts_with(part))
}

/// The function's name without the number that makes it unique, and without leading underscores.
pub(crate) fn plain(function: &str) -> &str {
    let function = function.trim_start_matches('_');
    match function.rsplit_once('_') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => function,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_number_of_a_lazy_function_is_left_out() {
        assert_eq!(super::plain("__office_queue_view_1234567"), "office_queue_view");
        assert_eq!(super::plain("office_queue"), "office_queue");
    }
}
