//! A sign-in and the decision at the same moment: whichever commits first, no session by the old password outlives it.

use app::api::Caller;
use sqlx::{Connection, PgConnection};

use super::{NEW_PASSWORD, file, restore_form, somebody, wrong};
use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

/// Waits until so many others of this database wait for a lock.
async fn waiting(watcher: &mut PgConnection, wanted: i64) {
    for _ in 0..20_000 {
        let waiting: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(&mut *watcher)
        .await
        .unwrap();
        if waiting == wanted {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("nobody waits: the two no longer meet where this test has them meet");
}

#[tokio::test]
async fn a_sign_in_that_verified_the_old_password_in_time_comes_too_late_once_the_decision_is_first() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    app.accept(&inspector, &filed).await.unwrap();
    let form = app.move_form(&filed).await;
    let (mut owner, mut watcher) = (app.owner().await, app.owner().await);

    // whoever holds the end of the trail stops every transaction at its last statement
    let mut held = owner.begin().await.unwrap();
    sqlx::query("SELECT seq FROM audit_head FOR UPDATE").fetch_one(&mut *held).await.unwrap();
    let decide = app.services.office.grant(&inspector, &form);
    let (stranger, old) = (app.stranger(), sign_in_form(&login, PASSWORD));
    let enter = async {
        waiting(&mut watcher, 1).await;
        // the new password is not in force yet, so the old one is verified
        app.services.sign_in.taxpayer(&stranger, &old).await
    };
    let let_go = async {
        let mut watcher = app.owner().await;
        waiting(&mut watcher, 2).await;
        held.commit().await.unwrap();
    };
    let (decided, entered, ()) = tokio::join!(decide, enter, let_go);
    decided.unwrap();
    assert_eq!(entered.unwrap_err(), wrong());
    let running: i64 =
        sqlx::query_scalar("SELECT count(*) FROM session WHERE account_id IS NOT NULL AND ended_at IS NULL")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(running, 0);
}

#[tokio::test]
async fn a_session_that_begins_just_before_the_decision_ends_with_it() {
    let app = TestApp::new().await;
    let (person, login) = somebody(&app, 1).await;
    let inspector = app.inspector("gulnara", "001").await;
    let (filed, _) = file(&app, &restore_form(&app, &person)).await;
    app.accept(&inspector, &filed).await.unwrap();
    let form = app.move_form(&filed).await;
    let (mut owner, mut watcher) = (app.owner().await, app.owner().await);

    let mut held = owner.begin().await.unwrap();
    sqlx::query("SELECT seq FROM audit_head FOR UPDATE").fetch_one(&mut *held).await.unwrap();
    let (stranger, old) = (app.stranger(), sign_in_form(&login, PASSWORD));
    let enter = app.services.sign_in.taxpayer(&stranger, &old);
    let decide = async {
        waiting(&mut watcher, 1).await;
        app.services.office.grant(&inspector, &form).await
    };
    let let_go = async {
        let mut watcher = app.owner().await;
        waiting(&mut watcher, 2).await;
        held.commit().await.unwrap();
    };
    let (entered, decided, ()) = tokio::join!(enter, decide, let_go);
    decided.unwrap();
    assert_eq!(app.caller(&session_token(&entered.unwrap())).await, Caller::Nobody);
    assert!(app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.is_ok());
}

#[tokio::test]
async fn at_any_moment_the_two_leave_no_session_of_the_old_password() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    for number in 1..=8 {
        let (person, login) = somebody(&app, number).await;
        let (filed, _) = file(&app, &restore_form(&app, &person)).await;
        app.accept(&inspector, &filed).await.unwrap();
        let form = app.move_form(&filed).await;
        let (stranger, old) = (app.stranger(), sign_in_form(&login, PASSWORD));
        let enter = app.services.sign_in.taxpayer(&stranger, &old);
        let decide = app.services.office.grant(&inspector, &form);
        let (entered, decided) = tokio::join!(enter, decide);
        decided.unwrap();
        if let Ok(cookies) = entered {
            assert_eq!(app.caller(&session_token(&cookies)).await, Caller::Nobody, "round {number}");
        }
        app.clock.advance(time::Duration::MINUTE);
        assert!(app.sign_in(&app.stranger(), &login, NEW_PASSWORD).await.is_ok());
        assert_eq!(app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap_err(), wrong());
    }
}
