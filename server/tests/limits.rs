//! Deadlines and limits: what there is to begin with, who changes them, how soon a change counts, and what keeps the
//! limit under which it began.

use app::api::{
    ApiError, Client, Field, ForbiddenReason, Message, Services, StaffRole,
    limits::{LimitsAnswer, LimitsForm, LimitsPage, LimitsProblem},
};
use axum::body::Body;
use domain::limits::{Limit, LimitChange, LimitError};
use http::{Method, StatusCode};
use server::{foundation::Foundation, in_force::InForce};
use sqlx::Executor;
use time::{Duration, OffsetDateTime, macros::datetime};

use crate::support::{
    Filed, PASSWORD, TestApp,
    site::{ask, post_form, request},
};

const REASON: &str = "Приказ № 12 от 01.11.2026: срок решения";

async fn administrator(app: &TestApp, user_name: &str) -> Client {
    app.staff(user_name, StaffRole::Administrator, None, None).await
}

async fn page(app: &TestApp, client: &Client) -> LimitsPage {
    app.services.limits.page(client).await.unwrap()
}

/// The form as the page shows it, with other numbers typed into some fields.
async fn form(app: &TestApp, client: &Client, typed: &[(Limit, &str)]) -> LimitsForm {
    let page = page(app, client).await;
    let mut form = LimitsForm { version: page.version, reason: REASON.to_owned(), ..LimitsForm::default() };
    for view in &page.limits {
        form.typed.insert(view.limit.to_string(), view.number.to_string());
    }
    for (limit, number) in typed {
        form.typed.insert(limit.to_string(), (*number).to_owned());
    }
    form
}

async fn change(app: &TestApp, client: &Client, form: &LimitsForm) -> LimitsAnswer {
    app.services.limits.change(client, form).await.unwrap()
}

async fn set(app: &TestApp, client: &Client, limit: Limit, number: &str) {
    let form = form(app, client, &[(limit, number)]).await;
    assert_eq!(change(app, client, &form).await, LimitsAnswer::Kept);
}

fn number(page: &LimitsPage, limit: Limit) -> u32 {
    page.limits.iter().find(|view| view.limit == limit).unwrap().number
}

/// Another server on the same database: with its own pool of nothing remembered.
fn another_server(app: &TestApp) -> (Foundation, Services) {
    let mut foundation = app.foundation.clone();
    foundation.limits = InForce::new(foundation.pool.clone(), foundation.clock.clone(), foundation.settings.limits());
    let services = server::services::all(&foundation);
    (foundation, services)
}

async fn due(app: &TestApp, filed: &Filed) -> OffsetDateTime {
    sqlx::query_scalar("SELECT decision_due_at FROM access_application WHERE id = $1")
        .bind(filed.id)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap()
}

async fn lapses(app: &TestApp, filed: &Filed) -> Duration {
    let (from, until): (OffsetDateTime, OffsetDateTime) =
        sqlx::query_as("SELECT submitted_at, expires_at FROM access_application WHERE id = $1")
            .bind(filed.id)
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    until - from
}

#[tokio::test]
async fn a_cabinet_begins_with_what_its_configuration_says() {
    let app = TestApp::with(|settings| settings.access.decision_minutes = 45).await;
    let page = page(&app, &administrator(&app, "admin").await).await;
    assert_eq!((page.version, page.history.len(), page.limits.len()), (0, 0, Limit::ALL.len()));
    assert_eq!((number(&page, Limit::DecisionMinutes), number(&page, Limit::AnnulmentDays)), (45, 2));
    assert!(page.limits.iter().all(|view| view.number == view.configured));
}

#[tokio::test]
async fn only_administrators_see_them_and_change_them() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let form = form(&app, &administrator, &[(Limit::DecisionMinutes, "480")]).await;
    let (taxpayer, _) = app.taxpayer(1).await;
    let head = app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await;
    let inspector = app.inspector("gulnara", "001").await;
    let service = &app.services.limits;
    for (client, reason) in [
        (&app.stranger(), ForbiddenReason::SignInRequired),
        (&taxpayer, ForbiddenReason::Role),
        (&head, ForbiddenReason::Role),
        (&inspector, ForbiddenReason::Role),
    ] {
        let refused = ApiError::Forbidden(reason);
        assert_eq!(service.page(client).await.unwrap_err(), refused);
        assert_eq!(service.preview(client, &form).await.unwrap_err(), refused);
        assert_eq!(service.change(client, &form).await.unwrap_err(), refused);
    }
    assert_eq!(page(&app, &administrator).await.version, 0, "nobody has changed anything");
}

