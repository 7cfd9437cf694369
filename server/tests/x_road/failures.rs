//! Slow, broken, absent, and back again.

use http::StatusCode;
use server::registry::Registry;
use time::Duration;

use super::{
    INN, cabinet, inn, passport, registry,
    security_server::{Fault, SecurityServer},
};

/// What the registry says after these faults, and how many attempts it made.
async fn after(faults: &[Fault]) -> (String, usize) {
    let server = SecurityServer::start().await;
    server.taxpayer(INN, "Асанова", "001", "");
    let app = cabinet(&server.address, |_| {}).await;
    server.fail(faults);
    let said = match registry(&app).taxpayer(&inn()).await {
        Ok(found) => found.map_or("nobody".to_owned(), |found| found.name_ru),
        Err(unavailable) => unavailable.to_string().replace("the registry can't be asked: X-Road: ", ""),
    };
    (said, server.attempts())
}

#[tokio::test]
async fn what_may_pass_is_asked_again_and_nothing_else() {
    let gone = || Fault::Page(StatusCode::BAD_GATEWAY);
    let refused = |status| Fault::Status(status, "Server.ServerProxy.ServiceFailed");
    let body = |text: &str| Fault::Body(text.to_owned());
    let long = body(&format!("{{\"inn\":\"{}\"}}", "1".repeat(70_000)));
    let other = body(r#"{"inn":"21503199000123","RayonCode":"001","FullName":"Другой"}"#);
    for (faults, said, attempts) in [
        (vec![gone()], "Асанова", 2),
        (vec![Fault::Reset], "Асанова", 2),
        (vec![Fault::HalfAnAnswer], "Асанова", 2),
        (vec![Fault::Reset, gone()], "Асанова", 3),
        (vec![Fault::Reset, Fault::Reset, Fault::Reset], "the connection broke", 3),
        (vec![gone(), gone(), gone()], "HTTP 502 ", 3),
        (vec![refused(StatusCode::INTERNAL_SERVER_ERROR); 3], "HTTP 500 Server.ServerProxy.ServiceFailed", 3),
        (vec![refused(StatusCode::BAD_REQUEST)], "HTTP 400 Server.ServerProxy.ServiceFailed", 1),
        (vec![refused(StatusCode::NOT_FOUND)], "HTTP 404 Server.ServerProxy.ServiceFailed", 1),
        (vec![Fault::Page(StatusCode::OK)], "the answer is not understood: not the expected JSON", 1),
        (vec![body("{\"inn\":")], "the answer is not understood: not the expected JSON", 1),
        (vec![body("{}")], "the answer is not understood: not the expected JSON", 1),
        (vec![other], "the answer is not understood: the answer is about another INN", 1),
        (vec![long], "the answer is not understood: it is longer than 64 KiB", 1),
        (
            vec![body(&format!(r#"{{"inn":"{INN}","RayonCode":"777","FullName":"А"}}"#))],
            "the registry can't be asked: the office 777 can't be found in the directory",
            1,
        ),
    ] {
        assert_eq!(after(&faults).await, (said.to_owned(), attempts), "{faults:?}");
    }
}

#[tokio::test]
async fn who_is_silent_is_not_waited_for() {
    let server = SecurityServer::start().await;
    let app = cabinet(&server.address, |x_road| {
        x_road.attempt_milliseconds = 200;
        x_road.attempts = 2;
    })
    .await;
    server.fail(&[Fault::Silence, Fault::Silence]);
    let said = registry(&app).taxpayer(&inn()).await.unwrap_err().to_string();
    assert_eq!((said.as_str(), server.attempts()), ("the registry can't be asked: X-Road: no answer in time", 2));
    // all attempts together have their time too
    let app = cabinet(&server.address, |x_road| x_road.total_milliseconds = 200).await;
    server.fail(&[Fault::Silence]);
    assert!(registry(&app).taxpayer(&inn()).await.is_err());
    assert_eq!(server.attempts(), 3);
}

#[tokio::test]
async fn nobody_there_is_no_answer() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let app = cabinet(&address, |_| {}).await;
    let registry = registry(&app);
    let said = registry.taxpayer(&inn()).await.unwrap_err().to_string();
    assert_eq!(said, "the registry can't be asked: X-Road: no connection to the security server");
    assert!(registry.citizen(&inn(), Some(&passport("ID1234567"))).await.is_err());
    // what the tables have needs no X-Road
    assert!(registry.citizen(&inn(), None).await.is_ok());
    assert!(registry.risk(&inn()).await.is_ok());
}

#[tokio::test]
async fn a_service_that_fails_again_and_again_is_left_alone_and_tried_once() {
    let server = SecurityServer::start().await;
    server.taxpayer(INN, "Асанова", "001", "");
    server.passport(INN, "ID1234567", false);
    let app = cabinet(&server.address, |x_road| {
        x_road.attempts = 1;
        x_road.breaker_failures = 2;
    })
    .await;
    let registry = registry(&app);
    let ask = async || registry.taxpayer(&inn()).await.map(|found| found.is_some()).map_err(|error| error.to_string());
    let left_alone = Err("the registry can't be asked: X-Road: left alone after repeated failures".to_owned());
    server.fail(&vec![Fault::Page(StatusCode::BAD_GATEWAY); 3]);
    assert!(ask().await.is_err() && ask().await.is_err());
    assert_eq!((ask().await, server.attempts()), (left_alone.clone(), 2));
    // the other service is another's matter
    server.recover();
    assert_eq!(registry.citizen(&inn(), Some(&passport("ID1234567"))).await.unwrap().passport_fits, Some(true));
    assert_eq!(ask().await, left_alone);
    // the trial fails: another rest
    server.fail(&[Fault::Page(StatusCode::BAD_GATEWAY)]);
    app.clock.advance(Duration::seconds(20));
    assert!(ask().await.is_err());
    assert_eq!((ask().await, server.attempts()), (left_alone, 4));
    // the trial succeeds
    app.clock.advance(Duration::seconds(20));
    assert_eq!((ask().await, server.attempts()), (Ok(true), 5));
    app.clock.advance(Duration::MINUTE);
    server.fail(&[Fault::Page(StatusCode::BAD_GATEWAY)]);
    assert!(ask().await.is_err());
    assert_eq!(ask().await, Ok(true), "one failure after a success left it alone");
}

#[tokio::test]
async fn during_a_trial_others_hear_at_once_that_it_is_not_there() {
    let server = SecurityServer::start().await;
    let app = cabinet(&server.address, |x_road| {
        x_road.attempts = 1;
        x_road.breaker_failures = 1;
    })
    .await;
    let registry = registry(&app);
    server.fail(&[Fault::Page(StatusCode::BAD_GATEWAY), Fault::Silence]);
    assert!(registry.taxpayer(&inn()).await.is_err());
    app.clock.advance(Duration::seconds(20));
    let (inn_on_trial, inn_beside) = (inn(), inn());
    let mut trial = std::pin::pin!(registry.taxpayer(&inn_on_trial));
    // the trial is under way when the server has heard it
    while server.heard().len() < 2 {
        assert!(futures::poll!(&mut trial).is_pending());
        tokio::task::yield_now().await;
    }
    let said = registry.taxpayer(&inn_beside).await.unwrap_err().to_string();
    assert!(said.contains("left alone"), "{said}");
    assert_eq!(server.heard().len(), 2);
}
