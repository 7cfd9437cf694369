//! Fifty inspectors on five hundred applications at once, through HTTP, at two servers on one database.

use ::app::api::office::AcceptForm;
use futures::future::join_all;
use http::StatusCode;

use super::{
    assert_each_is_granted_once, filed, inspectors,
    process::{Answer, Browser, Server},
    set_to_the_machines_clock,
};
use crate::support::{Filed, TestApp};

const INSPECTORS: u8 = 50;
const APPLICATIONS: u32 = 500;

/// An application with what an inspector's page sends to accept it.
struct Case {
    filed: Filed,
    accept: AcceptForm,
}

/// Opens, accepts and grants; which of the moves were done.
async fn work(browser: &Browser, server: &Server, case: &Case) -> [bool; 2] {
    let opened = browser.open(server, &case.filed).await.unwrap();
    assert!(opened.done(), "{opened:?}");
    let path = format!("/office/applications/{}/accept", case.filed.id);
    let accepted = browser.post(server, &path, &case.accept).await.unwrap();
    let granted = browser.grant(server, &case.filed, case.accept.version + 1).await.unwrap();
    [accepted, granted].map(|answer| done_or_told(&answer))
}

/// Whoever comes second is told that the application has changed.
fn done_or_told(answer: &Answer) -> bool {
    assert!(answer.done() || answer.status == StatusCode::CONFLICT, "{answer:?}");
    answer.done()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_inspectors_on_five_hundred_applications_decide_each_once_at_two_servers() {
    let app = TestApp::new().await;
    set_to_the_machines_clock(&app);
    let mut cases = Vec::new();
    for filed in filed(&app, APPLICATIONS).await {
        cases.push(Case { accept: app.accept_form(&filed).await, filed });
    }
    let servers = [Server::start(&app), Server::start(&app)];
    let cookies = inspectors(&app, INSPECTORS).await;

    // every application is taken up by two of them, each at another server
    let day = |inspector: usize| {
        let (server, browser) = (&servers[inspector % 2], Browser::of(&cookies[inspector]));
        let mine = cases.iter().enumerate().filter(move |(number, _)| {
            [inspector, (inspector + 1) % usize::from(INSPECTORS)].contains(&(number % usize::from(INSPECTORS)))
        });
        async move {
            let mut done = [0, 0];
            for (_, case) in mine {
                let [accepted, granted] = work(&browser, server, case).await;
                done = [done[0] + u32::from(accepted), done[1] + u32::from(granted)];
            }
            done
        }
    };
    let days = join_all((0..usize::from(INSPECTORS)).map(day)).await;
    let sum = |place: usize| days.iter().map(|done| done[place]).sum::<u32>();
    assert_eq!([sum(0), sum(1)], [APPLICATIONS, APPLICATIONS], "one of the two is told that it is done");
    assert_each_is_granted_once(&app, i64::from(APPLICATIONS)).await;
}
