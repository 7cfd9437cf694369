//! A question to a service through our security server: REST, time-outs, another try where one makes sense, and a
//! breaker for each service.

use std::{sync::Arc, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::HttpsConnector;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{WrongSettings, breaker::Breaker, tls};
use crate::{clock::Clock, config::XRoad, foundation::Foundation, random, random::Random};

/// The longest answer that is read, bytes.
const LONGEST_ANSWER: usize = 64 * 1024;

/// Connections to the security server kept open while nobody asks.
const IDLE_CONNECTIONS: usize = 16;
const IDLE_SECONDS: u64 = 30;

/// Why a question has no answer. Holds nothing of question or answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Nobody is there.
    #[error("no connection to the security server")]
    NoConnection,
    /// The connection broke before the answer was whole.
    #[error("the connection broke")]
    Cut,
    /// Nothing in time.
    #[error("no answer in time")]
    TooLate,
    /// An answer that says no; the X-Road's own word for the reason.
    #[error("HTTP {0} {1}")]
    Refused(u16, String),
    /// An answer that can't be right.
    #[error("the answer is not understood: {0}")]
    NotUnderstood(&'static str),
    /// It failed so often that it is left alone for a while.
    #[error("left alone after repeated failures")]
    LeftAlone,
}

impl Failure {
    /// Whether the same question may well be answered a moment later. Questions change nothing, so all of them may be
    /// repeated.
    fn may_pass(&self) -> bool {
        match self {
            Self::NoConnection | Self::Cut | Self::TooLate => true,
            Self::Refused(status, _) => *status >= 500,
            Self::NotUnderstood(_) | Self::LeftAlone => false,
        }
    }

    /// For the label of a metric.
    fn kind(&self) -> &'static str {
        match self {
            Self::NoConnection => "no_connection",
            Self::Cut => "cut",
            Self::TooLate => "too_late",
            Self::Refused(..) => "refused",
            Self::NotUnderstood(_) => "not_understood",
            Self::LeftAlone => "left_alone",
        }
    }
}

/// A service, as our security server is asked for it.
pub(super) struct Service {
    name: &'static str,
    address: Uri,
    breaker: Breaker,
}

/// Our security server.
pub(super) struct SecurityServer {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    headers: HeaderMap,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    attempt: Duration,
    total: Duration,
    attempts: u32,
    pause: Duration,
}

