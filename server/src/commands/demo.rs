//! `cabinet demo`.

use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    config::{LogFormat, PublicUrl, Settings},
    demo,
    postgres::{Durability, PrivateCluster},
    storage, telemetry,
};

use super::{build_foundation, build_services, connect_owner, connect_server, say, serve};

const FOLDER: &str = ".run";

/// Starts PostgreSQL (or takes `DATABASE_URL`), migrates, loads the demo data, serves, and ends what it started.
pub(super) async fn run(mut settings: Settings) -> anyhow::Result<()> {
    if std::env::var_os("CABINET_LOG__FORMAT").is_none() {
        settings.log.format = LogFormat::Text;
        settings.log.level = "warn".into();
    }
    telemetry::start_log(&settings.log)?;
    settings.server.development = true;
    let port = settings.server.listen.port();
    // port 0 is any free one, known only later
    if settings.server.public_url.get().is_none() && port != 0 {
        settings.server.public_url = PublicUrl::on_this_machine(port);
    }
    let folder = Path::new(FOLDER);
    own_keys(folder, &mut settings)?;
    let cluster = if settings.database.url.is_empty() {
        let cluster = PrivateCluster::start(&folder.join("postgres"), Durability::Durable)?;
        cluster.ensure_database("cabinet")?;
        settings.database.url = cluster.url("cabinet_owner", "cabinet");
        Some(cluster)
    } else {
        None
    };
    let served = fill_and_serve(settings).await;
    if let Some(cluster) = cluster {
        cluster.stop()?;
    }
    served
}

async fn fill_and_serve(settings: Settings) -> anyhow::Result<()> {
    let mut owner = connect_owner(&settings).await?;
    storage::migrations::apply(&mut owner).await?;
    let pool = connect_server(&settings).await?;
    let foundation = build_foundation(settings, pool)?;
    let services = build_services(&foundation)?;
    let personas = demo::fill(&foundation, &services, &mut owner).await?;
    sqlx::Connection::close(owner).await?;
    let shown = personas.clone();
    serve::serve(foundation, personas, move |address| {
        say(format_args!("\nThe cabinet is at http://{}:{}\n", "localhost", address.port()));
        for persona in &shown.0 {
            say(demo::line(persona));
        }
        say("\nStaff sign in at /office/sign-in, where the strip of personas shows their codes. Ctrl-C ends it; nothing is lost.");
    })
    .await
}

/// Keys of the demonstration's own, made at the first run and kept: without them its data could not be read again.
fn own_keys(folder: &Path, settings: &mut Settings) -> anyhow::Result<()> {
    if !settings.secrets.lookup_key.is_empty() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    let file = folder.join("keys");
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(_) => {
            let random = crate::random::SystemRandom::new().map_err(|error| anyhow::anyhow!("{error}"))?;
            let [seal, look_up] = [(); 2].map(|()| STANDARD.encode(crate::random::token256(&random)));
            let text = format!("{seal}\n{look_up}\n");
            write_private(&file, &text)?;
            text
        }
    };
    let mut lines = text.lines();
    settings.secrets.keys = vec![format!("1:{}", lines.next().unwrap_or_default())];
    settings.secrets.lookup_key = lines.next().unwrap_or_default().to_owned();
    Ok(())
}

fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)?
        .write_all(text.as_bytes())
}