#[tokio::test]
async fn a_change_is_kept_with_who_when_why_and_from_what_to_what() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    app.clock.advance(Duration::hours(1));
    let typed = [(Limit::OpenApplications, "1 000"), (Limit::DecisionMinutes, " 30 ")];
    let form = form(&app, &administrator, &typed).await;
    let changes = vec![
        LimitChange { limit: Limit::DecisionMinutes, before: 20, after: 30 },
        LimitChange { limit: Limit::OpenApplications, before: 20, after: 1_000 },
    ];
    let preview = app.services.limits.preview(&administrator, &form).await.unwrap();
    assert_eq!(preview, LimitsAnswer::Preview(changes.clone()));
    assert_eq!(page(&app, &administrator).await.version, 0, "a look changes nothing");

    assert_eq!(change(&app, &administrator, &form).await, LimitsAnswer::Kept);
    set(&app, &administrator, Limit::DecisionMinutes, "25").await;
    let page = page(&app, &administrator).await;
    assert_eq!((page.version, page.history.len()), (2, 2));
    assert_eq!((number(&page, Limit::DecisionMinutes), number(&page, Limit::OpenApplications)), (25, 1_000));
    assert_eq!(number(&page, Limit::AnnulmentDays), 2, "what nobody changed is the configuration's");
    assert_eq!(page.history[0].changes, [LimitChange { limit: Limit::DecisionMinutes, before: 30, after: 25 }]);
    let first = &page.history[1];
    assert_eq!((first.who.as_str(), first.reason.as_str()), ("Асанова Гүлнара", REASON));
    assert_eq!((&first.changes, first.at), (&changes, app.foundation.now().into()));

    let audited: (String, String, serde_json::Value) = sqlx::query_as(
        "SELECT actor_kind, subject_inn, details FROM audit_entry WHERE action = 'limits_changed' ORDER BY seq LIMIT 1",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!((audited.0.as_str(), audited.1.as_str()), ("staff", ""));
    assert_eq!(
        audited.2,
        serde_json::json!({
            "version": 1,
            "reason": REASON,
            "changes": [
                { "limit": "decision_minutes", "before": 20, "after": 30 },
                { "limit": "open_applications", "before": 20, "after": 1_000 },
            ],
        })
    );
}

#[tokio::test]
async fn what_is_no_number_out_of_bounds_or_without_a_reason_is_told_beside_its_field_and_changes_nothing() {
    // one number of the configuration lies beyond the bounds: it stays until somebody types another
    let app = TestApp::with(|settings| settings.sign_in.per_address_per_minute = 100_000).await;
    let administrator = administrator(&app, "admin").await;
    let refused = async |form: &LimitsForm| {
        let preview = app.services.limits.preview(&administrator, form).await.unwrap();
        let LimitsAnswer::Refused(problems) = change(&app, &administrator, form).await else { panic!("{form:?}") };
        assert_eq!(preview, LimitsAnswer::Refused(problems.clone()));
        problems
    };
    for limit in Limit::ALL.iter().copied() {
        let (least, most) = limit.bounds();
        for (typed, error) in [
            ((least - 1).to_string(), LimitError::Bounds),
            ((most + 1).to_string(), LimitError::Bounds),
            (u32::MAX.to_string(), LimitError::Bounds),
            ("4294967296".to_owned(), LimitError::Format),
            (format!("-{most}"), LimitError::Format),
            (format!("{most}.5"), LimitError::Format),
            (String::new(), LimitError::Empty),
        ] {
            let form = form(&app, &administrator, &[(limit, &typed)]).await;
            assert_eq!(refused(&form).await, [LimitsProblem::Number(limit, error)], "{limit}: {typed:?}");
        }
    }
    let same = form(&app, &administrator, &[]).await;
    assert_eq!(refused(&same).await, [LimitsProblem::Unchanged]);
    let nothing = LimitsForm { version: 0, ..LimitsForm::default() };
    assert_eq!(refused(&nothing).await.len(), Limit::ALL.len() + 1, "a form without fields");
    let wanted = form(&app, &administrator, &[(Limit::DecisionMinutes, "30")]).await;
    for (reason, problem) in [
        (" \n ", LimitsProblem::ReasonEmpty),
        ("надо", LimitsProblem::ReasonFormat),
        ("приказ \u{202e}№ 12 от 1 ноября", LimitsProblem::ReasonFormat),
        ("приказ \u{0}№ 12 от 1 ноября", LimitsProblem::ReasonFormat),
    ] {
        assert_eq!(refused(&LimitsForm { reason: reason.to_owned(), ..wanted.clone() }).await, [problem], "{reason:?}");
    }
    assert_eq!(page(&app, &administrator).await.version, 0);
    assert_eq!(change(&app, &administrator, &wanted).await, LimitsAnswer::Kept, "the rest is as good as it was");
    assert_eq!(number(&page(&app, &administrator).await, Limit::SignInsPerMinute), 100_000);
}

