//! Who is told that a new password is in force.

use app::api::registration::RegistrationForm;
use domain::lang::Lang;

use super::{file, restore_form, somebody};
use crate::support::{Person, TestApp, TestMailServer};

async fn cabinet() -> TestApp {
    TestApp::with(|settings| {
        settings.mail.host = "mail.example.kg".to_owned();
        settings.server.public_url = "https://cabinet.example.kg".to_owned().try_into().unwrap();
    })
    .await
}

/// Kind, recipient, language, subject, text of every letter.
async fn letters(app: &TestApp) -> Vec<(String, String, String, String, String)> {
    sqlx::query_as("SELECT kind, recipient, language, subject, body FROM outbox_letter ORDER BY kind")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

/// The account's address and language as its holder left them.
async fn account(app: &TestApp, person: &Person, email: &str, lang: Lang) {
    let mut owner = app.owner().await;
    sqlx::query("UPDATE account SET email = $2, language = $3 WHERE inn = $1")
        .bind(&person.inn)
        .bind(email)
        .bind(lang.code())
        .execute(&mut owner)
        .await
        .unwrap();
}

async fn restore(app: &TestApp, person: &Person, email: &str) {
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(app, &RegistrationForm { email: email.into(), ..restore_form(app, person) }).await;
    app.grant(&inspector, &filed).await;
}

async fn email_of(app: &TestApp, person: &Person) -> String {
    sqlx::query_scalar("SELECT email FROM account WHERE inn = $1")
        .bind(&person.inn)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_address_before_and_the_one_after_are_told_in_the_language_of_the_account() {
    for (lang, subject, phrases) in [
        (
            Lang::Ru,
            "Доступ к кабинету налогоплательщика восстановлен",
            ["22.11.2026 10:00", "001", "Прежний больше не подходит", "позвоните 116", "придите с паспортом"],
        ),
        (
            Lang::Ky,
            "Салык төлөөчүнүн кабинетине кирүү мүмкүнчүлүгү калыбына келтирилди",
            ["22.11.2026 10:00", "001", "Мурункусу мындан ары жарабайт", "116 номерине чалып", "паспортуңуз менен"],
        ),
    ] {
        let app = cabinet().await;
        let (person, login) = somebody(&app, 1).await;
        account(&app, &person, "old@example.kg", lang).await;
        restore(&app, &person, "new@example.kg").await;
        let letters = letters(&app).await;
        let heads: Vec<_> =
            letters.iter().map(|(kind, to, language, ..)| (kind.as_str(), to.as_str(), language.as_str())).collect();
        assert_eq!(
            heads,
            [
                ("access_restored", "new@example.kg", lang.code()),
                ("access_restored_former_address", "old@example.kg", lang.code()),
            ]
        );
        for (.., sent_subject, body) in &letters {
            let body = body.replace('\u{a0}', " ");
            assert_eq!(sent_subject, subject);
            for phrase in phrases {
                assert!(body.contains(phrase), "{phrase:?} in {body}");
            }
            assert!(body.contains("https://cabinet.example.kg/sign-in"), "{body}");
            for secret in [person.inn.as_str(), &login, &person.name, "Токтогулов"] {
                assert!(!body.contains(secret), "nobody has shown whose address it is: {body}");
            }
        }
        assert_ne!(letters[0].4, letters[1].4, "the former address is told that it is none any more");
        assert_eq!(email_of(&app, &person).await, "new@example.kg");
    }
}

#[tokio::test]
async fn one_address_gets_one_letter_and_none_typed_changes_none() {
    for (before, typed, after, told) in [
        ("azamat@example.kg", "Azamat@Example.KG", "Azamat@example.kg", vec!["Azamat@example.kg"]),
        ("azamat@example.kg", "", "azamat@example.kg", vec!["azamat@example.kg"]),
        ("", "azamat@example.kg", "azamat@example.kg", vec!["azamat@example.kg"]),
        ("", "", "", vec![]),
    ] {
        let app = cabinet().await;
        let (person, _) = somebody(&app, 1).await;
        account(&app, &person, before, Lang::Ru).await;
        restore(&app, &person, typed).await;
        let recipients: Vec<String> = letters(&app).await.into_iter().map(|(_, to, ..)| to).collect();
        assert_eq!(
            (recipients, email_of(&app, &person).await),
            (told.iter().map(ToString::to_string).collect(), after.into())
        );
    }
}

#[tokio::test]
async fn a_first_access_and_a_refused_decision_tell_nobody() {
    let app = cabinet().await;
    let person = app.person(1, "001").await;
    restore(&app, &person, "azamat@example.kg").await;
    assert!(letters(&app).await.is_empty());
}

#[tokio::test]
async fn the_mail_server_takes_them() {
    let mail = TestMailServer::start();
    let app = TestApp::with(|settings| settings.mail = mail.settings()).await;
    let (person, _) = somebody(&app, 1).await;
    account(&app, &person, "old@example.kg", Lang::Ky).await;
    restore(&app, &person, "new@example.kg").await;
    assert_eq!(app.send_letters(&mail.settings()).await.sent, 2);
    let mut recipients: Vec<String> = mail.stop().into_iter().map(|letter| letter.recipient).collect();
    recipients.sort();
    assert_eq!(recipients, ["new@example.kg", "old@example.kg"]);
}
