//! A request's id, its line in the log, its part of the metrics. Paths appear as templates, never as requested.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue, Method};
use metrics::{Counter, Histogram};
use tracing::Instrument;

use super::Web;

/// Where a request's id travels.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request at hand.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub(super) String);

/// What the layer needs.
#[derive(Clone)]
pub(super) struct Observer {
    web: Web,
    measures: Arc<Measures>,
}

impl Observer {
    /// One for the whole application.
    pub(super) fn new(web: Web) -> Self {
        Self { web, measures: Arc::default() }
    }
}

/// The counter and the histogram of every route, method and status that was answered: looking them up by their labels
/// would cost more than counting.
#[derive(Default)]
struct Measures(RwLock<HashMap<String, Vec<Measure>>>);

struct Measure {
    method: &'static str,
    status: u16,
    answers: Counter,
    seconds: Histogram,
}

impl Measures {
    fn record(&self, route: &str, method: &'static str, status: u16, seconds: f64) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(measure) = known.get(route).and_then(|all| find(all, method, status)) {
            measure.record(seconds);
            return;
        }
        drop(known);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let all = known.entry(route.to_owned()).or_default();
        // two requests may have come for the first time at once: they find the same counter by its labels
        let labels = [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
        let answers = metrics::counter!("http_requests_total", &labels);
        let seconds_of = metrics::histogram!("http_request_seconds", &labels[..2]);
        let measure = Measure { method, status, answers, seconds: seconds_of };
        measure.record(seconds);
        all.push(measure);
    }
}

impl Measure {
    fn record(&self, seconds: f64) {
        self.answers.increment(1);
        self.seconds.record(seconds);
    }
}

fn find<'a>(all: &'a [Measure], method: &str, status: u16) -> Option<&'a Measure> {
    all.iter().find(|measure| measure.method == method && measure.status == status)
}

/// The methods of RFC 9110 by their names. A client may send any word for a method: the rest count as one, or the
/// metrics would grow as a stranger likes.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

/// The layer.
#[expect(clippy::disallowed_methods, reason = "measuring how long an answer took is not a rule that a test must steer")]
pub(super) async fn observe(State(observer): State<Observer>, mut request: Request, next: Next) -> Response {
    let id = new_id(&observer.web);
    let method = method_name(request.method());
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    request.extensions_mut().insert(RequestId(id.clone()));
    let begun = Instant::now();
    let span = tracing::info_span!("request", id = %id, method, route);
    let mut response = next.run(request).instrument(span).await;
    let status = response.status().as_u16();
    let seconds = begun.elapsed().as_secs_f64();
    if !matches!(route, "/healthz" | "/readyz" | "/metrics") {
        tracing::info!(id = %id, method, route, status, milliseconds = seconds * 1_000.0, "answered");
    }
    observer.measures.record(route, method, status, seconds);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

fn new_id(web: &Web) -> String {
    let mut bytes = [0; 8];
    web.foundation.random.fill(&mut bytes);
    hex::encode(bytes)
}
