//! A browser's worth of HTTP for the measurements: kept-alive connections to loopback.

use std::net::SocketAddr;

use anyhow::{Context, ensure};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1::{SendRequest, handshake},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinHandle};

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