#[tokio::test]
async fn the_database_keeps_to_the_same_bounds() {
    let app = TestApp::new().await;
    administrator(&app, "admin").await;
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for limit in Limit::ALL.iter().copied() {
        let (least, most) = limit.bounds();
        for (number, taken) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
            let made = format!(
                "WITH made AS (INSERT INTO limit_version VALUES (1, now(), (SELECT id FROM staff LIMIT 1), 'в обход страницы')
                               RETURNING version)
                 INSERT INTO limit_change SELECT version, '{limit}', {number} + 1, {number} FROM made"
            );
            (&mut *server).execute("BEGIN").await.unwrap();
            let done = (&mut *server).execute(sqlx::AssertSqlSafe(made)).await;
            assert_eq!(done.is_ok(), taken, "{limit} {number}: {done:?}");
            (&mut *server).execute("ROLLBACK").await.unwrap();
        }
    }
}

#[tokio::test]
async fn of_two_administrators_at_once_one_is_told_and_neither_overwrites_the_other() {
    let app = TestApp::new().await;
    let (first, second) = (administrator(&app, "first").await, administrator(&app, "second").await);
    let minutes = form(&app, &first, &[(Limit::DecisionMinutes, "30")]).await;
    let days = form(&app, &second, &[(Limit::ApplicationDays, "60")]).await;
    let (a, b) = tokio::join!(change(&app, &first, &minutes), change(&app, &second, &days));
    let outdated = LimitsAnswer::Refused(vec![LimitsProblem::Outdated]);
    assert!(a == LimitsAnswer::Kept && b == outdated || b == LimitsAnswer::Kept && a == outdated, "{a:?} {b:?}");
    assert_eq!(page(&app, &first).await.version, 1);
    for version in [0, -1, 2, i32::MAX] {
        let stale = LimitsForm { version, ..days.clone() };
        assert_eq!(change(&app, &second, &stale).await, outdated, "{version}");
    }
    let again = form(&app, &first, &[(Limit::AnnulmentDays, "3")]).await;
    let storm = futures::future::join_all((0..20).map(|_| change(&app, &first, &again))).await;
    assert_eq!(storm.into_iter().filter(|answer| *answer == LimitsAnswer::Kept).count(), 1);
}

