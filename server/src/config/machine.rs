//! What the machine is told: where to listen, which database, which keys, how to hash, what to log.

use std::{net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::PublicUrl;

/// The web server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Under which address people reach it.
    pub public_url: PublicUrl,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Shows `/_components` and the strip of personas.
    pub development: bool,
    /// A request may take so long, in seconds.
    pub request_seconds: u64,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: PublicUrl::default(),
            trusted_proxies: Vec::new(),
            development: false,
            request_seconds: 15,
        }
    }
}

/// Files for the browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assets {
    /// The folder that the build made.
    pub site: PathBuf,
}

impl Default for Assets {
    fn default() -> Self {
        Self { site: PathBuf::from("target/site") }
    }
}

/// The log.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// How lines look.
    pub format: LogFormat,
    /// What is logged, as `tracing`'s filter: `info`, `server=debug`.
    pub level: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For machines.
    Json,
    /// For people.
    Text,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Json, level: "info".into() }
    }
}

/// `/metrics`.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metrics {
    /// Bearer token that `/metrics` asks for; empty: loopback only.
    pub token: String,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}

/// PostgreSQL.
#[derive(Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// Connection string; empty: the private cluster of `cabinet demo`.
    pub url: String,
    /// Connections of one server at the most.
    pub max_connections: u32,
    /// How long a request waits for a connection, in milliseconds.
    pub acquire_milliseconds: u64,
}

impl std::fmt::Debug for Database {
    // the connection string may hold a password
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("max_connections", &self.max_connections).finish_non_exhaustive()
    }
}

impl Default for Database {
    fn default() -> Self {
        Self { url: String::new(), max_connections: 20, acquire_milliseconds: 3_000 }
    }
}

/// Keys. Never printed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecretKeys {
    /// `id:base64 of 32 bytes` each, id 1 to 255; the first seals, all open, so that keys can be changed.
    pub keys: Vec<String>,
    /// Base64 of 32 bytes; finds codes and tokens by digest and so can't be changed.
    pub lookup_key: String,
}

impl std::fmt::Debug for SecretKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKeys")
    }
}

/// Argon2id (RFC 9106).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HashingSettings {
    /// Memory, KiB.
    pub memory_kib: u32,
    /// Passes.
    pub iterations: u32,
    /// Lanes.
    pub lanes: u32,
    /// Hashes at the same time; 0: one a core.
    pub workers: usize,
    /// Hashes waiting at the most; beyond that the answer is 503 at once.
    pub queue: usize,
}

impl Default for HashingSettings {
    fn default() -> Self {
        Self { memory_kib: 19_456, iterations: 2, lanes: 1, workers: 0, queue: 64 }
    }
}
