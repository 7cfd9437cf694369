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

/// Starts the metrics and returns the handle that prints them.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(
        Matcher::Full("http_request_seconds".into()),
        &[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0],
    )?;
    let handle = builder.install_recorder()?;
    metrics::describe_counter!("http_requests_total", "requests by method, route and status");
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "time to the first byte of the answer"
    );
    metrics::describe_counter!("look_ups_total", "public look-ups of an INN");
    metrics::describe_counter!("sign_ins_total", "sign-ins by door and outcome");
    metrics::describe_counter!("applications_total", "moves of applications for access");
    Ok(handle)
}
