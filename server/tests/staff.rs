//! Staff come in by two factors, and administrators decide who they are: what an attacker with half of it can do, and what
//! an administrator alone can't.

use app::api::{
    ApiError, Caller, Client, CookieChange, Field, ForbiddenReason, Message, StaffRole,
    staff::{Acted, OneTimePassword, Reset, StaffAction, StaffField, StaffForm, StaffProblem, Standing},
    staff_entry::{Entered, EntryForm, EntryStep, Proved},
};
use domain::password::PasswordError;
use server::sign_in::totp::{TotpSecret, step_at};
use time::Duration;

use crate::support::{STAFF_PASSWORD, TestApp, code_form, session_token, sign_in_form};

const ENDED: ApiError = ApiError::Forbidden(ForbiddenReason::SignInRequired);

/// Somebody whose password was right.
async fn half(app: &TestApp, user_name: &str, password: &str) -> Client {
    let stranger = app.stranger();
    let cookies = app.services.sign_in.staff(&stranger, &sign_in_form(user_name, password)).await.unwrap();
    app.after(&stranger, &cookies).await
}

async fn prove(app: &TestApp, client: &Client, code: &str) -> Option<(Client, Option<Entered>)> {
    match app.services.staff_entry.prove(client, &code_form(code)).await.unwrap() {
        Proved::In { cookies, told } => Some((app.after(client, &cookies).await, told)),
        Proved::Wrong => None,
    }
}

async fn administrator(app: &TestApp, user_name: &str) -> Client {
    app.staff(user_name, StaffRole::Administrator, None, None).await
}

async fn id_of(app: &TestApp, user_name: &str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("SELECT id FROM staff WHERE user_name = $1")
        .bind(user_name)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    id.to_string()
}

fn about(person: &str) -> StaffForm {
    StaffForm { person: person.to_owned(), ..StaffForm::default() }
}

fn invitation(user_name: &str) -> StaffForm {
    StaffForm {
        user_name: user_name.to_owned(),
        name: "Жумабаев Талант Кубатович".to_owned(),
        role: "inspector".to_owned(),
        office: "001".to_owned(),
        ..StaffForm::default()
    }
}

fn one(field: StaffField, problem: StaffProblem) -> Acted {
    Acted::Refused(vec![(field, problem)])
}

async fn kept(app: &TestApp, action: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM audit_entry WHERE action = $1")
        .bind(action)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap()
}

async fn invite(app: &TestApp, administrator: &Client, user_name: &str) -> OneTimePassword {
    let acted = app.services.staff.act(administrator, StaffAction::Invite, &invitation(user_name)).await.unwrap();
    let Acted::OneTimePassword(password) = acted else { panic!("{acted:?}") };
    password
}

#[tokio::test]
async fn a_password_alone_opens_nothing() {
    let app = TestApp::new().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let half = half(&app, "gulnara", STAFF_PASSWORD).await;
    assert_eq!(half.caller, Caller::Nobody);
    assert_eq!(app.services.queue.show(&half, &app::api::queue::QueueQuery::default()).await.unwrap_err(), ENDED);
    assert_eq!(
        app.services.staff_entry.step(&half).await.unwrap(),
        EntryStep::Prove { by_passkey: false, by_app: true }
    );
    let empty = app.services.staff_entry.prove(&half, &code_form(" ")).await.unwrap_err();
    assert_eq!(empty, ApiError::field(Field::Code, Message::Required));
    let sessions: i64 =
        sqlx::query_scalar("SELECT count(*) FROM session").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(sessions, 0);
    // the token of the entry is no session's
    let token = half.staff_entry.clone().unwrap();
    assert_eq!(app.caller(&token).await, Caller::Nobody);
}

