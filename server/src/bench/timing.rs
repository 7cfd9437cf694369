//! Whether the time of an answer tells who has an account (spec/quality.md, "Timing").

use std::time::Duration;

use anyhow::{Context, ensure};
use domain::{inn::Inn, login::Login};
use hyper::body::Bytes;

use super::{
    client::Connection,
    measure::{FORM, Figure},
    subject::{Prepared, Subject, now},
};

/// Pairs of attempts: one at a login that somebody has, one at a login that nobody has.
const PAIRS: usize = 200;

/// The quantile of the normal distribution beyond which a difference counts as one (two-sided, p = 0.01).
const SIGNIFICANT: f64 = 2.576;

/// Wrong passwords for a login that exists and for one that does not, in turns, both as often, so that both are locked
/// to the same degree: the median of the differences, and whether one of the two is the slower more often than chance
/// explains (sign test).
pub(super) async fn sign_in_timing(subject: &Subject, prepared: &Prepared) -> anyhow::Result<Figure> {
    let (known, _) = &prepared.credentials;
    let inn = Inn::from_trusted(known.get(..14).unwrap_or_default()).context("the persona's login has no INN")?;
    let unknown = (0..100).map(|digits| Login::issue(inn, digits)).find(|login| login.as_str() != known);
    let unknown = unknown.context("all logins of the INN are taken")?;
    let mut connection = Connection::open(subject.address).await?;
    let mut differences = Vec::with_capacity(PAIRS);
    for turn in 0..PAIRS {
        // which of the two comes first must not matter either
        let mut times = [Duration::ZERO; 2];
        for who in if turn % 2 == 0 { [0, 1] } else { [1, 0] } {
            let login = if who == 0 { known.as_str() } else { unknown.as_str() };
            let body = Bytes::from(format!("login={login}&password=wrong-{turn}-password"));
            let begun = now();
            let answer = connection.post("/sign-in", FORM, "127.0.0.3", body).await?;
            times[who] = now() - begun;
            ensure!(answer.status.is_client_error() || answer.status.is_success(), "answered {}", answer.status);
        }
        differences.push((times[0].as_secs_f64() - times[1].as_secs_f64()) * 1_000.0);
    }
    differences.sort_by(f64::total_cmp);
    let median = differences[PAIRS / 2];
    let slower = differences.iter().filter(|difference| **difference > 0.0).count() as f64;
    let deviation = (slower - PAIRS as f64 / 2.0) / (PAIRS as f64 / 4.0).sqrt();
    let verdict = if deviation.abs() < SIGNIFICANT { "p > 0.01" } else { "p < 0.01" };
    let text = format!("{median:+.3} ms, sign test {deviation:+.2} σ: {verdict}");
    Ok(Figure::new("wrong password − unknown login, median of the pairs", text, "< 0.5 ms, p > 0.01"))
}
