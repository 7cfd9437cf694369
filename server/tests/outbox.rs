//! Letters, and a real mail server that takes them, puts them off, refuses them, hangs, is away or dies.

use std::net::TcpListener;

use domain::{email::Email, lang::Lang};
use server::{
    config::{Mail, MailSecurity},
    outbox::{
        self, Letter, LetterKind, MailServer, WORTH_TRYING, Wording,
        worker::{self, Round},
    },
    storage::outbox::{self as storage, Ending},
};
use time::Duration;
use uuid::Uuid;

use crate::support::{PASSWORD, TestApp, TestMailServer};

const SENT: Round = Round { sent: 1, put_back: 0, given_up: 0, stopped: false };
const PUT_BACK: Round = Round { sent: 0, put_back: 1, given_up: 0, stopped: false };
const GIVEN_UP: Round = Round { sent: 0, put_back: 0, given_up: 1, stopped: false };
const STOPPED: Round = Round { sent: 0, put_back: 1, given_up: 0, stopped: true };
const NOTHING: Round = Round { sent: 0, put_back: 0, given_up: 0, stopped: false };

async fn app(mail: &Mail) -> TestApp {
    let mail = mail.clone();
    TestApp::with(|settings| settings.mail = mail).await
}

/// Queues a letter in a transaction of its own, which is committed; whether it is a new one.
async fn queue(app: &TestApp, to: &str, about: u128) -> bool {
    let mut tx = app.foundation.pool.begin().await.unwrap();
    let to = Email::parse(to).unwrap();
    let new = outbox::queue(&mut tx, &app.foundation, &letter(app, &to, about)).await.unwrap();
    tx.commit().await.unwrap();
    new
}

fn letter<'a>(app: &TestApp, to: &'a Email, about: u128) -> Letter<'a> {
    Letter {
        kind: LetterKind::Withdrawn,
        about: Uuid::from_u128(about),
        to,
        language: Lang::Ky,
        wording: Wording {
            subject: "Арыз кайтарып алынды".into(), body: "Саламатсызбы!\n\nӨзгөрдү.\n".into()
        },
        useless_at: app.foundation.now() + WORTH_TRYING,
    }
}

fn state(letters: &[(String, i32, String)]) -> Vec<(&str, i32, &str)> {
    letters.iter().map(|(state, tries, failure)| (state.as_str(), *tries, failure.as_str())).collect()
}

#[tokio::test]
async fn a_letter_is_there_with_what_it_tells_about_or_not_at_all() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    let to = Email::parse("azamat@example.kg").unwrap();
    let mut tx = app.foundation.pool.begin().await.unwrap();
    assert!(outbox::queue(&mut tx, &app.foundation, &letter(&app, &to, 1)).await.unwrap());
    tx.rollback().await.unwrap();
    assert_eq!(app.send_letters(&mail.settings()).await, NOTHING);
    assert!(queue(&app, "azamat@example.kg", 1).await);
    assert!(!queue(&app, "azamat@example.kg", 1).await, "one letter of a kind about one thing");
    assert_eq!(app.send_letters(&mail.settings()).await, SENT);
    assert!(!queue(&app, "azamat@example.kg", 1).await);
    assert_eq!(app.send_letters(&mail.settings()).await, NOTHING);
    assert_eq!(mail.stop().len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_queued() {
    let app = TestApp::new().await;
    assert!(!queue(&app, "azamat@example.kg", 1).await);
    assert!(app.letters().await.is_empty());
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written_and_is_forgotten() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    queue(&app, "azamat@example.kg", 1).await;
    assert_eq!(app.send_letters(&mail.settings()).await, SENT);
    let received = mail.received();
    assert_eq!((received.sender.as_str(), received.recipient.as_str()), ("cabinet@example.kg", "azamat@example.kg"));
    assert_eq!(received.body.replace("\r\n", "\n"), "Саламатсызбы!\n\nӨзгөрдү.\n");
    let header = |name: &str| received.headers[name].as_str();
    assert_eq!(header("subject"), "Арыз кайтарып алынды");
    assert_eq!(header("from"), "Кабинет <cabinet@example.kg>");
    assert_eq!((header("content-language"), header("auto-submitted")), ("ky", "auto-generated"));
    let row: (Uuid, String, String, String, String) =
        sqlx::query_as("SELECT id, state, recipient, subject, body FROM outbox_letter")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(header("message-id"), format!("<{}@example.kg>", row.0));
    assert_eq!((row.1.as_str(), row.2 + &row.3 + &row.4), ("sent", String::new()));
    app.clock.advance(Duration::days(89));
    assert_eq!(worker::forget_old(&app.foundation).await.unwrap(), 0);
    app.clock.advance(Duration::days(2));
    assert_eq!(worker::forget_old(&app.foundation).await.unwrap(), 1);
}

#[tokio::test]
async fn a_letter_that_is_put_off_comes_again_after_a_pause() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    queue(&app, "busy@example.kg", 1).await;
    queue(&app, "azamat@example.kg", 2).await;
    assert_eq!(app.send_letters(&mail.settings()).await, Round { sent: 1, ..PUT_BACK });
    assert_eq!(state(&app.letters().await), [("waiting", 1, "recipient 450"), ("sent", 1, "")]);
    app.clock.advance(Duration::seconds(44));
    assert_eq!(app.send_letters(&mail.settings()).await, NOTHING);
    app.clock.advance(Duration::seconds(32));
    assert_eq!(app.send_letters(&mail.settings()).await, SENT);
    let received = mail.stop();
    assert_eq!(
        received.iter().map(|letter| &letter.recipient).collect::<Vec<_>>(),
        ["azamat@example.kg", "busy@example.kg"]
    );
}

