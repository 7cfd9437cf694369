//! One figure each.

use std::{net::SocketAddr, path::Path, process::Stdio, sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use argon2::{Algorithm, Argon2, Params, Version};
use http::StatusCode;
use hyper::body::Bytes;

use crate::{config::Settings, postgres::PrivateCluster, storage};

use super::{
    client::{Connection, Hammer},
    subject::{Prepared, Subject, now},
};

/// One side of a ratio is loaded for so long before it is the other side's turn.
const LOAD: Duration = Duration::from_secs(2);

/// Turns of each side: whatever else the machine does meanwhile troubles both.
const TURNS: u32 = 3;

/// Connections that look-ups are tried with: few, and as many as come at a rush.
const CROWDS: [usize; 2] = [8, 64];

/// How a form of a page is posted.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A line of the table.
pub(super) struct Figure {
    pub(super) what: &'static str,
    pub(super) measured: String,
    pub(super) reach: &'static str,
}

impl Figure {
    pub(super) fn new(what: &'static str, measured: String, reach: &'static str) -> Self {
        Self { what, measured, reach }
    }
}

/// The application as PDF: milliseconds and bytes.
pub(super) fn paper(now_at: time::OffsetDateTime) -> anyhow::Result<Figure> {
    let paper = specimen(now_at);
    let begun = now();
    let rounds = 100;
    let mut bytes = 0;
    for _ in 0..rounds {
        bytes = papers::application(&paper)?.len();
    }
    let each = (now() - begun).as_secs_f64() * 1_000.0 / f64::from(rounds);
    Ok(Figure::new("application as PDF", format!("{each:.1} ms, {bytes} bytes"), "≤ 20 ms, ≤ 60 KB"))
}

fn specimen(at: time::OffsetDateTime) -> papers::ApplicationPaper {
    papers::ApplicationPaper {
        lang: domain::lang::Lang::Ru,
        letterhead: papers::Letterhead::default(),
        kind: domain::access_application::ApplicationKind::Grant,
        inn: "11503199000123".into(),
        name: "Асанова Айгүл Бакытовна".into(),
        office: papers::Office { code: "001".into(), name: "Октябрьский р-н".into(), address: None },
        subject_kind: domain::subject::SubjectKind::Individual,
        organisation: None,
        passport: "ID1234567".into(),
        passport_country: "Кыргызская Республика".into(),
        postcode: Some("720001".into()),
        registered_address: Some("г. Бишкек, пр. Чүй, д. 114, кв. 27".into()),
        actual_address: Some("г. Бишкек, пр. Чүй, д. 114, кв. 27".into()),
        phone: Some("+996 555 123 456".into()),
        email: None,
        code_grouped: "K7QM-39XT-2VHP-4T".into(),
        qr: "SALYK:1:11503199000123:K7QM39XT2VHP4T".into(),
        submitted_at: at,
        decision_minutes: 20,
        annulment_days: 2,
        status_address: None,
        acceptance: None,
    }
}

/// HTML and CSS before the registration page is usable.
pub(super) async fn blocking(subject: &Subject, settings: &Settings) -> anyhow::Result<Figure> {
    let mut connection = Connection::open(subject.address).await?;
    let page = connection.get("/registration").await?;
    ensure!(page.status == StatusCode::OK && page.headers.get("content-encoding").is_some_and(|e| e == "br"));
    let css = compressed_bytes(settings, manifest(settings)?["css"].as_str().context("manifest")?)?;
    let html = page.body.len() as u64;
    let text = format!("{} bytes (HTML {html}, CSS {css}), 2 requests", html + css);
    Ok(Figure::new("blocking weight of the registration page, brotli", text, "≤ 25,000, ≤ 6 requests"))
}

/// Look-ups through HTTP against `pgbench -S` on the same table, each side with the number of connections that serves it
/// best: look-ups that come together share a question, and `pgbench` is quickest with a few.
pub(super) async fn look_ups(subject: &Subject, cluster: &PrivateCluster) -> anyhow::Result<Figure> {
    let (mut ours, mut theirs) = ([0.0; CROWDS.len()], [0.0; CROWDS.len()]);
    for _ in 0..TURNS {
        for (place, connections) in CROWDS.into_iter().enumerate() {
            ours[place] += rate(subject.address, connections, "/api/v1/look-ups", JSON, |turn| {
                let inn = storage::bench::inn(i32::try_from(turn * 7_919 % 1_000_000).unwrap_or_default());
                Bytes::from(format!("{{\"inn\":\"{inn}\",\"passport\":\"\"}}"))
            })
            .await?;
            theirs[place] += pgbench(cluster, connections)?;
        }
    }
    let best = |rates: [f64; CROWDS.len()]| rates.into_iter().fold(0.0, f64::max) / f64::from(TURNS);
    let few = ours[0] / theirs[0];
    let (ours, theirs) = (best(ours), best(theirs));
    let text = format!("{:.2} ({ours:.0}/s ÷ {theirs:.0}/s; with {} connections {few:.2})", ours / theirs, CROWDS[0]);
    Ok(Figure::new("look-ups ÷ pgbench -S, 1,000,000 taxpayers, at the best of each", text, "≥ 0.4"))
}

/// Sign-ins at saturation against the plain crate call on the same cores.
pub(super) async fn sign_ins(subject: &Subject, prepared: &Prepared, settings: &Settings) -> anyhow::Result<Figure> {
    let password = prepared.credentials.1.clone();
    let form = |login: &String| Bytes::from(format!("login={login}&password={password}"));
    let bodies: Arc<[Bytes]> = prepared.logins.iter().map(form).collect();
    let (mut ours, mut theirs) = (0.0, 0.0);
    for _ in 0..TURNS {
        let bodies = bodies.clone();
        let body = move |turn: u64| bodies[usize::try_from(turn).unwrap_or_default() % bodies.len()].clone();
        ours += rate(subject.address, 16, "/sign-in", FORM, body).await?;
        theirs += plain_hashes(settings).await?;
    }
    let (ours, theirs) = (ours / f64::from(TURNS), theirs / f64::from(TURNS));
    let text = format!("{:.2} ({ours:.1}/s ÷ {theirs:.1}/s)", ours / theirs);
    Ok(Figure::new("sign-ins ÷ plain Argon2id hashes", text, "≥ 0.95"))
}

/// Whole posts of the form, less the hash, against the bare INSERTs in a transaction.
pub(super) async fn registrations(subject: &Subject, prepared: &Prepared) -> anyhow::Result<Figure> {
    let mut connection = Connection::open(subject.address).await?;
    let rounds = 400_i32;
    // fresh connections prepare every statement once, on both sides
    let warming = 50_i32;
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for turn in -warming..rounds {
        if turn == 0 {
            (ours, theirs) = (Duration::ZERO, Duration::ZERO);
        }
        let inn = storage::bench::inn(turn + warming);
        let submission = prepared.foundation.new_id();
        let body = format!(
            "subject_kind=individual&inn={inn}&passport=ID1234567&phone=%2B996555000111&email=\
             &password=sary-chelek-{turn}-x&password_repeated=sary-chelek-{turn}-x&submission={submission}"
        );
        let begun = now();
        let answer = connection.post("/registration", FORM, "127.0.0.2", body.into()).await?;
        ours += now() - begun;
        ensure!(answer.status == StatusCode::SEE_OTHER, "registration answered {}", answer.status);
        let begun = now();
        storage::bench::bare_inserts(&prepared.foundation.pool, prepared.foundation.new_id()).await?;
        theirs += now() - begun;
    }
    let [ours, theirs] = [ours, theirs].map(|time| time.as_secs_f64() * 1_000.0 / f64::from(rounds));
    let text = format!("{:.2} ({ours:.2} ms ÷ {theirs:.2} ms)", ours / theirs);
    Ok(Figure::new("registration POST without the hash ÷ bare INSERTs", text, "≤ 2"))
}

/// Successful requests a second over some connections for a while. All of them are one thread's, as a load generator's
/// are: the cores are the server's to use.
async fn rate(
    address: SocketAddr,
    connections: usize,
    path: &'static str,
    kind: &'static str,
    body: impl Fn(u64) -> Bytes + Send + Sync + 'static,
) -> anyhow::Result<f64> {
    let thread = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(hammer(address, connections, path, kind, Arc::new(body)))
    });
    thread.await?
}