#[tokio::test]
async fn a_code_counts_once_and_only_about_its_time() {
    let app = TestApp::new().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let secret = crate::support::authenticator("gulnara");
    let step = step_at(app.foundation.now());
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    for wrong in [secret.code(step - 2), secret.code(step + 2), "12345".to_owned()] {
        assert!(prove(&app, &client, &wrong).await.is_none(), "{wrong}");
        app.clock.advance(Duration::seconds(3));
    }
    let code = secret.code(step);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let (inside, told) = prove(&app, &client, &spaced).await.unwrap();
    assert!(matches!(inside.caller, Caller::Staff(_)) && told.is_none() && inside.staff_entry.is_none());
    // the entry is over, also for whoever kept its cookie
    assert_eq!(app.services.staff_entry.prove(&client, &code_form(&secret.code(step + 1))).await.unwrap_err(), ENDED);
    let again = half(&app, "gulnara", STAFF_PASSWORD).await;
    for used in [step - 1, step] {
        assert!(prove(&app, &again, &secret.code(used)).await.is_none(), "a code of before or of the last step");
        app.clock.advance(Duration::seconds(3));
    }
    assert!(prove(&app, &again, &secret.code(step + 1)).await.is_some());
    assert_eq!(kept(&app, "second_factor_failed").await, 5);
}

#[tokio::test]
async fn codes_tried_at_once_or_on_and_on_gain_nothing() {
    let app = TestApp::new().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let wrong: Vec<_> = (0..6).map(|number| code_form(&format!("00000{number}"))).collect();
    let tries = wrong.iter().map(|form| app.services.staff_entry.prove(&client, form));
    for answer in futures::future::join_all(tries).await {
        assert!(matches!(answer.unwrap(), Proved::Wrong));
    }
    let failures: i32 =
        sqlx::query_scalar("SELECT max(failures) FROM password_failure").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(failures, 1, "those that came with the first were not tried");
    let right = app.code("gulnara").await;
    assert!(prove(&app, &client, &right).await.is_none(), "the wait after a failure is not over");
    app.clock.advance(Duration::SECOND);
    assert!(prove(&app, &client, &right).await.is_some(), "and what was not tried is not spent");
}

#[tokio::test]
async fn the_second_step_has_its_time() {
    let app = TestApp::new().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    app.clock.advance(Duration::minutes(10));
    assert_eq!(app.services.staff_entry.step(&client).await.unwrap(), EntryStep::Password);
    let code = app.code("gulnara").await;
    assert_eq!(app.services.staff_entry.prove(&client, &code_form(&code)).await.unwrap_err(), ENDED);
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let left = app.services.staff_entry.leave(&client).await.unwrap();
    assert_eq!(left, [CookieChange::EndStaffEntry]);
    assert_eq!(app.services.staff_entry.prove(&client, &code_form(&code)).await.unwrap_err(), ENDED);
}

#[tokio::test]
async fn staff_sessions_are_short() {
    let app = TestApp::new().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (_, token) = app.enter_office("gulnara").await;
    app.clock.advance(Duration::minutes(20));
    assert_eq!(app.caller(&token).await, Caller::Nobody, "idle");
    let (_, token) = app.enter_office("gulnara").await;
    for _ in 0..35 {
        app.clock.advance(Duration::minutes(15));
        assert_ne!(app.caller(&token).await, Caller::Nobody);
    }
    app.clock.advance(Duration::minutes(15));
    assert_eq!(app.caller(&token).await, Caller::Nobody, "nine hours");
}

