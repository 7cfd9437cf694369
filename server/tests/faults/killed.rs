//! `kill -9`: of the server between acceptance and decision, and of PostgreSQL under load.

use std::time::Duration;

use futures::future::join_all;
use http::StatusCode;
use tokio::time::timeout;

use super::{
    assert_each_is_granted_once, filed, inspectors,
    postgres::Postgres,
    process::{Answer, Browser, Server},
    set_to_the_machines_clock,
};
use crate::support::{Filed, TestApp};

/// Whoever comes back serves within this time.
const BACK: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_between_acceptance_and_decision_loses_nothing_and_doubles_nothing() {
    let app = TestApp::new().await;
    set_to_the_machines_clock(&app);
    let all = filed(&app, 12).await;
    let browser = Browser::of(&inspectors(&app, 1).await[0]);
    let server = Server::start(&app);
    let mut versions = Vec::new();
    for filed in &all {
        let form = app.accept_form(filed).await;
        assert!(browser.open(&server, filed).await.unwrap().done());
        let path = format!("/office/applications/{}/accept", filed.id);
        assert!(browser.post(&server, &path, &form).await.unwrap().done());
        versions.push(form.version + 1);
    }

    // all are decided at once, and after the first answer the server is no more
    let (first, rest) = (browser.grant(&server, &all[0], versions[0]), &all[1..]);
    let others = join_all(rest.iter().zip(&versions[1..]).map(|(filed, version)| {
        let browser = browser.clone();
        let server = &server;
        async move { browser.grant(server, filed, *version).await }
    }));
    let mut others = std::pin::pin!(others);
    let first = tokio::select! {
        first = first => first,
        _all = &mut others => None,
    };
    let sure = usize::from(first.is_some_and(|answer| answer.done()));
    server.kill();
    let answers = others.await;

    let server = Server::start(&app);
    let told: Vec<&Filed> = rest
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer.as_ref().is_some_and(Answer::done))
        .map(|(filed, _)| filed)
        .chain(&all[..sure])
        .collect();
    for (filed, version) in all.iter().zip(&versions) {
        let again = timeout(BACK, browser.grant(&server, filed, *version)).await.expect("back in time").unwrap();
        if told.iter().any(|granted| granted.id == filed.id) {
            assert_eq!(again.status, StatusCode::CONFLICT, "what somebody was told is done was done");
        }
        assert!(again.done() || again.status == StatusCode::CONFLICT, "{again:?}");
    }
    assert_each_is_granted_once(&app, 12).await;
}

/// In words that help, on the page itself or in its place.
fn says_what_is_wrong(answer: &Answer) -> bool {
    ["Сервис временно недоступен", "Сервис сейчас не отвечает"].iter().any(|words| answer.body.contains(words))
}

/// Until it is done or somebody was quicker; how often it could not be said whether it was.
async fn insist(ask: impl AsyncFn() -> Option<Answer>) -> (bool, u32) {
    let mut unsure = 0;
    loop {
        let Some(answer) = ask().await else {
            unsure += 1;
            continue;
        };
        match answer.status {
            StatusCode::SERVICE_UNAVAILABLE => {
                assert!(says_what_is_wrong(&answer), "{answer:?}");
                unsure += 1;
            }
            StatusCode::SEE_OTHER => return (true, unsure),
            StatusCode::CONFLICT => return (false, unsure),
            _ => panic!("{answer:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_killed_under_load_loses_nothing_and_the_server_is_back_within_five_seconds() {
    let mut postgres = Postgres::start();
    let app = TestApp::on(&postgres.migrated().await).await;
    set_to_the_machines_clock(&app);
    let all = filed(&app, 60).await;
    let mut forms = Vec::new();
    for filed in &all {
        forms.push(app.accept_form(filed).await);
    }
    let cookies = &inspectors(&app, 6).await;
    let server = Server::start(&app);
    let (say, mut said) = tokio::sync::mpsc::unbounded_channel();
    let day = |inspector: usize| {
        let (browser, say) = (Browser::of(&cookies[inspector]), say.clone());
        let (server, all, forms) = (&server, &all, &forms);
        async move {
            let mut unsure = 0;
            for (filed, form) in all.iter().zip(forms).skip(inspector).step_by(cookies.len()) {
                let path = format!("/office/applications/{}/accept", filed.id);
                unsure += insist(async || browser.open(server, filed).await).await.1;
                let (accepted, once_more) = insist(async || browser.post(server, &path, form).await).await;
                // alone at this application: only what was done without an answer can have been quicker
                assert!(accepted || once_more > 0);
                let (granted, again) = insist(async || browser.grant(server, filed, form.version + 1).await).await;
                assert!(granted || again > 0);
                unsure += once_more + again;
                say.send(()).unwrap();
            }
            unsure
        }
    };
    let days = join_all((0..cookies.len()).map(day));
    let (asker, server_seen) = (Browser::of(&cookies[0]), &server);
    let blow = async {
        for _ in 0..6 {
            said.recv().await.unwrap();
        }
        postgres.kill(&app).await;
        let meanwhile = asker.get(server_seen, "/office").await.unwrap();
        assert_eq!(meanwhile.status, StatusCode::SERVICE_UNAVAILABLE, "{meanwhile:?}");
        assert!(says_what_is_wrong(&meanwhile), "{meanwhile:?}");
        postgres.start_again();
        let answers = async {
            while asker.get(server_seen, "/office").await.is_none_or(|answer| answer.status != StatusCode::OK) {}
        };
        timeout(BACK, answers).await.expect("the server is back within five seconds");
    };
    let (unsure, ()) = tokio::join!(days, blow);
    assert!(unsure.iter().sum::<u32>() > 0, "the blow was felt");
    assert_each_is_granted_once(&app, 60).await;
}
