//! The words of the grounds of refusal: who changes them, where they are seen, and that a decision keeps its own.

use app::api::{
    ApiError, Client, ForbiddenReason, StaffRole,
    grounds::{GroundAnswer, GroundField, GroundForm, GroundProblem, GroundsPage},
    office::RefuseForm,
    status::StatusForm,
};
use domain::{eligibility::ReasonError, lang::Lang, refusal::RefusalGround};
use http::StatusCode;
use server::services::grounds::words;
use sqlx::Executor;

use crate::support::{Filed, PASSWORD, TestApp, site::post_form};

const REASON: &str = "Приказ № 12 от 01.11.2026: слова решения";
const RU: &str = "личность заявителя не подтверждена: предъявленный документ принадлежит другому лицу";
const KY: &str = "арыз берүүчүнүн инсандыгы ырасталган жок: көрсөтүлгөн документ башка адамдыкы";
const GROUND: RefusalGround = RefusalGround::IdentityNotConfirmed;

async fn administrator(app: &TestApp, user_name: &str) -> Client {
    app.staff(user_name, StaffRole::Administrator, None, None).await
}

async fn page(app: &TestApp, client: &Client) -> GroundsPage {
    app.services.grounds.page(client, GROUND.as_str()).await.unwrap()
}

fn form(version: i32, ru: &str, ky: &str) -> GroundForm {
    GroundForm {
        ground: GROUND.to_string(),
        version,
        words_ru: ru.to_owned(),
        words_ky: ky.to_owned(),
        reset: String::new(),
        reason: REASON.to_owned(),
    }
}

async fn change(app: &TestApp, client: &Client, form: &GroundForm) -> GroundAnswer {
    app.services.grounds.change(client, form).await.unwrap()
}

async fn refuse(app: &TestApp, inspector: &Client, filed: &Filed) {
    app.accept(inspector, filed).await.unwrap();
    let moved = app.move_form(filed).await;
    let form = RefuseForm { id: moved.id, version: moved.version, ground: GROUND.to_string(), ..RefuseForm::default() };
    app.services.office.refuse(inspector, &form).await.unwrap();
}

/// The words that are printed on the decision.
async fn printed(app: &TestApp, filed: &Filed) -> (String, String) {
    let mut db = app.foundation.pool.acquire().await.unwrap();
    let found = words::of_refusal(&mut db, filed.id, GROUND).await.unwrap();
    (found.ru, found.ky)
}

/// What the applicant is told of the ground beyond its own name.
async fn told(app: &TestApp, filed: &Filed, lang: Lang) -> String {
    let stranger = Client { lang, ..app.stranger() };
    let form = StatusForm { inn: filed.inn.clone(), code: filed.code.clone() };
    let holder = app.after(&stranger, &app.services.status.find(&stranger, &form).await.unwrap()).await;
    let decision = app.services.status.current(&holder).await.unwrap().unwrap().decision.unwrap();
    assert_eq!(decision.refused, Some(GROUND));
    decision.ground_words
}

#[tokio::test]
async fn only_administrators_see_the_words_and_change_them() {
    let app = TestApp::new().await;
    let (taxpayer, _) = app.taxpayer(1).await;
    let head = app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await;
    let inspector = app.inspector("gulnara", "001").await;
    let service = &app.services.grounds;
    for (client, reason) in [
        (&app.stranger(), ForbiddenReason::SignInRequired),
        (&taxpayer, ForbiddenReason::Role),
        (&head, ForbiddenReason::Role),
        (&inspector, ForbiddenReason::Role),
    ] {
        let refused = ApiError::Forbidden(reason);
        assert_eq!(service.page(client, GROUND.as_str()).await.unwrap_err(), refused);
        assert_eq!(service.preview(client, &form(0, RU, KY)).await.unwrap_err(), refused);
        assert_eq!(service.change(client, &form(0, RU, KY)).await.unwrap_err(), refused);
    }
    let administrator = administrator(&app, "admin").await;
    let chosen = page(&app, &administrator).await.chosen.unwrap();
    assert_eq!((chosen.version, chosen.history.len(), chosen.view.replaced), (0, 0, false));
    assert!(service.page(&administrator, "arson").await.unwrap().chosen.is_none());
    let unknown = GroundForm { ground: "arson".to_owned(), ..form(0, RU, KY) };
    assert_eq!(service.change(&administrator, &unknown).await.unwrap_err(), ApiError::NotFound);
}

