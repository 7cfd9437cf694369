//! Settings: one file (TOML) plus environment, every setting with a default, all of them in [`SETTINGS`].
//!
//! A name like `session.idle_minutes` is `[session] idle_minutes = 30` in the file and
//! `CABINET_SESSION__IDLE_MINUTES=30` in the environment; the environment wins. `DATABASE_URL` stands for
//! `database.url`. `docs/operations/configuration.md` holds the table that [`markdown`] makes; a test compares them.

use std::{net::SocketAddr, path::PathBuf};

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

/// All settings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The web server.
    pub server: Server,
    /// PostgreSQL.
    pub database: Database,
    /// Keys.
    pub secrets: SecretKeys,
    /// Sessions.
    pub session: Session,
    /// Applications for access.
    pub access: Access,
    /// The public look-up of an INN.
    pub lookup: LookUp,
    /// «Состояние заявления».
    pub status: Status,
    /// Sign-in.
    pub sign_in: SignIn,
    /// Argon2id.
    pub hashing: HashingSettings,
    /// Files for the browser.
    pub assets: Assets,
    /// The log.
    pub log: Log,
    /// `/metrics`.
    pub metrics: Metrics,
    /// Papers.
    pub papers: Papers,
}

/// The web server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Shows `/_components` and the strip of personas.
    pub development: bool,
    /// A request may take so long, in seconds.
    pub request_seconds: u64,
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

/// Sessions (spec/sign-in.md).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    /// Unused so long, it ends; minutes.
    pub idle_minutes: u32,
    /// Used or not, it ends after; hours.
    pub longest_hours: u32,
    /// With «Запомнить меня»; days.
    pub remember_days: u32,
}

/// Applications for access (spec/access.md).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Access {
    /// From acceptance to decision (regulation, paragraph 14); minutes.
    pub decision_minutes: u32,
    /// An application nobody comes with lapses after; days.
    pub application_days: u32,
    /// Open applications of one INN at the most.
    pub open_applications_per_inn: u32,
    /// Applications from one address an hour at the most.
    pub applications_per_client_per_hour: u32,
}

/// The public look-up.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LookUp {
    /// Who sees names and addresses of individuals.
    pub names: LookUpNames,
    /// From one address a minute at the most.
    pub per_client_per_minute: u32,
}

/// Who sees names and addresses of individuals in the public look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookUpNames {
    /// Whoever also types the passport number.
    Masked,
    /// Everybody, as in the live cabinet.
    Full,
}

/// «Состояние заявления».
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Status {
    /// From one address a minute at the most.
    pub per_client_per_minute: u32,
}

/// Sign-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignIn {
    /// Attempts from one address a minute at the most.
    pub per_address_per_minute: u32,
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

/// Files for the browser.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Assets {
    /// The folder that the build made.
    pub site: PathBuf,
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

/// Papers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Papers {
    /// The tax service's name at the head of a paper, Russian.
    pub authority_ru: String,
    /// The tax service's name at the head of a paper, Kyrgyz.
    pub authority_ky: String,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            trusted_proxies: Vec::new(),
            development: false,
            request_seconds: 15,
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self { url: String::new(), max_connections: 20, acquire_milliseconds: 3_000 }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self { idle_minutes: 30, longest_hours: 12, remember_days: 30 }
    }
}

impl Default for Access {
    fn default() -> Self {
        Self {
            decision_minutes: 20,
            application_days: 30,
            open_applications_per_inn: 20,
            applications_per_client_per_hour: 10,
        }
    }
}

impl Default for LookUp {
    fn default() -> Self {
        Self { names: LookUpNames::Masked, per_client_per_minute: 30 }
    }
}

impl Default for Status {
    fn default() -> Self {
        Self { per_client_per_minute: 20 }
    }
}

impl Default for SignIn {
    fn default() -> Self {
        Self { per_address_per_minute: 60 }
    }
}

impl Default for HashingSettings {
    fn default() -> Self {
        Self { memory_kib: 19_456, iterations: 2, lanes: 1, workers: 0, queue: 64 }
    }
}

impl Default for Assets {
    fn default() -> Self {
        Self { site: PathBuf::from("target/site") }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Json, level: "info".into() }
    }
}

impl Default for Papers {
    fn default() -> Self {
        Self {
            authority_ru: "Государственная налоговая служба Кыргызской Республики".into(),
            authority_ky: "Кыргыз Республикасынын Мамлекеттик салык кызматы".into(),
        }
    }
}

