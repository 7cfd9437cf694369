//! Look-ups at the same time are one question to the database; each gets the answer of its own INN.

use domain::inn::Inn;
use futures::future::join_all;
use server::registry::{BuiltInRegistry, Registry};

use super::{Folder, TAXPAYERS, import, taxpayer};
use crate::support::TestApp;

fn inn(number: u32) -> Inn {
    Inn::from_trusted(&format!("11503199{number:06}")).unwrap()
}

#[tokio::test]
async fn everybody_gets_their_own_answer_however_many_ask_at_once() {
    let app = TestApp::new().await;
    let rows = (0..150).map(|number| taxpayer(inn(number * 2).as_str(), &format!("House {}", number * 2)));
    let text = std::iter::once(TAXPAYERS.to_owned()).chain(rows).collect::<String>();
    import(&app, &Folder::with(&[("taxpayers.csv", text.as_bytes())]), false).await.unwrap();
    let registry = BuiltInRegistry::of(&app.foundation);

    // more than one statement takes; every other one is nobody's; some are asked for twice
    let asked: Vec<u32> = (0..300).chain(0..20).collect();
    let answers = join_all(asked.iter().map(|&number| {
        let registry = registry.clone();
        async move { registry.taxpayer(&inn(number)).await.unwrap().map(|taxpayer| taxpayer.address) }
    }))
    .await;
    for (number, answer) in asked.iter().zip(answers) {
        assert_eq!(answer, (number % 2 == 0).then(|| format!("House {number}")), "{number}");
    }
}

#[tokio::test]
async fn who_leaves_takes_nobodys_answer_along() {
    let app = TestApp::new().await;
    let text = [TAXPAYERS, &taxpayer(inn(1).as_str(), "House")].concat();
    import(&app, &Folder::with(&[("taxpayers.csv", text.as_bytes())]), false).await.unwrap();
    let registry = BuiltInRegistry::of(&app.foundation);
    for _ in 0..50 {
        let (first, second) = (inn(1), inn(1));
        // asked for once, and given up at once
        let mut left = Box::pin(registry.taxpayer(&first));
        assert!(futures::poll!(&mut left).is_pending());
        let stays = registry.taxpayer(&second);
        drop(left);
        assert!(stays.await.unwrap().is_some());
    }
}

#[tokio::test]
async fn without_a_database_everybody_is_told_and_the_next_is_asked_again() {
    let app = TestApp::new().await;
    let registry = BuiltInRegistry::of(&app.foundation);
    app.foundation.pool.close().await;
    for _ in 0..2 {
        let asked: Vec<Inn> = (0..100).map(inn).collect();
        let answers = join_all(asked.iter().map(|inn| registry.taxpayer(inn))).await;
        assert!(answers.iter().all(Result::is_err));
    }
}
