//! A PostgreSQL cluster private to this project, from the locally installed server binaries.
//!
//! It listens on a Unix socket only, in a folder that only its own user can enter. PostgreSQL refuses to run as root,
//! so a cabinet started by root runs it under the user `postgres` (or `nobody`).

use std::{
    ffi::OsStr,
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};

/// A running cluster. [`PrivateCluster::stop`] ends it; dropped without, it goes on.
#[derive(Debug)]
pub struct PrivateCluster {
    binaries: PathBuf,
    data: PathBuf,
    socket: PathBuf,
    user: Option<(u32, u32)>,
}

/// How careful the cluster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Survives a crash: for data that matters.
    Durable,
    /// Quick, for tests: a crash of the machine loses it.
    ThrowAway,
}

impl PrivateCluster {
    /// Starts the cluster of `folder`, making it at the first start (about a second), and waits until it answers. A
    /// cluster that a killed cabinet left running is taken over.
    ///
    /// Errors: no server binaries; a folder that can't be made; what PostgreSQL itself said.
    pub fn start(folder: &Path, durability: Durability) -> anyhow::Result<Self> {
        let binaries = binaries()?;
        let user = running_user()?;
        let home = home(folder, user)?;
        let data = home.join("data");
        let socket = socket_folder(&home);
        own_folder(&socket, user)?;
        let cluster = Self { binaries, data, socket, user };
        if !cluster.data.join("PG_VERSION").exists() {
            cluster.run(
                "initdb",
                ["-U", "cabinet_owner", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N", "-D"],
                &cluster.data,
            )?;
        }
        if cluster.run("pg_ctl", ["status", "-D"], &cluster.data).is_err() {
            cluster.launch(&home, durability)?;
        }
        Ok(cluster)
    }

    /// Throws away what a run before left in `folder`: a cluster still running is ended, its files are removed.
    pub fn discard(folder: &Path) -> anyhow::Result<()> {
        let user = running_user()?;
        let home = home(folder, user)?;
        let data = home.join("data");
        if data.join("postmaster.pid").exists() {
            let left = Self { binaries: binaries()?, data: data.clone(), socket: socket_folder(&home), user };
            // one that is not running any more can't be stopped; its files go all the same
            let _not_running = left.stop();
        }
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        Ok(())
    }

    fn launch(&self, home: &Path, durability: Durability) -> anyhow::Result<()> {
        let careless = match durability {
            Durability::Durable => "",
            Durability::ThrowAway => " -c fsync=off -c full_page_writes=off -c synchronous_commit=off",
        };
        let options = format!(
            "-c listen_addresses='' -c max_connections=200 -c shared_buffers=128MB -k {}{careless}",
            self.socket.display()
        );
        let log = home.join("postgresql.log");
        let mut command = self.command("pg_ctl");
        command.args(["start", "-w", "-t", "60", "-o", &options, "-l"]).arg(&log).arg("-D").arg(&self.data);
        // the daemon must not keep a pipe of ours open, and Ctrl-C at the terminal must not reach it before us
        let status =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).status()?;
        ensure!(status.success(), "PostgreSQL did not start; its log is {}", log.display());
        Ok(())
    }

