//! Who may have a password: the policy, who changes it, what comes of two at once, and how soon it counts.

use app::api::{
    ApiError, Client, Conflict, Field, FieldErrors, ForbiddenReason, Message, StaffRole,
    eligibility::{EligibilityForm, EligibilityPage},
    registration::{LookUp, RegistrationForm},
};
use domain::{
    eligibility::{EligibilityPolicy, EligibilityRule, Permission, PermissionChange},
    subject::{Ineligible, SubjectKind},
};
use http::StatusCode;
use sqlx::Executor;
use time::Duration;

use crate::support::{PASSWORD, Person, TestApp, site::post_form};

const REASON: &str = "Приказ № 12 от 01.11.2026: сплошная проверка";

async fn administrator(app: &TestApp, user_name: &str) -> Client {
    app.staff(user_name, StaffRole::Administrator, None, None).await
}

async fn page(app: &TestApp, client: &Client) -> EligibilityPage {
    app.services.eligibility.page(client).await.unwrap()
}

/// The policy of the specification with one answer turned around.
fn turned(kind: SubjectKind, permission: Permission) -> EligibilityPolicy {
    let rule = EligibilityPolicy::SPECIFIED.rule(kind);
    EligibilityPolicy::SPECIFIED.with(kind, rule.with(permission, !rule.allows(permission)))
}

fn form(version: i32, policy: &EligibilityPolicy) -> EligibilityForm {
    EligibilityForm::asking_for(version, policy, REASON.to_owned())
}

async fn change(app: &TestApp, client: &Client, form: &EligibilityForm) -> Result<(), ApiError> {
    app.services.eligibility.change(client, form).await
}

async fn make(app: &TestApp, person: &Person, what: &'static str) {
    let done = sqlx::query(what).bind(&person.inn).execute(&mut app.owner().await).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
}

const VAT_PAYER: &str = "UPDATE taxpayer SET kind = 'sole_trader', vat_payer = true WHERE inn = $1";

#[tokio::test]
async fn a_cabinet_begins_with_the_policy_of_the_specification() {
    let app = TestApp::new().await;
    let page = page(&app, &administrator(&app, "admin").await).await;
    assert_eq!((page.version, page.policy), (1, EligibilityPolicy::SPECIFIED));
    let [first] = page.history.as_slice() else { panic!("{:?}", page.history) };
    assert!(first.who.is_empty() && first.reason.is_empty() && first.changes.is_empty());
}

#[tokio::test]
async fn only_administrators_see_it_and_change_it() {
    let app = TestApp::new().await;
    let (taxpayer, _) = app.taxpayer(1).await;
    let head = app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await;
    let inspector = app.inspector("gulnara", "001").await;
    let form = form(1, &turned(SubjectKind::Farm, Permission::VatPayer));
    let service = &app.services.eligibility;
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
        assert_eq!(app.services.administration.home(client).await.unwrap_err(), refused);
    }
    let administrator = administrator(&app, "admin").await;
    assert_eq!(page(&app, &administrator).await.version, 1, "nobody has changed anything");
    assert!(app.services.administration.home(&administrator).await.is_ok());
}

#[tokio::test]
async fn a_change_is_kept_with_who_when_why_and_from_what_to_what() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    app.clock.advance(Duration::hours(1));
    let policy = turned(SubjectKind::SoleTrader, Permission::VatPayer).with(
        SubjectKind::Farm,
        EligibilityRule { may_have_password: false, vat_payer_allowed: false, foreign_trade_allowed: true },
    );
    let changes = [
        PermissionChange { kind: SubjectKind::SoleTrader, permission: Permission::VatPayer, allowed: true },
        PermissionChange { kind: SubjectKind::Farm, permission: Permission::Password, allowed: false },
    ];
    let preview = app.services.eligibility.preview(&administrator, &form(1, &policy)).await.unwrap();
    assert_eq!(preview, changes);
    assert_eq!(page(&app, &administrator).await.version, 1, "a look changes nothing");

    change(&app, &administrator, &form(1, &policy)).await.unwrap();
    let page = page(&app, &administrator).await;
    assert_eq!((page.version, page.policy, page.history.len()), (2, policy, 2));
    let newest = &page.history[0];
    assert_eq!((newest.who.as_str(), newest.reason.as_str()), ("Асанова Гүлнара", REASON));
    assert_eq!(newest.changes, changes);
    assert_eq!(newest.at, app.foundation.now().into());

    let audited: (String, String, serde_json::Value) =
        sqlx::query_as("SELECT actor_kind, subject_inn, details FROM audit_entry WHERE action = 'eligibility_changed'")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!((audited.0.as_str(), audited.1.as_str()), ("staff", ""));
    assert_eq!(
        audited.2,
        serde_json::json!({
            "version": 2,
            "reason": REASON,
            "changes": [
                { "kind": "sole_trader", "permission": "vat_payer", "allowed": true },
                { "kind": "farm", "permission": "password", "allowed": false },
            ],
        })
    );
}