#[tokio::test]
async fn the_invited_choose_a_password_enrol_and_get_codes_that_work_once() {
    let app = TestApp::new().await;
    let admin = administrator(&app, "admin").await;
    let invited = invite(&app, &admin, "talant.j").await;
    let entry = &app.services.staff_entry;
    let client = half(&app, "talant.j", &invited.password).await;
    assert!(matches!(entry.step(&client).await.unwrap(), EntryStep::NewPassword { .. }));
    // no second factor before a password of their own
    assert_eq!(entry.prove(&client, &code_form("123456")).await.unwrap_err(), ENDED);
    let form = |password: &str, repeated: &str| EntryForm {
        password: password.to_owned(),
        password_repeated: repeated.to_owned(),
        ..EntryForm::default()
    };
    let too_short = entry.choose_password(&client, &form("stonehenge 226", "stonehenge 226")).await.unwrap_err();
    assert_eq!(too_short.fields().get(Field::Password), Some(Message::Password(PasswordError::TooShortForStaff)));
    let again = entry.choose_password(&client, &form(&invited.password, &invited.password)).await.unwrap_err();
    assert!(again.fields().get(Field::Password).is_some(), "somebody has seen it");
    let differs = entry.choose_password(&client, &form(STAFF_PASSWORD, "x")).await.unwrap_err();
    assert_eq!(differs.fields().get(Field::PasswordRepeated), Some(Message::Password(PasswordError::NotMatching)));
    entry.choose_password(&client, &form(STAFF_PASSWORD, STAFF_PASSWORD)).await.unwrap();
    let old = app.services.sign_in.staff(&app.stranger(), &sign_in_form("talant.j", &invited.password)).await;
    assert!(old.is_err());

    let EntryStep::Enrol(enrolment) = entry.step(&client).await.unwrap() else { panic!("enrolment is forced") };
    assert!(enrolment.address.starts_with("otpauth://totp/Salyk%20Cabinet:talant.j?secret="));
    let secret = TotpSecret::from_text(&enrolment.secret).unwrap();
    assert!(prove(&app, &client, "000000").await.is_none());
    app.clock.advance(Duration::SECOND);
    let step = step_at(app.foundation.now());
    let (inside, told) = prove(&app, &client, &secret.code(step)).await.unwrap();
    assert!(matches!(inside.caller, Caller::Staff(_)));
    let Some(Entered::Enrolled { recovery_codes }) = told else { panic!("{told:?}") };
    assert_eq!(recovery_codes.len(), 10);
    // neither secret nor codes stand in the database as they are
    let plain: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM staff, staff_recovery_code WHERE position($1 IN totp_sealed) > 0 OR digest = sha256($2)",
    )
    .bind(secret.bytes())
    .bind(recovery_codes[0].replace('-', "").into_bytes())
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(plain, 0);

    app.clock.advance(Duration::minutes(1));
    let client = half(&app, "talant.j", STAFF_PASSWORD).await;
    let typed = recovery_codes[3].to_lowercase().replace('-', " ");
    let (_, told) = prove(&app, &client, &typed).await.unwrap();
    assert_eq!(told, Some(Entered::ByRecoveryCode { left: 9 }));
    let client = half(&app, "talant.j", STAFF_PASSWORD).await;
    assert!(prove(&app, &client, &recovery_codes[3]).await.is_none(), "each works once");
    app.clock.advance(Duration::SECOND);
    assert!(prove(&app, &client, &recovery_codes[4]).await.is_some());
}

#[tokio::test]
async fn a_one_time_password_lapses() {
    let app = TestApp::new().await;
    let admin = administrator(&app, "admin").await;
    let invited = invite(&app, &admin, "talant.j").await;
    app.clock.advance(Duration::hours(72));
    let late = app.services.sign_in.staff(&app.stranger(), &sign_in_form("talant.j", &invited.password)).await;
    assert_eq!(late.unwrap_err(), ApiError::field(Field::Form, Message::WrongCredentials));
}

#[tokio::test]
async fn rights_are_changed_with_a_fresh_second_factor_only() {
    let app = TestApp::new().await;
    let admin = administrator(&app, "admin").await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let person = id_of(&app, "gulnara").await;
    let staff = &app.services.staff;
    assert!(staff.page(&admin, "", "").await.unwrap().fresh);
    app.clock.advance(Duration::minutes(5));
    assert!(!staff.page(&admin, "", "").await.unwrap().fresh);
    let needed = one(StaffField::Code, StaffProblem::CodeNeeded);
    for action in [StaffAction::Block, StaffAction::NewPassword, StaffAction::AskReset] {
        assert_eq!(staff.act(&admin, action, &about(&person)).await.unwrap(), needed, "{action:?}");
    }
    assert_eq!(staff.act(&admin, StaffAction::Invite, &invitation("new.one")).await.unwrap(), needed);
    let rights = StaffForm { role: "administrator".to_owned(), ..about(&person) };
    assert_eq!(staff.act(&admin, StaffAction::ChangeRights, &rights).await.unwrap(), needed);
    let wrong = StaffForm { code: "000000".to_owned(), ..about(&person) };
    let refused = staff.act(&admin, StaffAction::Block, &wrong).await.unwrap();
    assert_eq!(refused, one(StaffField::Code, StaffProblem::WrongCode));
    assert_eq!(kept(&app, "staff_blocked").await, 0);
    app.clock.advance(Duration::SECOND);
    let right = StaffForm { code: app.code("admin").await, ..about(&person) };
    assert_eq!(staff.act(&admin, StaffAction::Block, &right).await.unwrap(), Acted::Done);
    assert!(staff.page(&admin, "", "").await.unwrap().fresh);
    assert_eq!(staff.act(&admin, StaffAction::Unblock, &about(&person)).await.unwrap(), Acted::Done);
}

