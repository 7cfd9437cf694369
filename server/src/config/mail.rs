//! The mail server that takes the letters.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// E-mail. Off while `host` is empty: then no letter is queued.
#[derive(Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// Name or address of the mail server; empty: no letters.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept from being read.
    pub security: MailSecurity,
    /// User name; empty: without signing in.
    pub user: String,
    /// Password.
    pub password: String,
    /// Sender, `address@domain` or `Name <address@domain>`.
    pub from: String,
    /// Certificates in PEM that are trusted beside the public ones; empty: none.
    pub ca_file: PathBuf,
    /// The mail server has so long for one letter, in seconds.
    pub timeout_seconds: u32,
    /// A letter that the mail server puts off is tried so often at the most.
    pub tries: u32,
}

/// How the connection to the mail server is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// In the clear first, TLS before anything is said (RFC 3207); never without.
    Starttls,
    /// TLS from the start (RFC 8314).
    Tls,
    /// In the clear: for a mail server on the same machine.
    None,
}

impl Mail {
    /// Whether letters are written at all.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.host.is_empty()
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: MailSecurity::Starttls,
            user: String::new(),
            password: String::new(),
            from: String::new(),
            ca_file: PathBuf::new(),
            timeout_seconds: 30,
            tries: 12,
        }
    }
}

impl std::fmt::Debug for Mail {
    // without the password
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}