#[tokio::test]
async fn a_letter_that_is_always_put_off_is_given_up_in_the_end() {
    let mail = TestMailServer::start();
    let settings = Mail { tries: 3, ..mail.settings() };
    let app = app(&settings).await;
    queue(&app, "always-busy@example.kg", 1).await;
    for _ in 0..2 {
        assert_eq!(app.send_letters(&settings).await, PUT_BACK);
        app.clock.advance(Duration::hours(8));
    }
    assert_eq!(app.send_letters(&settings).await, GIVEN_UP);
    assert_eq!(state(&app.letters().await), [("given_up", 3, "recipient 450")]);
    assert_eq!(app.send_letters(&settings).await, NOTHING);
}

#[tokio::test]
async fn a_letter_that_nobody_wants_is_given_up_at_once_and_holds_up_no_other() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    for (about, to) in (1..).zip(["unknown@example.kg", "unwanted@example.kg", "azamat@example.kg"]) {
        queue(&app, to, about).await;
    }
    assert_eq!(app.send_letters(&mail.settings()).await, Round { sent: 1, given_up: 2, ..NOTHING });
    assert_eq!(
        state(&app.letters().await),
        [("given_up", 1, "recipient 550"), ("given_up", 1, "text 554"), ("sent", 1, "")]
    );
}

#[tokio::test]
async fn a_mail_server_that_is_away_loses_nothing() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let away = Mail { host: "127.0.0.1".into(), port, security: MailSecurity::None, ..Mail::default() };
    let away = Mail { from: "cabinet@example.kg".into(), ..away };
    let app = app(&away).await;
    queue(&app, "azamat@example.kg", 1).await;
    queue(&app, "gulnara@example.kg", 2).await;
    // more often than a letter may be tried: that the server is away counts against none
    for _ in 0..20 {
        assert_eq!(app.send_letters(&away).await, STOPPED);
        app.clock.advance(Duration::hours(5));
    }
    let waiting = app.letters().await;
    assert_eq!(waiting[0], ("waiting".into(), 0, "connecting connection".into()));
    let mail = TestMailServer::with(port, MailSecurity::None, &[]);
    assert_eq!(app.send_letters(&away).await, Round { sent: 2, ..NOTHING });
    assert_eq!(mail.stop().len(), 2);
}

#[tokio::test]
async fn a_mail_server_that_hangs_is_left() {
    let mail = TestMailServer::start();
    let settings = Mail { timeout_seconds: 1, ..mail.settings() };
    let app = app(&settings).await;
    queue(&app, "silent@example.kg", 1).await;
    queue(&app, "azamat@example.kg", 2).await;
    assert_eq!(app.send_letters(&settings).await, Round { sent: 1, ..PUT_BACK });
    assert_eq!(state(&app.letters().await), [("waiting", 1, "text timeout"), ("sent", 1, "")]);
    // one that takes the connection and never says a word
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Mail { port: silent.local_addr().unwrap().port(), ..settings };
    queue(&app, "gulnara@example.kg", 3).await;
    assert_eq!(app.send_letters(&settings).await, STOPPED);
    assert_eq!(app.letters().await[2], ("waiting".into(), 0, "connecting timeout".into()));
}

#[tokio::test]
async fn a_mail_server_that_dies_before_it_answers_gets_the_letter_again_under_the_same_id() {
    let mut mail = TestMailServer::start();
    let settings = mail.settings();
    let app = app(&settings).await;
    queue(&app, "fatal@example.kg", 1).await;
    assert_eq!(app.send_letters(&settings).await, PUT_BACK);
    let first = mail.received();
    mail.ended();
    let again = TestMailServer::with(settings.port, MailSecurity::None, &["fatal@example.kg"]);
    app.clock.advance(Duration::minutes(2));
    assert_eq!(app.send_letters(&settings).await, SENT);
    let second = again.received();
    for header in ["message-id", "date", "subject"] {
        assert_eq!(first.headers[header], second.headers[header]);
    }
}

