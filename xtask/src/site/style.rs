//! The style sheet with its imports as one file, and the files beside it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{manifest::Manifest, publish, tools};
use crate::process;

/// What of `style/` is served besides the sheet; scripts and notes about fonts are not.
const SERVED: [&str; 6] = [".woff2", ".svg", ".png", ".ico", ".webp", ".webmanifest"];

/// What esbuild made of `style/`, and what it left alone.
pub(crate) struct Style {
    sheet: Vec<u8>,
    /// Files the sheet refers to: path below `style/`, hashed name, content.
    referred: Vec<(String, String, Vec<u8>)>,
    /// Files no style refers to: path below `style/`, content.
    others: Vec<(String, Vec<u8>)>,
}

#[derive(Deserialize)]
struct Notes {
    outputs: BTreeMap<String, Output>,
}

#[derive(Deserialize)]
struct Output {
    inputs: BTreeMap<String, serde::de::IgnoredAny>,
}

/// Bundles `style/main.css` and gathers every other file of `style/`.
///
/// # Errors
/// When a style is wrong or refers to a file that is not there.
pub(crate) fn build(root: &Path) -> Result<Style> {
    let folder = root.join("target/site-pieces/style");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let notes = folder.join("notes.json");
    process::output(
        tools::esbuild(root)
            .arg("style/main.css")
            .args(["--bundle", "--minify", "--log-level=warning", "--legal-comments=none"])
            .args(["--loader:.woff2=file", "--loader:.svg=file", "--loader:.png=file"])
            .args(["--asset-names=[name].[hash]", "--target=chrome111,firefox115,safari16.4"])
            .arg(format!("--outdir={}", folder.display()))
            .arg(format!("--metafile={}", notes.display())),
    )?;
    let notes: Notes = serde_json::from_slice(&fs::read(&notes)?)?;
    let mut referred = Vec::new();
    for (output, about) in notes.outputs {
        let output = root.join(output);
        let name = output.file_name().context("an output without a name")?.to_string_lossy().into_owned();
        if name == "main.css" {
            continue;
        }
        let source = about.inputs.into_keys().next().context("an output without a source")?;
        let source = source.trim_start_matches("style/").to_owned();
        referred.push((source, name, fs::read(&output)?));
    }
    let others = others(&root.join("style"), &referred)?;
    Ok(Style { sheet: fs::read(folder.join("main.css"))?, referred, others })
}

/// Puts the sheet and the files into the site.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn publish(style: Style, pkg: &mut publish::Folder, manifest: &mut Manifest) -> Result<()> {
    manifest.css = publish::address(&pkg.add("cabinet.css", style.sheet)?);
    for (source, name, content) in style.referred {
        pkg.add_named(&name, &content)?;
        enter(manifest, source, &name);
    }
    for (source, content) in style.others {
        let file = source.rsplit('/').next().unwrap_or(&source);
        let name = pkg.add(file, content)?;
        enter(manifest, source, &name);
    }
    Ok(())
}

fn enter(manifest: &mut Manifest, source: String, name: &str) {
    let list = if source.ends_with(".woff2") { &mut manifest.fonts } else { &mut manifest.icons };
    list.insert(source, publish::address(name));
}

/// The files below `style` that a browser may ask for and that are not in `referred`.
fn others(style: &Path, referred: &[(String, String, Vec<u8>)]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![style.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path.strip_prefix(style)?.to_string_lossy().into_owned();
            let served = SERVED.iter().any(|end| below.ends_with(end));
            if served && !referred.iter().any(|(source, ..)| *source == below) {
                found.push((below, fs::read(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}