#[tokio::test]
async fn a_decision_keeps_the_words_with_which_it_was_made_and_the_next_one_has_the_new_ones() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let inspector = app.inspector("gulnara", "001").await;
    let [first, second, third] = [
        app.file(&app.person(1, "001").await, PASSWORD).await,
        app.file(&app.person(2, "001").await, PASSWORD).await,
        app.file(&app.person(3, "001").await, PASSWORD).await,
    ];
    let built_in = words::built_in(GROUND);
    refuse(&app, &inspector, &first).await;
    assert_eq!(change(&app, &administrator, &form(0, RU, KY)).await, GroundAnswer::Kept);
    refuse(&app, &inspector, &second).await;
    let reset = GroundForm { reset: "on".to_owned(), ..form(1, "", "") };
    assert_eq!(change(&app, &administrator, &reset).await, GroundAnswer::Kept);
    refuse(&app, &inspector, &third).await;

    let original = (built_in.ru, built_in.ky);
    assert_eq!(printed(&app, &first).await, original);
    assert_eq!(printed(&app, &second).await, (RU.to_owned(), KY.to_owned()));
    assert_eq!(printed(&app, &third).await, original);
    let office = &app.services.office;
    assert!(office.decision_paper(&inspector, &second.id.to_string()).await.unwrap().starts_with(b"%PDF"));

    // what the applicant and the inspector are shown
    assert_eq!(told(&app, &first, Lang::Ru).await, "", "the page has words of its own for it");
    assert_eq!(told(&app, &second, Lang::Ru).await, RU);
    assert_eq!(told(&app, &second, Lang::Ky).await, KY);
    let case = office.case(&Client { lang: Lang::Ky, ..inspector.clone() }, &second.id.to_string()).await.unwrap();
    assert_eq!(case.decision.unwrap().ground_words, KY);
    assert!(case.worded_grounds.is_empty(), "it is as it came with the program again");

    let page = page(&app, &administrator).await;
    let chosen = page.chosen.unwrap();
    assert_eq!((chosen.version, chosen.history.len(), chosen.view.replaced), (2, 2, false));
    assert!(chosen.history[0].words.is_none() && chosen.history[1].words.as_ref().unwrap().ru == RU);
    assert_eq!((chosen.history[1].who.as_str(), chosen.history[1].reason.as_str()), ("Асанова Гүлнара", REASON));
    let audited: Vec<serde_json::Value> =
        sqlx::query_scalar("SELECT details FROM audit_entry WHERE action = 'ground_wording_changed' ORDER BY seq")
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!((audited.len(), audited[0]["words"]["ky"].as_str()), (2, Some(KY)));
    assert_eq!((audited[0]["ground"].as_str(), audited[1]["words"].is_null()), (Some(GROUND.as_str()), true));
}

#[tokio::test]
async fn the_inspector_chooses_among_the_words_that_will_be_printed() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let inspector = app.inspector("gulnara", "001").await;
    let filed = app.file(&app.person(1, "001").await, PASSWORD).await;
    assert_eq!(change(&app, &administrator, &form(0, RU, KY)).await, GroundAnswer::Kept);
    app.accept(&inspector, &filed).await.unwrap();
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!(case.worded(GROUND), Some(RU));
    assert_eq!(case.worded(RefusalGround::NoTaxRegistration), None);
}

#[tokio::test]
async fn what_is_no_text_or_changes_nothing_is_refused_beside_its_field() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let long = "я".repeat(501);
    let russian = |error| GroundProblem::Field(GroundField::Russian, error);
    let built_in = words::built_in(GROUND);
    let cases = [
        (form(0, "", KY), vec![russian(ReasonError::Empty)]),
        (form(0, "коротко", KY), vec![russian(ReasonError::TooShort)]),
        (form(0, &long, KY), vec![russian(ReasonError::TooLong)]),
        (form(0, "личность \u{202e}не подтверждена", KY), vec![russian(ReasonError::Format)]),
        (form(0, "личность \u{0}не подтверждена", KY), vec![russian(ReasonError::Format)]),
        (form(0, RU, " \n "), vec![GroundProblem::Field(GroundField::Kyrgyz, ReasonError::Empty)]),
        (
            GroundForm { reason: "надо".to_owned(), ..form(0, RU, KY) },
            vec![GroundProblem::Field(GroundField::Reason, ReasonError::TooShort)],
        ),
        (form(0, &built_in.ru, &built_in.ky), vec![GroundProblem::Unchanged]),
        (GroundForm { reset: "on".to_owned(), ..form(0, "", "") }, vec![GroundProblem::Unchanged]),
        (form(1, RU, KY), vec![GroundProblem::Outdated]),
        (form(-1, RU, KY), vec![GroundProblem::Outdated]),
        (form(i32::MAX, RU, KY), vec![GroundProblem::Outdated]),
    ];
    for (form, problems) in cases {
        let refused = GroundAnswer::Refused(problems);
        assert_eq!(app.services.grounds.preview(&administrator, &form).await.unwrap(), refused, "{form:?}");
        assert_eq!(change(&app, &administrator, &form).await, refused);
    }
    let wanted = form(0, &format!("  {}\n\n", RU.replace(' ', "   ")), KY);
    let storm = futures::future::join_all((0..12).map(|_| change(&app, &administrator, &wanted))).await;
    assert_eq!(storm.into_iter().filter(|answer| *answer == GroundAnswer::Kept).count(), 1);
    let chosen = page(&app, &administrator).await.chosen.unwrap();
    assert_eq!((chosen.version, chosen.view.words.ru.as_str()), (1, RU), "one paragraph");
}