#[tokio::test]
async fn a_server_of_ours_that_dies_with_a_letter_leaves_it_to_the_others() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    queue(&app, "azamat@example.kg", 1).await;
    let now = app.foundation.now();
    let mut db = app.foundation.pool.acquire().await.unwrap();
    let taken = storage::take(&mut db, now, now + Duration::minutes(2)).await.unwrap().unwrap();
    assert_eq!(app.send_letters(&mail.settings()).await, NOTHING);
    app.clock.advance(Duration::minutes(2));
    assert_eq!(app.send_letters(&mail.settings()).await, SENT);
    // it was only slow, and reports at last: void
    storage::end(&mut db, &taken, Ending::GivenUp, "recipient 550", now).await.unwrap();
    storage::put_back(&mut db, &taken, true, "text timeout", now).await.unwrap();
    assert_eq!(state(&app.letters().await), [("sent", 2, "")]);
}

#[tokio::test]
async fn servers_share_the_letters() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    for about in 0..40 {
        queue(&app, &format!("person{about}@example.kg"), about).await;
    }
    let settings = mail.settings();
    let (a, b, c) = tokio::join!(app.send_letters(&settings), app.send_letters(&settings), app.send_letters(&settings));
    assert_eq!(a.sent + b.sent + c.sent, 40);
    assert!(a.sent > 0 && b.sent > 0 && c.sent > 0, "{a:?} {b:?} {c:?}");
    let mut recipients: Vec<String> = mail.stop().into_iter().map(|letter| letter.recipient).collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), 40);
}

#[tokio::test]
async fn letters_go_encrypted_to_a_server_that_is_trusted_or_they_wait() {
    for security in [MailSecurity::Starttls, MailSecurity::Tls] {
        let mail = TestMailServer::with(0, security, &[]);
        let right = mail.settings();
        let app = app(&right).await;
        queue(&app, "azamat@example.kg", 1).await;
        let unknown = Mail { ca_file: Default::default(), ..right.clone() };
        assert_eq!(app.send_letters(&unknown).await, STOPPED);
        let stranger = Mail { password: "son-kul".into(), ..right.clone() };
        assert_eq!(app.send_letters(&stranger).await, STOPPED);
        assert_eq!(app.letters().await, [("waiting".into(), 0, "connecting 535".into())]);
        assert!(MailServer::of(&stranger).unwrap().unwrap().greet().await.is_err());
        MailServer::of(&right).unwrap().unwrap().greet().await.unwrap();
        assert_eq!(app.send_letters(&right).await, SENT);
        let received = mail.received();
        assert_eq!((received.encrypted, received.signed_in), (true, Some(true)));
    }
}

#[tokio::test]
async fn nothing_is_said_in_the_clear_where_tls_is_asked_for() {
    let mail = TestMailServer::start();
    let settings = Mail { security: MailSecurity::Starttls, host: "localhost".into(), ..mail.settings() };
    let app = app(&settings).await;
    queue(&app, "azamat@example.kg", 1).await;
    assert_eq!(app.send_letters(&settings).await, STOPPED);
    assert_eq!(app.letters().await, [("waiting".into(), 0, "connecting not_offered".into())]);
    assert!(mail.stop().is_empty());
}

#[tokio::test]
async fn a_letter_whose_time_is_over_is_given_up_also_while_letters_are_off() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    queue(&app, "azamat@example.kg", 1).await;
    app.clock.advance(WORTH_TRYING - Duration::SECOND);
    assert_eq!(worker::tidy(&app.foundation).await.unwrap(), 0);
    app.clock.advance(Duration::SECOND);
    assert_eq!(worker::tidy(&app.foundation).await.unwrap(), 1);
    assert_eq!(app.send_letters(&mail.settings()).await, NOTHING);
    assert!(mail.stop().is_empty());
    let mut db = app.foundation.pool.acquire().await.unwrap();
    let standing = storage::standing(&mut db, app.foundation.now() - Duration::WEEK).await.unwrap();
    assert_eq!((standing.waiting, standing.given_up), (0, 1));
}

#[tokio::test]
async fn the_password_of_an_application_is_in_no_letter() {
    let mail = TestMailServer::start();
    let app = app(&mail.settings()).await;
    let person = app.person(1, "001").await;
    let (filed, holder) = app.file_with_email(&person, "azamat@example.kg", Lang::En).await;
    app.services.status.withdraw(&holder).await.unwrap();
    assert_eq!(app.send_letters(&mail.settings()).await, SENT);
    let received = mail.received();
    let text = format!("{:?} {}", received.headers, received.body);
    for secret in [PASSWORD, &filed.code, &filed.code.replace('-', ""), &filed.inn, &filed.inn[9..], &person.passport] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(person.name.split(' ').all(|word| !text.contains(word)), "{text}");
}
