//! Where the taxpayer registry is, and the X-Road behind which it may be.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The taxpayer registry.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegistrySettings {
    /// Which one.
    pub kind: RegistryKind,
}

/// Which registry answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryKind {
    /// The tables that `registry import` fills.
    #[default]
    BuiltIn,
    /// Services on the X-Road, and the tables for what these do not offer.
    XRoad,
}

/// The X-Road (Tunduk): our security server, who we are, whom we ask, and for how long.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct XRoad {
    /// Address of our security server, `https://10.0.0.5:8443`.
    pub security_server: String,
    /// Our subsystem: instance, class, member, subsystem.
    pub client: String,
    /// Service that knows taxpayers: instance, class, member, subsystem, service and version.
    pub taxpayer_service: String,
    /// Service that knows passports.
    pub passport_service: String,
    /// `X-Road-UserId` of every request; empty: not sent.
    pub user_id: String,
    /// `X-Road-Issue` of every request: on what ground it is asked; empty: not sent.
    pub issue: String,
    /// Who vouches for the security server (PEM); needed for `https`.
    pub ca_file: PathBuf,
    /// Our certificate for the security server (PEM), with its key; empty: none.
    pub certificate_file: PathBuf,
    /// Key of that certificate (PEM).
    pub key_file: PathBuf,
    /// A connection may take so long.
    pub connect_milliseconds: u64,
    /// One attempt, its answer included, may take so long.
    pub attempt_milliseconds: u64,
    /// All attempts together may take so long.
    pub total_milliseconds: u64,
    /// Attempts at the most.
    pub attempts: u32,
    /// The first pause between attempts is at most so long, each further one twice that.
    pub pause_milliseconds: u64,
    /// After so many failed questions on end a service is left alone.
    pub breaker_failures: u32,
    /// For so long; then one question tries.
    pub breaker_seconds: u32,
    /// An answer is remembered so long.
    pub cache_seconds: u32,
    /// Answers remembered at the most.
    pub cache_entries: usize,
    /// Values of `voidStatus` that mean a passport counts no more.
    pub void_statuses: Vec<String>,
}

impl Default for XRoad {
    fn default() -> Self {
        Self {
            security_server: String::new(),
            client: String::new(),
            taxpayer_service: "central-server/GOV/70000002/gns-service/tpDataByINNforBusinessActivity/v1".into(),
            passport_service: "central-server/GOV/70000005/passport-service/passportDataByPSN/v1".into(),
            user_id: String::new(),
            issue: String::new(),
            ca_file: PathBuf::new(),
            certificate_file: PathBuf::new(),
            key_file: PathBuf::new(),
            connect_milliseconds: 1_000,
            attempt_milliseconds: 2_000,
            total_milliseconds: 5_000,
            attempts: 3,
            pause_milliseconds: 100,
            breaker_failures: 5,
            breaker_seconds: 20,
            cache_seconds: 60,
            cache_entries: 10_000,
            void_statuses: vec!["true".into(), "1".into()],
        }
    }
}
