//! What the queue shows, finds and keeps.

use app::api::{
    Client, StaffRole,
    queue::{QueueQuery, QueueRow, ViewForm, ViewSaved},
};
use domain::queue::{QueueFilter, QueuePart};
use time::Duration;

use crate::support::{Filed, PASSWORD, TestApp};

/// Copies of a filed application, all but the keys; half of them in the same microsecond.
async fn copies(app: &TestApp, of: &Filed, count: i32) {
    sqlx::query(
        "INSERT INTO access_application (id, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode,
             address, passport_sealed, phone, language, code_digest, code_sealed, password_hash, submitted_at, expires_at)
         SELECT gen_random_uuid(), kind, 'submitted', inn, subject_kind, name_ru, name_ky, tax_office, postcode, address,
             passport_sealed, phone, language, sha256(n::text::bytea), code_sealed, password_hash,
             submitted_at - (n / 2) * interval '1 microsecond', expires_at
         FROM access_application, generate_series(1, $2) AS n WHERE id = $1",
    )
    .bind(of.id)
    .bind(count)
    .execute(&mut app.owner().await)
    .await
    .unwrap();
}

async fn all_pages(app: &TestApp, inspector: &Client, mut query: QueueQuery) -> (Vec<Vec<String>>, QueueQuery) {
    let mut pages = Vec::new();
    loop {
        let queue = app.services.queue.show(inspector, &query).await.unwrap();
        let list = &queue.lists[0];
        pages.push(list.rows.iter().map(|row| row.id.clone()).collect());
        match &list.next {
            Some(next) => query.after = next.clone(),
            None => return (pages, QueueQuery { before: list.previous.clone().unwrap_or_default(), ..query }),
        }
    }
}

#[tokio::test]
async fn a_list_goes_forth_and_back_by_key_and_shows_each_application_once() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inspector = app.inspector("gulnara", "001").await;
    let first = app.file(&person, PASSWORD).await;
    copies(&app, &first, 119).await;
    let by_part = QueueQuery { part: "submitted".to_owned(), ..QueueQuery::default() };
    let by_name = QueueQuery { search: "токтогулов".to_owned(), ..QueueQuery::default() };
    let by_inn = QueueQuery { search: person.inn.clone(), ..QueueQuery::default() };
    for query in [by_part, by_name, by_inn] {
        let (pages, mut back) = all_pages(&app, &inspector, query).await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20], "{back:?}");
        let mut all: Vec<&String> = pages.iter().flatten().collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 120);
        for page in pages.iter().rev().skip(1) {
            let queue = app.services.queue.show(&inspector, &back).await.unwrap();
            let list = &queue.lists[0];
            assert_eq!(&list.rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), page);
            assert!(list.next.is_some());
            back.before = list.previous.clone().unwrap_or_default();
        }
        assert_eq!(back.before, "", "nothing before the first page");
    }
    let beginning = app.queue(&inspector).await;
    let submitted = beginning.lists.iter().find(|list| list.part == Some(QueuePart::Submitted)).unwrap();
    assert_eq!((submitted.rows.len(), submitted.next.is_some(), submitted.previous.is_some()), (50, true, false));
}

async fn found(app: &TestApp, inspector: &Client, search: &str) -> Vec<String> {
    let query = QueueQuery { search: search.to_owned(), ..QueueQuery::default() };
    let queue = app.services.queue.show(inspector, &query).await.unwrap();
    assert_eq!(queue.lists.len(), 1);
    queue.lists[0].rows.iter().map(|row| row.id.clone()).collect()
}

