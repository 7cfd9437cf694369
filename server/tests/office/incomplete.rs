//! The papers that must be shown, and what becomes of an application that is not complete.

use app::api::{
    ApiError, Client, Conflict, Field, Message, StaffRole,
    office::{AcceptForm, ReturnForm},
    required_papers::{PaperListChanged, PaperListForm},
    status::StatusForm,
};
use domain::{
    acceptance::AcceptanceCheck, access_application::ApplicationKind, required_papers::PaperListError,
    subject::SubjectKind,
};
use time::Duration;

use crate::support::{Filed, PASSWORD, TestApp, site::post_form};

const RU: &str = "Приказ о назначении\nДоверенность";
const KY: &str = "Дайындоо буйругу\nИшеним кат";

fn list(version: i32) -> PaperListForm {
    PaperListForm {
        kind: "grant".to_owned(),
        subject_kind: "individual".to_owned(),
        version,
        papers_ru: RU.to_owned(),
        papers_ky: KY.to_owned(),
        reason: "Так решило управление".to_owned(),
    }
}

async fn administrator(app: &TestApp) -> Client {
    app.staff("admin", StaffRole::Administrator, None, None).await
}

async fn return_form(app: &TestApp, filed: &Filed) -> ReturnForm {
    let form = app.move_form(filed).await;
    ReturnForm { id: form.id, version: form.version, ..ReturnForm::default() }
}

#[tokio::test]
async fn a_list_is_changed_by_administrators_only_and_keeps_who_when_and_why() {
    let app = TestApp::new().await;
    let (admin, inspector) = (administrator(&app).await, app.inspector("gulnara", "001").await);
    let service = &app.services.required_papers;
    for client in [&inspector, &app.stranger()] {
        assert!(matches!(service.change(client, &list(0)).await, Err(ApiError::Forbidden(_))));
        let page = service.page(client, ApplicationKind::Grant, SubjectKind::Individual).await;
        assert!(matches!(page, Err(ApiError::Forbidden(_))));
    }
    assert_eq!(service.change(&admin, &list(0)).await.unwrap(), PaperListChanged::Kept);
    assert_eq!(service.change(&admin, &list(1)).await.unwrap(), PaperListChanged::Same);
    let other =
        |version| PaperListForm { papers_ru: "Устав".into(), papers_ky: "Устав".into(), ..list(version) };
    assert_eq!(service.change(&admin, &other(0)).await.unwrap(), PaperListChanged::Outdated);
    assert_eq!(service.change(&admin, &other(1)).await.unwrap(), PaperListChanged::Kept);
    let short = PaperListForm { reason: "так".into(), ..list(2) };
    assert_eq!(service.change(&admin, &short).await.unwrap(), PaperListChanged::Reason);
    let unequal = PaperListForm { papers_ky: String::new(), ..list(2) };
    assert_eq!(service.change(&admin, &unequal).await.unwrap(), PaperListChanged::Wrong(PaperListError::Unequal));

    let page = service.page(&admin, ApplicationKind::Grant, SubjectKind::Individual).await.unwrap();
    assert_eq!((page.version, page.papers.len(), page.history.len()), (2, 1, 2));
    assert_eq!(
        (page.history[1].who.as_str(), page.history[1].reason.as_str()),
        ("Асанова Гүлнара", "Так решило управление")
    );
    assert_eq!(page.lists, [(ApplicationKind::Grant, SubjectKind::Individual, 1)]);
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM audit_entry WHERE action = 'required_papers_changed'")
        .fetch_one(&mut app.owner().await)
        .await
        .unwrap();
    assert_eq!(kept, 2);
    // the history can't be rewritten, not even by the server's own role
    assert!(sqlx::query("DELETE FROM required_papers").execute(&app.foundation.pool).await.is_err());
    assert!(sqlx::query("UPDATE required_papers SET reason = 'x'").execute(&mut app.owner().await).await.is_err());
}

#[tokio::test]
async fn what_is_typed_into_a_list_cannot_end_its_field() {
    let app = TestApp::new().await;
    administrator(&app).await;
    let (_, token) = app.enter_office("admin").await;
    let typed =
        PaperListForm {
            papers_ru: "</textarea><b>Устав</b> & приказ".to_owned(), reason: String::new(), ..list(0)
        };
    let body = serde_urlencoded::to_string(&typed).unwrap();
    let (_, _, page) = post_form(&app, &token, "/administration/papers", body).await;
    assert!(
        page.contains("&lt;/textarea>&lt;b>Устав&lt;/b> &amp; приказ</textarea>"),
        "what was typed is kept: {page}"
    );
    assert!(!page.contains("<b>Устав"), "a field is ended from inside: {page}");
}

