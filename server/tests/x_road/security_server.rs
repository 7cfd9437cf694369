//! A security server on this machine that speaks the messages of `spec/integrations.md` over real connections, and
//! fails in the ways that the real one does.

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    body::Body,
    extract::{Request, State},
    response::{Html, IntoResponse, Response},
    routing::post,
    serve::Listener,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

/// What goes wrong with one request.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// It is taken and never answered.
    Silence,
    /// The connection is reset.
    Reset,
    /// The connection ends in the middle of the answer.
    HalfAnAnswer,
    /// Another status, with the X-Road's own word for it where there is one.
    Status(StatusCode, &'static str),
    /// A page for people, as a proxy between shows it.
    Page(StatusCode),
    /// 200 with this body.
    Body(String),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    pub(super) address: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

/// The server; it ends with the test's runtime.
pub(super) struct SecurityServer {
    pub(super) address: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    taxpayers: Mutex<HashMap<String, Value>>,
    /// By PIN, series and number together.
    passports: Mutex<HashMap<String, Value>>,
    faults: Mutex<VecDeque<Fault>>,
    heard: Mutex<Vec<Heard>>,
    resets: Mutex<usize>,
}

impl SecurityServer {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::default());
        let router = Router::new().route("/r1/{*service}", post(answer)).with_state(shared.clone());
        let listener = Resetting { listener, shared: shared.clone() };
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, shared }
    }

    /// Somebody whom the tax service knows.
    pub(super) fn taxpayer(&self, inn: &str, name: &str, office: impl Into<Value>, address: &str) {
        let known = json!({ "inn": inn, "RayonCode": office.into(), "FullName": name, "ZIP": "720001", "FullAddress": address });
        self.shared.taxpayers.lock().unwrap().insert(inn.to_owned(), known);
    }

    /// A passport, `void` or not.
    pub(super) fn passport(&self, inn: &str, passport: &str, void: bool) {
        let known = json!({ "surname": "Асанова", "name": "Айгүл", "patronymic": null, "dateOfBirth": "1990-03-15",
            "passportAuthority": "МКК 50-01", "issuedDate": "2019-01-01", "expiredDate": "2029-01-01",
            "voidStatus": void, "address": "г. Бишкек" });
        self.shared.passports.lock().unwrap().insert([inn, passport].concat(), known);
    }

    /// The next requests fail like this, one each.
    pub(super) fn fail(&self, faults: &[Fault]) {
        self.shared.faults.lock().unwrap().extend(faults.iter().cloned());
    }

    /// Nothing fails any more.
    pub(super) fn recover(&self) {
        self.shared.faults.lock().unwrap().clear();
    }

    /// The requests so far.
    pub(super) fn heard(&self) -> Vec<Heard> {
        self.shared.heard.lock().unwrap().clone()
    }

    /// How many attempts there were, those included whose connection was reset unread.
    pub(super) fn attempts(&self) -> usize {
        self.heard().len() + *self.shared.resets.lock().unwrap()
    }
}

/// Accepts connections, and resets those that are to be.
struct Resetting {
    listener: TcpListener,
    shared: Arc<Shared>,
}

impl Listener for Resetting {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            let (stream, peer) = self.listener.accept().await.unwrap();
            let reset = self.shared.faults.lock().unwrap().pop_front_if(|fault| matches!(fault, Fault::Reset));
            if reset.is_none() {
                return (stream, peer);
            }
            *self.shared.resets.lock().unwrap() += 1;
            stream.readable().await.unwrap();
            // closed with the request unread: the kernel answers with a reset
            drop(stream);
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let heard = Heard { address: parts.uri.to_string(), headers: parts.headers.clone(), body: body.clone() };
    shared.heard.lock().unwrap().push(heard);
    let fault = shared.faults.lock().unwrap().pop_front();
    let mut response = match fault {
        Some(Fault::Silence) => std::future::pending().await,
        Some(Fault::Status(status, reason)) => refusal(status, reason),
        Some(Fault::Page(status)) => (status, Html("<html><h1>Bad Gateway</h1></html>")).into_response(),
        Some(Fault::Body(text)) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Some(Fault::HalfAnAnswer) => half_an_answer(),
        Some(Fault::Reset) | None => right_answer(&shared, &parts.headers, parts.uri.path(), &body),
    };
    // a connection for each request, so that each can be reset
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn right_answer(shared: &Shared, headers: &HeaderMap, path: &str, body: &Value) -> Response {
    let client = headers.get("x-road-client").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if client.split('/').count() != 4 {
        return refusal(StatusCode::BAD_REQUEST, "Client.BadRequest");
    }
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let found = match path {
        "/r1/central-server/GOV/70000002/gns-service/tpDataByINNforBusinessActivity/v1" => {
            shared.taxpayers.lock().unwrap().get(&text("inn")).cloned()
        }
        "/r1/central-server/GOV/70000005/passport-service/passportDataByPSN/v1" => {
            let key = [text("pin"), text("series"), text("number")].concat();
            shared.passports.lock().unwrap().get(&key).cloned()
        }
        _ => return refusal(StatusCode::INTERNAL_SERVER_ERROR, "Server.ClientProxy.UnknownMember"),
    };
    let empty = json!({ "inn": "", "RayonCode": null, "FullName": null, "ZIP": null, "FullAddress": null,
        "surname": "", "voidStatus": null });
    Json(found.unwrap_or(empty)).into_response()
}

fn refusal(status: StatusCode, reason: &'static str) -> Response {
    let body = json!({ "type": reason, "message": "INN 11503199000123 …", "detail": "c0ffee" });
    let mut response = (status, Json(body)).into_response();
    if !reason.is_empty() {
        let name = HeaderName::from_static("x-road-error");
        response.headers_mut().insert(name, HeaderValue::from_static(reason));
    }
    response
}

fn half_an_answer() -> Response {
    let cut = std::io::Error::other("cut");
    let pieces = [Ok(axum::body::Bytes::from_static(b"{\"inn\":\"1150")), Err(cut)];
    Body::from_stream(futures::stream::iter(pieces)).into_response()
}
