//! A database for each test, copied from one that is migrated once a run. `DATABASE_URL` names the cluster.

use std::sync::atomic::{AtomicU32, Ordering};

use server::storage::migrations;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that is dropped with this.
pub(crate) struct Database {
    pub(crate) url: String,
    name: String,
}

impl Database {
    pub(crate) async fn create() -> Self {
        let template = TEMPLATE.get_or_init(migrated).await;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("t_{}_{number}", std::process::id());
        let mut cluster = PgConnection::connect(&cluster()).await.unwrap();
        command(&mut cluster, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { url: url_of(&name), name }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let name = self.name.clone();
        // the test's own runtime may be ending
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut cluster = PgConnection::connect(&cluster()).await.unwrap();
                command(&mut cluster, format!("DROP DATABASE {name} WITH (FORCE)")).await;
            });
        });
        drop(dropped.join());
    }
}

/// The migrated database that the others are copied from. Its name follows from the migrations, so it serves until they
/// change.
async fn migrated() -> String {
    let mut cluster = PgConnection::connect(&cluster()).await.unwrap();
    // several runs may begin at once
    cluster.execute("SELECT pg_advisory_lock(20261122)").await.unwrap();
    let name = format!("template_{:016x}", fingerprint());
    let made: bool = sqlx::query_scalar("SELECT EXISTS(SELECT FROM pg_database WHERE datname = $1)")
        .bind(&name)
        .fetch_one(&mut cluster)
        .await
        .unwrap();
    if !made {
        let half = format!("{name}_being_made");
        command(&mut cluster, format!("DROP DATABASE IF EXISTS {half} WITH (FORCE)")).await;
        command(&mut cluster, format!("CREATE DATABASE {half}")).await;
        let mut owner = PgConnection::connect(&url_of(&half)).await.unwrap();
        migrations::apply(&mut owner).await.unwrap();
        owner.close().await.unwrap();
        command(&mut cluster, format!("ALTER DATABASE {half} RENAME TO {name}")).await;
    }
    cluster.close().await.unwrap();
    name
}

fn fingerprint() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

fn cluster() -> String {
    std::env::var("DATABASE_URL").expect("DATABASE_URL names the cluster that the tests may make databases in")
}

/// The same server and user, another database.
fn url_of(name: &str) -> String {
    let url = cluster();
    let (address, question) = url.split_once('?').map_or((url.as_str(), None), |(a, q)| (a, Some(q)));
    let scheme = address.find("://").map_or(0, |place| place + 3);
    let end = address[scheme..].find('/').map_or(address.len(), |place| scheme + place);
    let question = question.map(|question| format!("?{question}")).unwrap_or_default();
    format!("{}/{name}{question}", &address[..end])
}

async fn command(cluster: &mut PgConnection, text: String) {
    // the names in it are made here
    cluster.execute(AssertSqlSafe(text)).await.unwrap();
}
