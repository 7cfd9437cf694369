//! A server as it runs: a process of its own, asked over HTTP.

use std::{
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Mutex, mpsc},
    time::Duration,
};

use ::app::api::office::{MoveForm, OpenForm};
use axum::body::Bytes;
use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::Serialize;

use crate::support::{Filed, TestApp};

/// A process is ready within this time even on a busy machine.
const READY: Duration = Duration::from_secs(30);

/// How long a request waits for a connection to the database.
const WAIT: &str = "500";

/// `cabinet serve` on the database of a test. Killed when it is dropped.
pub(super) struct Server {
    process: Mutex<Child>,
    address: SocketAddr,
}

impl Server {
    /// Starts one and waits until it says that it serves.
    pub(super) fn start(app: &TestApp) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_cabinet"))
            .arg("serve")
            .envs(app.environment())
            .env("CABINET_SERVER__LISTEN", address.to_string())
            .env("CABINET_ASSETS__SITE", site())
            .env("CABINET_DATABASE__ACQUIRE_MILLISECONDS", WAIT)
            .env("CABINET_LOG__LEVEL", "info")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = process.stderr.take().unwrap();
        let (say, said) = mpsc::channel();
        // reads on to the end, so that the process never waits for a reader
        std::thread::spawn(move || {
            for line in BufReader::new(log).lines().map_while(Result::ok) {
                if line.contains("serving") {
                    let _nobody_waits = say.send(());
                }
            }
        });
        let server = Self { process: Mutex::new(process), address };
        said.recv_timeout(READY).expect("the server says that it serves");
        server
    }

    /// Ends it as a power cut does (SIGKILL), while others still wait for its answers.
    pub(super) fn kill(&self) {
        let mut process = self.process.lock().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let process = self.process.get_mut().unwrap();
        let _ended_already = process.kill();
        let _waited = process.wait();
    }
}

/// A site with nothing in it: only pages are asked for.
fn site() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("empty-site");
    std::fs::create_dir_all(folder.join("pkg")).unwrap();
    let names = r#"{"css": "/pkg/none.css", "boot": "/pkg/none.js", "passkey": "/pkg/none.js"}"#;
    std::fs::write(folder.join("manifest.json"), names).unwrap();
    folder
}

/// What a server answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: String,
}

impl Answer {
    /// The page's form did what it says, and leads on.
    pub(super) fn done(&self) -> bool {
        self.status == StatusCode::SEE_OTHER
    }
}

/// The browser of an inspector, without scripts.
#[derive(Clone)]
pub(super) struct Browser {
    client: Client<HttpConnector, Full<Bytes>>,
    cookie: String,
}

impl Browser {
    pub(super) fn of(cookie: &str) -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build_http(), cookie: cookie.to_owned() }
    }

    /// Opens by the paper at the window.
    pub(super) async fn open(&self, server: &Server, filed: &Filed) -> Option<Answer> {
        let form = OpenForm { paper: String::new(), inn: filed.inn.clone(), code: filed.code.clone() };
        self.post(server, "/office/open", &form).await
    }

    /// «Предоставить доступ», on the page that shows this version.
    pub(super) async fn grant(&self, server: &Server, filed: &Filed, version: i32) -> Option<Answer> {
        let form = MoveForm { id: filed.id.to_string(), version };
        self.post(server, &format!("/office/applications/{}/grant", filed.id), &form).await
    }

    /// Sends a form; `None` when the connection broke before the answer was there.
    pub(super) async fn post(&self, server: &Server, path: &str, form: &impl Serialize) -> Option<Answer> {
        let request = Request::post(format!("http://{}{path}", server.address))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .body(Full::from(serde_urlencoded::to_string(form).unwrap()))
            .unwrap();
        let (head, body) = self.client.request(request).await.ok()?.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        Some(Answer { status: head.status, body: String::from_utf8_lossy(&body).into_owned() })
    }

    /// Asks for a page.
    pub(super) async fn get(&self, server: &Server, path: &str) -> Option<Answer> {
        let request = Request::get(format!("http://{}{path}", server.address)).header(header::COOKIE, &self.cookie);
        let (head, body) = self.client.request(request.body(Full::default()).unwrap()).await.ok()?.into_parts();
        let body = body.collect().await.ok()?.to_bytes();
        Some(Answer { status: head.status, body: String::from_utf8_lossy(&body).into_owned() })
    }
}
