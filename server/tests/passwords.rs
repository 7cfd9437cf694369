//! Anybody may file for anybody's INN, and a password is chosen before anybody has checked who chose it. Whatever the
//! order of things, the one that works is the granted application's and no other (`spec/access.md`).

use app::api::office::{MoveForm, RefuseForm};
use proptest::{
    prelude::{Strategy, any, prop},
    strategy::ValueTree,
    test_runner::TestRunner,
};

use crate::support::{Filed, Person, TestApp};

/// One thing that may happen; the number picks an application among those filed.
#[derive(Debug, Clone, Copy)]
enum Event {
    File,
    Accept(usize),
    Grant(usize),
    Refuse(usize),
    Deliver(usize),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (0..10_u8, any::<usize>()).prop_map(|(kind, which)| match kind {
        0..3 => Event::File,
        3..6 => Event::Accept(which),
        6..8 => Event::Grant(which),
        8 => Event::Refuse(which),
        _ => Event::Deliver(which),
    });
    prop::collection::vec(event, 1..16)
}

#[tokio::test]
async fn only_the_granted_applications_password_works() {
    let app = TestApp::new().await;
    let inspector = app.inspector("gulnara", "001").await;
    let mut runner = TestRunner::deterministic();
    let mut granted = 0;
    for number in 0..24 {
        let person = app.person(number, "001").await;
        let order = events().new_tree(&mut runner).unwrap().current();
        let mut filed: Vec<(Filed, String)> = Vec::new();
        for event in &order {
            happen(&app, &inspector, &person, &mut filed, *event).await;
        }
        granted += usize::from(judge(&app, &person, &filed, &order).await);
    }
    assert!((4..24).contains(&granted), "both ends are met: {granted}");
}

async fn happen(
    app: &TestApp,
    inspector: &app::api::Client,
    person: &Person,
    filed: &mut Vec<(Filed, String)>,
    event: Event,
) {
    let office = &app.services.office;
    let of = |which: usize| filed.get(which.checked_rem(filed.len())?).map(|(filed, _)| filed.clone());
    match event {
        Event::File => {
            let password = format!("пароль заявления {}", ["раз", "два", "три", "четыре", "пять"][filed.len() % 5]);
            let password = format!("{password} {}", filed.len());
            filed.push((app.file(person, &password).await, password));
        }
        Event::Accept(which) => {
            if let Some(one) = of(which) {
                drop(app.accept(inspector, &one).await);
            }
        }
        Event::Grant(which) => {
            if let Some(one) = of(which) {
                drop(office.grant(inspector, &app.move_form(&one).await).await);
            }
        }
        Event::Refuse(which) => {
            if let Some(one) = of(which) {
                let MoveForm { id, version } = app.move_form(&one).await;
                let ground = "identity_not_confirmed".to_owned();
                drop(office.refuse(inspector, &RefuseForm { id, version, ground, ..RefuseForm::default() }).await);
            }
        }
        Event::Deliver(which) => {
            if let Some(one) = of(which) {
                drop(office.deliver(inspector, &app.move_form(&one).await).await);
            }
        }
    }
}

/// Whether access was granted; checks that exactly that application's password opens it.
async fn judge(app: &TestApp, person: &Person, filed: &[(Filed, String)], order: &[Event]) -> bool {
    let rows: Vec<(uuid::Uuid, String)> =
        sqlx::query_as("SELECT id, login FROM access_application WHERE inn = $1 AND decision = 'grant'")
            .bind(&person.inn)
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    assert!(rows.len() <= 1, "{order:?}");
    let accounts: i64 = sqlx::query_scalar("SELECT count(*) FROM account WHERE inn = $1")
        .bind(&person.inn)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(accounts, i64::try_from(rows.len()).unwrap(), "{order:?}");
    let Some((id, login)) = rows.first() else { return false };
    for (one, password) in filed {
        app.clock.advance(time::Duration::minutes(1));
        let entered = app.sign_in(&app.stranger(), login, password).await.is_ok();
        assert_eq!(entered, one.id == *id, "{order:?}");
    }
    true
}