#[tokio::test]
async fn an_application_is_found_by_inn_name_and_number_in_the_own_office_only() {
    let app = TestApp::new().await;
    let (inspector, foreign) = (app.inspector("gulnara", "001").await, app.inspector("foreign", "002").await);
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    app.grant(&inspector, &filed).await;
    app.services.office.deliver(&inspector, &app.move_form(&filed).await).await.unwrap();
    let expected = vec![filed.id.to_string()];
    let (inn, spaced) = (person.inn.as_str(), format!("{} {}", &person.inn[..5], &person.inn[5..]));
    let searches = [
        inn,
        &spaced,
        &person.inn[..9],
        "ТОКТОГУЛОВ аз",
        "Токтогулов Азамат Бекович",
        "1",
        "001-2026-000001",
        "№001-2026-000001/Р",
    ];
    for search in searches {
        assert_eq!(found(&app, &inspector, search).await, expected, "{search}: closed, and found all the same");
        assert!(found(&app, &foreign, search).await.is_empty(), "{search}: another office's");
    }
    for search in ["Азамат", "Токтогуловa", "%", "_", "002-2026-000001", "11503199099999", "'; DROP TABLE staff; --"]
    {
        assert!(found(&app, &inspector, search).await.is_empty(), "{search}");
    }
    let kept: Vec<(String, String)> = sqlx::query_as(
        "SELECT subject_inn, details::text FROM audit_entry WHERE action = 'queue_searched' ORDER BY seq LIMIT 8",
    )
    .fetch_all(&mut app.owner().await)
    .await
    .unwrap();
    assert_eq!(kept[0], (person.inn.clone(), r#"{"by": "inn", "found": 1}"#.to_owned()), "who looked for whom is kept");
    assert!(kept.iter().all(|(_, details)| !details.to_lowercase().contains("токтогулов")), "{kept:?}");
}

fn ids(rows: &[QueueRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn filters_narrow_every_list() {
    let app = TestApp::new().await;
    let (gulnara, talant) = (app.inspector("gulnara", "001").await, app.inspector("talant", "001").await);
    let mut filed = Vec::new();
    for number in 1..=3 {
        filed.push(app.file(&app.person(number, "001").await, PASSWORD).await);
    }
    app.accept(&gulnara, &filed[0]).await.unwrap();
    app.clock.advance(Duration::minutes(21));
    app.accept(&talant, &filed[1]).await.unwrap();
    let [late, fresh, waiting] = [0, 1, 2].map(|place: usize| filed[place].id.to_string());
    let ask = async |who: &Client, query: QueueQuery| app.services.queue.show(who, &query).await.unwrap();
    let on = || "on".to_owned();

    let all = app.queue(&gulnara).await;
    assert_eq!(ids(all.rows(QueuePart::ToDecide)), [&late, &fresh], "earliest deadline first");
    assert_eq!(ids(all.rows(QueuePart::Submitted)), [&waiting]);
    let mine = ask(&gulnara, QueueQuery { mine: on(), ..QueueQuery::default() }).await;
    assert_eq!(ids(mine.rows(QueuePart::ToDecide)), [&late]);
    assert!(mine.rows(QueuePart::Submitted).is_empty());
    let lates = ask(&talant, QueueQuery { late: on(), ..QueueQuery::default() }).await;
    assert_eq!(ids(lates.rows(QueuePart::ToDecide)), [&late]);
    let restores = ask(&talant, QueueQuery { kind: "restore".to_owned(), ..QueueQuery::default() }).await;
    assert!(restores.lists.iter().all(|list| list.rows.is_empty()));
    let grants = ask(&talant, QueueQuery { kind: "grant".to_owned(), ..QueueQuery::default() }).await;
    assert_eq!((grants.rows(QueuePart::ToDecide).len(), grants.rows(QueuePart::Submitted).len()), (2, 1));
    let nonsense =
        QueueQuery { kind: "x'".to_owned(), part: "y".to_owned(), after: "z".to_owned(), ..QueueQuery::default() };
    assert_eq!(ask(&talant, nonsense).await.filter, QueueFilter::default());

    // what was taken without being accepted is one's own too
    app.services.office.claim(&gulnara, &waiting).await.unwrap();
    let mine = ask(&gulnara, QueueQuery { mine: on(), ..QueueQuery::default() }).await;
    assert_eq!(ids(mine.rows(QueuePart::Submitted)), [&waiting]);

    // decided too late, and handed over: closed
    app.services.office.grant(&gulnara, &app.move_form(&filed[0]).await).await.unwrap();
    let decided = ask(&talant, QueueQuery { late: on(), ..QueueQuery::default() }).await;
    assert_eq!(ids(decided.rows(QueuePart::ToDeliver)), [&late]);
    app.services.office.deliver(&gulnara, &app.move_form(&filed[0]).await).await.unwrap();
    for (who, mine, expected) in [(&gulnara, "on", 1), (&talant, "on", 0), (&talant, "", 1)] {
        for late in ["", "on"] {
            let query =
                QueueQuery { part: "closed".to_owned(), mine: mine.into(), late: late.into(), ..QueueQuery::default() };
            assert_eq!(ask(who, query).await.rows(QueuePart::Closed).len(), expected, "{mine} {late}");
        }
    }
}

#[tokio::test]
async fn a_claim_is_seen_by_all_runs_out_and_can_be_taken_over() {
    let app = TestApp::new().await;
    let (gulnara, talant) = (app.inspector("gulnara", "001").await, app.inspector("talant", "001").await);
    let (head, foreign) =
        (app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await, app.inspector("foreign", "002").await);
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    let id = filed.id.to_string();
    let office = &app.services.office;
    let holder = async |who: &Client| app.queue(who).await.rows(QueuePart::Submitted)[0].holder.clone();

    assert_eq!(holder(&talant).await, None);
    app.open(&gulnara, &filed).await.unwrap();
    assert!(holder(&gulnara).await.unwrap().me, "the paper lies on this window");
    let seen = holder(&talant).await.unwrap();
    assert_eq!((seen.me, seen.name.as_str()), (false, "Асанова Гүлнара"));
    assert!(office.claim(&foreign, &id).await.is_err(), "another office's");

    app.clock.advance(Duration::minutes(31));
    assert_eq!(holder(&talant).await, None, "nobody is barred for ever");
    office.claim(&talant, &id).await.unwrap();
    office.release(&gulnara, &id).await.unwrap();
    assert!(holder(&talant).await.unwrap().me, "only who holds it lets go");
    office.claim(&head, &id).await.unwrap();
    assert!(holder(&head).await.unwrap().me);
    office.release(&head, &id).await.unwrap();
    assert_eq!(holder(&head).await, None);

    // a colleague who goes on with it takes it over, and a decision lets it go
    app.accept(&gulnara, &filed).await.unwrap();
    office.refuse(&talant, &super::refuse_form(&app, &filed, "identity_not_confirmed").await).await.unwrap();
    assert_eq!(app.queue(&talant).await.rows(QueuePart::ToDeliver)[0].holder, None);
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT action FROM audit_entry WHERE application_id = $1 AND action LIKE 'case\\_%' ORDER BY seq",
    )
    .bind(filed.id)
    .fetch_all(&mut app.owner().await)
    .await
    .unwrap();
    let expected =
        ["case_claimed", "case_claimed", "case_taken_over", "case_released", "case_claimed", "case_taken_over"];
    assert_eq!(kept, expected);
}

#[tokio::test]
async fn whoever_looks_for_the_next_case_is_not_led_to_a_colleagues() {
    let app = TestApp::new().await;
    let (gulnara, talant) = (app.inspector("gulnara", "001").await, app.inspector("talant", "001").await);
    let mut filed = Vec::new();
    for number in 1..=3 {
        filed.push(app.file(&app.person(number, "001").await, PASSWORD).await);
        app.accept(if number == 2 { &gulnara } else { &talant }, &filed[filed.len() - 1]).await.unwrap();
    }
    let [first, second, third] = [0, 1, 2].map(|place: usize| filed[place].id.to_string());
    let next = async |who: &Client, id: &str| app.services.office.case(who, id).await.unwrap().next;
    assert_eq!(next(&talant, &first).await, Some(third.clone()));
    assert_eq!(next(&gulnara, &third).await, Some(second));
}

#[tokio::test]
async fn views_and_the_choice_of_keys_are_each_ones_own() {
    let app = TestApp::new().await;
    let (gulnara, talant) = (app.inspector("gulnara", "001").await, app.inspector("talant", "001").await);
    let queue = &app.services.queue;
    let form = |name: &str| ViewForm {
        view_name: name.to_owned(),
        part: "to_decide".to_owned(),
        mine: "on".to_owned(),
        ..ViewForm::default()
    };
    let kept = ViewSaved::Kept("?part=to_decide&mine=on".to_owned());
    assert_eq!(queue.save_view(&gulnara, &form("  Мои срочные ")).await.unwrap(), kept);
    assert_eq!(queue.save_view(&gulnara, &form("Мои срочные")).await.unwrap(), kept, "replaced");
    assert_eq!(queue.save_view(&gulnara, &form(" \u{7} ")).await.unwrap(), ViewSaved::Nameless);
    let views = app.queue(&gulnara).await.views;
    assert_eq!(views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["Мои срочные"]);
    assert_eq!(views[0].filter, QueueFilter { part: Some(QueuePart::ToDecide), mine: true, ..QueueFilter::default() });
    assert!(app.queue(&talant).await.views.is_empty());
    queue.delete_view(&talant, &views[0].id).await.unwrap();
    assert_eq!(app.queue(&gulnara).await.views.len(), 1, "nobody else's to delete");
    for number in 1..20 {
        assert!(matches!(queue.save_view(&gulnara, &form(&number.to_string())).await.unwrap(), ViewSaved::Kept(_)));
    }
    assert_eq!(queue.save_view(&gulnara, &form("zu viel")).await.unwrap(), ViewSaved::TooMany);
    queue.delete_view(&gulnara, &views[0].id).await.unwrap();
    assert_eq!(app.queue(&gulnara).await.views.len(), 19);

    queue.keep_shortcuts(&gulnara, false).await.unwrap();
    assert!(!app.queue(&gulnara).await.shortcuts);
    assert!(app.queue(&talant).await.shortcuts);
}
