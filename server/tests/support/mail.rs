//! A real mail server (aiosmtpd, `mail_server.py`) and people who have an e-mail address.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

use app::api::{Client, registration::RegistrationForm};
use domain::lang::Lang;
use serde::Deserialize;
use server::{
    config::{Mail, MailSecurity},
    outbox::{
        MailServer,
        worker::{self, Round},
    },
};

use super::{Filed, PASSWORD, Person, TestApp};

/// Who may sign in at the mail server.
pub(crate) const MAIL_USER: (&str, &str) = ("cabinet", "issyk-kul");

/// A letter that the mail server has taken.
#[derive(Debug, Deserialize)]
pub(crate) struct Received {
    pub(crate) sender: String,
    pub(crate) recipient: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: String,
    pub(crate) encrypted: bool,
    pub(crate) signed_in: Option<bool>,
}

/// A mail server, running until it is dropped.
pub(crate) struct TestMailServer {
    process: Child,
    letters: Receiver<String>,
    port: u16,
    security: MailSecurity,
    folder: PathBuf,
}

impl TestMailServer {
    /// At a port of its own, in the clear.
    pub(crate) fn start() -> Self {
        Self::with(0, MailSecurity::None, &[])
    }

    /// At this port (0: a free one); a letter to one of `known` does not end the server.
    pub(crate) fn with(port: u16, security: MailSecurity, known: &[&str]) -> Self {
        let folder = std::env::temp_dir().join("cabinet-mail-server");
        if security != MailSecurity::None {
            certificate(&folder);
        }
        let word = match security {
            MailSecurity::None => "none",
            MailSecurity::Starttls => "starttls",
            MailSecurity::Tls => "tls",
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/mail_server.py");
        let mut process = Command::new("/usr/bin/python3")
            .args([script, "--security", word, "--port", &port.to_string(), "--folder"])
            .arg(&folder)
            .arg("--known")
            .args(known)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("/usr/bin/python3 runs");
        let output = process.stdout.take().unwrap();
        let (send, letters) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let first = letters.recv_timeout(Duration::from_secs(20));
        let port = first.expect("Debian's python3-aiosmtpd is installed: xtask/setup.sh --tests").parse().unwrap();
        Self { process, letters, port, security, folder }
    }

    /// Settings that find this server and are let in.
    pub(crate) fn settings(&self) -> Mail {
        let encrypted = self.security != MailSecurity::None;
        let (user, password) = if encrypted { MAIL_USER } else { ("", "") };
        Mail {
            host: if encrypted { "localhost" } else { "127.0.0.1" }.to_owned(),
            port: self.port,
            security: self.security,
            user: user.to_owned(),
            password: password.to_owned(),
            from: "Кабинет <cabinet@example.kg>".to_owned(),
            ca_file: if encrypted { self.folder.join("certificate.pem") } else { PathBuf::new() },
            timeout_seconds: 10,
            ..Mail::default()
        }
    }

    /// The next letter that it has taken.
    pub(crate) fn received(&self) -> Received {
        serde_json::from_str(&self.letters.recv_timeout(Duration::from_secs(20)).expect("a letter")).unwrap()
    }

    /// Ends the server; whatever it has taken and nobody has asked for yet.
    pub(crate) fn stop(mut self) -> Vec<Received> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.letters.iter().map(|line| serde_json::from_str(&line).unwrap()).collect()
    }

    /// Waits until the server has ended by itself.
    pub(crate) fn ended(&mut self) {
        self.process.wait().unwrap();
    }
}

impl Drop for TestMailServer {
    fn drop(&mut self) {
        let _killed = self.process.kill();
        let _waited = self.process.wait();
    }
}

/// A certificate for `localhost` that only who is told to trusts.
fn certificate(folder: &Path) {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        std::fs::create_dir_all(folder).unwrap();
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"])
            .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .args(["-keyout", "key.pem", "-out", "certificate.pem"])
            .current_dir(folder)
            .stderr(Stdio::null())
            .status()
            .expect("openssl is installed");
        assert!(made.success());
    });
}

impl TestApp {
    /// One look into the outbox, with this mail server.
    pub(crate) async fn send_letters(&self, settings: &Mail) -> Round {
        let server = MailServer::of(settings).unwrap().expect("letters are on");
        worker::round(&self.foundation, &server, || false).await.unwrap()
    }

    /// Files an application with an e-mail address in this language; the browser that filed it can see it.
    pub(crate) async fn file_with_email(&self, person: &Person, email: &str, lang: Lang) -> (Filed, Client) {
        let form = RegistrationForm { email: email.to_owned(), ..self.registration_form(person, PASSWORD) };
        let stranger = Client { lang, ..self.stranger() };
        let cookies = self.services.registration.register(&stranger, &form).await.unwrap();
        let holder = self.after(&stranger, &cookies).await;
        let code = self.services.status.current(&holder).await.unwrap().unwrap().code;
        let newest = "SELECT id FROM access_application WHERE inn = $1 ORDER BY submitted_at DESC, id DESC LIMIT 1";
        let id = sqlx::query_scalar(newest).bind(&person.inn).fetch_one(&self.foundation.pool).await.unwrap();
        (Filed { id, inn: person.inn.clone(), code }, holder)
    }

    /// State, tries and last failure of every letter, in the order of what they are about.
    pub(crate) async fn letters(&self) -> Vec<(String, i32, String)> {
        sqlx::query_as("SELECT state, tries, last_failure FROM outbox_letter ORDER BY about, kind")
            .fetch_all(&self.foundation.pool)
            .await
            .unwrap()
    }
}
