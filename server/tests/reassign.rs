//! «Передать»: a head of office gives a case to somebody else of the office, and nobody else does.

use app::api::{
    ApiError, Client, Conflict, ForbiddenReason, StaffRole,
    office::{Case, Colleague, ReassignForm},
    queue::QueueQuery,
};
use http::{StatusCode, header};
use time::Duration;
use uuid::Uuid;

use crate::support::{Filed, PASSWORD, TestApp, site::post_form};

async fn staff_id(app: &TestApp, user_name: &str) -> String {
    let id: Uuid = sqlx::query_scalar("SELECT id FROM staff WHERE user_name = $1")
        .bind(user_name)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    id.to_string()
}

async fn case(app: &TestApp, client: &Client, filed: &Filed) -> Case {
    app.services.office.case(client, &filed.id.to_string()).await.unwrap()
}

async fn give(app: &TestApp, client: &Client, filed: &Filed, to: &str) -> Result<(), ApiError> {
    let form = ReassignForm { id: filed.id.to_string(), to: to.to_owned() };
    app.services.office.reassign(client, &form).await
}

#[tokio::test]
async fn a_head_gives_an_accepted_case_to_another_inspector_who_has_it_for_the_day() {
    let app = TestApp::new().await;
    let (gulnara, talant) = (app.inspector("gulnara", "001").await, app.inspector("talant", "001").await);
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    app.accept(&gulnara, &filed).await.unwrap();
    assert!(case(&app, &gulnara, &filed).await.colleagues.is_empty(), "an inspector gives nothing away");

    let to = staff_id(&app, "talant").await;
    let offered: Vec<Colleague> = case(&app, &head, &filed).await.colleagues;
    let holder = staff_id(&app, "gulnara").await;
    assert!(offered.iter().any(|one| one.id == to && one.held == 0));
    assert!(offered.iter().all(|one| one.id != holder), "whoever has it already is not offered");
    give(&app, &head, &filed, &to).await.unwrap();
    give(&app, &head, &filed, &to).await.unwrap();

    let mine = QueueQuery { mine: "on".to_owned(), ..QueueQuery::default() };
    let queue = app.services.queue.show(&talant, &mine).await.unwrap();
    assert_eq!(queue.lists.iter().map(|list| list.rows.len()).sum::<usize>(), 1);
    let theirs = app.services.queue.show(&gulnara, &mine).await.unwrap();
    assert_eq!(theirs.lists.iter().map(|list| list.rows.len()).sum::<usize>(), 0);
    // long after a claim of one's own would have run out, also once they have looked at it
    assert!(case(&app, &talant, &filed).await.holder.unwrap().me);
    app.clock.advance(Duration::hours(5));
    assert!(case(&app, &head, &filed).await.holder.is_some());

    let kept: Vec<(String, serde_json::Value)> = sqlx::query_as(
        "SELECT tax_office, details FROM audit_entry WHERE action = 'case_reassigned' AND application_id = $1",
    )
    .bind(filed.id)
    .fetch_all(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(kept, [("001".to_owned(), serde_json::json!({ "from": holder, "to": to }))], "once");
}

#[tokio::test]
async fn only_a_head_of_the_office_gives_only_to_who_may_work_there() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    let far = app.staff("elsewhere", StaffRole::HeadOfOffice, Some("002"), None).await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    app.inspector("foreign", "002").await;
    app.inspector("blocked", "001").await;
    sqlx::query("UPDATE staff SET blocked_at = now() WHERE user_name = 'blocked'")
        .execute(&mut app.owner().await)
        .await
        .unwrap();
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    let to = staff_id(&app, "gulnara").await;
    for client in [&inspector, &administrator, &app.stranger()] {
        assert!(matches!(give(&app, client, &filed, &to).await.unwrap_err(), ApiError::Forbidden(_)));
    }
    let foreign = give(&app, &far, &filed, &to).await.unwrap_err();
    assert!(matches!(foreign, ApiError::Forbidden(ForbiddenReason::ForeignOffice(_))), "{foreign:?}");
    for nobody in ["foreign", "blocked", "isakova"] {
        let id = staff_id(&app, nobody).await;
        assert_eq!(give(&app, &head, &filed, &id).await.unwrap_err(), ApiError::NotFound, "{nobody}");
    }
    assert_eq!(give(&app, &head, &filed, "").await.unwrap_err(), ApiError::NotFound);
    assert_eq!(case(&app, &inspector, &filed).await.holder, None);
}

#[tokio::test]
async fn nobody_is_given_their_own_case_and_no_head_moves_theirs() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let subject = app.staff("subject", StaffRole::HeadOfOffice, Some("001"), Some(&person.inn)).await;
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    app.inspector("gulnara", "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let own = ApiError::Forbidden(ForbiddenReason::OwnCase);
    let to = staff_id(&app, "subject").await;
    assert_eq!(give(&app, &head, &filed, &to).await.unwrap_err(), own);
    assert!(case(&app, &head, &filed).await.colleagues.iter().all(|one| one.id != to));
    assert_eq!(give(&app, &subject, &filed, &staff_id(&app, "gulnara").await).await.unwrap_err(), own);
    assert!(case(&app, &subject, &filed).await.colleagues.is_empty());
}

#[tokio::test]
async fn what_is_handed_over_is_nobodys_work_any_more() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    app.grant(&inspector, &filed).await;
    let to = staff_id(&app, "gulnara").await;
    give(&app, &head, &filed, &to).await.unwrap();
    app.services.office.deliver(&inspector, &app.move_form(&filed).await).await.unwrap();
    let late = give(&app, &head, &filed, &to).await.unwrap_err();
    assert!(matches!(late, ApiError::Conflict(Conflict::ApplicationChanged(_))), "{late:?}");
    assert!(case(&app, &head, &filed).await.colleagues.is_empty());
}

#[tokio::test]
async fn a_plain_post_gives_it_and_leads_back_to_the_case() {
    let app = TestApp::new().await;
    app.inspector("gulnara", "001").await;
    let (head, token) = app.staff_with_token("saparov", StaffRole::HeadOfOffice, Some("001")).await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    let to = staff_id(&app, "gulnara").await;
    let path = format!("/office/applications/{}", filed.id);
    let (status, headers, _) = post_form(&app, &token, &format!("{path}/reassign"), format!("to={to}")).await;
    assert_eq!((status, headers[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, path.as_str()));
    assert!(case(&app, &head, &filed).await.holder.is_some());
}
