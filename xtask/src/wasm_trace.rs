//! Which crates are in the WASM build, and that none of the server's is.

use std::{collections::BTreeSet, path::Path};

use anyhow::{Result, bail};

use crate::process;

/// The server's crates: a database, password hashing, secrets and sockets have no place in a page.
const SERVER_ONLY: [&str; 17] = [
    "argon2",
    "axum",
    "axum-core",
    "chacha20poly1305",
    "figment",
    "hyper",
    "krilla",
    "leptos_axum",
    "mio",
    "papers",
    "rustls",
    "server",
    "sqlx",
    "sqlx-core",
    "tokio",
    "tower-http",
    "tracing-subscriber",
];

/// Prints the crates and judges them.
///
/// # Errors
/// When a crate of the server is in the WASM build.
pub(crate) fn check(root: &Path) -> Result<()> {
    let tree = process::output(
        process::cargo(root).args(["tree", "--package", "frontend", "--target", "wasm32-unknown-unknown"]).args([
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]),
    )?;
    let crates: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    println!("{} crates in the WASM build: {}", crates.len(), Vec::from_iter(crates.iter().copied()).join(" "));
    let strangers: Vec<_> = SERVER_ONLY.into_iter().filter(|name| crates.contains(name)).collect();
    if !strangers.is_empty() {
        bail!("the server's crates got into the WASM build: {}", strangers.join(", "));
    }
    Ok(())
}
