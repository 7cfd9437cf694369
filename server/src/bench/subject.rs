//! What is measured: a server process of its own, on a database prepared for it.

use std::{
    net::{SocketAddr, TcpListener},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use domain::{inn::Inn, login::Login};
use tokio::process::{Child, Command};

use crate::{
    commands::{build_foundation, build_services, connect_owner, connect_server},
    config::Settings,
    demo,
    foundation::Foundation,
    postgres::PrivateCluster,
    storage,
};

use super::client::Connection;

/// A prepared database and the services on it.
pub(super) struct Prepared {
    pub(super) foundation: Foundation,
    /// Login and password that work.
    pub(super) credentials: (String, String),
    /// Logins of many people, all with that password.
    pub(super) logins: Vec<String>,
}

/// People who sign in at saturation.
const ACCOUNTS: i32 = 1_000;

const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

/// Migrates, fills in the demo's people and `taxpayers` more.
pub(super) async fn prepare(cluster: &PrivateCluster, settings: &Settings, taxpayers: i32) -> anyhow::Result<Prepared> {
    cluster.ensure_database("cabinet_bench")?;
    let mut settings = settings.clone();
    settings.database.url = cluster.url("cabinet_owner", "cabinet_bench");
    settings.secrets.keys = vec![format!("1:{KEY}")];
    settings.secrets.lookup_key = KEY.into();
    let mut owner = connect_owner(&settings).await?;
    storage::migrations::apply(&mut owner).await?;
    let pool = connect_server(&settings).await?;
    let foundation = build_foundation(settings, pool)?;
    let services = build_services(&foundation)?;
    let personas = demo::fill(&foundation, &services, &mut owner).await?;
    storage::bench::fill_taxpayers(&mut owner, taxpayers).await?;
    storage::bench::forget_earlier_runs(&mut owner).await?;
    let able = personas.0.into_iter().find(|persona| !persona.login.is_empty() && !persona.inn.is_empty());
    let able = able.context("no persona of the demo has access")?;
    let inns = (0..ACCOUNTS).filter_map(|number| Inn::from_trusted(&storage::bench::inn(number)));
    let logins: Vec<String> = inns.map(|inn| Login::issue(inn, 0).as_str().to_owned()).collect();
    storage::bench::fill_accounts(&mut owner, &logins, &able.login).await?;
    Ok(Prepared { foundation, credentials: (able.login, able.password), logins })
}

/// A running server.
pub(super) struct Subject {
    pub(super) address: SocketAddr,
    process: Child,
}

impl Subject {
    /// Starts `cabinet serve` and tells how long it took to the first 200.
    pub(super) async fn start(
        cluster: &PrivateCluster,
        settings: &Settings,
        more: &[(&str, &str)],
    ) -> anyhow::Result<(Self, Duration)> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let begun = now();
        let process = Command::new(std::env::current_exe()?)
            .arg("serve")
            .env("DATABASE_URL", cluster.url("cabinet_owner", "cabinet_bench"))
            .env("CABINET_SERVER__LISTEN", address.to_string())
            .env("CABINET_SERVER__TRUSTED_PROXIES", "[127.0.0.1]")
            .env("CABINET_ASSETS__SITE", &settings.assets.site)
            .env("CABINET_LOG__LEVEL", "error")
            .env("CABINET_SECRETS__KEYS", format!("[\"1:{KEY}\"]"))
            .env("CABINET_SECRETS__LOOKUP_KEY", KEY)
            .env("CABINET_SIGN_IN__PER_ADDRESS_PER_MINUTE", "100000000")
            .env("CABINET_ACCESS__OPEN_APPLICATIONS_PER_INN", "100000000")
            .env("CABINET_ACCESS__APPLICATIONS_PER_CLIENT_PER_HOUR", "100000000")
            .env("CABINET_LOOKUP__PER_CLIENT_PER_MINUTE", "100000000")
            .env("CABINET_HASHING__QUEUE", "256")
            .envs(more.iter().copied())
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        while now() - begun < Duration::from_secs(20) {
            if let Ok(mut connection) = Connection::open(address).await
                && connection.get("/healthz").await?.status.is_success()
            {
                return Ok((Self { address, process }, now() - begun));
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("the server did not answer within 20 s")
    }

    /// Resident memory (`VmRSS`), MB.
    pub(super) fn resident_megabytes(&self) -> anyhow::Result<u64> {
        let id = self.process.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes / 1_024)
    }

    /// Ends the process that was started here.
    pub(super) async fn end(mut self) -> anyhow::Result<()> {
        self.process.kill().await?;
        Ok(())
    }
}

/// The clock of the measurements.
#[expect(clippy::disallowed_methods, reason = "measuring is what this is for")]
pub(super) fn now() -> Instant {
    Instant::now()
}
