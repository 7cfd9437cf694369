//! What an inspector may and may not do, and what happens when two do it at once.

use app::api::{
    ApiError, Conflict, Field, ForbiddenReason, Message, StaffRole,
    office::{AcceptForm, OpenForm, RefuseForm},
};
use domain::{
    access_application::ApplicationState,
    refusal::{GroundDocumentError, RefusalGround},
};
use futures::future::join_all;
use time::Duration;

use crate::support::{Filed, PASSWORD, TestApp};

const OTHER_PASSWORD: &str = "восемь гусей на озере";

fn changed(state: ApplicationState) -> ApiError {
    ApiError::Conflict(Conflict::ApplicationChanged(state))
}

async fn refuse_form(app: &TestApp, filed: &Filed, ground: &str) -> RefuseForm {
    let form = app.move_form(filed).await;
    RefuseForm { id: form.id, version: form.version, ground: ground.to_owned(), ..RefuseForm::default() }
}

#[tokio::test]
async fn everything_needs_the_role() {
    let app = TestApp::new().await;
    let office = &app.services.office;
    let stranger = app.stranger();
    let sign_in = ApiError::Forbidden(ForbiddenReason::SignInRequired);
    assert_eq!(office.queue(&stranger, "").await.unwrap_err(), sign_in);
    let administrator = app.staff("admin", StaffRole::Administrator, None, None).await;
    let (taxpayer, _) = app.taxpayer(1).await;
    for client in [&administrator, &taxpayer] {
        let role = ApiError::Forbidden(ForbiddenReason::Role);
        assert_eq!(office.queue(client, "").await.unwrap_err(), role);
        assert_eq!(office.open(client, &OpenForm::default()).await.unwrap_err(), role);
        assert_eq!(office.case(client, "").await.unwrap_err(), role);
        assert_eq!(office.accept(client, &AcceptForm::default()).await.unwrap_err(), role);
        assert_eq!(office.refuse(client, &RefuseForm::default()).await.unwrap_err(), role);
        assert_eq!(office.grant(client, &Default::default()).await.unwrap_err(), role);
        assert_eq!(office.deliver(client, &Default::default()).await.unwrap_err(), role);
        assert_eq!(office.application_paper(client, "").await.unwrap_err(), role);
        assert_eq!(office.decision_paper(client, "").await.unwrap_err(), role);
    }
    let head = app.staff("head", StaffRole::HeadOfOffice, Some("001"), None).await;
    assert!(office.queue(&head, "").await.is_ok());
}

