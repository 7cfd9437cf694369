//! Anybody may file for anybody's INN, and a password is chosen before anybody has checked who chose it. Whatever the
//! order of things, the one that works is the granted application's and no other (`spec/access.md`). And what is chosen
//! is nothing that everybody tries, wherever it is chosen.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use app::api::{
    Client, Field, Message,
    cabinet::ChangePasswordForm,
    office::{MoveForm, RefuseForm},
    registration::RegistrationForm,
};
use domain::password::PasswordError;
use proptest::{
    prelude::{Strategy, any, prop},
    strategy::ValueTree,
    test_runner::TestRunner,
};

use crate::support::{Filed, PASSWORD, Person, TestApp};

/// One thing that may happen; the number picks an application among those filed.
#[derive(Debug, Clone, Copy)]
enum Event {
    File,
    Accept(usize),
    Grant(usize),
    Refuse(usize),
    Deliver(usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (0..10_u8, any::<usize>()).prop_map(|(kind, which)| match kind {
        0..3 => Event::File,
        3..6 => Event::Accept(which),
        6..8 => Event::Grant(which),
        8 => Event::Refuse(which),
        _ => Event::Deliver(which),
    });
    prop::collection::vec(event, 1..16)
}

#[tokio::test]
async fn only_the_granted_applications_password_works() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let mut runner = TestRunner::deterministic();
    let mut granted = 0;
    for number in 0..24 {
        let person = app.person(number, "001").await;
        let order = events().new_tree(&mut runner).unwrap().current();
        let mut filed: Vec<(Filed, String)> = Vec::new();
        for event in &order {
            happen(&app, &inspector, &person, &mut filed, *event).await;
        }
        granted += usize::from(judge(&app, &person, &filed, &order).await);
    }
    assert!((4..24).contains(&granted), "both ends are met: {granted}");
}

async fn happen(
    app: &TestApp,
    inspector: &app::api::Client,
    person: &Person,
    filed: &mut Vec<(Filed, String)>,
    event: Event,
) {
    let office = &app.services.office;
    let of = |which: usize| filed.get(which.checked_rem(filed.len())?).map(|(filed, _)| filed.clone());
    match event {
        Event::File => {
            let password = format!("пароль заявления {}", ["раз", "два", "три", "четыре", "пять"][filed.len() % 5]);
            let password = format!("{password} {}", filed.len());
            filed.push((app.file(person, &password).await, password));
        }
        Event::Accept(which) => {
            if let Some(one) = of(which) {
                drop(app.accept(inspector, &one).await);
            }
        }
        Event::Grant(which) => {
            if let Some(one) = of(which) {
                drop(office.grant(inspector, &app.move_form(&one).await).await);
            }
        }
        Event::Refuse(which) => {
            if let Some(one) = of(which) {
                let MoveForm { id, version } = app.move_form(&one).await;
                let ground = "identity_not_confirmed".to_owned();
                drop(office.refuse(inspector, &RefuseForm { id, version, ground, ..RefuseForm::default() }).await);
            }
        }
        Event::Deliver(which) => {
            if let Some(one) = of(which) {
                drop(office.deliver(inspector, &app.move_form(&one).await).await);
            }
        }
    }
}

/// Whether access was granted; checks that exactly that application's password opens it.
async fn judge(app: &TestApp, person: &Person, filed: &[(Filed, String)], order: &[Event]) -> bool {
    let rows: Vec<(uuid::Uuid, String)> =
        sqlx::query_as("SELECT id, login FROM access_application WHERE inn = $1 AND decision = 'grant'")
            .bind(&person.inn)
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    assert!(rows.len() <= 1, "{order:?}");
    let accounts: i64 = sqlx::query_scalar("SELECT count(*) FROM account WHERE inn = $1")
        .bind(&person.inn)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(accounts, i64::try_from(rows.len()).unwrap(), "{order:?}");
    let Some((id, login)) = rows.first() else { return false };
    for (one, password) in filed {
        app.clock.advance(time::Duration::minutes(1));
        let entered = app.sign_in(&app.stranger(), login, password).await.is_ok();
        assert_eq!(entered, one.id == *id, "{order:?}");
    }
    true
}