#[tokio::test]
async fn a_change_without_a_reason_or_without_a_change_is_none() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let policy = turned(SubjectKind::Farm, Permission::VatPayer);
    let nothing = EligibilityForm::asking_for(1, &EligibilityPolicy::SPECIFIED, String::new());
    let mut both = FieldErrors::one(Field::Form, Message::PolicyUnchanged);
    both.add(Field::Reason, Message::Required);
    let reason = |text: &str| EligibilityForm::asking_for(1, &policy, text.to_owned());
    for (form, errors) in [
        (nothing, both),
        (form(1, &EligibilityPolicy::SPECIFIED), FieldErrors::one(Field::Form, Message::PolicyUnchanged)),
        (reason("  \n "), FieldErrors::one(Field::Reason, Message::Required)),
        (reason("надо"), FieldErrors::one(Field::Reason, Message::ReasonFormat)),
        (reason(&"я".repeat(501)), FieldErrors::one(Field::Reason, Message::ReasonFormat)),
        (reason("приказ \u{202e}№ 12 от 1 ноября"), FieldErrors::one(Field::Reason, Message::ReasonFormat)),
        (reason("приказ \u{0}№ 12 от 1 ноября"), FieldErrors::one(Field::Reason, Message::ReasonFormat)),
    ] {
        let refused = ApiError::Validation(errors);
        assert_eq!(app.services.eligibility.preview(&administrator, &form).await.unwrap_err(), refused);
        assert_eq!(change(&app, &administrator, &form).await.unwrap_err(), refused);
    }
    assert_eq!(page(&app, &administrator).await.version, 1);
}

#[tokio::test]
async fn of_two_administrators_at_once_one_is_told_and_neither_overwrites_the_other() {
    let app = TestApp::new().await;
    let (first, second) = (administrator(&app, "first").await, administrator(&app, "second").await);
    let (farm, organisation) =
        (turned(SubjectKind::Farm, Permission::VatPayer), turned(SubjectKind::LegalEntity, Permission::VatPayer));
    let (farm, organisation) = (form(1, &farm), form(1, &organisation));
    let (a, b) = tokio::join!(change(&app, &first, &farm), change(&app, &second, &organisation));
    let conflict = Err(ApiError::Conflict(Conflict::PolicyChanged));
    assert!(a.is_ok() != b.is_ok() && (a == conflict || b == conflict), "{a:?} {b:?}");
    let page = page(&app, &first).await;
    assert_eq!((page.version, page.history[0].changes.len()), (2, 1));

    // whoever was late starts again from what there is; no version is skipped or made up
    for version in [1, 0, -1, 3, i32::MAX] {
        assert_eq!(change(&app, &second, &form(version, &EligibilityPolicy::SPECIFIED)).await, conflict, "{version}");
    }
    change(&app, &second, &form(2, &EligibilityPolicy::SPECIFIED)).await.unwrap();

    // twenty more, from what each sees
    let again = farm_of(3);
    let storm = (0..20).map(|_| change(&app, &first, &again));
    let through = futures::future::join_all(storm).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(through, 1);
}

fn farm_of(version: i32) -> EligibilityForm {
    form(version, &turned(SubjectKind::Farm, Permission::VatPayer))
}

#[tokio::test]
async fn a_change_counts_at_once_where_an_application_is_filed_and_within_a_second_in_look_ups() {
    let app = TestApp::new().await;
    // two servers on one database
    let other = server::services::all(&app.foundation);
    let administrator = administrator(&app, "admin").await;
    let person = app.person(1, "001").await;
    make(&app, &person, VAT_PAYER).await;
    let ineligible = async |services: &app::api::Services| match services
        .registration
        .look_up(&app.stranger(), &person.inn, "")
        .await
        .unwrap()
    {
        LookUp::Found(found) => found.ineligible,
        other => panic!("{other:?}"),
    };
    let filing = || app.registration_form(&person, PASSWORD);
    let refused = ApiError::field(Field::Inn, Message::Ineligible(Ineligible::VatPayer));
    assert_eq!(ineligible(&other).await, Some(Ineligible::VatPayer));
    assert_eq!(other.registration.register(&app.stranger(), &filing()).await.unwrap_err(), refused);
    assert_eq!(ineligible(&other).await, Some(Ineligible::VatPayer));

    change(&app, &administrator, &form(1, &turned(SubjectKind::SoleTrader, Permission::VatPayer))).await.unwrap();
    assert_eq!(ineligible(&app.services).await, None, "the server that changed it knows");
    assert_eq!(ineligible(&other).await, Some(Ineligible::VatPayer), "another one may be a second behind");
    app.clock.advance(Duration::SECOND);
    assert_eq!(ineligible(&other).await, None);

    // filing never goes by what is remembered
    let forbidden = EligibilityRule { may_have_password: false, vat_payer_allowed: true, foreign_trade_allowed: true };
    let nobody = EligibilityPolicy::SPECIFIED.with(SubjectKind::SoleTrader, forbidden);
    change(&app, &administrator, &form(2, &nobody)).await.unwrap();
    assert_eq!(ineligible(&other).await, None, "still remembered there");
    let kind = ApiError::field(Field::Inn, Message::Ineligible(Ineligible::Kind));
    assert_eq!(other.registration.register(&app.stranger(), &filing()).await.unwrap_err(), kind);
    change(&app, &administrator, &form(3, &turned(SubjectKind::SoleTrader, Permission::VatPayer))).await.unwrap();
    other.registration.register(&app.stranger(), &filing()).await.unwrap();
}

