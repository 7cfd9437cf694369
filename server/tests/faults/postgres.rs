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

    /// `kill -9` of all its processes at once, the first of them first.
    pub(super) async fn kill(&self, app: &TestApp) {
        let (first, all, data, socket): (String, String, String, String) = sqlx::query_as(
            "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1), string_agg(pid::text, ' '),
                    current_setting('data_directory'),
                    current_setting('unix_socket_directories') || '/.s.PGSQL.' || current_setting('port')
             FROM pg_stat_activity",
        )
        .fetch_one(&mut app.owner().await)
        .await
        .unwrap();
        // the connection of this question is among them, and may have ended by itself
        let command = format!("kill -9 {first}; kill -9 {all} 2>/dev/null; true");
        let killed = Command::new("sh").arg("-c").arg(command).stdin(Stdio::null()).status();
        assert!(killed.unwrap().success());
        // as after a power cut, when no process of that number is left: nobody may have taken note of its end here
        for lock in [format!("{data}/postmaster.pid"), format!("{socket}.lock")] {
            std::fs::remove_file(lock).unwrap();
        }
    }

    /// Starts it on the same files.
    pub(super) fn start_again(&mut self) {
        self.cluster = PrivateCluster::start(&self.folder, Durability::Durable).unwrap();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ended_already = self.cluster.stop();
    }
}