#[tokio::test]
async fn a_clock_that_runs_keeps_its_limit_and_the_next_one_has_the_new_one_on_every_server_at_once() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let inspector = app.inspector("gulnara", "001").await;
    let (_, other) = another_server(&app);
    let [first, second, third] = [
        app.file(&app.person(1, "001").await, PASSWORD).await,
        app.file(&app.person(2, "001").await, PASSWORD).await,
        app.file(&app.person(3, "001").await, PASSWORD).await,
    ];
    let accept = async |services: &Services, filed: &Filed| {
        app.open(&inspector, filed).await.unwrap();
        services.office.accept(&inspector, &app.accept_form(filed).await).await.unwrap();
    };
    // over midnight and the end of the year in Bishkek
    app.clock.set(datetime!(2026-12-20 17:50 UTC));
    accept(&other, &first).await;
    assert_eq!(due(&app, &first).await, datetime!(2026-12-20 18:10 UTC));
    set(&app, &administrator, Limit::DecisionMinutes, "60").await;
    assert_eq!(due(&app, &first).await, datetime!(2026-12-20 18:10 UTC), "the clock that runs");
    accept(&other, &second).await;
    assert_eq!(
        due(&app, &second).await,
        datetime!(2026-12-20 18:50 UTC),
        "at once, whatever the other server remembers"
    );
    accept(&app.services, &third).await;
    assert_eq!(due(&app, &third).await, datetime!(2026-12-20 18:50 UTC));

    // late by the limit under which it began
    app.clock.set(datetime!(2026-12-20 18:30 UTC));
    for (filed, late) in [(&first, true), (&second, false)] {
        let form = app.move_form(filed).await;
        app.services.office.grant(&inspector, &form).await.unwrap();
        let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
        assert_eq!(case.decision.unwrap().late, late);
    }
}

#[tokio::test]
async fn an_application_lies_as_long_as_it_was_told_when_it_was_filed() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let before = app.file(&app.person(1, "001").await, PASSWORD).await;
    set(&app, &administrator, Limit::ApplicationDays, "7").await;
    let after = app.file(&app.person(2, "001").await, PASSWORD).await;
    assert_eq!((lapses(&app, &before).await, lapses(&app, &after).await), (Duration::days(30), Duration::days(7)));
}

#[tokio::test]
async fn who_waits_for_the_office_is_told_the_time_in_force() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let (taxpayer, _) = app.taxpayer(1).await;
    let filed = app.file(&app.person(2, "001").await, PASSWORD).await;
    let typed = [(Limit::DecisionMinutes, "22"), (Limit::AnnulmentDays, "1")];
    let form = form(&app, &administrator, &typed).await;
    assert_eq!(change(&app, &administrator, &form).await, LimitsAnswer::Kept);

    assert_eq!(app.found(&filed).await.term, 22, "of an application for access");
    assert_eq!(app.services.representation.link_page(&taxpayer).await.unwrap().minutes, 22);
    assert_eq!(app.services.annulment.page(&taxpayer).await.unwrap().days, 1);
    let services = server::services::all(&app.foundation);
    let (_, _, page) = ask(&app, services, request(Method::GET, "/annulment").body(Body::empty()).unwrap()).await;
    assert!(page.contains("не позднее 1\u{a0}календарного дня после принятия"), "{page}");
}

#[tokio::test]
async fn how_many_applications_and_look_ups_there_may_be_counts_on_every_server_within_a_second() {
    let app = TestApp::new().await;
    let (_, other) = another_server(&app);
    let administrator = administrator(&app, "admin").await;
    let person = app.person(1, "001").await;
    let look_up =
        async |services: &Services| services.registration.look_up(&app.stranger(), &person.inn, "").await.map(|_| ());
    let file = async |services: &Services| {
        let form = app.registration_form(&person, PASSWORD);
        services.registration.register(&app.stranger(), &form).await.map(|_| ())
    };
    file(&other).await.unwrap();
    for _ in 0..8 {
        look_up(&other).await.unwrap();
    }
    let typed = [(Limit::LookUpsPerMinute, "5"), (Limit::OpenApplications, "1")];
    let form = form(&app, &administrator, &typed).await;
    assert_eq!(change(&app, &administrator, &form).await, LimitsAnswer::Kept);
    app.clock.advance(Duration::minutes(1));
    let full = ApiError::field(Field::Form, Message::TooManyApplications);
    assert_eq!(file(&other).await.unwrap_err(), full);
    for _ in 0..4 {
        look_up(&other).await.unwrap();
    }
    let throttled = ApiError::Throttled { retry_after: 60 };
    assert_eq!(look_up(&other).await.unwrap_err(), throttled);
    assert_eq!(look_up(&app.services).await.unwrap_err(), throttled);
}