#[tokio::test]
async fn a_foreign_office_is_told_whose_it_is_and_touches_nothing() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let own = app.inspector("gulnara", "001").await;
    let foreign = app.inspector("azamat", "032").await;
    let office = &app.services.office;
    app.accept(&own, &filed).await.unwrap();
    let id = filed.id.to_string();
    let form = app.move_form(&filed).await;
    let refusals = [
        app.open(&foreign, &filed).await.map(drop),
        office.case(&foreign, &id).await.map(drop),
        office.accept(&foreign, &app.accept_form(&filed).await).await,
        office.grant(&foreign, &form).await,
        office.refuse(&foreign, &refuse_form(&app, &filed, "identity_not_confirmed").await).await,
        office.deliver(&foreign, &form).await,
        office.application_paper(&foreign, &id).await.map(drop),
        office.decision_paper(&foreign, &id).await.map(drop),
    ];
    for refusal in refusals {
        match refusal.unwrap_err() {
            ApiError::Forbidden(ForbiddenReason::ForeignOffice(whose)) => {
                assert_eq!(whose.code, "001")
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(office.queue(&foreign, "").await.unwrap().to_decide.is_empty());
    let looked: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_entry WHERE action = 'application_opened' AND tax_office = '032'",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(looked, 1, "a look-up is kept even when it leads nowhere");
}

#[tokio::test]
async fn an_unknown_pair_of_inn_and_code_tells_nothing() {
    let app = TestApp::new().await;
    let (one, two) = (app.person(1, "001").await, app.person(2, "001").await);
    let (filed, other) = (app.file(&one, PASSWORD).await, app.file(&two, PASSWORD).await);
    let inspector = app.inspector("gulnara", "001").await;
    let crossed = Filed { code: other.code, ..filed };
    let none = ApiError::field(Field::Form, Message::NoSuchApplication);
    assert_eq!(app.open(&inspector, &crossed).await.unwrap_err(), none);
    let garbage = OpenForm { paper: "SALYK:1:no".to_owned(), ..OpenForm::default() };
    assert_eq!(app.services.office.open(&inspector, &garbage).await.unwrap_err(), none);
    let empty = app.services.office.open(&inspector, &OpenForm::default()).await.unwrap_err().fields();
    assert_eq!(empty.0, [(Field::Inn, Message::Required), (Field::Code, Message::Required)]);
}

#[tokio::test]
async fn acceptance_needs_the_paper_the_ticks_and_the_time() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    let form = app.accept_form(&filed).await;
    assert_eq!(office.accept(&inspector, &form).await.unwrap_err(), ApiError::Conflict(Conflict::NotOpenedByCode));
    let id = filed.id.to_string();
    assert_eq!(
        office.application_paper(&inspector, &id).await.unwrap_err(),
        ApiError::Conflict(Conflict::NotOpenedByCode),
        "the paper would give the code away"
    );
    assert_eq!(office.case(&inspector, &id).await.unwrap().code, "");
    app.open(&inspector, &filed).await.unwrap();
    let unticked = AcceptForm { identity_confirmed: String::new(), ..form.clone() };
    assert_eq!(
        office.accept(&inspector, &unticked).await.unwrap_err(),
        ApiError::field(Field::Checks, Message::ChecksMissing)
    );
    app.clock.advance(Duration::days(30));
    let again = app.inspector("gulnara2", "001").await;
    app.open(&again, &filed).await.unwrap();
    assert_eq!(office.accept(&again, &form).await.unwrap_err(), changed(ApplicationState::Expired));
}

#[tokio::test]
async fn nobody_decides_on_themselves() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let own = app.staff("self", StaffRole::Inspector, Some("001"), Some(&person.inn)).await;
    let own_case = ApiError::Forbidden(ForbiddenReason::OwnCase);
    let office = &app.services.office;
    app.open(&own, &filed).await.unwrap();
    assert_eq!(office.accept(&own, &app.accept_form(&filed).await).await.unwrap_err(), own_case);
    let other = app.inspector("gulnara", "001").await;
    app.accept(&other, &filed).await.unwrap();
    assert_eq!(office.grant(&own, &app.move_form(&filed).await).await.unwrap_err(), own_case);
    let refusal = refuse_form(&app, &filed, "identity_not_confirmed").await;
    assert_eq!(office.refuse(&own, &refusal).await.unwrap_err(), own_case);
}

#[tokio::test]
async fn of_two_inspectors_at_once_one_wins_and_the_other_is_told() {
    let app = TestApp::new().await;
    let office = &app.services.office;
    let (first, second) = (app.inspector("first", "001").await, app.inspector("second", "001").await);
    for round in 0..8 {
        let person = app.person(round, "001").await;
        let filed = app.file(&person, PASSWORD).await;
        app.open(&first, &filed).await.unwrap();
        app.open(&second, &filed).await.unwrap();

        let form = app.accept_form(&filed).await;
        let (one, two) = tokio::join!(office.accept(&first, &form), office.accept(&second, &form));
        assert_one_wins([one, two], ApplicationState::Accepted);
        assert_eq!(office.accept(&first, &form).await.unwrap_err(), changed(ApplicationState::Accepted));

        let form = app.move_form(&filed).await;
        let refusal = refuse_form(&app, &filed, "identity_not_confirmed").await;
        let (one, two, three) =
            tokio::join!(office.grant(&first, &form), office.grant(&second, &form), office.refuse(&second, &refusal));
        let state = app.services.office.case(&first, &filed.id.to_string()).await.unwrap().state;
        assert!(matches!(state, ApplicationState::Granted | ApplicationState::Refused));
        assert_one_wins([one, two, three], state);

        let form = app.move_form(&filed).await;
        let (one, two) = tokio::join!(office.deliver(&first, &form), office.deliver(&second, &form));
        assert_one_wins([one, two], ApplicationState::Delivered);
    }
    let numbers: Vec<String> =
        sqlx::query_scalar("SELECT acceptance_number FROM access_application ORDER BY acceptance_number")
            .fetch_all(&app.foundation.pool)
            .await
            .unwrap();
    let expected: Vec<String> = (1..=8).map(|number| format!("001-2026-{number:06}")).collect();
    assert_eq!(numbers, expected, "without gaps: what lost gave its number back");
}