#[tokio::test]
async fn an_application_is_accepted_only_when_every_paper_was_shown() {
    let app = TestApp::new().await;
    let (admin, inspector) = (administrator(&app).await, app.inspector("gulnara", "001").await);
    app.services.required_papers.change(&admin, &list(0)).await.unwrap();
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    app.open(&inspector, &filed).await.unwrap();
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!(case.papers, ["Приказ о назначении", "Доверенность"]);
    let form = app.accept_form(&filed).await;
    let missing = AcceptForm { paper_2: String::new(), ..form.clone() };
    assert_eq!(
        app.services.office.accept(&inspector, &missing).await.unwrap_err(),
        ApiError::field(Field::Checks, Message::ChecksMissing)
    );
    let shown = AcceptForm { paper_3: String::new(), ..form };
    app.services.office.accept(&inspector, &shown).await.unwrap();
}

#[tokio::test]
async fn whoever_holds_inn_and_code_is_told_what_was_missing() {
    let app = TestApp::new().await;
    let (admin, inspector) = (administrator(&app).await, app.inspector("gulnara", "001").await);
    app.services.required_papers.change(&admin, &list(0)).await.unwrap();
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    let office = &app.services.office;
    let empty = return_form(&app, &filed).await;
    assert_eq!(
        office.give_back(&inspector, &empty).await.unwrap_err(),
        ApiError::Conflict(Conflict::NotOpenedByCode),
        "only with the paper on the window"
    );
    app.open(&inspector, &filed).await.unwrap();
    assert_eq!(
        office.give_back(&inspector, &empty).await.unwrap_err(),
        ApiError::field(Field::Reason, Message::Required)
    );
    let form = ReturnForm {
        missing_form: "on".to_owned(),
        missing_paper_2: "on".to_owned(),
        missing_paper_7: "on".to_owned(),
        reason: "  Нет \u{202e}подписи\n на втором экземпляре ".to_owned(),
        ..empty
    };
    office.give_back(&inspector, &form).await.unwrap();

    let holder = app.stranger();
    let asked = StatusForm { inn: filed.inn.clone(), code: filed.code.clone() };
    let cookies = app.services.status.find(&holder, &asked).await.unwrap();
    let holder = app.after(&holder, &cookies).await;
    let view = app.services.status.current(&holder).await.unwrap().unwrap();
    let returned = view.returned.unwrap();
    assert_eq!(returned.checks, [AcceptanceCheck::FormComplete]);
    assert_eq!(returned.papers, ["Доверенность"]);
    assert_eq!(returned.note, "Нет подписи на втором экземпляре");
    let case = office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!((case.state.as_str(), case.holder), ("submitted", None), "it stays submitted, and nobody holds it");

    // brought again and accepted, nothing is missing any more
    app.clock.advance(Duration::minutes(5));
    app.accept(&inspector, &filed).await.unwrap();
    assert_eq!(app.services.status.current(&holder).await.unwrap().unwrap().returned, None);
    assert!(matches!(office.give_back(&inspector, &form).await, Err(ApiError::Conflict(_))));
    let kept: String =
        sqlx::query_scalar("SELECT details::text FROM audit_entry WHERE action = 'application_returned'")
            .fetch_one(&mut app.owner().await)
            .await
            .unwrap();
    assert_eq!(kept, r#"{"checks": ["form_complete"], "papers": 1}"#);
}

#[tokio::test]
async fn the_history_of_a_case_tells_of_all_applications_of_its_subject_and_of_no_sign_in() {
    use app::api::cabinet::AccessEvent as Event;
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let person = app.person(1, "001").await;
    let first = app.file(&person, PASSWORD).await;
    let login = app.grant(&inspector, &first).await;
    app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    let second = app.file(&person, "семь верст до небес").await;
    let other = app.file(&app.person(2, "001").await, PASSWORD).await;
    let case = app.services.office.case(&inspector, &second.id.to_string()).await.unwrap();
    let told: Vec<(Event, Option<String>)> = case.history.into_iter().map(|event| (event.event, event.other)).collect();
    let elsewhere = Some(first.id.to_string());
    let expected = [
        (Event::ApplicationSubmitted, elsewhere.clone()),
        (Event::ApplicationAccepted, elsewhere.clone()),
        (Event::AccessGranted, elsewhere),
        (Event::ApplicationSubmitted, None),
    ];
    assert_eq!(told, expected);
    drop(other);
}
