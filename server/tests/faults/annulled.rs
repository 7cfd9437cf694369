//! Access taken away at one server: whoever works at another is out within a second.

use std::time::Duration;

use futures::future::join_all;
use http::StatusCode;
use tokio::time::timeout;

use super::{
    inspectors,
    process::{Browser, Server},
    set_to_the_machines_clock,
};
use crate::support::{PASSWORD, TestApp, session_token, sign_in_form};

/// How soon every session ends.
const SOON: Duration = Duration::from_secs(1);

/// Asks for the cabinet until it is closed; how it was.
async fn until_closed(browser: &Browser, server: &Server) -> StatusCode {
    loop {
        let answer = browser.get(server, "/cabinet").await.expect("the server answers");
        if answer.status != StatusCode::OK {
            return answer.status;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_annulment_at_one_server_ends_the_sessions_at_both_within_a_second() {
    let app = TestApp::new().await;
    set_to_the_machines_clock(&app);
    let (_, login) = app.taxpayer(1).await;
    let mut browsers = Vec::new();
    for _ in 0..2 {
        let cookies = app.services.sign_in.taxpayer(&app.stranger(), &sign_in_form(&login, PASSWORD)).await.unwrap();
        browsers.push(Browser::of(&format!("__Host-session={}", session_token(&cookies))));
    }
    let inspector = Browser::of(&inspectors(&app, 1).await[0]);
    let servers = [Server::start(&app), Server::start(&app)];
    for browser in &browsers {
        for server in &servers {
            let open = browser.get(server, "/cabinet").await.unwrap();
            assert_eq!(open.status, StatusCode::OK, "open before: {}", open.body);
        }
    }

    let readers = browsers.iter().flat_map(|browser| servers.iter().map(move |server| until_closed(browser, server)));
    let mut closed = std::pin::pin!(join_all(readers));
    let form = [
        ("inn", login.as_str()),
        ("document_number", "17-4/2210"),
        ("document_date", "14.10.2026"),
        ("reason", "Постановление о признании поставок фиктивными"),
        ("action", "annul"),
    ];
    let mut annulled = std::pin::pin!(inspector.post(&servers[0], "/office/annulment", &form));
    let answer = tokio::select! {
        answer = &mut annulled => answer.unwrap(),
        // what is closed before the answer came was closed soon enough
        early = &mut closed => {
            assert!(annulled.await.unwrap().done());
            return assert_eq!(early, [StatusCode::UNAUTHORIZED; 4]);
        }
    };
    assert!(answer.done(), "{answer:?}");
    let closed = timeout(SOON, closed).await.expect("within a second of the answer");
    assert_eq!(closed, [StatusCode::UNAUTHORIZED; 4]);
}
