//! HTTP for the measurements, kept-alive connections to loopback: a browser's worth of it ([`Connection`]), and as little
//! as there can be where the asker runs on the cores that are measured ([`Hammer`]).

use std::net::SocketAddr;

use anyhow::{Context, bail, ensure};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

/// One connection.
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    address: SocketAddr,
    driver: JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: http::HeaderMap,
    pub(super) body: Bytes,
}

impl Connection {
    /// Opens one. Errors: nobody listens, or not loopback.
    pub(super) async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        ensure!(address.ip().is_loopback(), "measurements stay on this machine");
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        let driver = tokio::spawn(async move {
            // an error of the connection shows as the error of the request on it
            let _closed = connection.await;
        });
        Ok(Self { sender, address, driver })
    }

    /// GET, as a browser that takes brotli.
    pub(super) async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        let request = Request::get(path).header("accept-encoding", "br").header("accept", "text/html");
        self.send(request, Bytes::new()).await
    }

    /// The same of somebody who has signed in.
    pub(super) async fn get_with_cookie(&mut self, path: &str, cookie: &str) -> anyhow::Result<Answer> {
        let request = Request::get(path).header("accept-encoding", "br").header("accept", "text/html");
        self.send(request.header("cookie", cookie), Bytes::new()).await
    }

    /// POST from a page of ours; `from` is the address that the trusted proxy names.
    pub(super) async fn post(&mut self, path: &str, kind: &str, from: &str, body: Bytes) -> anyhow::Result<Answer> {
        let request = Request::post(path)
            .header("content-type", kind)
            .header("sec-fetch-site", "same-origin")
            .header("x-forwarded-for", from);
        self.send(request, body).await
    }

    async fn send(&mut self, request: http::request::Builder, body: Bytes) -> anyhow::Result<Answer> {
        let request = request.header("host", self.address.to_string()).body(Full::new(body))?;
        self.sender.ready().await?;
        let response: Response<Incoming> = self.sender.send_request(request).await.context("no answer")?;
        let (parts, body) = response.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() })
    }
}

/// A connection that costs little more than what the kernel takes for it.
pub(super) struct Hammer {
    stream: TcpStream,
    /// Everything of a request but the length of its body and the body.
    head: String,
    request: Vec<u8>,
    received: Vec<u8>,
}

impl Hammer {
    /// Opens one that posts to `path` what has the type `kind`; `from` is the address that the trusted proxy names.
    pub(super) async fn open(address: SocketAddr, path: &str, kind: &str, from: &str) -> anyhow::Result<Self> {
        ensure!(address.ip().is_loopback(), "measurements stay on this machine");
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: {kind}\r\nsec-fetch-site: same-origin\r\n\
             x-forwarded-for: {from}\r\ncontent-length: "
        );
        Ok(Self { stream, head, request: Vec::new(), received: Vec::new() })
    }

    /// Posts and waits for the whole answer, of which only the status counts.
    pub(super) async fn post(&mut self, body: &[u8]) -> anyhow::Result<StatusCode> {
        self.request.clear();
        self.request.extend_from_slice(self.head.as_bytes());
        self.request.extend_from_slice(format!("{}\r\n\r\n", body.len()).as_bytes());
        self.request.extend_from_slice(body);
        self.stream.write_all(&self.request).await?;
        self.received.clear();
        loop {
            ensure!(self.stream.read_buf(&mut self.received).await? > 0, "the connection ended within an answer");
            if let Some((status, whole)) = answer_of(&self.received)?
                && self.received.len() >= whole
            {
                return Ok(status);
            }
        }
    }
}

/// The status of an answer and how long it is with its body; `None` while its head is not whole.
fn answer_of(received: &[u8]) -> anyhow::Result<Option<(StatusCode, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut answer = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = answer.parse(received)? else { return Ok(None) };
    let status = StatusCode::from_u16(answer.code.unwrap_or_default())?;
    let length = answer.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
    let Some(length) = length else { bail!("an answer without a length") };
    let length: usize = std::str::from_utf8(length.value)?.parse()?;
    Ok(Some((status, head + length)))
}
