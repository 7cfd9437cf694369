//! `target/site/manifest.json`: what the server has to know about the site's names.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// The addresses of everything in the site, each beginning with `/pkg/`.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The one style sheet.
    pub css: String,
    /// The script a page names: it waits until the page is usable, then loads the rest.
    pub boot: String,
    /// The script of passkeys, which pages of staff name.
    #[serde(default)]
    pub passkey: String,
    /// The glue between WASM and browser, loaded by `boot`.
    pub js: String,
    /// The main module, loaded by `boot`.
    pub wasm: String,
    /// For each lazy function: the modules it loads when it is first called.
    pub pieces: BTreeMap<String, Vec<String>>,
    /// By path below `style/`: fonts.
    pub fonts: BTreeMap<String, String>,
    /// By path below `style/`: icons and every other file that is neither style nor font.
    pub icons: BTreeMap<String, String>,
}

impl Manifest {
    /// What the last build of the site wrote.
    ///
    /// # Errors
    /// When there is no site yet.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let text = fs::read(path(root)).context("no site yet: run `cargo xtask site`")?;
        serde_json::from_slice(&text).context("target/site/manifest.json is damaged")
    }

    /// Written last, in one move: a server that starts during a build sees the old site or the new.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        let unfinished = root.join("target/site/manifest.unfinished");
        fs::write(&unfinished, serde_json::to_vec_pretty(self)?)?;
        fs::rename(unfinished, path(root)).context("cannot write target/site/manifest.json")
    }
}

fn path(root: &Path) -> std::path::PathBuf {
    root.join("target/site/manifest.json")
}
