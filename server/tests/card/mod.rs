//! Registration cards (seed 004): who is issued one, what it opens and until when, and what an attacker gets of it.

mod first_entry;
mod issue;
mod reminders;

use std::io::Write;
use std::process::{Command, Stdio};

use app::api::{
    Client,
    card::{CardAnswer, CardForm, CardIssue, CardPreview, CardRefusal},
};

use crate::support::{Person, TestApp};

/// What stands on the card that its owner gets.
#[derive(Debug, Clone)]
struct Card {
    login: String,
    password: String,
    /// The owner's sheet and the office's.
    sheets: Vec<String>,
}

/// What an inspector types who has the passport before them.
fn form(person: &Person) -> CardForm {
    CardForm {
        inn: person.inn.clone(),
        passport: person.passport.clone(),
        phone: "+996 555 123 456".to_owned(),
        email: String::new(),
        language: "ru".to_owned(),
        checks: "on".to_owned(),
        card: String::new(),
        replaces: String::new(),
    }
}

/// The check, when a card can be issued.
async fn ready(app: &TestApp, inspector: &Client, form: &CardForm) -> CardPreview {
    match app.services.cards.check(inspector, form).await.unwrap() {
        CardAnswer::Ready(preview) => *preview,
        CardAnswer::Refused(refusal) => panic!("{refusal:?}"),
    }
}

/// The check, when there is none.
async fn refusal(app: &TestApp, inspector: &Client, form: &CardForm) -> CardRefusal {
    match app.services.cards.check(inspector, form).await.unwrap() {
        CardAnswer::Refused(refusal) => refusal,
        CardAnswer::Ready(preview) => panic!("{preview:?}"),
    }
}

/// The form as the page sends it after the check.
fn confirmed(form: &CardForm, preview: &CardPreview) -> CardForm {
    let replaces = preview.replaces.as_ref().map(|card| card.id.clone()).unwrap_or_default();
    CardForm { card: preview.card.clone(), replaces, ..form.clone() }
}

/// Checks and issues.
async fn issue(app: &TestApp, inspector: &Client, form: &CardForm) -> Card {
    let preview = ready(app, inspector, form).await;
    match app.services.cards.issue(inspector, &confirmed(form, &preview)).await.unwrap() {
        CardIssue::Printed(paper) => read(&paper),
        CardIssue::NotIssued(answer) => panic!("{answer:?}"),
    }
}

/// What a person reads on the paper.
fn read(paper: &[u8]) -> Card {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext of poppler-utils is installed");
    let mut stdin = child.stdin.take().unwrap();
    let paper = paper.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&paper).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let sheets: Vec<String> = text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect();
    let first = &sheets[0];
    let password = first
        .split_whitespace()
        .find(|word| word.len() == 17 && word.split('-').count() == 3 && word.is_ascii())
        .expect("the primary password is printed")
        .to_owned();
    let digits: String = first
        .lines()
        .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        .find(|line| line.len() == 17 && line.bytes().all(|byte| byte.is_ascii_digit()))
        .expect("the login is printed");
    Card { login: digits, password, sheets }
}