async fn hammer(
    address: SocketAddr,
    connections: usize,
    path: &'static str,
    kind: &'static str,
    body: Arc<impl Fn(u64) -> Bytes + Send + Sync + 'static>,
) -> anyhow::Result<f64> {
    let begun = now();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..connections as u64 {
        let body = body.clone();
        tasks.spawn(async move {
            let mut hammer = Hammer::open(address, path, kind, &format!("127.0.1.{number}")).await?;
            let mut done = 0_u64;
            while now() - begun < LOAD {
                let status = hammer.post(&body(done * 31 + number)).await?;
                ensure!(status.is_success() || status == StatusCode::SEE_OTHER, "{path} answered {status}");
                done += 1;
            }
            anyhow::Ok(done)
        });
    }
    let mut done = 0;
    while let Some(task) = tasks.join_next().await {
        done += task??;
    }
    Ok(done as f64 / (now() - begun).as_secs_f64())
}

/// Hashes a second of `Argon2::hash_password_into`, memory allocated anew each time, on every core.
async fn plain_hashes(settings: &Settings) -> anyhow::Result<f64> {
    let hashing = &settings.hashing;
    let params = Params::new(hashing.memory_kib, hashing.iterations, hashing.lanes, Some(32))
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let cores = std::thread::available_parallelism()?.get();
    let begun = now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..cores {
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        tasks.spawn_blocking(move || {
            let mut done = 0_u64;
            let mut output = [0; 32];
            while now() - begun < LOAD {
                argon
                    .hash_password_into(b"sary-chelek-12", b"0123456789abcdef", &mut output)
                    .map_err(|error| anyhow::anyhow!("{error}"))?;
                done += 1;
            }
            anyhow::Ok(done)
        });
    }
    let mut done = 0;
    while let Some(task) = tasks.join_next().await {
        done += task??;
    }
    Ok(done as f64 / (now() - begun).as_secs_f64())
}

fn pgbench(cluster: &PrivateCluster, connections: usize) -> anyhow::Result<f64> {
    let script = Path::new("target/bench-select.sql");
    std::fs::write(script, storage::bench::PGBENCH_SCRIPT)?;
    let mut command = cluster.command("pgbench");
    let output = command
        .args([
            "-n",
            "-M",
            "prepared",
            "-c",
            &connections.to_string(),
            "-j",
            "2",
            "-T",
            &LOAD.as_secs().to_string(),
            "-f",
        ])
        .arg(std::fs::canonicalize(script)?)
        .args(cluster.psql_arguments("cabinet_bench"))
        .stdin(Stdio::null())
        .output()
        .context("pgbench (Debian: postgresql-contrib)")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("tps = "))
        .with_context(|| format!("pgbench said: {text}{}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(line.split(' ').next().unwrap_or_default().parse()?)
}

fn manifest(settings: &Settings) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(settings.assets.site.join("manifest.json"))?)?)
}

fn compressed_bytes(settings: &Settings, address: &str) -> anyhow::Result<u64> {
    let file = settings.assets.site.join(format!("{}.br", address.trim_start_matches('/')));
    Ok(std::fs::metadata(&file).with_context(|| file.display().to_string())?.len())
}