/// What each setting means, in the order of the table in `docs/operations/configuration.md`.
pub const SETTINGS: &[(&str, &str)] = &[
    ("server.listen", "address and port of the web server"),
    ("server.trusted_proxies", "addresses of proxies whose `X-Forwarded-For` is believed"),
    ("server.development", "shows `/_components` and the strip of personas; never in production"),
    ("server.request_seconds", "a request may take so long; then 503"),
    ("database.url", "PostgreSQL; also `DATABASE_URL`; empty: `cabinet demo` starts a cluster of its own"),
    ("database.max_connections", "connections of one server at the most"),
    ("database.acquire_milliseconds", "a request waits so long for a connection; then 503"),
    ("secrets.keys", "`id:base64 of 32 bytes`, id 1 to 255; the first seals, all open"),
    ("secrets.lookup_key", "base64 of 32 bytes for digests of codes and tokens; can't be changed later"),
    ("session.idle_minutes", "a session unused so long ends"),
    ("session.longest_hours", "a session ends after so long, used or not"),
    ("session.remember_days", "with «Запомнить меня»; never for staff"),
    ("access.decision_minutes", "from acceptance to decision (regulation, paragraph 14)"),
    ("access.application_days", "an application nobody comes with lapses after so many days"),
    ("access.open_applications_per_inn", "open applications of one INN at the most"),
    ("access.applications_per_client_per_hour", "applications from one address an hour at the most"),
    ("lookup.names", "`masked`: names of individuals only with the passport number; `full`: to everybody"),
    ("lookup.per_client_per_minute", "look-ups from one address a minute at the most"),
    ("status.per_client_per_minute", "look-ups of applications from one address a minute at the most"),
    ("sign_in.per_address_per_minute", "sign-ins from one address a minute at the most"),
    ("hashing.memory_kib", "Argon2id memory, KiB; stored hashes are upgraded at sign-in"),
    ("hashing.iterations", "Argon2id passes"),
    ("hashing.lanes", "Argon2id lanes"),
    ("hashing.workers", "hashes at the same time; 0: one a core"),
    ("hashing.queue", "hashes waiting at the most; beyond that 503 at once"),
    ("assets.site", "the folder that the build of the browser's part made"),
    ("log.format", "`json` or `text`"),
    ("log.level", "what is logged, as `tracing`'s filter: `info`, `server=debug`"),
    ("metrics.token", "bearer token that `/metrics` asks for; empty: loopback only"),
    ("papers.authority_ru", "the tax service's name at the head of a paper, Russian"),
    ("papers.authority_ky", "the tax service's name at the head of a paper, Kyrgyz"),
];

/// Reads the file (when there is one) and the environment.
///
/// Errors: a setting that does not exist, or a value of the wrong kind, with its name and where it came from.
pub fn load(file: Option<&std::path::Path>) -> anyhow::Result<Settings> {
    let mut figment = Figment::from(Serialized::defaults(Settings::default()));
    if let Some(file) = file {
        anyhow::ensure!(file.is_file(), "there is no settings file {}", file.display());
        figment = figment.merge(Toml::file_exact(file));
    }
    let mut settings: Settings = figment.merge(Env::prefixed("CABINET_").split("__")).extract()?;
    if let Ok(url) = std::env::var("DATABASE_URL")
        && settings.database.url.is_empty()
    {
        settings.database.url = url;
    }
    Ok(settings)
}

/// The table of all settings with their defaults.
pub fn markdown() -> String {
    let defaults = serde_json::to_value(Settings::default()).unwrap_or_default();
    let mut table = String::from("| setting | environment | default | meaning |\n| --- | --- | --- | --- |\n");
    for (name, meaning) in SETTINGS {
        let pointer = format!("/{}", name.replace('.', "/"));
        let default = defaults.pointer(&pointer).map(ToString::to_string).unwrap_or_default();
        let environment = format!("CABINET_{}", name.to_uppercase().replace('.', "__"));
        table.push_str(&format!("| `{name}` | `{environment}` | `{default}` | {meaning} |\n"));
    }
    table
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_table_names_every_setting_and_no_other() {
        let defaults = serde_json::to_value(Settings::default()).unwrap();
        let mut in_code = Vec::new();
        for (section, fields) in defaults.as_object().unwrap() {
            in_code.extend(fields.as_object().unwrap().keys().map(|field| format!("{section}.{field}")));
        }
        let mut in_table: Vec<String> = SETTINGS.iter().map(|(name, _)| (*name).to_owned()).collect();
        in_code.sort();
        in_table.sort();
        assert_eq!(in_code, in_table);
    }

    #[test]
    fn the_documentation_holds_the_table() {
        let page = include_str!("../../docs/operations/configuration.md");
        assert!(
            page.contains(&markdown()),
            "docs/operations/configuration.md is stale; it should hold:\n{}",
            markdown()
        );
    }

    #[test]
    fn an_unknown_setting_is_refused_by_name() {
        let error = Figment::from(Serialized::defaults(Settings::default()))
            .merge(Toml::string("[session]\nidle_minuets = 3"))
            .extract::<Settings>()
            .unwrap_err();
        assert!(error.to_string().contains("idle_minuets"), "{error}");
    }

    #[test]
    fn keys_and_connection_strings_are_never_printed() {
        let mut settings = Settings::default();
        settings.secrets.lookup_key = "topsecret".into();
        settings.database.url = "postgres://a:topsecret@b/c".into();
        settings.metrics.token = "topsecret".into();
        assert!(!format!("{settings:?}").contains("topsecret"));
    }
}