#[tokio::test]
async fn whoever_is_blocked_or_moved_is_out_at_once() {
    let app = TestApp::new().await;
    let admin = administrator(&app, "admin").await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let person = id_of(&app, "gulnara").await;
    let staff = &app.services.staff;
    let (_, token) = app.enter_office("gulnara").await;
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    let moved = StaffForm { role: "head_of_office".to_owned(), office: "032".to_owned(), ..about(&person) };
    assert_eq!(staff.act(&admin, StaffAction::ChangeRights, &moved).await.unwrap(), Acted::Done);
    assert_eq!(app.caller(&token).await, Caller::Nobody, "rights of before end with the session");
    assert_eq!(app.services.staff_entry.step(&client).await.unwrap(), EntryStep::Password);
    let same = staff.act(&admin, StaffAction::ChangeRights, &moved).await.unwrap();
    assert_eq!(same, one(StaffField::Form, StaffProblem::Unchanged));
    let (head, token) = app.enter_office("gulnara").await;
    match &head.caller {
        Caller::Staff(caller) => {
            assert_eq!((caller.role, caller.office.as_str()), (StaffRole::HeadOfOffice, "032"))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(staff.act(&admin, StaffAction::Block, &about(&person)).await.unwrap(), Acted::Done);
    assert_eq!(app.caller(&token).await, Caller::Nobody);
    let card = staff.page(&admin, "", &person).await.unwrap().person.unwrap();
    assert_eq!(card.row.standing, Standing::Blocked);
    let out = app.services.sign_in.staff(&app.stranger(), &sign_in_form("gulnara", STAFF_PASSWORD)).await;
    assert_eq!(out.unwrap_err(), ApiError::field(Field::Form, Message::WrongCredentials));
    assert_eq!((kept(&app, "staff_rights_changed").await, kept(&app, "staff_blocked").await), (1, 1));
}

#[tokio::test]
async fn nobody_changes_themselves_and_an_administrator_remains() {
    let app = TestApp::new().await;
    let (one_admin, other_admin) = (administrator(&app, "first").await, administrator(&app, "second").await);
    let (first, second) = (id_of(&app, "first").await, id_of(&app, "second").await);
    let staff = &app.services.staff;
    let oneself = one(StaffField::Form, StaffProblem::Oneself);
    for action in [StaffAction::Block, StaffAction::NewPassword, StaffAction::AskReset, StaffAction::ConfirmReset] {
        assert_eq!(staff.act(&one_admin, action, &about(&first)).await.unwrap(), oneself, "{action:?}");
    }
    let lower = StaffForm { role: "inspector".to_owned(), office: "001".to_owned(), ..about(&first) };
    assert_eq!(staff.act(&one_admin, StaffAction::ChangeRights, &lower).await.unwrap(), oneself);
    assert!(staff.page(&one_admin, "", &first).await.unwrap().person.unwrap().oneself);
    // each wants the other out, at once: one of them stays
    let (of_second, of_first) = (about(&second), about(&first));
    let (a, b) = tokio::join!(
        staff.act(&one_admin, StaffAction::Block, &of_second),
        staff.act(&other_admin, StaffAction::Block, &of_first),
    );
    let done = [&a, &b].iter().filter(|answer| matches!(answer, Ok(Acted::Done))).count();
    assert_eq!(done, 1, "{a:?} {b:?}");
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM staff WHERE role = 'administrator' AND blocked_at IS NULL")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn the_database_lets_the_server_change_rights_in_no_other_way() {
    let app = TestApp::new().await;
    administrator(&app, "admin").await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let mut db = app.foundation.pool.acquire().await.unwrap();
    for forbidden in
        ["UPDATE staff SET role = 'administrator'", "UPDATE staff SET blocked_at = NULL", "DELETE FROM staff"]
    {
        assert!(sqlx::query(forbidden).execute(&mut *db).await.is_err(), "{forbidden}");
    }
    let (admin, gulnara) = (id_of(&app, "admin").await, id_of(&app, "gulnara").await);
    let change = |by: &str, who: &str| {
        sqlx::query_scalar::<_, Option<bool>>(
            "SELECT change_staff($1::uuid, $2::uuid, 'administrator', NULL, false, now())",
        )
        .bind(by.to_owned())
        .bind(who.to_owned())
        .fetch_one(&app.foundation.pool)
    };
    assert_eq!(change(&gulnara, &admin).await.unwrap(), None, "an inspector");
    assert_eq!(change(&admin, &admin).await.unwrap(), None, "oneself");
    assert_eq!(change(&admin, &gulnara).await.unwrap(), Some(true));
    let without = sqlx::query(
        "INSERT INTO session (id, staff_id, token_digest, remembered, address, user_agent, started_at, last_used_at, expires_at)
         SELECT gen_random_uuid(), id, sha256('x'), false, '', '', now(), now(), now() + interval '1 hour' FROM staff LIMIT 1",
    );
    assert!(without.execute(&mut *db).await.is_err(), "no session of staff without a second factor");
}

#[tokio::test]
async fn a_second_factor_is_reset_by_two_administrators() {
    let app = TestApp::new().await;
    let (asking, confirming) = (administrator(&app, "first").await, administrator(&app, "second").await);
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (_, token) = app.enter_office("gulnara").await;
    let person = id_of(&app, "gulnara").await;
    let staff = &app.services.staff;
    let not_waiting = one(StaffField::Form, StaffProblem::NotWaiting);
    assert_eq!(staff.act(&confirming, StaffAction::ConfirmReset, &about(&person)).await.unwrap(), not_waiting);
    assert_eq!(staff.act(&asking, StaffAction::AskReset, &about(&person)).await.unwrap(), Acted::Done);
    assert_eq!(staff.act(&asking, StaffAction::ConfirmReset, &about(&person)).await.unwrap(), not_waiting, "alone");
    assert_ne!(app.caller(&token).await, Caller::Nobody, "nothing has happened yet");
    let seen = async |client: &Client| staff.page(client, "", &person).await.unwrap().person.unwrap().reset;
    assert!(matches!(seen(&asking).await, Reset::AskedByOneself { .. }));
    assert!(matches!(seen(&confirming).await, Reset::Waiting { .. }));
    assert_eq!(staff.act(&confirming, StaffAction::ConfirmReset, &about(&person)).await.unwrap(), Acted::Done);
    assert_eq!(app.caller(&token).await, Caller::Nobody);
    let client = half(&app, "gulnara", STAFF_PASSWORD).await;
    assert!(matches!(app.services.staff_entry.step(&client).await.unwrap(), EntryStep::Enrol(_)));
    assert_eq!((kept(&app, "second_factor_reset_asked").await, kept(&app, "second_factor_reset").await), (1, 1));
}

#[tokio::test]
async fn what_is_asked_lapses_with_the_day_and_with_who_asked() {
    let app = TestApp::new().await;
    let (asking, confirming) = (administrator(&app, "first").await, administrator(&app, "second").await);
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let person = id_of(&app, "gulnara").await;
    let staff = &app.services.staff;
    let not_waiting = one(StaffField::Form, StaffProblem::NotWaiting);
    staff.act(&asking, StaffAction::AskReset, &about(&person)).await.unwrap();
    staff.act(&confirming, StaffAction::Block, &about(&id_of(&app, "first").await)).await.unwrap();
    assert_eq!(staff.act(&confirming, StaffAction::ConfirmReset, &about(&person)).await.unwrap(), not_waiting);
    staff.act(&confirming, StaffAction::Unblock, &about(&id_of(&app, "first").await)).await.unwrap();
    app.clock.advance(Duration::DAY);
    let (confirming, _) = app.enter_office("second").await;
    assert_eq!(staff.act(&confirming, StaffAction::ConfirmReset, &about(&person)).await.unwrap(), not_waiting);
}

#[tokio::test]
async fn an_invitation_says_everything_that_is_wrong_with_it() {
    let app = TestApp::new().await;
    let admin = administrator(&app, "admin").await;
    let staff = &app.services.staff;
    let nothing = staff.act(&admin, StaffAction::Invite, &StaffForm::default()).await.unwrap();
    assert_eq!(
        nothing,
        Acted::Refused(vec![
            (StaffField::UserName, StaffProblem::Required),
            (StaffField::Name, StaffProblem::Required),
            (StaffField::Role, StaffProblem::Required),
        ])
    );
    let wrong = StaffForm { office: "000".to_owned(), inn: "123".to_owned(), ..invitation("Имя Фамилия") };
    assert_eq!(
        staff.act(&admin, StaffAction::Invite, &wrong).await.unwrap(),
        Acted::Refused(vec![
            (StaffField::UserName, StaffProblem::UserNameFormat),
            (StaffField::Office, StaffProblem::OfficeNeeded),
            (StaffField::Inn, StaffProblem::InnFormat),
        ])
    );
    invite(&app, &admin, "talant.j").await;
    let taken = staff.act(&admin, StaffAction::Invite, &invitation("talant.j")).await.unwrap();
    assert_eq!(taken, one(StaffField::UserName, StaffProblem::UserNameTaken));
    let found = staff.page(&admin, "ЖУМАБАЕВ", "").await.unwrap().people;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].user_name.as_str(), found[0].standing), ("talant.j", Standing::Invited));
    assert!(staff.page(&admin, "нет такого", "").await.unwrap().people.is_empty());
    assert_eq!(staff.page(&admin, "", "no-uuid").await.unwrap_err(), ApiError::NotFound);
    let details: serde_json::Value =
        sqlx::query_scalar("SELECT details FROM audit_entry WHERE action = 'staff_invited'")
            .fetch_one(&app.foundation.pool)
            .await
            .unwrap();
    assert_eq!(details["role"], "inspector");
}

