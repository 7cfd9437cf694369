//! `cabinet doctor`: what is wrong, one line each.

use std::{process::ExitCode, sync::Arc};

use time::Duration;

use crate::{
    clock::{Clock, SystemClock},
    config::Settings,
    http,
    outbox::MailServer,
    random::SystemRandom,
    secrets::Secrets,
    storage,
};

use super::{connect_owner, connect_server, say};

/// Looks at everything that a start would trip over, and at what a start would not notice.
pub(super) async fn run(settings: &Settings, settings_table: bool) -> anyhow::Result<ExitCode> {
    if settings_table {
        say(crate::config::markdown().trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let mut report = Report { wrong: 0 };
    report.line("keys", keys(settings));
    report.line("browser's part", http::read_manifest(&settings.assets.site).map(|_| "built".to_owned()));
    report.line("hashing", hashing(settings));
    report.line("production", production(settings));
    match settings.server.public_url.get() {
        Some(address) => report.line("address", Ok(address.to_owned())),
        None if settings.server.development => {}
        None => say("note   address: server.public_url is not set; no paper says where to sign in"),
    }
    match mail(settings).await {
        Ok(None) => say("note   mail: mail.host is not set; no letters, reminders included, are written"),
        Ok(Some(answer)) => report.line("mail", Ok(answer)),
        Err(error) => report.line("mail", Err(error)),
    }
    database(&mut report, settings).await;
    Ok(if report.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn database(report: &mut Report, settings: &Settings) {
    let mut connection = match connect_owner(settings).await {
        Ok(connection) => connection,
        Err(error) => return report.line("database", Err(error)),
    };
    report.line("database", Ok("answers".to_owned()));
    let state = storage::migrations::state(&mut connection).await.map_err(Into::into);
    report.line("migrations", state.and_then(|state| state.check()));
    let rights = match connect_server(settings).await {
        Ok(pool) => storage::pool::excess_rights(&pool).await.map_err(Into::into),
        Err(error) => Err(error),
    };
    report.line("rights of the server", rights.and_then(|excess| no_excess(&excess)));
    let week = SystemClock.now().saturating_sub(Duration::WEEK);
    let letters = storage::outbox::standing(&mut connection, week).await.map_err(Into::into);
    report.line(
        "letters",
        letters.map(|letters| format!("{} waiting, {} given up in a week", letters.waiting, letters.given_up)),
    );
}

struct Report {
    wrong: u32,
}

impl Report {
    fn line(&mut self, what: &str, result: anyhow::Result<String>) {
        match result {
            Ok(fine) => say(format_args!("ok     {what}: {fine}")),
            Err(error) => {
                self.wrong += 1;
                say(format_args!("WRONG  {what}: {error:#}"));
            }
        }
    }
}

fn keys(settings: &Settings) -> anyhow::Result<String> {
    anyhow::ensure!(
        !settings.secrets.lookup_key.is_empty() && !settings.secrets.keys.is_empty(),
        "secrets.keys and secrets.lookup_key are not set; make one with `head -c 32 /dev/urandom | base64`"
    );
    let random = SystemRandom::new().map_err(|error| anyhow::anyhow!("{error}"))?;
    Secrets::new(&settings.secrets.keys, &settings.secrets.lookup_key, Arc::new(random))?;
    Ok(format!("{} to open, the first seals", settings.secrets.keys.len()))
}

fn hashing(settings: &Settings) -> anyhow::Result<String> {
    let hashing = &settings.hashing;
    anyhow::ensure!(
        hashing.memory_kib >= 19_456 && hashing.iterations >= 2 && hashing.lanes >= 1,
        "weaker than m=19456, t=2, p=1"
    );
    Ok(format!("m={} t={} p={}", hashing.memory_kib, hashing.iterations, hashing.lanes))
}

fn production(settings: &Settings) -> anyhow::Result<String> {
    anyhow::ensure!(!settings.server.development, "server.development is on");
    Ok("development aids are off".to_owned())
}

/// Asks the mail server; none while letters are off.
async fn mail(settings: &Settings) -> anyhow::Result<Option<String>> {
    let Some(server) = MailServer::of(&settings.mail)? else { return Ok(None) };
    server.greet().await?;
    Ok(Some(format!("{} takes letters from {}", settings.mail.host, settings.mail.from)))
}

fn no_excess(excess: &[String]) -> anyhow::Result<String> {
    anyhow::ensure!(excess.is_empty(), "cabinet_server may do more than it should: {}", excess.join(", "));
    Ok("owns nothing, can't rewrite the audit trail".to_owned())
}