impl SecurityServer {
    /// As the settings say.
    pub(super) fn new(foundation: &Foundation) -> Result<Self, WrongSettings> {
        let settings = &foundation.settings.x_road;
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_millis(settings.connect_milliseconds)));
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_tls_config(tls::config(settings)?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(IDLE_SECONDS))
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .build(connector);
        Ok(Self {
            client,
            headers: headers(settings)?,
            clock: foundation.clock.clone(),
            random: foundation.random.clone(),
            attempt: Duration::from_millis(settings.attempt_milliseconds),
            total: Duration::from_millis(settings.total_milliseconds),
            attempts: settings.attempts.max(1),
            pause: Duration::from_millis(settings.pause_milliseconds),
        })
    }

    /// The service that this setting names.
    pub(super) fn service(
        &self,
        settings: &XRoad,
        name: &'static str,
        identifier: &str,
    ) -> Result<Service, WrongSettings> {
        let server = settings.security_server.trim_end_matches('/');
        if !identifier_is_good(identifier, 5..=6) {
            return Err(WrongSettings::Service(name));
        }
        let address: Uri = format!("{server}/r1/{identifier}").parse().map_err(|_| WrongSettings::SecurityServer)?;
        let known = matches!(address.scheme_str(), Some("http" | "https"));
        if !known || address.host().is_none_or(str::is_empty) {
            return Err(WrongSettings::SecurityServer);
        }
        let rest = time::Duration::seconds(i64::from(settings.breaker_seconds));
        let breaker = Breaker::new(self.clock.clone(), settings.breaker_failures, rest);
        Ok(Service { name, address, breaker })
    }

    /// Asks, more than once if need be, and reads the answer with `read`, whose failure counts as the service's.
    pub(super) async fn ask<A: DeserializeOwned, T>(
        &self,
        service: &Service,
        question: &impl Serialize,
        read: impl FnOnce(A) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(leave) = service.breaker.ask() else {
            count(service, Failure::LeftAlone.kind());
            return Err(Failure::LeftAlone);
        };
        let body = serde_json::to_vec(question).map_err(|_| Failure::NotUnderstood("the question itself"))?;
        let answer = tokio::time::timeout(self.total, self.attempts(service, Bytes::from(body)))
            .await
            .unwrap_or(Err(Failure::TooLate))
            .and_then(|answer| {
                serde_json::from_slice(&answer).map_err(|_| Failure::NotUnderstood("not the expected JSON"))
            })
            .and_then(read);
        match &answer {
            Ok(_) => {
                leave.answered();
                count(service, "answered");
            }
            Err(failure) => {
                count(service, failure.kind());
                if leave.failed() {
                    tracing::error!(service = service.name, %failure, "a service on the X-Road is left alone for a while");
                }
            }
        }
        answer
    }

    /// Attempts with pauses of random length between them, so that servers that failed together do not come together.
    async fn attempts(&self, service: &Service, body: Bytes) -> Result<Bytes, Failure> {
        let mut longest = self.pause;
        for _ in 1..self.attempts {
            match self.once(service, body.clone()).await {
                Err(failure) if failure.may_pass() => {
                    tracing::warn!(service = service.name, %failure, "asking once more");
                    count(service, "repeated");
                }
                answer => return answer,
            }
            tokio::time::sleep(self.part_of(longest)).await;
            longest *= 2;
        }
        self.once(service, body).await
    }

    async fn once(&self, service: &Service, body: Bytes) -> Result<Bytes, Failure> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = service.address.clone();
        *request.headers_mut() = self.headers.clone();
        let id = random::uuid(&*self.random, self.clock.now()).to_string();
        let id = HeaderValue::from_str(&id).map_err(|_| Failure::NotUnderstood("the id itself"))?;
        request.headers_mut().insert(X_ROAD_ID, id);
        tokio::time::timeout(self.attempt, self.exchange(request)).await.unwrap_or(Err(Failure::TooLate))
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Bytes, Failure> {
        let answer = self.client.request(request).await;
        let answer = answer.map_err(|error| if error.is_connect() { Failure::NoConnection } else { Failure::Cut })?;
        if answer.status() != StatusCode::OK {
            return Err(Failure::Refused(answer.status().as_u16(), reason(answer.headers())));
        }
        match Limited::new(answer.into_body(), LONGEST_ANSWER).collect().await {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                Err(Failure::NotUnderstood("it is longer than 64 KiB"))
            }
            Err(_) => Err(Failure::Cut),
        }
    }

    fn part_of(&self, longest: Duration) -> Duration {
        let mut bytes = [0; 2];
        self.random.fill(&mut bytes);
        longest * u32::from(u16::from_le_bytes(bytes)) / u32::from(u16::MAX)
    }
}

const X_ROAD_CLIENT: HeaderName = HeaderName::from_static("x-road-client");
const X_ROAD_ID: HeaderName = HeaderName::from_static("x-road-id");
const X_ROAD_USER_ID: HeaderName = HeaderName::from_static("x-road-userid");
const X_ROAD_ISSUE: HeaderName = HeaderName::from_static("x-road-issue");
const X_ROAD_ERROR: HeaderName = HeaderName::from_static("x-road-error");

/// The headers that all questions share.
fn headers(settings: &XRoad) -> Result<HeaderMap, WrongSettings> {
    if !identifier_is_good(&settings.client, 4..=4) {
        return Err(WrongSettings::Client);
    }
    let value = |text: &str| HeaderValue::from_str(text).map_err(|_| WrongSettings::Header);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(X_ROAD_CLIENT, value(&settings.client)?);
    for (name, text) in [(X_ROAD_USER_ID, &settings.user_id), (X_ROAD_ISSUE, &settings.issue)] {
        if !text.is_empty() {
            headers.insert(name, value(text)?);
        }
    }
    Ok(headers)
}

/// Parts between slashes, each of characters that may stand in an address as they are.
fn identifier_is_good(identifier: &str, parts: std::ops::RangeInclusive<usize>) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || "-._~%".contains(c);
    parts.contains(&identifier.split('/').count())
        && identifier.split('/').all(|part| !part.is_empty() && part.chars().all(good))
}

/// The X-Road's word for what went wrong: dots and letters, never data.
fn reason(headers: &HeaderMap) -> String {
    let said = headers.get(X_ROAD_ERROR).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.chars().filter(|c| c.is_ascii_alphabetic() || *c == '.').take(100).collect()
}

fn count(service: &Service, outcome: &'static str) {
    metrics::counter!("cabinet_x_road_questions_total", "service" => service.name, "outcome" => outcome).increment(1);
}
