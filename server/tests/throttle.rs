//! How often one client may ask: the limit holds for all servers together, and nobody is refused below it.

use app::api::ApiError;
use futures::future::join_all;
use server::{error::ServiceError, throttle::Throttle};

use crate::support::TestApp;

const LIMIT: u32 = 40;

async fn spend(throttle: &Throttle, client: &str) -> bool {
    match throttle.spend("test", client, LIMIT, 60).await {
        Ok(()) => true,
        Err(ServiceError::Answer(ApiError::Throttled { retry_after })) => {
            assert!((1..=60).contains(&retry_after), "{retry_after}");
            false
        }
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_that_come_at_once_are_all_answered_up_to_the_limit_and_no_further() {
    let app = TestApp::new().await;
    for round in 0..5 {
        let throttle = Throttle::of(&app.foundation);
        let client = round.to_string();
        let tasks = (0..LIMIT + 20).map(|_| {
            let (throttle, client) = (throttle.clone(), client.clone());
            tokio::spawn(async move { spend(&throttle, &client).await })
        });
        let answered = join_all(tasks).await.into_iter().filter(|answered| *answered.as_ref().unwrap()).count();
        assert_eq!(answered, 40, "round {round}");
        assert!(!spend(&throttle, &client).await);
        assert!(spend(&throttle, &format!("neighbour of {round}")).await, "each client has a count of its own");
    }
}

#[tokio::test]
async fn two_servers_together_let_no_more_through_than_one() {
    let app = TestApp::new().await;
    let servers = [Throttle::of(&app.foundation), Throttle::of(&app.foundation)];
    let answered = join_all((0..200).map(|number| spend(&servers[number % 2], "client"))).await;
    assert_eq!(answered.into_iter().filter(|answered| *answered).count(), 40);
    app.clock.advance(time::Duration::MINUTE);
    assert!(spend(&servers[0], "client").await, "the next window");
}

#[tokio::test]
async fn restarts_cost_a_client_no_more_than_what_they_had_spent() {
    let app = TestApp::new().await;
    // each round is a server that was just started; what the one before had left is lost
    for restart in 0..LIMIT / 4 {
        let throttle = Throttle::of(&app.foundation);
        assert!(spend(&throttle, "client").await, "after {restart} restarts");
        assert!(spend(&throttle, "client").await, "after {restart} restarts");
    }
    let throttle = Throttle::of(&app.foundation);
    let mut left = 0;
    while spend(&throttle, "client").await {
        left += 1;
    }
    assert_eq!(left, LIMIT / 2, "nothing of the limit was lost");
}
