//! What is told at once: a change made at one server, seen by a reader of another; and that nobody is told anything who
//! may not see it.

use std::time::Duration;

use app::{api::StaffRole, components::DemoPersonas};
use axum::{Router, body::Body};
use futures::StreamExt;
use http::{Method, StatusCode, header};
use server::{
    http::{Shared, Web, router},
    services,
};
use tower::ServiceExt;

use crate::support::{PASSWORD, TestApp, site::request};

/// News come within this time, whichever server they come from.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Nothing comes within this time where nothing is to be told.
const QUIET: Duration = Duration::from_millis(400);

/// Another server on the same database.
struct Server {
    web: Web,
    router: Router,
}

fn another_server(test: &TestApp) -> Server {
    let empty = Default::default();
    let web = Web::new(Shared {
        foundation: test.foundation.clone(),
        services: services::all(&test.foundation),
        assets: app::Assets::new("/pkg/cabinet.css", "/pkg/boot.js", "/pkg/passkey.js", &empty, &empty),
        personas: DemoPersonas::default().into(),
        metrics: None,
    });
    Server { router: router(web.clone()).0, web }
}

/// Signs a member of staff in once more; the token of the session.
async fn sign_in(test: &TestApp, user_name: &str) -> String {
    test.enter_office(user_name).await.1
}

struct Reader {
    body: axum::body::BodyDataStream,
}

impl Reader {
    async fn of(server: &Server, token: &str) -> Self {
        let asked = request(Method::GET, "/office/events").header(header::COOKIE, format!("__Host-session={token}"));
        let answer = server.router.clone().oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
        let mut reader = Self { body: answer.into_body().into_data_stream() };
        assert!(reader.next().await.unwrap().contains("event: watching"));
        // the server listens from now on, and says so
        while server_is_new(&mut reader).await {}
        reader
    }

    /// What comes within a second; none when the stream has ended.
    async fn next(&mut self) -> Option<String> {
        let heard = tokio::time::timeout(AT_ONCE, self.body.next()).await.expect("nothing came within a second");
        heard.map(|bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap())
    }

    async fn is_quiet(&mut self) -> bool {
        tokio::time::timeout(QUIET, self.body.next()).await.is_err()
    }
}

/// Takes the news away that only say that the server has begun to listen.
async fn server_is_new(reader: &mut Reader) -> bool {
    !reader.is_quiet().await
}

#[tokio::test]
async fn what_one_server_changes_a_reader_of_another_sees_within_a_second() {
    let test = TestApp::new().await;
    let (one, two) = (another_server(&test), another_server(&test));
    let inspector = test.inspector("gulnara", "001").await;
    test.inspector("talant", "001").await;
    test.inspector("foreign", "002").await;
    let mut near = Reader::of(&one, &sign_in(&test, "talant").await).await;
    let mut far = Reader::of(&two, &sign_in(&test, "talant").await).await;
    let mut foreign = Reader::of(&two, &sign_in(&test, "foreign").await).await;

    let person = test.person(1, "001").await;
    let filed = test.file(&person, PASSWORD).await;
    for reader in [&mut near, &mut far] {
        assert!(reader.next().await.unwrap().contains(&filed.id.to_string()));
    }
    // a claim is news of its own
    test.services.office.claim(&inspector, &filed.id.to_string()).await.unwrap();
    assert!(far.next().await.unwrap().contains(&filed.id.to_string()));
    test.services.office.release(&inspector, &filed.id.to_string()).await.unwrap();
    assert!(far.next().await.unwrap().contains(&filed.id.to_string()));
    assert!(foreign.is_quiet().await, "another office is told nothing");
}

#[tokio::test]
async fn the_stream_ends_with_the_session_within_a_second_on_every_server() {
    let test = TestApp::new().await;
    let server = another_server(&test);
    let inspector = test.inspector("gulnara", "001").await;
    let token = sign_in(&test, "gulnara").await;
    let mut ended = Reader::of(&server, &token).await;
    let mut stays = Reader::of(&server, &sign_in(&test, "gulnara").await).await;
    let client = test.after(&test.stranger(), &[]).await;
    let client = app::api::Client { caller: test.caller(&token).await, ..client };
    test.services.sign_in.sign_out(&client).await.unwrap();
    assert_eq!(ended.next().await, None);
    assert!(stays.is_quiet().await);

    // blocked, the member of staff has no session any more
    sqlx::query("UPDATE staff SET blocked_at = now() WHERE user_name = 'gulnara'")
        .execute(&mut test.owner().await)
        .await
        .unwrap();
    assert_eq!(stays.next().await, None);
    drop(inspector);
}

#[tokio::test]
async fn only_staff_of_an_office_may_watch_and_a_server_that_ends_sends_them_away() {
    let test = TestApp::new().await;
    let server = another_server(&test);
    test.inspector("gulnara", "001").await;
    test.staff("admin", StaffRole::Administrator, None, None).await;
    let admin = sign_in(&test, "admin").await;
    for (cookie, status) in [
        (String::new(), StatusCode::UNAUTHORIZED),
        ("__Host-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned(), StatusCode::UNAUTHORIZED),
        (format!("__Host-session={admin}"), StatusCode::FORBIDDEN),
    ] {
        let asked = request(Method::GET, "/office/events").header(header::COOKIE, cookie);
        let answer = server.router.clone().oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status(), status);
    }
    let mut reader = Reader::of(&server, &sign_in(&test, "gulnara").await).await;
    server.web.live().close();
    assert_eq!(reader.next().await, None);
}

#[tokio::test]
async fn claims_that_have_run_out_are_forgotten_and_told() {
    let test = TestApp::new().await;
    let inspector = test.inspector("gulnara", "001").await;
    let filed = test.file(&test.person(1, "001").await, PASSWORD).await;
    test.services.office.claim(&inspector, &filed.id.to_string()).await.unwrap();
    test.clock.advance(time::Duration::minutes(31));
    let server = another_server(&test);
    let token = sign_in(&test, "gulnara").await;
    // a server that begins to listen also looks for them
    let _reader = Reader::of(&server, &token).await;
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM case_claim").fetch_one(&test.foundation.pool).await.unwrap();
    assert_eq!(left, 0);
}
