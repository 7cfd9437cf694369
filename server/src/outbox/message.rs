//! A letter as mail servers pass it on (RFC 5322): plain text, one language, marked as sent by a machine.

use std::time::SystemTime;

use lettre::{
    Address, Message,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use crate::storage::outbox::TakenLetter;

/// The letter and to whom it goes; none when the recipient is no address that SMTP knows.
pub(super) fn compose(from: &Mailbox, letter: &TakenLetter) -> Option<(Address, Message)> {
    let to: Address = letter.recipient.parse().ok()?;
    // the same at every try: a mail server that has the letter already can tell
    let id = format!("<{}@{}>", letter.id, from.email.domain());
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(letter.subject.clone())
        .date(SystemTime::from(letter.queued_at))
        .message_id(Some(id))
        .header(ContentType::TEXT_PLAIN)
        .raw_header(header("Content-Language", &letter.language))
        // no holiday notices, please (RFC 3834)
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .body(letter.body.clone())
        .ok()?;
    Some((to, message))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use time::macros::datetime;
    use uuid::uuid;

    fn letter(recipient: &str) -> TakenLetter {
        TakenLetter {
            id: uuid!("01938f4e-0000-7000-8000-000000000001"),
            kind: "expires_tomorrow".to_owned(),
            language: "ky".to_owned(),
            recipient: recipient.to_owned(),
            subject: "Кабинетке кирүү жөнүндө арыз 22.12.2026 күнү жабылат".to_owned(),
            body: "Саламатсызбы!\n".to_owned(),
            queued_at: datetime!(2026-12-21 03:00 UTC),
            tries: 1,
        }
    }

    #[test]
    fn a_letter_has_the_headers_that_mail_servers_want() {
        let from: Mailbox = "Кабинет <cabinet@example.kg>".parse().unwrap();
        let (to, message) = compose(&from, &letter("azamat@example.kg")).unwrap();
        assert_eq!(to.to_string(), "azamat@example.kg");
        let text = String::from_utf8(message.formatted()).unwrap();
        for line in [
            "To: azamat@example.kg\r\n",
            "Date: Mon, 21 Dec 2026 03:00:00 +0000\r\n",
            "Message-ID: <01938f4e-0000-7000-8000-000000000001@example.kg>\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "Content-Language: ky\r\n",
            "Auto-Submitted: auto-generated\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
        assert!(text.is_ascii(), "any mail server can pass it on");
    }

    #[test]
    fn what_smtp_does_not_know_is_no_recipient() {
        let from: Mailbox = "cabinet@example.kg".parse().unwrap();
        for recipient in ["", "nobody", "a@b@c.kg", "a b@c.kg", "a@b.kg\r\nRCPT TO:<c@d.kg>"] {
            assert!(compose(&from, &letter(recipient)).is_none(), "{recipient:?}");
        }
    }
}
