//! Where the checkout is.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// The checkout: the nearest folder upwards that holds `xtask/Cargo.toml`.
///
/// # Errors
/// When the command was started outside a checkout.
pub(crate) fn find() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    here.ancestors()
        .find(|folder| folder.join("xtask/Cargo.toml").is_file())
        .map(PathBuf::from)
        .context("start this inside the checkout")
}
