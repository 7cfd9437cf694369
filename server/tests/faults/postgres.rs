//! A PostgreSQL of the test's own, to be killed.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use server::{
    postgres::{Durability, PrivateCluster},
    storage,
};
use sqlx::Connection;

use crate::support::TestApp;

const DATABASE: &str = "cabinet_faults";

/// How often it is started again while the processes of the killed one still hold its memory.
const ATTEMPTS: u32 = 50;

/// A cluster that keeps what it has promised. Ended when it is dropped.
pub(super) struct Postgres {
    folder: PathBuf,
    cluster: PrivateCluster,
}

impl Postgres {
    pub(super) fn start() -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults");
        PrivateCluster::discard(&folder).unwrap();
        let cluster = PrivateCluster::start(&folder, Durability::Durable).unwrap();
        Self { folder, cluster }
    }

    /// A migrated database; its address for the owner.
    pub(super) async fn migrated(&self) -> String {
        self.cluster.ensure_database(DATABASE).unwrap();
        let url = self.cluster.url("cabinet_owner", DATABASE);
        let mut owner = storage::pool::connect(&url).await.unwrap();
        storage::migrations::apply(&mut owner).await.unwrap();
        owner.close().await.unwrap();
        url
    }

    /// `kill -9` of its first process; the others end when they notice.
    pub(super) async fn kill(&self, app: &TestApp) {
        let process: String = sqlx::query_scalar("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")
            .fetch_one(&mut app.owner().await)
            .await
            .unwrap();
        let killed = Command::new("sh").arg("-c").arg(format!("kill -9 {process}")).stdin(Stdio::null()).status();
        assert!(killed.unwrap().success());
    }

    /// Starts it on the same files.
    pub(super) fn start_again(&mut self) {
        let mut outcome = Err(anyhow::anyhow!("never tried"));
        for _ in 0..ATTEMPTS {
            outcome = PrivateCluster::start(&self.folder, Durability::Durable);
            if outcome.is_ok() {
                break;
            }
        }
        self.cluster = outcome.unwrap();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ended_already = self.cluster.stop();
    }
}