fn assert_one_wins<const N: usize>(results: [Result<(), ApiError>; N], state: ApplicationState) {
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    for error in results.into_iter().filter_map(Result::err) {
        assert_eq!(error, changed(state));
    }
}

#[tokio::test]
async fn one_accepted_application_bars_another_and_a_grant_closes_the_rest() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let mine = app.file(&person, PASSWORD).await;
    let strangers = app.file(&person, OTHER_PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    app.accept(&inspector, &strangers).await.unwrap();
    assert_eq!(app.accept(&inspector, &mine).await.unwrap_err(), ApiError::Conflict(Conflict::AnotherAccepted));
    let case = office.case(&inspector, &strangers.id.to_string()).await.unwrap();
    assert_eq!(case.other_open.len(), 1);
    office.refuse(&inspector, &refuse_form(&app, &strangers, "identity_not_confirmed").await).await.unwrap();

    let third = app.file(&person, OTHER_PASSWORD).await;
    app.grant(&inspector, &mine).await;
    let case = office.case(&inspector, &third.id.to_string()).await.unwrap();
    assert_eq!(case.state, ApplicationState::Superseded);
    let hashes: i64 = sqlx::query_scalar("SELECT count(*) FROM access_application WHERE password_hash IS NOT NULL")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(hashes, 0, "every password but the account's is forgotten");

    let late = app.file(&person, OTHER_PASSWORD).await;
    app.accept(&inspector, &late).await.unwrap();
    assert_eq!(
        office.grant(&inspector, &app.move_form(&late).await).await.unwrap_err(),
        ApiError::Conflict(Conflict::AlreadyHasAccess)
    );
}

#[tokio::test]
async fn a_refusal_stands_on_a_listed_ground() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let office = &app.services.office;
    app.accept(&inspector, &filed).await.unwrap();
    let form = refuse_form(&app, &filed, "").await;
    assert_eq!(office.refuse(&inspector, &form).await.unwrap_err(), ApiError::field(Field::Ground, Message::Required));
    let form = refuse_form(&app, &filed, RefusalGround::FictitiousEnterprise.as_str()).await;
    let errors = office.refuse(&inspector, &form).await.unwrap_err().fields();
    assert_eq!(
        errors.get(Field::DocumentNumber),
        Some(Message::Document(GroundDocumentError::NumberEmpty)),
        "the registry has no evidence, so the document is to be typed"
    );
    assert!(errors.get(Field::DocumentDate).is_some());

    let mut owner = app.owner().await;
    sqlx::query("INSERT INTO risk_evidence VALUES ($1, '17/3', '2026-02-01', 'акт проверки')")
        .bind(&person.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    let id = filed.id.to_string();
    let case = office.case(&inspector, &id).await.unwrap();
    assert_eq!(case.proposed_ground, Some(RefusalGround::FictitiousEnterprise));
    assert_eq!(case.risk[0].date, "01.02.2026");
    office.refuse(&inspector, &form).await.unwrap();
    let case = office.case(&inspector, &id).await.unwrap();
    let decision = case.decision.unwrap();
    assert_eq!(decision.ground, Some(RefusalGround::FictitiousEnterprise));
    assert_eq!(decision.document, "№ 17/3, 01.02.2026");
    assert!(office.decision_paper(&inspector, &id).await.unwrap().starts_with(b"%PDF"));
}

