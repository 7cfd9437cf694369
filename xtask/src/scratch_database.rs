//! A PostgreSQL cluster that lives as long as a check of the SQL.
//!
//! `cabinet` can start one too, but it cannot be built before the SQL has been checked.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::process;

/// A running cluster; dropping it ends and removes it.
pub(crate) struct ScratchDatabase {
    programs: PathBuf,
    folder: PathBuf,
    /// The account the cluster runs under when this program is root, which PostgreSQL refuses to be.
    account: Option<&'static str>,
}

impl ScratchDatabase {
    /// Starts an empty cluster and applies every migration to its database `postgres`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start, or a migration fails.
    pub(crate) fn migrated(root: &Path) -> Result<Self> {
        // short: a socket's path may have about 100 bytes
        let folder = std::env::temp_dir().join(format!("cabinet-sql-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let account = account()?;
        if let Some(account) = account {
            process::output(Command::new("chown").arg(account).arg(&folder))?;
        }
        let scratch = Self { programs: programs()?, folder, account };
        scratch.start()?;
        scratch.migrate(&root.join("migrations"))?;
        Ok(scratch)
    }

    /// What `DATABASE_URL` has to be.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.account {
            Some(account) => {
                let mut command = Command::new("runuser");
                command.args(["-u", account, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(&self.folder);
        command
    }

    fn start(&self) -> Result<()> {
        process::output(
            self.program("initdb")
                .args(["--pgdata=data", "--username=postgres", "--auth=trust", "--no-sync"])
                .args(["--encoding=UTF8", "--locale=C.UTF-8"]),
        )?;
        let options = format!("-c listen_addresses= -c fsync=off -k {}", self.folder.display());
        process::output(
            self.program("pg_ctl")
                .args(["start", "--wait", "--silent", "--pgdata=data", "--log=log"])
                .arg(format!("--options={options}")),
        )
        .map(drop)
    }

    fn migrate(&self, migrations: &Path) -> Result<()> {
        let mut files: Vec<PathBuf> = fs::read_dir(migrations)
            .context("migrations/")?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "sql"))
            .collect();
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file)?;
            // the account may not be allowed to look into the checkout
            let copy = self.folder.join("migration.sql");
            fs::write(&copy, text)?;
            process::output(
                self.program("psql")
                    .args(["--no-psqlrc", "--quiet", "--single-transaction", "--file=migration.sql"])
                    .arg("--set=ON_ERROR_STOP=1")
                    .arg(self.url()),
            )
            .with_context(|| format!("migration {}", file.display()))?;
        }
        Ok(())
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        let stopped =
            process::output(self.program("pg_ctl").args(["stop", "--silent", "--mode=immediate", "--pgdata=data"]));
        if let Err(error) = stopped.and(fs::remove_dir_all(&self.folder).map_err(Into::into)) {
            eprintln!("the scratch database in {} was not removed: {error:#}", self.folder.display());
        }
    }
}

/// The folder with PostgreSQL's server programs, the newest where there are several.
fn programs() -> Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let folder = entry.ok()?;
            let version = folder.file_name().to_str()?.parse().ok()?;
            Some((version, folder.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    found.sort();
    if let Some((_, folder)) = found.pop() {
        return Ok(folder);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .find(|folder| folder.join("initdb").is_file())
        .context("PostgreSQL's server programs are not installed: run xtask/setup.sh")
}

fn account() -> Result<Option<&'static str>> {
    if process::output(Command::new("id").arg("-u"))?.trim() != "0" {
        return Ok(None);
    }
    for account in ["postgres", "nobody"] {
        if process::output(Command::new("id").arg(account)).is_ok() {
            return Ok(Some(account));
        }
    }
    bail!("root may not run PostgreSQL, and there is no account `postgres` or `nobody`")
}
