//! The server and the site, as they are served.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, anyhow};

use crate::process;

/// Builds both side by side. The site stands back: its work fills whatever core the server's leaves free, and the server,
/// which takes longer and ends on one core, does not wait for it.
///
/// # Errors
/// When one of them doesn't build; the other is finished first.
pub(crate) fn build(root: &Path) -> Result<()> {
    std::thread::scope(|scope| {
        let site = scope.spawn(|| site(root));
        let server = server(root);
        site.join().map_err(|_| anyhow!("building the site broke off"))??;
        server
    })
}

fn server(root: &Path) -> Result<()> {
    println!("server: compiling cabinet");
    process::run(process::cargo(root).args(["build", "--release", "--package", "server"]))
}

/// This program once more, with less priority (POSIX `nice`), which all that it starts inherits.
fn site(root: &Path) -> Result<()> {
    let own = std::env::current_exe().context("cannot find this program")?;
    process::run(Command::new("nice").args(["-n", "5"]).arg(own).arg("site").current_dir(root))
}
