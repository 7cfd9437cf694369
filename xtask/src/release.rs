//! The server and the site, as they are served.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::{process, site};

/// Builds both side by side: for its last minute the WASM build uses one core only.
///
/// # Errors
/// When one of them doesn't build; the other is finished first.
pub(crate) fn build(root: &Path) -> Result<()> {
    std::thread::scope(|scope| {
        let site = scope.spawn(|| site::build(root, site::Size::Small));
        let server = server(root);
        site.join().map_err(|_| anyhow!("building the site broke off"))??;
        server
    })
}

fn server(root: &Path) -> Result<()> {
    println!("server: compiling cabinet");
    process::run(process::cargo(root).args(["build", "--release", "--package", "server"]))
}
