//! The log and the metrics. Neither holds personal data: no INN, name, code, token, passport or password, and paths
//! as the router's templates, not as requested.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Starts the log. Errors: a filter that can't be read, or a log already started.
pub fn start_log(settings: &Log) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.level)?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    let started = match settings.format {
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
        LogFormat::Text => lines.compact().try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("{error}"))
}

/// What is counted, and how it is described to whoever reads `/metrics`. A test finds every name that the code counts
/// under here, and none besides.
const METRICS: &[(Kind, &str, &str)] = &[
    (Kind::Counter, "http_requests_total", "requests by method, route and status"),
    (Kind::Seconds, "http_request_seconds", "time to the first byte of the answer"),
    (Kind::Counter, "cabinet_look_ups_total", "look-ups of an INN by what was found"),
    (Kind::Counter, "cabinet_inns_checked_total", "numbers checked by «Проверка ИНН»"),
    (Kind::Counter, "cabinet_taxpayers_added_total", "people added by «Добавить ИНН»"),
    (Kind::Counter, "cabinet_applications_total", "applications filed, by kind"),
    (Kind::Counter, "cabinet_withdrawals_total", "applications taken back"),
    (Kind::Counter, "cabinet_annulments_total", "accesses annulled, by ground"),
    (Kind::Counter, "cabinet_questions_total", "questions to «Помощник» by whether a passage was found"),
    (Kind::Counter, "cabinet_hashing_refused_total", "passwords turned away because too many waited"),
    (Kind::Counter, "cabinet_x_road_questions_total", "questions to the registry's X-Road services by outcome"),
    (Kind::Counter, "cabinet_letters_total", "letters by kind and what became of them"),
    (Kind::Gauge, "cabinet_letters_waiting", "letters in the outbox"),
];

/// What kind of number a metric is.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Only goes up.
    Counter,
    /// Goes up and down.
    Gauge,
    /// How long something took.
    Seconds,
}

/// Starts the metrics and returns the handle that prints them.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(
        Matcher::Full("http_request_seconds".into()),
        &[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0],
    )?;
    let handle = builder.install_recorder()?;
    for (kind, name, about) in METRICS.iter().copied() {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, about),
            Kind::Gauge => metrics::describe_gauge!(name, about),
            Kind::Seconds => metrics::describe_histogram!(name, metrics::Unit::Seconds, about),
        }
    }
    Ok(handle)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{collections::BTreeSet, fs, path::Path};

    use super::METRICS;

    #[test]
    fn every_name_that_is_counted_is_described_and_none_besides() {
        let mut counted = BTreeSet::new();
        collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut counted);
        let described: BTreeSet<String> = METRICS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
        assert_eq!(counted, described);
        assert_eq!(described.len(), METRICS.len(), "each once");
    }

    /// The first arguments of the macros that count, in every source file of the folder.
    fn collect(folder: &Path, counted: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, counted);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                for macro_name in ["counter", "gauge", "histogram"] {
                    // written apart, so that this very line is none of them
                    let call = format!("metrics::{macro_name}!");
                    for (place, _) in text.match_indices(&call) {
                        let name = text[place..].split('"').nth(1).unwrap();
                        assert!(text[place + call.len()..].trim_start_matches(['(', ' ', '\n']).starts_with('"'));
                        counted.insert(name.to_owned());
                    }
                }
            }
        }
    }
}