#[tokio::test]
async fn neither_the_history_nor_the_words_of_a_decision_are_rewritten() {
    let app = TestApp::new().await;
    let administrator = administrator(&app, "admin").await;
    let inspector = app.inspector("gulnara", "001").await;
    let [refused, granted] =
        [app.file(&app.person(1, "001").await, PASSWORD).await, app.file(&app.person(2, "001").await, PASSWORD).await];
    assert_eq!(change(&app, &administrator, &form(0, RU, KY)).await, GroundAnswer::Kept);
    refuse(&app, &inspector, &refused).await;
    app.grant(&inspector, &granted).await;
    let mut owner = app.owner().await;
    let mut server = app.foundation.pool.acquire().await.unwrap();
    for text in [
        "UPDATE ground_wording SET words_ru = 'другие слова решения'",
        "DELETE FROM ground_wording",
        "TRUNCATE ground_wording",
        "UPDATE refusal_wording SET words_ru = 'другие слова решения'",
        "DELETE FROM refusal_wording",
        "TRUNCATE refusal_wording",
    ] {
        assert!((&mut *server).execute(text).await.is_err(), "{text}");
        assert!((&mut owner).execute(text).await.is_err(), "the owner: {text}");
    }
    for id in [refused.id, granted.id] {
        let late =
            sqlx::query("INSERT INTO refusal_wording VALUES ($1, 'слова после решения', 'чечимден кийинки сөз')")
                .bind(id)
                .execute(&mut *server)
                .await;
        assert!(late.is_err(), "words for what is decided");
    }
}

#[tokio::test]
async fn without_javascript_the_words_are_seen_as_printed_before_they_are_saved() {
    let app = TestApp::new().await;
    let client = administrator(&app, "admin").await;
    let (_, token) = app.enter_office("admin").await;
    let post = async |ru: &str, action: &str| {
        let form = [
            ("ground", GROUND.as_str()),
            ("version", "0"),
            ("words_ru", ru),
            ("words_ky", KY),
            ("reason", REASON),
            ("action", action),
        ];
        let body = serde_urlencoded::to_string(form).unwrap();
        let (status, _, page) = post_form(&app, &token, "/administration/grounds", body).await;
        (status, page)
    };
    let (status, text) = post("", "preview").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && text.contains(KY), "what was typed is kept: {text}");
    let (status, text) = post("<b>личность</b> не подтверждена", "preview").await;
    assert!(status == StatusCode::OK && !text.contains("<b>личность") && !text.contains("<textarea"), "{text}");
    let (status, text) = post("</textarea><b>личность</b> & прочее", "edit").await;
    assert!(status == StatusCode::OK && !text.contains("<b>личность"), "a field is ended from inside: {text}");
    assert!(
        text.contains("&lt;/textarea>&lt;b>личность&lt;/b> &amp; прочее</textarea>"),
        "what was typed is kept: {text}"
    );
    let (status, text) = post(RU, "edit").await;
    assert!(status == StatusCode::OK && text.contains("<textarea") && text.contains(RU));
    assert_eq!(page(&app, &client).await.chosen.unwrap().version, 0);
    let (status, text) = post(RU, "save").await;
    assert!(status == StatusCode::OK && text.contains("Текст изменён и уже действует"), "{text}");
    assert_eq!(post(RU, "save").await.0, StatusCode::CONFLICT, "the same post again");
}