/// Passwords that only the list knows, in both layouts and whatever their case.
const LISTED: [&str; 6] = ["Stonehenge", "ЫЕЩТУРУТПУ", "motdepass", "республика", "Htcge,kbrf", "HTCGE<KBRF"];

async fn said_of(app: &TestApp, form: &RegistrationForm) -> Option<Message> {
    app.clock.advance(time::Duration::minutes(1));
    let answer = app.services.registration.register(&app.stranger(), form).await;
    answer.err().and_then(|error| error.fields().get(Field::Password))
}

async fn said_in_the_cabinet(app: &TestApp, client: &Client, password: &str) -> Option<Message> {
    let form = ChangePasswordForm {
        current_password: PASSWORD.to_owned(),
        password: password.to_owned(),
        password_repeated: password.to_owned(),
    };
    let answer = app.services.cabinet.change_password(client, &form).await;
    answer.err().and_then(|error| error.fields().get(Field::Password))
}

#[tokio::test]
async fn a_listed_password_is_refused_when_somebody_registers() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    for password in LISTED {
        let said = said_of(&app, &app.registration_form(&person, password)).await;
        assert_eq!(said, Some(Message::Password(PasswordError::Common)), "{password}");
    }
    let filed: i64 =
        sqlx::query_scalar("SELECT count(*) FROM access_application").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(filed, 0);
    assert_eq!(said_of(&app, &app.registration_form(&person, "stonehenge летом")).await, None);
}

#[tokio::test]
async fn what_was_typed_beside_the_password_is_not_in_it() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    for (password, reason) in [
        ("gornyi.orel 83", PasswordError::ContainsEmail),
        ("korova 555-12-34-56", PasswordError::ContainsPhone),
        ("Azamat-korova", PasswordError::ContainsName),
    ] {
        let email = "gornyi.orel@example.kg".to_owned();
        let form = RegistrationForm { email, ..app.registration_form(&person, password) };
        assert_eq!(said_of(&app, &form).await, Some(Message::Password(reason)), "{password}");
    }
}

/// Else a password made of first names would ask the registry for the one that the look-up masks.
#[tokio::test]
async fn a_stranger_learns_no_name_from_the_verdict_on_a_password() {
    let app = TestApp::new().await;
    let person = Person { passport: "ID7654321".to_owned(), ..app.person(1, "001").await };
    assert_eq!(said_of(&app, &app.registration_form(&person, "айбек азамат бекович")).await, None);
    let surname = said_of(&app, &app.registration_form(&person, "мой токтогулов")).await;
    assert_eq!(surname, Some(Message::Password(PasswordError::ContainsName)));
}

#[tokio::test]
async fn a_listed_password_is_refused_in_the_cabinet() {
    let app = TestApp::new().await;
    let (client, login) = app.taxpayer(1).await;
    for password in LISTED {
        let said = said_in_the_cabinet(&app, &client, password).await;
        assert_eq!(said, Some(Message::Password(PasswordError::Common)), "{password}");
    }
    let phone = said_in_the_cabinet(&app, &client, "korova 555-12-34-56").await;
    assert_eq!(phone, Some(Message::Password(PasswordError::ContainsPhone)));
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok(), "the old one is still in force");
    assert_eq!(said_in_the_cabinet(&app, &client, "stonehenge летом").await, None);
}

/// `cabinet staff add` says why, before it asks the database.
#[tokio::test]
async fn staff_choose_under_the_same_rules_and_longer() {
    let app = TestApp::new().await;
    for (password, reason) in [
        ("stonehenge 226", "A password of staff has at least 15 characters"),
        ("республиканский", "easy to guess"),
        ("htcge,kbrfycrbq", "easy to guess"),
        ("корова j.asanova летит", "login"),
        ("корова асанова летит", "name"),
    ] {
        let said = staff_add(&app, password);
        assert!(said.contains(reason), "{password}: {said}");
    }
    assert!(staff_add(&app, "корова летит над озером").contains("can sign in"));
}

/// What the command says, whether it worked or not.
fn staff_add(app: &TestApp, password: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cabinet"))
        .args(["staff", "add", "--user-name", "j.asanova", "--name", "Асанова Жылдыз", "--role", "inspector"])
        .args(["--office", "001"])
        .envs(app.environment())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    command.stdin.take().unwrap().write_all(format!("{password}\n").as_bytes()).unwrap();
    let output = command.wait_with_output().unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}
