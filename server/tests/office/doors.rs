//! Who may not come in: strangers, other roles, other offices, the applicant themselves.

use app::api::queue::QueueQuery;
use app::api::{
    ApiError, Field, ForbiddenReason, Message, StaffRole,
    office::{AcceptForm, OpenForm, RefuseForm},
};
use domain::queue::QueuePart;

use super::refuse_form;
use crate::support::{Filed, PASSWORD, TestApp};

#[tokio::test]
async fn everything_needs_the_role() {
    let app = TestApp::new().await;
    let office = &app.services.office;
    let stranger = app.stranger();
    let sign_in = ApiError::Forbidden(ForbiddenReason::SignInRequired);
    assert_eq!(app.services.queue.show(&stranger, &QueueQuery::default()).await.unwrap_err(), sign_in);
    let administrator = app.staff("admin", StaffRole::Administrator, None, None).await;
    let (taxpayer, _) = app.taxpayer(1).await;
    for (client, reason) in [(&administrator, ForbiddenReason::Administrator), (&taxpayer, ForbiddenReason::Role)] {
        let role = ApiError::Forbidden(reason);
        assert_eq!(app.services.queue.show(client, &QueueQuery::default()).await.unwrap_err(), role);
        assert_eq!(office.open(client, &OpenForm::default()).await.unwrap_err(), role);
        assert_eq!(office.case(client, "").await.unwrap_err(), role);
        assert_eq!(office.accept(client, &AcceptForm::default()).await.unwrap_err(), role);
        assert_eq!(office.refuse(client, &RefuseForm::default()).await.unwrap_err(), role);
        assert_eq!(office.grant(client, &Default::default()).await.unwrap_err(), role);
        assert_eq!(office.deliver(client, &Default::default()).await.unwrap_err(), role);
        assert_eq!(office.application_paper(client, "").await.unwrap_err(), role);
        assert_eq!(office.decision_paper(client, "").await.unwrap_err(), role);
    }
    let head = app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await;
    assert!(app.services.queue.show(&head, &QueueQuery::default()).await.is_ok());
}

#[tokio::test]
async fn a_foreign_office_is_told_whose_it_is_and_touches_nothing() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let own = app.inspector("gulnara", "001").await;
    let foreign = app.inspector("azamat", "032").await;
    let office = &app.services.office;
    app.accept(&own, &filed).await.unwrap();
    let id = filed.id.to_string();
    let form = app.move_form(&filed).await;
    let refusals = [
        app.open(&foreign, &filed).await.map(drop),
        office.case(&foreign, &id).await.map(drop),
        office.accept(&foreign, &app.accept_form(&filed).await).await,
        office.grant(&foreign, &form).await,
        office.refuse(&foreign, &refuse_form(&app, &filed, "identity_not_confirmed").await).await,
        office.deliver(&foreign, &form).await,
        office.application_paper(&foreign, &id).await.map(drop),
        office.decision_paper(&foreign, &id).await.map(drop),
    ];
    for refusal in refusals {
        match refusal.unwrap_err() {
            ApiError::Forbidden(ForbiddenReason::ForeignOffice(whose)) => {
                assert_eq!(whose.code, "001")
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(app.queue(&foreign).await.rows(QueuePart::ToDecide).is_empty());
    let looked: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_entry WHERE action = 'application_opened' AND tax_office = '032'",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(looked, 1, "a look-up is kept even when it leads nowhere");
}

#[tokio::test]
async fn an_unknown_pair_of_inn_and_code_tells_nothing() {
    let app = TestApp::new().await;
    let (one, two) = (app.person(1, "001").await, app.person(2, "001").await);
    let (filed, other) = (app.file(&one, PASSWORD).await, app.file(&two, PASSWORD).await);
    let inspector = app.inspector("gulnara", "001").await;
    let crossed = Filed { code: other.code, ..filed };
    let none = ApiError::field(Field::Form, Message::NoSuchApplication);
    assert_eq!(app.open(&inspector, &crossed).await.unwrap_err(), none);
    let garbage = OpenForm { paper: "SALYK:1:no".to_owned(), ..OpenForm::default() };
    assert_eq!(app.services.office.open(&inspector, &garbage).await.unwrap_err(), none);
    let empty = app.services.office.open(&inspector, &OpenForm::default()).await.unwrap_err().fields();
    assert_eq!(empty.0, [(Field::Inn, Message::Required), (Field::Code, Message::Required)]);
}

#[tokio::test]
async fn nobody_decides_on_themselves() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let own = app.staff("self", StaffRole::Inspector, Some("001"), Some(&person.inn)).await;
    let own_case = ApiError::Forbidden(ForbiddenReason::OwnCase);
    let office = &app.services.office;
    app.open(&own, &filed).await.unwrap();
    assert_eq!(office.accept(&own, &app.accept_form(&filed).await).await.unwrap_err(), own_case);
    let other = app.inspector("gulnara", "001").await;
    app.accept(&other, &filed).await.unwrap();
    assert_eq!(office.grant(&own, &app.move_form(&filed).await).await.unwrap_err(), own_case);
    let refusal = refuse_form(&app, &filed, "identity_not_confirmed").await;
    assert_eq!(office.refuse(&own, &refusal).await.unwrap_err(), own_case);
}
