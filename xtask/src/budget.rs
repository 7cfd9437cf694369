//! What a first visit to a public page transfers besides its HTML.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Result, bail};

use crate::site::{self, Manifest};

/// WASM and scripts of a first visit, bytes after brotli (spec: quality, "WASM + JS").
const SCRIPTS: u64 = 250_000;
/// The style sheet, bytes after brotli: it blocks the first paint, and shares 25 KB with the HTML.
const STYLES: u64 = 15_000;

/// Prints the sizes, and judges them.
///
/// # Errors
/// When there is no site, or it is heavier than the budget allows.
pub(crate) fn check(root: &Path) -> Result<()> {
    let manifest = Manifest::read(root)?;
    let size = |address: &str| -> Result<u64> {
        let file = root.join("target/site").join(address.trim_start_matches('/'));
        Ok(fs::metadata(site::compressed(&file))?.len())
    };

    let styles = size(&manifest.css)?;
    println!("{:>8}  styles (at most {STYLES})", styles);
    let mut scripts = 0;
    for (what, address) in [("boot", &manifest.boot), ("glue", &manifest.js), ("main module", &manifest.wasm)] {
        let bytes = size(address)?;
        println!("{bytes:>8}  {what}");
        scripts += bytes;
    }
    for module in manifest.pieces.values().flatten().collect::<BTreeSet<_>>() {
        let users: Vec<_> = users(&manifest, module).map(|name| site::plain(name)).collect();
        println!("{:>8}  piece for {}", size(module)?, users.join(", "));
    }
    let (heaviest, piece) = heaviest_public_page(&manifest, size)?;
    scripts += piece;
    println!(
        "{scripts:>8}  WASM and scripts of a first visit to the heaviest public page, {heaviest} (at most {SCRIPTS})"
    );
    if styles > STYLES || scripts > SCRIPTS {
        bail!("the site is heavier than its budget (bytes after brotli)");
    }
    Ok(())
}

/// The public page whose pieces are the heaviest, and what they weigh: a first visit loads those of one page.
fn heaviest_public_page(manifest: &Manifest, size: impl Fn(&str) -> Result<u64>) -> Result<(&str, u64)> {
    let mut heaviest = ("none", 0);
    for (function, modules) in &manifest.pieces {
        if site::is_public(function) {
            let bytes = modules.iter().map(|module| size(module)).sum::<Result<u64>>()?;
            if bytes >= heaviest.1 {
                heaviest = (site::plain(function), bytes);
            }
        }
    }
    Ok(heaviest)
}

fn users<'m>(manifest: &'m Manifest, module: &'m String) -> impl Iterator<Item = &'m String> {
    manifest.pieces.iter().filter(|(_, modules)| modules.contains(module)).map(|(function, _)| function)
}
