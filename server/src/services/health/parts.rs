//! The parts of the page in words, and what counts as not being as it should.

use std::time::Duration as Elapsed;

use app::{
    api::health::{HealthLine, HealthPart, Standing},
    i18n::{Lang, t},
};
use domain::bishkek::date_time;
use time::{Duration, OffsetDateTime};

use crate::{
    config::{RegistryKind, Settings},
    jobs::Job,
    storage::{
        audit::verification::VerificationRecord, health::DatabaseState, job_run::JobRun, migrations::MigrationState,
        outbox,
    },
};

/// A database that takes longer to answer is worth a look.
const SLOW: Elapsed = Elapsed::from_millis(250);
/// A letter that waits longer is worth a look: the mail server should have taken it.
const LONG_WAITED: Duration = Duration::HOUR;
/// A job that has not run for so long has been missed at least once.
const MISSED: Duration = Duration::hours(2);
/// A trail that nobody has verified for so long is worth a look.
const UNVERIFIED: Duration = Duration::days(31);

fn line(name: &'static str, value: impl Into<String>, standing: Standing) -> HealthLine {
    HealthLine { name, value: value.into(), standing }
}

fn fine_if(fine: bool, otherwise: Standing) -> Standing {
    if fine { Standing::Fine } else { otherwise }
}

pub(super) fn server(lang: Lang, settings: &Settings, started: OffsetDateTime, waiting: usize) -> HealthPart {
    let development = settings.server.development;
    let (aids, address) = (t::health::aids_on(lang), t::health::address_missing(lang));
    let queue = settings.hashing.queue;
    let shown = settings.server.public_url.get();
    HealthPart {
        title: t::health::server(lang),
        lines: vec![
            line(t::health::version(lang), env!("CARGO_PKG_VERSION"), Standing::Fine),
            line(t::health::runs_since(lang), date_time(started), Standing::Fine),
            line(
                t::health::passwords(lang),
                t::health::passwords_waiting(lang, &queue.to_string(), &waiting.to_string()),
                // a full one turns people away
                fine_if(waiting * 2 <= queue, Standing::Look),
            ),
            line(t::health::address(lang), shown.unwrap_or(address), fine_if(shown.is_some(), Standing::Look)),
            line(
                t::health::aids(lang),
                if development { aids } else { t::health::aids_off(lang) },
                fine_if(!development, Standing::Look),
            ),
        ],
    }
}

pub(super) fn database(
    lang: Lang,
    state: &DatabaseState,
    took: Elapsed,
    migrations: MigrationState,
    excess: &[String],
) -> HealthPart {
    let MigrationState { applied, brought } = migrations;
    let (used, most) = (state.connections, i64::from(state.most_connections));
    // without the distribution that packed it
    let version = state.version.split(' ').next().unwrap_or_default();
    let rights = if excess.is_empty() { t::health::rights_fine(lang).to_owned() } else { excess.join(", ") };
    HealthPart {
        title: t::health::database(lang),
        lines: vec![
            line(t::health::version(lang), ["PostgreSQL ", version].concat(), Standing::Fine),
            line(t::health::runs_since(lang), date_time(state.started_at), Standing::Fine),
            line(
                t::health::answers(lang),
                t::health::milliseconds(lang, &took.as_millis().to_string()),
                fine_if(took < SLOW, Standing::Look),
            ),
            line(t::health::size(lang), size(lang, state.bytes), Standing::Fine),
            line(
                t::health::connections(lang),
                t::health::of(lang, &most.to_string(), &used.to_string()),
                fine_if(used * 5 <= most * 4, Standing::Look),
            ),
            line(
                t::health::migrations(lang),
                t::health::of(lang, &brought.to_string(), &applied.to_string()),
                fine_if(applied >= brought, Standing::Wrong),
            ),
            line(t::health::rights(lang), rights, fine_if(excess.is_empty(), Standing::Wrong)),
        ],
    }
}

fn size(lang: Lang, bytes: i64) -> String {
    let megabytes = (bytes + 500_000) / 1_000_000;
    t::health::megabytes(lang, &megabytes.to_string())
}