#[tokio::test]
async fn differences_from_the_registry_are_marked() {
    use app::api::office::{Cell, Verdict};
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let filed = app.file(&person, PASSWORD).await;
    let inspector = app.inspector("gulnara", "001").await;
    let mut owner = app.owner().await;
    sqlx::query("UPDATE taxpayer SET name_ru = 'Токтогулова Азамат Бековна', tax_office = '002' WHERE inn = $1")
        .bind(&person.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("UPDATE citizen SET passport_digest = sha256('another') WHERE inn = $1")
        .bind(&person.inn)
        .execute(&mut owner)
        .await
        .unwrap();
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    let verdict = |cell| case.rows.iter().find(|row| row.cell == cell).unwrap().verdict;
    for cell in [Cell::Name, Cell::Office, Cell::Passport] {
        assert_eq!(verdict(cell), Verdict::Differs, "{cell:?}");
    }
    assert_eq!(verdict(Cell::Address), Verdict::Same);
    sqlx::query("DELETE FROM taxpayer WHERE inn = $1").bind(&person.inn).execute(&mut owner).await.unwrap();
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!(case.proposed_ground, Some(RefusalGround::NoTaxRegistration));
}

#[tokio::test]
async fn the_queue_pages_by_key_and_shows_each_application_once() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let inspector = app.inspector("gulnara", "001").await;
    let mut owner = app.owner().await;
    let first = app.file(&person, PASSWORD).await;
    // all but the keys copied; half of them in the same microsecond
    sqlx::query(
        "INSERT INTO access_application (id, kind, state, inn, subject_kind, name_ru, name_ky, tax_office, postcode,
             address, passport_sealed, phone, language, code_digest, code_sealed, password_hash, submitted_at, expires_at)
         SELECT gen_random_uuid(), kind, 'submitted', inn, subject_kind, name_ru, name_ky, tax_office, postcode, address,
             passport_sealed, phone, language, sha256(n::text::bytea), code_sealed, password_hash,
             submitted_at - (n / 2) * interval '1 microsecond', expires_at
         FROM access_application, generate_series(1, 119) AS n WHERE id = $1",
    )
    .bind(first.id)
    .execute(&mut owner)
    .await
    .unwrap();
    let mut seen = Vec::new();
    let mut before = String::new();
    let mut pages = 0;
    loop {
        let queue = app.services.office.queue(&inspector, &before).await.unwrap();
        seen.extend(queue.submitted.into_iter().map(|row| row.id));
        pages += 1;
        match queue.next {
            Some(next) => before = next,
            None => break,
        }
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((pages, count, seen.len()), (3, 120, 120));
}

#[tokio::test]
async fn many_inspectors_on_many_applications_decide_each_once() {
    let app = TestApp::new().await;
    let office = &app.services.office;
    let mut inspectors = Vec::new();
    for number in 0..5 {
        inspectors.push(app.inspector(&format!("inspector{number}"), "001").await);
    }
    let mut all = Vec::new();
    for number in 0..6 {
        let person = app.person(number, "001").await;
        for _ in 0..2 {
            all.push(app.file(&person, PASSWORD).await);
        }
    }
    let work = inspectors.iter().flat_map(|inspector| all.iter().map(move |filed| (inspector, filed)));
    join_all(work.map(|(inspector, filed)| async {
        let accepted = app.accept(inspector, filed).await;
        let granted = office.grant(inspector, &app.move_form(filed).await).await;
        for result in [accepted, granted] {
            if let Err(error) = result {
                assert!(matches!(error, ApiError::Conflict(_)), "{error:?}");
            }
        }
    }))
    .await;
    let (granted, accounts, logins): (i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM access_application WHERE state = 'granted'), (SELECT count(*) FROM account),
                (SELECT count(DISTINCT login) FROM access_application)",
    )
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!((granted, accounts, logins), (6, 6, 6));
    let mut owner = app.owner().await;
    let verified = server::storage::audit::verify(&mut owner).await.unwrap();
    assert!(matches!(verified, server::storage::audit::Verification::Whole { .. }), "{verified:?}");
}
