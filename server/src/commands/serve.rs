//! `cabinet serve`.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use app::components::DemoPersonas;
use tokio::{net::TcpListener, signal::unix::SignalKind, sync::watch};

use crate::{
    config::Settings,
    foundation::Foundation,
    http::{self, Shared, Web},
    jobs,
    outbox::{MailServer, worker},
    services, telemetry,
};

use super::{build_foundation, build_services, connect_server};

/// Serves until SIGTERM or Ctrl-C; requests in flight are finished.
pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    telemetry::start_log(&settings.log)?;
    let pool = connect_server(&settings).await?;
    let foundation = build_foundation(settings, pool)?;
    serve(foundation, DemoPersonas::default(), |address| {
        tracing::info!(%address, "serving");
    })
    .await
}

/// Serves what `foundation` stands for; `ready` is told the address once connections are accepted.
pub(super) async fn serve(
    foundation: Foundation,
    personas: DemoPersonas,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let metrics = telemetry::start_metrics()?;
    let settings = foundation.settings.clone();
    let mail_server = MailServer::of(&settings.mail)?;
    services::assistant::fill(&foundation).await.context("the words of the guides can't be stored")?;
    let web = Web::new(Shared {
        services: build_services(&foundation)?,
        assets: http::read_manifest(&settings.assets.site)?,
        personas: Arc::new(personas),
        metrics: Some(metrics.clone()),
        foundation: foundation.clone(),
    });
    let (router, _) = http::router(web.clone());
    let listen = settings.server.listen;
    let listener =
        TcpListener::bind(listen).await.with_context(|| format!("{listen} is taken, or not ours to take"))?;
    ready(listener.local_addr()?);
    let (ending, ended) = watch::channel(false);
    let letters = mail_server.map(|server| tokio::spawn(worker::run(foundation.clone(), server, ended.clone())));
    let jobs = tokio::spawn(jobs::run(foundation, metrics, ended));
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            asked_to_end().await;
            // a stream of events would never come to its end
            web.live().close();
        })
        .await?;
    ending.send_replace(true);
    // what does not come to its end in time is cut: a job is one transaction, a letter is sent again
    let both = async { (jobs.await, futures::future::OptionFuture::from(letters).await) };
    let _cut = tokio::time::timeout(Duration::from_secs(5), both).await;
    Ok(())
}

async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(error) => {
            tracing::error!(%error, "SIGTERM can't be heard");
            let _interrupted = interrupt.await;
        }
    }
}
