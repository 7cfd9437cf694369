//! Several inspectors at the same application at the same time.

use app::api::ApiError;
use domain::access_application::ApplicationState;
use futures::future::join_all;

use super::{changed, refuse_form};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn of_two_inspectors_at_once_one_wins_and_the_other_is_told() {
    let app = TestApp::new().await;
    let office = &app.services.office;
    let (first, second) = (app.inspector("first", "001").await, app.inspector("second", "001").await);
    for round in 0..8 {
        let person = app.person(round, "001").await;
        let filed = app.file(&person, PASSWORD).await;
        app.open(&first, &filed).await.unwrap();
        app.open(&second, &filed).await.unwrap();

        let form = app.accept_form(&filed).await;
        let (one, two) = tokio::join!(office.accept(&first, &form), office.accept(&second, &form));
        assert_one_wins([one, two], ApplicationState::Accepted);
        assert_eq!(office.accept(&first, &form).await.unwrap_err(), changed(ApplicationState::Accepted));

        let form = app.move_form(&filed).await;
        let refusal = refuse_form(&app, &filed, "identity_not_confirmed").await;
        let (one, two, three) =
            tokio::join!(office.grant(&first, &form), office.grant(&second, &form), office.refuse(&second, &refusal));
        let state = app.services.office.case(&first, &filed.id.to_string()).await.unwrap().state;
        assert!(matches!(state, ApplicationState::Granted | ApplicationState::Refused));
        assert_one_wins([one, two, three], state);

        let form = app.move_form(&filed).await;
        let (one, two) = tokio::join!(office.deliver(&first, &form), office.deliver(&second, &form));
        assert_one_wins([one, two], ApplicationState::Delivered);
    }
    let numbers: Vec<String> =
        sqlx::query_scalar("SELECT acceptance_number FROM access_application ORDER BY acceptance_number")
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    let expected: Vec<String> = (1..=8).map(|number| format!("001-2026-{number:06}")).collect();
    assert_eq!(numbers, expected, "without gaps: what lost gave its number back");
}

fn assert_one_wins<const N: usize>(results: [Result<(), ApiError>; N], state: ApplicationState) {
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    for error in results.into_iter().filter_map(Result::err) {
        assert_eq!(error, changed(state));
    }
}

#[tokio::test]
async fn many_inspectors_on_many_applications_decide_each_once() {
    let app = TestApp::new().await;
    let office = &app.services.office;
    let mut inspectors = Vec::new();
    for number in 0..5 {
        inspectors.push(app.inspector(&format!("inspector{number}"), "001").await);
    }
    let mut all = Vec::new();
    for number in 0..6 {
        let person = app.person(number, "001").await;
        for _ in 0..2 {
            all.push(app.file(&person, PASSWORD).await);
        }
    }
    let work = inspectors.iter().flat_map(|inspector| all.iter().map(move |filed| (inspector, filed)));
    join_all(work.map(|(inspector, filed)| async {
        let accepted = app.accept(inspector, filed).await;
        let granted = office.grant(inspector, &app.move_form(filed).await).await;
        for result in [accepted, granted] {
            if let Err(error) = result {
                assert!(matches!(error, ApiError::Conflict(_)), "{error:?}");
            }
        }
    }))
    .await;
    let (granted, accounts, logins): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM access_application WHERE state = 'granted'), (SELECT count(*) FROM account),
                (SELECT count(DISTINCT login) FROM access_application)",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!((granted, accounts, logins), (6, 6, 6));
    let mut owner = app.owner().await;
    let verified = server::storage::audit::verify(&mut owner).await.unwrap();
    assert!(matches!(verified, server::storage::audit::Verification::Whole { .. }), "{verified:?}");
}