    /// Connection string of a database of this cluster for a role.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@localhost/{database}?host={}", self.socket.display())
    }

    /// Makes a database unless it is there.
    pub fn ensure_database(&self, name: &str) -> anyhow::Result<()> {
        ensure!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "not a plain name: {name}");
        let socket = self.socket.to_string_lossy().into_owned();
        let found = self
            .command("psql")
            .args(["-h", &socket, "-U", "cabinet_owner", "-d", "postgres", "-At"])
            .args(["-c", &format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'")])
            .stdin(Stdio::null())
            .output()?;
        if String::from_utf8_lossy(&found.stdout).trim().ends_with('1') {
            return Ok(());
        }
        self.run("createdb", ["-h", &socket, "-U", "cabinet_owner"], name)
    }

    /// Arguments that lead `psql` or `pgbench` to a database of this cluster as its owner.
    pub fn psql_arguments(&self, database: &str) -> [String; 5] {
        ["-h".into(), self.socket.to_string_lossy().into_owned(), "-U".into(), "cabinet_owner".into(), database.into()]
    }

    /// Ends the cluster: open connections are cut, everything committed stays.
    pub fn stop(&self) -> anyhow::Result<()> {
        self.run("pg_ctl", ["stop", "-w", "-m", "fast", "-D"], &self.data)
    }

    /// A program of PostgreSQL's own, under the cluster's user.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.join(program));
        command
            .current_dir("/")
            .env_remove("PGHOST")
            .env_remove("PGPORT")
            .env_remove("PGUSER")
            .env_remove("PGDATABASE");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }

    fn run<const N: usize>(&self, program: &str, arguments: [&str; N], last: impl AsRef<OsStr>) -> anyhow::Result<()> {
        let output = self.command(program).args(arguments).arg(last).stdin(Stdio::null()).process_group(0).output()?;
        if !output.status.success() {
            bail!("{program}: {}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        }
        Ok(())
    }
}

/// A short path, since a socket's may not be longer than about 100 bytes.
fn socket_folder(home: &Path) -> PathBuf {
    let tag = hex::encode(&Sha256::digest(home.as_os_str().as_encoded_bytes())[..5]);
    std::env::temp_dir().join(format!("salyk-{tag}"))
}

/// The newest server binaries: Debian's folders, or wherever `pg_config` points.
fn binaries() -> anyhow::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, path)| path.join("initdb").exists() && path.join("postgres").exists())
        .collect();
    found.sort();
    if let Some((_, path)) = found.pop() {
        return Ok(path);
    }
    let asked = Command::new("pg_config").arg("--bindir").output().ok();
    let path = asked.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    path.filter(|path| path.join("initdb").exists())
        .context("no PostgreSQL server binaries here (Debian: apt-get install postgresql)")
}

/// The user and group PostgreSQL runs under, when we are root; `None`: ourselves.
fn running_user() -> anyhow::Result<Option<(u32, u32)>> {
    let id = Command::new("id").arg("-u").output().context("running `id`")?;
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Ok(None);
    }
    let passwd = fs::read_to_string("/etc/passwd")?;
    for name in ["postgres", "nobody"] {
        let line = passwd.lines().find(|line| line.split(':').next() == Some(name));
        let numbers =
            line.map(|line| line.split(':').skip(2).take(2).filter_map(|n| n.parse().ok()).collect::<Vec<u32>>());
        if let Some(&[uid, gid]) = numbers.as_deref() {
            return Ok(Some((uid, gid)));
        }
    }
    bail!("started by root, and there is neither a user postgres nor a user nobody to run PostgreSQL under")
}

/// The folder that holds the cluster: the wanted one, or, where its user can't get there (a checkout below `/root`),
/// one under `/var/lib`.
fn home(wanted: &Path, user: Option<(u32, u32)>) -> anyhow::Result<PathBuf> {
    fs::create_dir_all(wanted)?;
    let wanted = fs::canonicalize(wanted)?;
    let Some((uid, gid)) = user else {
        own_folder(&wanted, None)?;
        return Ok(wanted);
    };
    own_folder(&wanted, user)?;
    let reached = Command::new("ls").arg(&wanted).current_dir("/").uid(uid).gid(gid).output()?;
    if reached.status.success() {
        return Ok(wanted);
    }
    let tag = hex::encode(&Sha256::digest(wanted.as_os_str().as_encoded_bytes())[..5]);
    let other = Path::new("/var/lib/salyk-cabinet").join(tag);
    fs::create_dir_all(&other)?;
    own_folder(&other, user)?;
    Ok(other)
}

fn own_folder(folder: &Path, user: Option<(u32, u32)>) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(folder, Some(uid), Some(gid))?;
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    Ok(())
}