#[tokio::test]
async fn a_new_password_from_an_administrator_does_not_get_past_the_second_factor() {
    let app = TestApp::new().await;
    let admin = administrator(&app, "admin").await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (_, token) = app.enter_office("gulnara").await;
    let person = id_of(&app, "gulnara").await;
    let acted = app.services.staff.act(&admin, StaffAction::NewPassword, &about(&person)).await.unwrap();
    let Acted::OneTimePassword(password) = acted else { panic!("{acted:?}") };
    assert_eq!(app.caller(&token).await, Caller::Nobody);
    assert!(app.services.sign_in.staff(&app.stranger(), &sign_in_form("gulnara", STAFF_PASSWORD)).await.is_err());
    app.clock.advance(Duration::SECOND);
    let client = half(&app, "gulnara", &password.password).await;
    let chosen = EntryForm {
        password: "семь тихих ветров степи".to_owned(),
        password_repeated: "семь тихих ветров степи".to_owned(),
        ..EntryForm::default()
    };
    app.services.staff_entry.choose_password(&client, &chosen).await.unwrap();
    assert_eq!(
        app.services.staff_entry.step(&client).await.unwrap(),
        EntryStep::Prove { by_passkey: false, by_app: true },
        "the old authenticator counts"
    );
}

#[tokio::test]
async fn the_token_of_a_session_is_new_at_every_entry() {
    let app = TestApp::new().await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let (first, old) = app.enter_office("gulnara").await;
    let cookies = app.services.sign_in.staff(&first, &sign_in_form("gulnara", STAFF_PASSWORD)).await.unwrap();
    let client = app.after(&first, &cookies).await;
    let code = code_form(&app.code("gulnara").await);
    let Proved::In { cookies, .. } = app.services.staff_entry.prove(&client, &code).await.unwrap() else { panic!() };
    assert_eq!(app.caller(&old).await, Caller::Nobody, "the browser's session of before has ended");
    assert_ne!(app.caller(&session_token(&cookies)).await, Caller::Nobody);
}
