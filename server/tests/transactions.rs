//! Transactions: whoever leaves while one begins leaves nothing open behind.

use std::{future::poll_fn, pin::pin, task::Poll};

use crate::support::TestApp;

/// Begins, and lets go after so many steps: on the way to the database, while it answers, or when it has.
async fn let_go<T>(begin: impl Future<Output = T>, mut steps: u32) {
    let mut begin = pin!(begin);
    poll_fn(|context| {
        steps -= 1;
        match begin.as_mut().poll(context) {
            Poll::Pending if steps > 0 => Poll::Pending,
            _gone => Poll::Ready(()),
        }
    })
    .await;
}

/// How many connections of the pool stand within a transaction that nobody ends. All of them are taken first: whatever
/// was on its way back to the pool has arrived then.
async fn left_open(app: &TestApp) -> i64 {
    let pool = &app.foundation.pool;
    let mut taken = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        taken.push(pool.acquire().await.unwrap());
    }
    let open = "SELECT count(*) FROM pg_stat_activity \
                WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    sqlx::query_scalar(open).fetch_one(&mut app.owner().await).await.unwrap()
}

#[tokio::test]
async fn a_transaction_that_nobody_waits_for_any_more_is_not_left_open() {
    let app = TestApp::new().await;
    assert_eq!(left_open(&app).await, 0, "all connections stand, and nothing is open");
    for steps in 1..8 {
        let_go(app.foundation.begin(), steps).await;
        assert_eq!(left_open(&app).await, 0, "left after {steps} steps");
    }
}
