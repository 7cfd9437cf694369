//! The queue of an office with ten thousand applications and with a million, and opening one of the million.

use std::time::Duration;

use anyhow::ensure;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::application_code::ApplicationCode;
use sqlx::PgConnection;

use super::{
    client::Connection,
    measure::Figure,
    subject::{Prepared, Subject, now},
};
use crate::{commands::say, random, secrets::purpose, storage};

/// Whose queue it is: an inspector of the demonstration.
const INSPECTOR: &str = "bakirova.001";

const FEW: i32 = 10_000;
const MANY: i32 = 1_000_000;

/// Requests of each kind that count.
const ROUNDS: usize = 200;

/// Requests before them: connections prepare every statement, and PostgreSQL makes its plans.
const WARMING: usize = 20;

/// What an inspector looks at, turn by turn.
const PAGES: [&str; 6] = [
    "/office",
    "/office?part=submitted",
    "/office?part=submitted&kind=restore",
    "/office?part=closed",
    "/office?part=closed&late=on",
    "/office?part=closed&mine=on",
];

/// Both figures of spec/quality.md and issue 4.
pub(super) async fn queue(
    subject: &Subject,
    prepared: &Prepared,
    owner: &mut PgConnection,
) -> anyhow::Result<[Figure; 2]> {
    let cookie = sign_in(prepared, owner).await?;
    say(format_args!("preparing {FEW} applications …"));
    let secrets = &prepared.foundation.secrets;
    let passport = secrets.seal(purpose::PASSPORT, b"ID1234567")?;
    let code = ApplicationCode::from_bits(random::bits65(&*prepared.foundation.random));
    let code = secrets.seal(purpose::APPLICATION_CODE, code.as_str().as_bytes())?;
    storage::bench::fill_applications(owner, 0, FEW - 1, INSPECTOR, &passport, &code).await?;
    let few = percentile(subject, &cookie, |turn| PAGES[turn % PAGES.len()].to_owned()).await?;
    say(format_args!("preparing {MANY} applications …"));
    storage::bench::fill_applications(owner, FEW, MANY - 1, INSPECTOR, &passport, &code).await?;
    let many = percentile(subject, &cookie, |turn| PAGES[turn % PAGES.len()].to_owned()).await?;
    // all over the table, so that hardly one is where another was
    let case = |turn: usize| {
        let number = turn.wrapping_mul(104_729) % usize::try_from(MANY).unwrap_or(1);
        format!("/office/applications/01900000-0000-7000-8000-{number:012x}")
    };
    let opened = percentile(subject, &cookie, case).await?;
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    let text = format!("{ratio:.2} ({:.1} ms ÷ {:.1} ms)", milliseconds(many), milliseconds(few));
    Ok([
        Figure::new("queue page, p95 at 1,000,000 applications ÷ at 10,000", text, "≤ 1.3"),
        Figure::new("opening a case at 1,000,000, p95", format!("{:.1} ms", milliseconds(opened)), "≤ 30 ms"),
    ])
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The 95th percentile of the time to a whole page.
async fn percentile(subject: &Subject, cookie: &str, page: impl Fn(usize) -> String) -> anyhow::Result<Duration> {
    let mut connection = Connection::open(subject.address).await?;
    let mut times = Vec::with_capacity(ROUNDS);
    for turn in 0..WARMING + ROUNDS {
        let path = page(turn);
        let begun = now();
        let answer = connection.get_with_cookie(&path, cookie).await?;
        let time = now() - begun;
        ensure!(answer.status.is_success(), "{path} answered {}", answer.status);
        if turn >= WARMING {
            times.push(time);
        }
    }
    times.sort();
    Ok(times[ROUNDS * 95 / 100])
}

/// A session for the inspector; the cookie.
async fn sign_in(prepared: &Prepared, owner: &mut PgConnection) -> anyhow::Result<String> {
    let foundation = &prepared.foundation;
    let token = random::token256(&*foundation.random);
    let digest = foundation.secrets.digest(purpose::SESSION, &token);
    storage::bench::begin_staff_session(owner, foundation.new_id(), &digest, INSPECTOR).await?;
    Ok(format!("__Host-session={}", URL_SAFE_NO_PAD.encode(token)))
}