#[tokio::test]
async fn what_was_filed_before_is_not_judged_again() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let inspector = app.inspector("gulnara", "001").await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let nobody = EligibilityRule { may_have_password: false, vat_payer_allowed: true, foreign_trade_allowed: true };
    let policy = EligibilityPolicy::SPECIFIED.with(SubjectKind::Individual, nobody);
    change(&app, &administrator, &form(1, &policy)).await.unwrap();
    let login = app.grant(&inspector, &filed).await;
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_ok());
    let again: RegistrationForm = app.registration_form(&person, PASSWORD);
    let told = app.services.registration.register(&app.stranger(), &again).await.unwrap_err();
    assert_eq!(told, ApiError::field(Field::Inn, Message::Ineligible(Ineligible::Kind)));
}

#[tokio::test]
async fn the_history_is_written_once_and_every_version_is_whole() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    change(&app, &administrator, &farm_of(1)).await.unwrap();
    let mut owner = app.owner().await;
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for text in [
        "UPDATE eligibility_policy SET reason = 'другое основание'",
        "DELETE FROM eligibility_policy",
        "TRUNCATE eligibility_policy",
    ] {
        assert!((&mut *server).execute(text).await.is_err(), "{text}");
        assert!((&mut owner).execute(text).await.is_err(), "the owner: {text}");
    }
    let version = |number: i32, kinds: &str| {
        format!(
            "INSERT INTO eligibility_policy
             SELECT {number}, subject_kind, true, true, true, now(), (SELECT id FROM staff LIMIT 1), 'в обход страницы'
             FROM eligibility_policy WHERE version = 1 AND subject_kind IN ({kinds})"
        )
    };
    let all = "'individual', 'sole_trader', 'farm', 'legal_entity'";
    for text in [version(3, "'farm'"), version(4, all), version(2, all), version(1, all)] {
        let done = (&mut *server).execute(sqlx::AssertSqlSafe(text.clone())).await;
        assert!(done.is_err(), "{text}");
    }
    assert_eq!(page(&app, &administrator).await.version, 2);
}

/// Posts to the page as a browser without JavaScript does.
async fn post(app: &TestApp, token: &str, body: String) -> (StatusCode, String) {
    let (status, _, page) = post_form(app, token, "/administration/eligibility", body).await;
    (status, page)
}

#[tokio::test]
async fn without_javascript_a_change_is_seen_before_it_is_made() {
    let app = TestApp::new().await;
    let client = administrator(&app, "admin").await;
    let (_, token) = app.enter_office("admin").await;
    let ticks = "individual_password=on&individual_vat_payer=on&individual_foreign_trade=on&sole_trader_password=on\
                 &sole_trader_vat_payer=on&farm_password=on&farm_foreign_trade=on&legal_entity_password=on";
    let body = |version: i32, reason: &str, action: &str| {
        format!("version={version}&{ticks}&reason={}&action={action}", reason.replace(' ', "+"))
    };

    let (status, page_of) = post(&app, &token, body(1, "", "preview")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page_of.contains("Поле является обязательным к заполнению"));
    assert!(ticked(&page_of, "sole_trader_vat_payer") && !ticked(&page_of, "farm_vat_payer"), "the ticks are kept");

    let (status, page_of) = post(&app, &token, body(1, "<b>Order 12</b> of November", "preview")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page_of.contains("было: нельзя, стало: можно") && page_of.contains("value=\"save\""), "{page_of}");
    assert!(page_of.contains("&lt;b>Order 12") || page_of.contains("&lt;b&gt;Order 12"), "what was typed stays text");
    assert!(!page_of.contains("type=\"checkbox\""), "what was read can't be ticked otherwise before it is saved");
    assert_eq!(page(&app, &client).await.version, 1);

    let (status, page_of) = post(&app, &token, body(1, "Order 12 of November", "edit")).await;
    assert!(status.is_success() && ticked(&page_of, "sole_trader_vat_payer"));

    let (status, page_of) = post(&app, &token, body(1, "Order 12 of November", "save")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page_of.contains("Политика изменена и уже действует") && page_of.contains("Order 12 of November"));
    let (status, page_of) = post(&app, &token, body(1, "Order 12 of November", "save")).await;
    assert_eq!(status, StatusCode::CONFLICT, "the same post again");
    assert!(page_of.contains("Политику уже изменил другой администратор"));
    assert_eq!(page(&app, &client).await.version, 2);
}

/// Whether the page shows this box ticked.
fn ticked(page: &str, name: &str) -> bool {
    let place = page.find(&format!("id=\"{name}\"")).expect("the box is there");
    let end = page[place..].find('>').unwrap();
    page[place..place + end].contains(" checked")
}
