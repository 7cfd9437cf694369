//! The public page that confirms a paper, and the letter about an annulment.

use app::api::{ApiError, annulment::EvidenceForm};
use axum::body::Body;
use domain::{issued_paper::PaperKind, lang::Lang};
use http::{Method, StatusCode, header};
use server::config::PublicUrl;

use super::{enter, file_inside, member};
use crate::support::{PASSWORD, TestApp, site};

async fn marks(app: &TestApp) -> Vec<(String, String)> {
    sqlx::query_as("SELECT mark, kind FROM issued_paper ORDER BY kind").fetch_all(&app.foundation.pool).await.unwrap()
}

#[tokio::test]
async fn every_paper_of_an_office_is_confirmed_by_its_mark_and_by_nothing_else() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let person = app.person(9, "001").await;
    let granted = app.file(&person, PASSWORD).await;
    app.services
        .office
        .application_paper(&app.inspector("early", "001").await, &granted.id.to_string())
        .await
        .unwrap_err();
    app.grant(&inspector, &granted).await;
    let (subject, client, _) = member(&app, 1).await;
    let annulled = file_inside(&app, &client, &subject.passport, &subject.inn).await;
    enter(&app, &inspector, &annulled).await.unwrap();
    let office = &app.services.office;
    assert!(marks(&app).await.is_empty(), "a paper is issued when it is printed");
    for filed in [&granted, &annulled] {
        for _ in 0..2 {
            office.application_paper(&inspector, &filed.id.to_string()).await.unwrap();
        }
    }
    office.decision_paper(&inspector, &granted.id.to_string()).await.unwrap();
    assert_eq!(office.decision_paper(&inspector, &annulled.id.to_string()).await.unwrap_err(), ApiError::NotFound);
    let made = office.case(&inspector, &annulled.id.to_string()).await.unwrap().annulments.remove(0);
    for lang in [Lang::Ru, Lang::Ky] {
        app.services.office_annulment.note(&inspector, &made.id, Some(lang)).await.unwrap();
    }
    let marks = marks(&app).await;
    let kinds: Vec<&str> = marks.iter().map(|(_, kind)| kind.as_str()).collect();
    assert_eq!(kinds, ["annulment_application", "annulment_note", "application", "grant"], "one mark a paper");
    let stranger = app.stranger();
    let (mark, _) = &marks[1];
    let found = app.services.issued_papers.confirm(&stranger, &mark.to_lowercase()).await.unwrap();
    assert_eq!((found.kind, found.number.as_str()), (PaperKind::AnnulmentNote, "001-2026-000001/А"));
    assert_eq!((found.office.code.as_str(), found.dated.date()), ("001", "22.11.2026".to_owned()));

    let wrong = "0000-0000-0000-0000";
    for unknown in [wrong, "", "x", &annulled.code, &subject.inn, "K7QM-39XT-2VHP-4TAU"] {
        assert_eq!(app.services.issued_papers.confirm(&stranger, unknown).await.unwrap_err(), ApiError::NotFound);
    }
    let page = async |path: String| {
        let asked = site::request(Method::GET, &path).header(header::ACCEPT_LANGUAGE, "ru");
        site::ask(&app, app.services.clone(), asked.body(Body::empty()).unwrap()).await
    };
    let (status, _, html) = page(format!("/papers/{mark}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("001-2026-000001/А") && html.contains("Справка об аннулировании"), "{html}");
    for personal in [subject.inn.as_str(), "Токтогулов", &annulled.code, "Асанова"] {
        assert!(!html.contains(personal), "{personal}");
    }
    assert!(!html.contains("<script type=\"module\""), "no script at all");
    for unknown in ["K7QM39XT2VHP4TAB", "x", "%3Cscript%3E"] {
        let (status, _, html) = page(format!("/papers/{unknown}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert!(html.contains("не выдавался") && !html.contains("<script>"), "{html}");
    }
}

#[tokio::test]
async fn marks_can_not_be_tried_one_after_another() {
    let app = TestApp::with(|settings| settings.status.per_client_per_minute = 4).await;
    let mut refused = 0;
    for _ in 0..8 {
        match app.services.issued_papers.confirm(&app.stranger(), "0000-0000-0000-0000").await.unwrap_err() {
            ApiError::NotFound => {}
            ApiError::Throttled { .. } => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(refused, 4);
}

#[tokio::test]
async fn the_person_is_told_by_letter_in_the_language_of_the_account() {
    for (lang, subject, phrase) in [
        (Lang::Ru, "Доступ к кабинету налогоплательщика аннулирован", "документальные сведения"),
        (Lang::Ky, "Салык төлөөчүнүн кабинетине кирүү жокко чыгарылды", "документтик маалымат"),
    ] {
        let app = TestApp::with(|settings| {
            settings.mail.host = "mail.example.kg".to_owned();
            settings.mail.from = "cabinet@example.kg".to_owned();
            settings.server.public_url = PublicUrl::try_from("https://cabinet.example.kg".to_owned()).unwrap();
        })
        .await;
        let (person, _, login) = member(&app, 1).await;
        sqlx::query("UPDATE account SET email = 'azamat@example.kg', language = $1")
            .bind(lang.code())
            .execute(&mut app.owner().await)
            .await
            .unwrap();
        let inspector = app.inspector("gulnara", "001").await;
        let form = EvidenceForm {
            inn: person.inn.clone(),
            document_number: "17".to_owned(),
            document_date: "14.10.2026".to_owned(),
            reason: "Поставки признаны фиктивными".to_owned(),
        };
        app.services.office_annulment.annul(&inspector, &form).await.unwrap();
        let letters: Vec<(String, String, String, String)> =
            sqlx::query_as("SELECT kind, recipient, subject, body FROM outbox_letter")
                .fetch_all(&app.foundation.pool)
                .await
                .unwrap();
        let [(kind, to, head, body)] = letters.as_slice() else { panic!("{letters:?}") };
        assert_eq!((kind.as_str(), to.as_str(), head.as_str()), ("access_annulled", "azamat@example.kg", subject));
        assert!(body.contains(phrase) && body.contains("https://cabinet.example.kg/registration"), "{body}");
        for secret in [person.inn.as_str(), &login, "Токтогулов"] {
            assert!(!body.contains(secret), "nobody has shown whose address it is: {body}");
        }
    }
}
