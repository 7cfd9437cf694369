//! The mail server, spoken to by SMTP (RFC 5321) over TLS.

use std::time::Duration;

use lettre::{
    Address,
    message::Mailbox,
    transport::smtp::{
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};

use super::{
    failure::{Failure, Stage},
    message,
};
use crate::{
    config::{self, MailSecurity},
    storage::outbox::TakenLetter,
};

/// The mail server as the settings name it, found usable as far as that can be said without asking it.
#[derive(Clone)]
pub struct MailServer {
    host: String,
    port: u16,
    security: MailSecurity,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    from: Mailbox,
    /// For one letter, or for the greeting.
    patience: Duration,
}

/// Settings of `mail` that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// No sender, or none that is an address.
    #[error("mail.from must be an address: cabinet@example.kg, or Name <cabinet@example.kg>")]
    From,
    /// One without the other, or a password that anybody on the way could read.
    #[error("mail.user and mail.password are given both or not at all, and not with mail.security = \"none\"")]
    Credentials,
    /// No certificates at that place.
    #[error("mail.ca_file can't be read as certificates in PEM")]
    CaFile,
    /// TLS does not like the settings.
    #[error("mail.host is no name that a certificate could bear")]
    Tls,
    /// The mail server was asked and does not take letters from us.
    #[error("the mail server does not take letters from us: {0}")]
    Answer(String),
}

/// A conversation with the mail server that has come as far as signing in.
pub(super) struct Conversation(AsyncSmtpConnection);

impl MailServer {
    /// The mail server; none while letters are off.
    ///
    /// # Errors
    /// [`MailFault`], but for its last.
    pub fn of(settings: &config::Mail) -> Result<Option<Self>, MailFault> {
        if !settings.is_on() {
            return Ok(None);
        }
        let from: Mailbox = settings.from.parse().map_err(|_| MailFault::From)?;
        let credentials = match (settings.user.as_str(), settings.password.as_str(), settings.security) {
            ("", "", _) => None,
            ("", _, _) | (_, "", _) | (_, _, MailSecurity::None) => return Err(MailFault::Credentials),
            (user, password, _) => Some(Credentials::new(user.to_owned(), password.to_owned())),
        };
        Ok(Some(Self {
            host: settings.host.clone(),
            port: settings.port,
            security: settings.security,
            tls: if settings.security == MailSecurity::None { None } else { Some(tls(settings)?) },
            credentials,
            from,
            patience: Duration::from_secs(u64::from(settings.timeout_seconds.max(1))),
        }))
    }

    /// Whether the mail server answers, is who it should be and lets us in.
    ///
    /// # Errors
    /// [`MailFault::Answer`].
    pub async fn greet(&self) -> Result<(), MailFault> {
        let conversation = self.connect().await.map_err(|failure| MailFault::Answer(failure.to_string()))?;
        conversation.end().await;
        Ok(())
    }

    /// How long a letter may be under way.
    pub(super) fn patience(&self) -> Duration {
        self.patience.saturating_mul(2)
    }

    /// Begins a conversation.
    pub(super) async fn connect(&self) -> Result<Conversation, Failure> {
        let stage = Stage::Connecting;
        let connected = async {
            let me = ClientId::Domain(self.from.email.domain().to_owned());
            let at_once = self.tls.clone().filter(|_| self.security == MailSecurity::Tls);
            let address = (self.host.as_str(), self.port);
            let mut connection =
                AsyncSmtpConnection::connect_tokio1(address, Some(self.patience), &me, at_once, None).await?;
            if let (MailSecurity::Starttls, Some(tls)) = (self.security, &self.tls) {
                connection.starttls(tls.clone(), &me).await?;
            }
            if let Some(credentials) = &self.credentials {
                connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
            }
            Ok(Conversation(connection))
        };
        match tokio::time::timeout(self.patience, connected).await {
            Ok(result) => result.map_err(|error| Failure::of(stage, &error)),
            Err(_) => Err(Failure::timeout(stage)),
        }
    }

    /// Hands over one letter. After a failure the conversation is of no more use.
    pub(super) async fn send(&self, conversation: &mut Conversation, letter: &TakenLetter) -> Result<(), Failure> {
        let Some((to, message)) = message::compose(&self.from, letter) else {
            return Err(Failure::unsendable());
        };
        let text = message.formatted();
        let mut stage = Stage::Sender;
        let sent = hand_over(&mut conversation.0, &self.from.email, to, &text, &mut stage);
        match tokio::time::timeout(self.patience, sent).await {
            Ok(result) => result,
            Err(_) => Err(Failure::timeout(stage)),
        }
    }
}

impl Conversation {
    /// Takes leave; whether the mail server hears it does not matter.
    pub(super) async fn end(mut self) {
        let second = Duration::from_secs(1);
        let _heard = tokio::time::timeout(second, self.0.quit()).await;
    }
}

/// One letter, `stage` telling how far it has come.
async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    from: &Address,
    to: Address,
    text: &[u8],
    stage: &mut Stage,
) -> Result<(), Failure> {
    // an address in other than Latin letters (RFC 6531)
    let international = !to.to_string().is_ascii();
    if international && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        return Err(Failure::unsendable());
    }
    let parameters = if international { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
    let refused = |stage: Stage| move |error| Failure::of(stage, &error);
    connection.command(Mail::new(Some(from.clone()), parameters)).await.map_err(refused(Stage::Sender))?;
    *stage = Stage::Recipient;
    connection.command(Rcpt::new(to, Vec::new())).await.map_err(refused(Stage::Recipient))?;
    *stage = Stage::Text;
    connection.command(Data).await.map_err(refused(Stage::Text))?;
    connection.message(text).await.map_err(refused(Stage::Text))?;
    Ok(())
}

/// The public certificate authorities, and those of `mail.ca_file`.
fn tls(settings: &config::Mail) -> Result<TlsParameters, MailFault> {
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if !settings.ca_file.as_os_str().is_empty() {
        let pem = std::fs::read(&settings.ca_file).map_err(|_| MailFault::CaFile)?;
        parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(|_| MailFault::CaFile)?);
    }
    parameters.build().map_err(|_| MailFault::Tls)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn settings() -> config::Mail {
        config::Mail { host: "mail.example.kg".into(), from: "cabinet@example.kg".into(), ..config::Mail::default() }
    }

    fn fault(change: impl FnOnce(&mut config::Mail)) -> String {
        let mut settings = settings();
        change(&mut settings);
        MailServer::of(&settings).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn without_a_host_there_is_no_mail_server() {
        assert!(MailServer::of(&config::Mail::default()).unwrap().is_none());
        assert!(MailServer::of(&settings()).unwrap().is_some());
    }

    #[test]
    fn a_fault_names_its_setting() {
        assert!(fault(|mail| mail.from.clear()).contains("mail.from"));
        assert!(fault(|mail| mail.from = "cabinet".into()).contains("mail.from"));
        assert!(fault(|mail| mail.user = "cabinet".into()).contains("mail.password"));
        assert!(fault(|mail| mail.ca_file = "/nowhere/ca.pem".into()).contains("mail.ca_file"));
        let open = fault(|mail| {
            mail.user = "cabinet".into();
            mail.password = "secret".into();
            mail.security = MailSecurity::None;
        });
        assert!(open.contains("mail.security") && !open.contains("secret"));
    }
}