#[tokio::test]
async fn the_history_is_written_once_and_every_version_is_whole() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    set(&app, &administrator, Limit::DecisionMinutes, "30").await;
    let mut owner = app.owner().await;
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for text in [
        "UPDATE limit_version SET reason = 'другое основание'",
        "UPDATE limit_change SET after = 25",
        "DELETE FROM limit_change",
        "DELETE FROM limit_version",
        "TRUNCATE limit_version, limit_change",
    ] {
        assert!((&mut *server).execute(text).await.is_err(), "{text}");
        assert!((&mut owner).execute(text).await.is_err(), "the owner: {text}");
    }
    let version = |number: i32| {
        format!(
            "INSERT INTO limit_version VALUES ({number}, now(), (SELECT id FROM staff LIMIT 1), 'в обход страницы')"
        )
    };
    for text in [
        // one that changes nothing, one that leaves a version out, one that is there, and more of one in force
        version(2),
        format!(
            "WITH made AS ({} RETURNING version) INSERT INTO limit_change SELECT 3, 'claim_minutes', 30, 40 FROM made",
            version(3)
        ),
        version(1),
        "INSERT INTO limit_change VALUES (1, 'annulment_days', 2, 30)".to_owned(),
    ] {
        let done = (&mut *server).execute(sqlx::AssertSqlSafe(text.clone())).await;
        assert!(done.is_err(), "{text}");
    }
    assert_eq!(page(&app, &administrator).await.version, 1);
}

/// Posts to the page as a browser without JavaScript does.
async fn post(app: &TestApp, token: &str, body: String) -> (StatusCode, String) {
    let (status, _, page) = post_form(app, token, "/administration/limits", body).await;
    (status, page)
}

/// What stands in the field with this name.
fn typed<'a>(page: &'a str, name: &str) -> &'a str {
    let place = page.find(&format!("id=\"{name}\"")).expect("the field is there");
    let field = &page[place..place + page[place..].find('>').unwrap()];
    let value = field.split("value=\"").nth(1).unwrap();
    &value[..value.find('"').unwrap()]
}

#[tokio::test]
async fn a_change_is_seen_before_it_is_made_and_nothing_typed_is_lost() {
    let app = TestApp::new().await;
    let client = administrator(&app, "admin").await;
    let (_, token) = app.enter_office("admin").await;
    let numbers: Vec<String> = page(&app, &client)
        .await
        .limits
        .iter()
        .map(|view| {
            format!(
                "{}={}",
                view.limit,
                if view.limit == Limit::DecisionMinutes { "3000".to_owned() } else { view.number.to_string() }
            )
        })
        .collect();
    let body = |minutes: &str, reason: &str, action: &str| {
        let numbers = numbers.join("&").replace("3000", minutes);
        format!("version=0&{numbers}&reason={}&action={action}", reason.replace(' ', "+"))
    };

    let (status, page_of) = post(&app, &token, body("3000", "", "preview")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page_of.contains("Введите число в указанных пределах") && page_of.contains("обязательным"), "{page_of}");
    assert_eq!(typed(&page_of, "decision_minutes"), "3000", "what was typed is kept");
    assert!(page_of.contains("От 5 до 480. В файле настроек: 20."), "{page_of}");
    assert!(page_of.contains("От 500 до 100\u{a0}000. В файле настроек: 2\u{a0}000."), "{page_of}");

    let (status, page_of) = post(&app, &token, body("35", "<b>Order 12</b> of November", "preview")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page_of.contains("было 20, станет 35") && page_of.contains("value=\"save\""), "{page_of}");
    assert!(page_of.contains("&lt;b&gt;Order 12") || page_of.contains("&lt;b>Order 12"), "what was typed stays text");
    assert!(!page_of.contains("type=\"text\""), "what was read can't be typed otherwise before it is saved");
    assert_eq!(page(&app, &client).await.version, 0);

    let (status, page_of) = post(&app, &token, body("35", "Order 12 of November", "edit")).await;
    assert!(status.is_success() && typed(&page_of, "decision_minutes") == "35");
    assert_eq!(typed(&page_of, "reason"), "Order 12 of November");

    let (status, page_of) = post(&app, &token, body("35", "Order 12 of November", "save")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page_of.contains("Сроки и лимиты изменены и уже действуют"), "{page_of}");
    let (status, page_of) = post(&app, &token, body("35", "Order 12 of November", "save")).await;
    assert_eq!(status, StatusCode::CONFLICT, "the same post again");
    assert!(page_of.contains("уже изменил другой администратор"));
    assert_eq!(page(&app, &client).await.version, 1);
}
