//! The folder `target/site/pkg`: hashed names, precompressed siblings, nothing left over.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::Size;
use crate::process;

/// Already compressed by their own format.
const COMPRESSED: [&str; 5] = ["woff2", "png", "jpg", "webp", "avif"];

/// The address under which the server serves the file called `name`.
pub(crate) fn address(name: &str) -> String {
    format!("/pkg/{name}")
}

/// The folder while it is being filled.
pub(crate) struct Folder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl Folder {
    /// Opens the folder; what is in it stays until [`Folder::finish`].
    ///
    /// # Errors
    /// When it cannot be created.
    pub(crate) fn open(root: &Path) -> Result<Self> {
        let path = root.join("target/site/pkg");
        fs::create_dir_all(&path)?;
        Ok(Self { path, names: BTreeSet::new() })
    }

    /// Writes `content` as `stem.HASH.ext` and returns that name.
    ///
    /// # Errors
    /// When `file` has no extension, or the file cannot be written.
    pub(crate) fn add(&mut self, file: &str, content: Vec<u8>) -> Result<String> {
        let (stem, extension) = file.rsplit_once('.').context("a file needs an extension")?;
        let hash = hex::encode(Sha256::digest(&content));
        let name = format!("{stem}.{}.{extension}", &hash[..16]);
        self.add_named(&name, &content)?;
        Ok(name)
    }

    /// Writes `content` under a `name` that already carries a hash.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn add_named(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.path.join(name);
        if !path.exists() {
            write_whole(&path, content)?;
        }
        self.names.insert(name.to_owned());
        Ok(())
    }

    /// Compresses what is not compressed yet (unless the site is only looked at while editing),
    /// and removes what belongs to earlier builds.
    ///
    /// # Errors
    /// When a file cannot be read, compressed, written or removed.
    pub(crate) fn finish(self, root: &Path, size: Size) -> Result<()> {
        if size == Size::Small {
            self.compress(root)?;
        }
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let original = name.strip_suffix(".br").or(name.strip_suffix(".gz")).unwrap_or(&name);
            if !self.names.contains(original) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn compress(&self, root: &Path) -> Result<()> {
        let mut waiting = self
            .names
            .iter()
            .filter(|name| !COMPRESSED.iter().any(|end| name.ends_with(end)))
            .map(|name| self.path.join(name))
            .filter(|path| !sibling(path, "br").exists() || !sibling(path, "gz").exists())
            .peekable();
        if waiting.peek().is_none() {
            return Ok(());
        }
        process::run(Command::new("node").arg(root.join("xtask/src/site/compress.mjs")).args(waiting))
    }
}

/// `file.ext` → `file.ext.end`, where the server looks for a compressed copy.
pub(crate) fn sibling(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    PathBuf::from(name)
}

/// Writes beside and renames: a build that is interrupted leaves no half file under a final name.
fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let unfinished = sibling(path, "unfinished");
    fs::write(&unfinished, content)?;
    fs::rename(&unfinished, path).with_context(|| format!("cannot write {}", path.display()))
}