pub(super) fn registry(lang: Lang, kind: RegistryKind, state: &DatabaseState) -> HealthPart {
    let kind = match kind {
        RegistryKind::BuiltIn => t::health::registry_built_in(lang),
        RegistryKind::XRoad => t::health::registry_x_road(lang),
    };
    let imported = state.imported_at.map_or_else(|| t::health::never(lang).to_owned(), date_time);
    HealthPart {
        title: t::health::registry(lang),
        lines: vec![
            line(t::health::registry_kind(lang), kind, Standing::Fine),
            line(t::health::taxpayers(lang), state.taxpayers.to_string(), fine_if(state.taxpayers > 0, Standing::Look)),
            line(t::health::imported(lang), imported, Standing::Fine),
        ],
    }
}

pub(super) fn letters(
    lang: Lang,
    on: bool,
    letters: &outbox::Standing,
    oldest: Option<OffsetDateTime>,
    now: OffsetDateTime,
) -> HealthPart {
    let waiting = match oldest {
        Some(since) => t::health::waiting_since(lang, &letters.waiting.to_string(), &date_time(since)),
        None => letters.waiting.to_string(),
    };
    let long = oldest.is_some_and(|since| now - since > LONG_WAITED);
    HealthPart {
        title: t::health::letters(lang),
        lines: vec![
            line(
                t::health::mail(lang),
                if on { t::health::mail_on(lang) } else { t::health::mail_off(lang) },
                fine_if(on, Standing::Look),
            ),
            line(t::health::letters_waiting(lang), waiting, fine_if(!long, Standing::Look)),
            line(
                t::health::letters_given_up(lang),
                letters.given_up.to_string(),
                fine_if(letters.given_up == 0, Standing::Look),
            ),
        ],
    }
}

pub(super) fn jobs(lang: Lang, runs: &[JobRun], now: OffsetDateTime) -> HealthPart {
    let told = |job: &Job| {
        let (value, standing) = match runs.iter().find(|run| run.job == job.as_str()) {
            None => (t::health::never(lang).to_owned(), Standing::Look),
            Some(JobRun { ended_at, done: None, .. }) => {
                (t::health::job_failed(lang, &date_time(*ended_at)), Standing::Wrong)
            }
            Some(JobRun { ended_at, done: Some(count), .. }) => {
                let value = t::health::job_done(lang, &date_time(*ended_at), &count.to_string());
                (value, fine_if(now - *ended_at <= MISSED, Standing::Wrong))
            }
        };
        line(job_name(lang, *job), value, standing)
    };
    HealthPart { title: t::health::jobs(lang), lines: Job::ALL.iter().map(told).collect() }
}

fn job_name(lang: Lang, job: Job) -> &'static str {
    match job {
        Job::Expiry => t::health::job_expiry(lang),
        Job::Reminders => t::health::job_reminders(lang),
        Job::CardReminders => t::health::job_card_reminders(lang),
        Job::Throttles => t::health::job_throttles(lang),
        Job::LettersGivenUp => t::health::job_letters_given_up(lang),
        Job::LettersForgotten => t::health::job_letters_forgotten(lang),
    }
}

pub(super) fn trail(lang: Lang, newest: Option<&VerificationRecord>, now: OffsetDateTime) -> HealthPart {
    let (value, standing) = match newest {
        None => (t::health::never(lang).to_owned(), Standing::Look),
        Some(found) => {
            let at = date_time(found.started_at);
            match (found.outcome.as_deref(), found.bad_seq) {
                (Some("whole"), _) => {
                    let recent = now - found.started_at <= UNVERIFIED;
                    (t::health::chain_whole(lang, &at), fine_if(recent, Standing::Look))
                }
                (Some("broken"), Some(entry)) => {
                    (t::health::chain_broken(lang, &at, &entry.to_string()), Standing::Wrong)
                }
                _ => (t::health::chain_unfinished(lang, &at), Standing::Look),
            }
        }
    };
    HealthPart { title: t::audit::title(lang), lines: vec![line(t::audit::chain(lang), value, standing)] }
}
