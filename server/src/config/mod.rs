//! Settings: one file (TOML) plus environment, every setting with a default, all of them in [`SETTINGS`].
//!
//! A name like `session.idle_minutes` is `[session] idle_minutes = 30` in the file and
//! `CABINET_SESSION__IDLE_MINUTES=30` in the environment; the environment wins. `DATABASE_URL` stands for
//! `database.url`. `docs/operations/configuration.md` holds the table that [`markdown`] makes; a test compares them.

mod limits;
mod machine;
mod mail;
mod public_url;
mod rules;
mod table;
mod x_road;

use std::path::Path;

use figment::{
    Figment,
    error::{Actual, Kind},
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};

pub use self::{
    machine::{Assets, Database, HashingSettings, Log, LogFormat, Metrics, SecretKeys, Server},
    mail::{Mail, MailSecurity},
    public_url::{NoPublicUrl, PublicUrl},
    rules::{Access, Assistant, LookUp, LookUpNames, Papers, Session, SignIn, Status},
    table::{SETTINGS, markdown},
    x_road::{RegistryKind, RegistrySettings, XRoad},
};

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
    /// «Помощник».
    pub assistant: Assistant,
    /// The taxpayer registry.
    pub registry: RegistrySettings,
    /// The X-Road, where the registry may be.
    pub x_road: XRoad,
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
    /// E-mail.
    pub mail: Mail,
    /// Papers.
    pub papers: Papers,
}

/// Reads the file (when there is one) and the environment.
///
/// # Errors
/// A setting that does not exist, or a value of the wrong kind, with its name and where it came from; a `DATABASE_URL`
/// that is not text.
pub fn load(file: Option<&Path>) -> anyhow::Result<Settings> {
    let database_url = match std::env::var("DATABASE_URL") {
        Ok(url) => Some(url),
        Err(std::env::VarError::NotPresent) => None,
        Err(std::env::VarError::NotUnicode(_)) => anyhow::bail!("DATABASE_URL is not UTF-8"),
    };
    let sources = sources(file, database_url.as_deref())?;
    sources.extract().map_err(without_secrets)
}

/// What each setting is taken from, the strongest last.
fn sources(file: Option<&Path>, database_url: Option<&str>) -> anyhow::Result<Figment> {
    let mut sources = Figment::from(Serialized::defaults(Settings::default()));
    if let Some(file) = file {
        anyhow::ensure!(file.is_file(), "there is no settings file {}", file.display());
        sources = sources.merge(Toml::file_exact(file));
    }
    if let Some(url) = database_url.filter(|url| !url.is_empty()) {
        sources = sources.merge(("database.url", url));
    }
    // CABINET_SETTINGS names the file and is no setting
    Ok(sources.merge(Env::prefixed("CABINET_").ignore(&["settings"]).split("__")))
}

/// What is wrong, a line each; where the value may be a secret, without the value.
fn without_secrets(errors: figment::Error) -> anyhow::Error {
    let lines = errors.into_iter().map(|mut error| {
        let secret =
            error.path.first().is_some_and(|section| ["database", "mail", "metrics", "secrets"].contains(&&**section));
        if let (true, Kind::InvalidType(found, _) | Kind::InvalidValue(found, _)) = (secret, &mut error.kind) {
            *found = Actual::Other("something else".to_owned());
        }
        error.to_string()
    });
    anyhow::Error::msg(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// What comes of a file with this text.
    fn read(text: &str, database_url: Option<&str>) -> Result<Settings, String> {
        let folder = std::env::temp_dir().join(format!("cabinet-settings-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{:?}.toml", std::thread::current().id()));
        std::fs::write(&file, text).unwrap();
        let settings = sources(Some(&file), database_url).unwrap().extract();
        std::fs::remove_file(&file).unwrap();
        settings.map_err(|error| without_secrets(error).to_string())
    }

    #[test]
    fn an_unknown_setting_is_refused_by_name() {
        let error = read("[session]\nidle_minuets = 3", None).unwrap_err();
        assert!(error.contains("idle_minuets"), "{error}");
    }

    #[test]
    fn an_address_that_is_none_is_refused_by_the_setting_s_name() {
        let error = read("[server]\npublic_url = \"cabinet.example.kg\"", None).unwrap_err();
        assert!(error.contains("https://cabinet.example.kg") && error.contains("server.public_url"), "{error}");
        let settings = read("[server]\npublic_url = \"https://cabinet.example.kg\"", None).unwrap();
        assert_eq!(settings.server.public_url.get(), Some("https://cabinet.example.kg"));
    }

    #[test]
    fn the_environment_s_database_wins_over_the_file_s() {
        let file = "[database]\nurl = \"postgres://file\"";
        assert_eq!(read(file, Some("postgres://environment")).unwrap().database.url, "postgres://environment");
        for none in [None, Some("")] {
            assert_eq!(read(file, none).unwrap().database.url, "postgres://file");
        }
    }

    #[test]
    fn a_secret_of_the_wrong_kind_is_not_repeated() {
        for (file, name) in [
            ("[secrets]\nkeys = \"1:topsecret\"", "secrets.keys"),
            ("[secrets]\nlookup_key = 31415926", "secrets.lookup_key"),
            ("[metrics]\ntoken = 31415926", "metrics.token"),
            ("[mail]\npassword = 31415926", "mail.password"),
        ] {
            let error = read(file, None).unwrap_err();
            assert!(error.contains(name) && !error.contains("topsecret") && !error.contains("3141"), "{error}");
        }
    }

    #[test]
    fn keys_and_connection_strings_are_never_printed() {
        let mut settings = Settings::default();
        settings.secrets.lookup_key = "topsecret".into();
        settings.database.url = "postgres://a:topsecret@b/c".into();
        settings.metrics.token = "topsecret".into();
        settings.mail.password = "topsecret".into();
        assert!(!format!("{settings:?}").contains("topsecret"));
    }
}
