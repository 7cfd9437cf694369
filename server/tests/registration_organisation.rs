//! Registration of an organisation: who may, what is kept of it, and that nobody learns whether the person has an
//! account.

use app::api::{
    ApiError, Conflict, Field, FieldErrors, ForbiddenReason, Message, StaffRole,
    office::{Cell, Verdict},
    registration::{LookUp, LookUpQuestion, RegistrationForm, Sought},
};
use domain::{
    account_password::AccountPassword,
    inn::InnError,
    lang::Lang,
    officer::OfficerRole,
    refusal::RefusalGround,
    subject::{Ineligible, SubjectKind},
};
use time::Duration;

use crate::support::{Filed, Organisation, PASSWORD, Person, TestApp};

/// A number as a messenger hands it over, between the marks of its direction.
const PASTED_PHONE: &str = "\u{202e}0150320050\u{202c}";

const OTHER_PASSWORD: &str = "семь верст до небес";

/// A field of the form.
type Typed = fn(&mut RegistrationForm) -> &mut String;

async fn errors(app: &TestApp, form: &RegistrationForm) -> Vec<(Field, Message)> {
    match app.send(form).await.map(|(_, view)| view).unwrap_err() {
        ApiError::Validation(FieldErrors(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

async fn change(app: &TestApp, inn: &str, change: &'static str) {
    let done = sqlx::query(change).bind(inn).execute(&mut app.owner().await).await.unwrap();
    assert_eq!(done.rows_affected(), 1, "{change}");
}

async fn verdict(app: &TestApp, filed: &Filed) -> Option<AccountPassword> {
    let word: Option<String> = sqlx::query_scalar("SELECT account_password FROM access_application WHERE id = $1")
        .bind(filed.id)
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    word.map(|word| word.parse().unwrap())
}

async fn seek(
    app: &TestApp,
    sought: Sought,
    organisation: &str,
    inn: &str,
    passport: &str,
) -> Result<LookUp, ApiError> {
    let question = LookUpQuestion {
        sought,
        inn: inn.to_owned(),
        passport: passport.to_owned(),
        organisation_inn: organisation.to_owned(),
    };
    app.services.registration.seek(&app.stranger(), &question).await
}

/// Files with this password.
async fn file(app: &TestApp, organisation: &Organisation, person: &Person, password: &str) -> Filed {
    let (_, view) = app.send(&app.organisation_form(organisation, person, password)).await.unwrap();
    app.filed(&organisation.inn, &view.code).await
}

#[tokio::test]
async fn an_organisation_is_public_and_its_officer_masked_until_the_passport_fits() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let other = app.person(2, "001").await;
    let LookUp::Found(found) = seek(&app, Sought::Organisation, "", &organisation.inn, "").await.unwrap() else {
        panic!("not found");
    };
    assert_eq!((found.name.as_str(), found.whole, found.kind), (&*organisation.name, true, SubjectKind::LegalEntity));
    assert_eq!(found.address, "г. Бишкек, ул. Ибраимова, 115");

    let officer = async |inn: &str, passport: &str| seek(&app, Sought::Officer, &organisation.inn, inn, passport).await;
    let LookUp::Officer(masked) = officer(&head.inn, "").await.unwrap() else { panic!("no officer") };
    assert_eq!((masked.name.as_str(), masked.whole, masked.role), ("Токтогулов А*** Б***", false, OfficerRole::Head));
    let LookUp::Officer(whole) = officer(&head.inn, &head.passport).await.unwrap() else { panic!("no officer") };
    assert_eq!((whole.name.as_str(), whole.whole), (&*head.name, true));

    // whoever it is: a taxpayer with the right passport, and somebody whom nobody knows
    assert_eq!(officer(&other.inn, &other.passport).await, Ok(LookUp::NotOfficer));
    assert_eq!(officer("11503199099999", "").await, Ok(LookUp::NotOfficer));

    let at = |field, message| Err(ApiError::field(field, Message::Inn(message)));
    let organisation_inn = Field::OrganisationInn;
    let person_there = seek(&app, Sought::Organisation, "", &head.inn, "").await;
    assert_eq!(person_there, at(organisation_inn, InnError::NotOrganisation));
    assert_eq!(officer(&organisation.inn, "").await, at(Field::Inn, InnError::NotIndividual));
    assert_eq!(seek(&app, Sought::Officer, "0150", &head.inn, "").await, at(organisation_inn, InnError::Length));

    change(&app, &organisation.inn, "UPDATE taxpayer SET status = 'ceased' WHERE inn = $1").await;
    assert_eq!(seek(&app, Sought::Organisation, "", &organisation.inn, "").await, Ok(LookUp::NotTaxpayer));
}

#[tokio::test]
async fn section_two_is_kept_and_shown() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let main = app.organisation(2, "002").await;
    let on = || "on".to_owned();
    let form = RegistrationForm {
        international: on(),
        branch: on(),
        head_inn: main.inn.clone(),
        ..app.organisation_form(&organisation, &head, PASSWORD)
    };
    let (holder, view) = app.send(&form).await.unwrap();
    assert_eq!((view.inn.as_str(), view.name.as_str()), (&*organisation.inn, &*organisation.name));
    assert_eq!((view.subject_kind, view.office.code.as_str()), (SubjectKind::LegalEntity, "001"));
    let section = view.organisation.unwrap();
    assert_eq!((section.person_inn.as_str(), section.person_name.as_str()), (&*head.inn, &*head.name));
    assert_eq!((section.person_role, section.international), (OfficerRole::Head, true));
    assert_eq!(section.head, (main.inn.clone(), main.name.clone()));
    for lang in [Lang::Ru, Lang::Ky] {
        let paper = app.services.status.paper(&holder, Some(lang)).await.unwrap();
        assert!(paper.len() <= 60 * 1024, "{} bytes", paper.len());
    }

    // what only the boxes and their fields say counts for nothing where a person registers
    let person = RegistrationForm { subject_kind: "individual".to_owned(), ..form };
    assert_eq!(app.send(&person).await.unwrap().1.organisation, None);
}

#[tokio::test]
async fn who_does_not_know_the_passport_sees_the_organisation_and_not_the_person() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let guessed =
        RegistrationForm { passport: "AN7654321".to_owned(), ..app.organisation_form(&organisation, &head, PASSWORD) };
    let (_, view) = app.send(&guessed).await.unwrap();
    assert_eq!(view.name, organisation.name);
    assert_eq!(view.organisation.unwrap().person_name, "Токтогулов А*** Б***");
}

#[tokio::test]
async fn a_person_need_not_be_a_taxpayer_but_known() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    change(&app, &head.inn, "DELETE FROM taxpayer WHERE inn = $1").await;
    let filed = app.file_organisation(&organisation, &head).await;
    assert_eq!(app.found(&filed).await.organisation.unwrap().person_name, head.name);
    change(&app, &head.inn, "DELETE FROM citizen WHERE inn = $1").await;
    let form = app.organisation_form(&organisation, &head, PASSWORD);
    assert_eq!(errors(&app, &form).await, [(Field::Inn, Message::NotTaxpayer)]);
}

#[tokio::test]
async fn only_who_is_head_or_accountant_today_registers_an_organisation_that_is_there() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let stranger = app.person(2, "001").await;
    let form = |person: &Person| app.organisation_form(&organisation, person, PASSWORD);
    assert_eq!(errors(&app, &form(&stranger)).await, [(Field::Inn, Message::NotOfficer)]);
    let nobody = RegistrationForm { inn: "11503199099999".to_owned(), ..form(&stranger) };
    assert_eq!(errors(&app, &nobody).await, [(Field::Inn, Message::NotOfficer)]);

    change(&app, &organisation.inn, "UPDATE officer SET until = '2026-11-21' WHERE entity_inn = $1").await;
    assert_eq!(errors(&app, &form(&head)).await, [(Field::Inn, Message::NotOfficer)]);
    change(&app, &organisation.inn, "UPDATE officer SET until = NULL WHERE entity_inn = $1").await;

    let at_organisation = |message| vec![(Field::OrganisationInn, message)];
    change(&app, &organisation.inn, "UPDATE taxpayer SET vat_payer = true WHERE inn = $1").await;
    assert_eq!(errors(&app, &form(&head)).await, at_organisation(Message::Ineligible(Ineligible::VatPayer)));
    change(&app, &organisation.inn, "UPDATE taxpayer SET status = 'ceased' WHERE inn = $1").await;
    assert_eq!(errors(&app, &form(&head)).await, at_organisation(Message::NotTaxpayer));
    let filed: i64 =
        sqlx::query_scalar("SELECT count(*) FROM access_application").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(filed, 0);
}

#[tokio::test]
async fn all_errors_come_at_once_in_the_order_of_the_form() {
    let app = TestApp::new().await;
    let nothing = RegistrationForm {
        subject_kind: "legal_entity".to_owned(),
        branch: "on".to_owned(),
        ..RegistrationForm::default()
    };
    let required = [
        Field::OrganisationInn,
        Field::Inn,
        Field::HeadInn,
        Field::Passport,
        Field::Phone,
        Field::Password,
        Field::PasswordRepeated,
    ];
    assert_eq!(errors(&app, &nothing).await, required.map(|field| (field, Message::Required)));

    let (organisation, head) = app.headed(1).await;
    let branch = |head_inn: &str| RegistrationForm {
        branch: "on".to_owned(),
        head_inn: head_inn.to_owned(),
        ..app.organisation_form(&organisation, &head, PASSWORD)
    };
    for (head_inn, message) in [
        (organisation.inn.as_str(), Message::OwnHead),
        (head.inn.as_str(), Message::Inn(InnError::NotOrganisation)),
        ("01503200599999", Message::NotTaxpayer),
        ("0150", Message::Inn(InnError::Length)),
    ] {
        assert_eq!(errors(&app, &branch(head_inn)).await, [(Field::HeadInn, message)], "{head_inn}");
    }
}

#[tokio::test]
async fn hostile_input_in_any_field_is_an_error_beside_a_field_and_stores_nothing() {
    let app = TestApp::with(|settings| settings.access.open_applications_per_inn = 1_000).await;
    let (organisation, head) = app.headed(1).await;
    let right = RegistrationForm {
        branch: "on".to_owned(),
        head_inn: app.organisation(2, "001").await.inn,
        ..app.organisation_form(&organisation, &head, PASSWORD)
    };
    let long = "0".repeat(30_000);
    let hostile = [
        "\0",
        "'; DROP TABLE access_application; --",
        "<script>alert(1)</script>",
        "٠١٥٠٣٢٠٠٥٠٠٠٠١",
        "\u{202e}01503200\u{202c}",
        // ten digits are a telephone number, also when they are pasted with their marks
        PASTED_PHONE,
        "０１５０３２００５００００１",
        "01503200500001\u{1f4a9}",
        "-1",
        "NaN",
        long.as_str(),
    ];
    let fields: [(Field, Typed); 5] = [
        (Field::OrganisationInn, |form| &mut form.organisation_inn),
        (Field::Inn, |form| &mut form.inn),
        (Field::HeadInn, |form| &mut form.head_inn),
        (Field::Passport, |form| &mut form.passport),
        (Field::Phone, |form| &mut form.phone),
    ];
    for (field, of) in fields {
        for text in hostile.into_iter().filter(|text| field != Field::Phone || *text != PASTED_PHONE) {
            let mut form = right.clone();
            *of(&mut form) = text.to_owned();
            let told = errors(&app, &form).await;
            assert!(told.iter().any(|(at, _)| *at == field), "{field:?} {text:?}: {told:?}");
        }
    }
    // a box is ticked by `on` and by nothing else, a kind of person is one of two
    for text in hostile {
        let boxes = RegistrationForm { international: text.to_owned(), branch: text.to_owned(), ..right.clone() };
        let section = app.send(&boxes).await.unwrap().1.organisation.unwrap();
        assert!(!section.international && section.head.0.is_empty(), "{text:?}");
        let kind = RegistrationForm { subject_kind: text.to_owned(), ..right.clone() };
        assert!(errors(&app, &kind).await.contains(&(Field::SubjectKind, Message::Required)), "{text:?}");
    }
    let stored: i64 = sqlx::query_scalar("SELECT count(*) FROM access_application WHERE head_inn IS NOT NULL")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    assert_eq!(stored, 0);
}

#[tokio::test]
async fn the_inspector_learns_whose_password_it_is() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    assert_eq!(
        verdict(&app, &file(&app, &organisation, &head, PASSWORD).await).await,
        Some(AccountPassword::NoAccount)
    );
    let inspector = app.inspector("gulnara", "001").await;
    let own = app.file(&head, PASSWORD).await;
    assert_eq!(verdict(&app, &own).await, None, "a person's own application tries no account");
    let login = app.grant(&inspector, &own).await;

    let filed = file(&app, &organisation, &head, PASSWORD).await;
    assert_eq!(verdict(&app, &filed).await, Some(AccountPassword::Matched));
    let case = app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    assert_eq!(case.account_password, Some(AccountPassword::Matched));

    // a failure here is a failure of the sign-in
    assert_eq!(
        verdict(&app, &file(&app, &organisation, &head, OTHER_PASSWORD).await).await,
        Some(AccountPassword::NotMatched)
    );
    assert!(app.sign_in(&app.stranger(), &login, PASSWORD).await.is_err(), "the account waits");
    app.clock.advance(Duration::seconds(1));
    // and the other way round: the right password tells nobody anything while the account is locked
    assert!(app.sign_in(&app.stranger(), &login, OTHER_PASSWORD).await.is_err());
    let (second, accountant) = app.headed(2).await;
    app.officer(&second, &head, "accountant").await;
    assert_eq!(verdict(&app, &file(&app, &second, &head, PASSWORD).await).await, Some(AccountPassword::NotTried));
    app.clock.advance(Duration::seconds(3));
    app.sign_in(&app.stranger(), &login, PASSWORD).await.unwrap();
    assert_eq!(
        verdict(&app, &file(&app, &second, &accountant, PASSWORD).await).await,
        Some(AccountPassword::NoAccount)
    );
    let kept: i64 =
        sqlx::query_scalar("SELECT count(*) FROM password_failure").fetch_one(&app.foundation.pool).await.unwrap();
    assert_eq!(kept, 0, "who has no account leaves no failures, and the sign-in forgot the others");
}

#[tokio::test]
async fn nobody_learns_whether_the_person_has_an_account() {
    let app = TestApp::new().await;
    let (with, without) = (app.headed(1).await, app.headed(2).await);
    let inspector = app.inspector("gulnara", "001").await;
    let own = app.file(&with.1, OTHER_PASSWORD).await;
    app.grant(&inspector, &own).await;
    let mut seen = Vec::new();
    for (organisation, head) in [&with, &without] {
        for password in [PASSWORD, OTHER_PASSWORD] {
            let (holder, view) = app.send(&app.organisation_form(organisation, head, password)).await.unwrap();
            let paper = app.services.status.paper(&holder, None).await.unwrap();
            let text = crate::office::papers::text(&view.code, &paper);
            let plain = |text: String| {
                text.replace(&view.code, "code")
                    .replace(&organisation.inn, "inn")
                    .replace(&organisation.name, "name")
                    .replace(&head.inn, "person")
                    .replace(head.passport.trim_start_matches("ID"), "passport")
            };
            let told = format!("{:?}", view);
            seen.push((plain(told), plain(text)));
        }
    }
    for (view, paper) in &seen[1..] {
        assert_eq!(view, &seen[0].0);
        assert_eq!(paper, &seen[0].1);
    }
    let audited: Vec<String> = sqlx::query_scalar(
        "SELECT details->>'verdict' FROM audit_entry WHERE action = 'account_password_tried' ORDER BY seq",
    )
    .fetch_all(&app.foundation.pool)
    .await
    .unwrap();
    assert_eq!(audited, ["not_matched", "not_tried", "no_account", "no_account"]);
}

#[tokio::test]
async fn a_repeated_post_files_nothing_new() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let other = app.organisation(2, "001").await;
    let form = app.organisation_form(&organisation, &head, PASSWORD);
    let code = async |form: &RegistrationForm| app.send(form).await.unwrap().1.code;
    let (first, twin) = tokio::join!(code(&form), code(&form));
    assert_eq!(first, twin);
    let branch = RegistrationForm { branch: "on".to_owned(), head_inn: other.inn, ..form.clone() };
    let second = code(&branch).await;
    assert_ne!(second, first);
    let international = RegistrationForm { international: "on".to_owned(), ..form.clone() };
    let third = code(&international).await;
    assert!(third != first && third != second);
    assert_eq!((code(&form).await, code(&branch).await, code(&international).await), (first, second, third));
}

#[tokio::test]
async fn a_flood_in_the_heads_name_leaves_room_for_the_accountant_and_for_the_passport() {
    let app = TestApp::with(|settings| settings.access.open_applications_per_inn = 1).await;
    let (organisation, head) = app.headed(1).await;
    let accountant = app.person(2, "001").await;
    app.officer(&organisation, &accountant, "accountant").await;
    let guess = |person: &Person| RegistrationForm {
        passport: "AN7654321".to_owned(),
        ..app.organisation_form(&organisation, person, PASSWORD)
    };
    app.send(&guess(&head)).await.unwrap();
    assert_eq!(errors(&app, &guess(&head)).await, [(Field::Form, Message::TooManyApplications)]);
    app.file_organisation(&organisation, &head).await;
    app.file_organisation(&organisation, &accountant).await;
}

#[tokio::test]
async fn the_case_shows_section_two_and_proposes_a_refusal_when_the_role_is_gone() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let filed = app.file_organisation(&organisation, &head).await;
    let inspector = app.inspector("gulnara", "001").await;
    let case = async || app.services.office.case(&inspector, &filed.id.to_string()).await.unwrap();
    let now = case().await;
    assert!(now.is_organisation());
    let verdict = |case: &app::api::office::Case, cell| {
        case.rows.iter().find(|row| row.cell == cell).map(|row| (row.applied.clone(), row.verdict))
    };
    assert_eq!(verdict(&now, Cell::PersonInn), Some((head.inn.clone(), Verdict::Same)));
    assert_eq!(verdict(&now, Cell::PersonName), Some((head.name.clone(), Verdict::Same)));
    assert_eq!(verdict(&now, Cell::PersonRole), Some(("head".to_owned(), Verdict::Same)));
    assert_eq!(verdict(&now, Cell::Passport).unwrap().1, Verdict::Same, "the person's, not the organisation's");
    assert_eq!((now.proposed_ground, verdict(&now, Cell::HeadInn)), (None, None));

    change(&app, &organisation.inn, "UPDATE officer SET role = 'accountant' WHERE entity_inn = $1").await;
    let changed = case().await;
    assert_eq!(verdict(&changed, Cell::PersonRole).unwrap().1, Verdict::Differs);
    assert_eq!(changed.proposed_ground, None, "an accountant may register too");
    change(&app, &organisation.inn, "DELETE FROM officer WHERE entity_inn = $1").await;
    let gone = case().await;
    assert_eq!(gone.proposed_ground, Some(RefusalGround::NotHeadOrAccountant));
    assert_eq!(gone.rows.iter().find(|row| row.cell == Cell::PersonRole).unwrap().registry.as_deref(), Some(""));
}

#[tokio::test]
async fn nobody_decides_on_an_organisation_they_represent() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let accountant = app.person(2, "001").await;
    app.officer(&organisation, &accountant, "accountant").await;
    let filed = app.file_organisation(&organisation, &head).await;
    let staff = async |name: &str, inn: &str| app.staff(name, StaffRole::Inspector, Some("001"), Some(inn)).await;
    for inspector in [staff("of.head", &head.inn).await, staff("of.accountant", &accountant.inn).await] {
        let refused = app.accept(&inspector, &filed).await.unwrap_err();
        assert_eq!(refused, ApiError::Forbidden(ForbiddenReason::OwnCase));
    }
    let stranger = app.person(3, "001").await;
    app.accept(&staff("stranger", &stranger.inn).await, &filed).await.unwrap();
}

#[tokio::test]
async fn head_and_accountant_are_accepted_side_by_side_each_once() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let accountant = app.person(2, "001").await;
    app.officer(&organisation, &accountant, "accountant").await;
    let inspector = app.inspector("gulnara", "001").await;
    for person in [&head, &accountant] {
        app.accept(&inspector, &app.file_organisation(&organisation, person).await).await.unwrap();
    }
    let again = app.accept(&inspector, &app.file_organisation(&organisation, &head).await).await.unwrap_err();
    assert_eq!(again, ApiError::Conflict(Conflict::AnotherAccepted));
}

#[tokio::test]
async fn a_farm_comes_in_by_either_kind_of_inn() {
    let app = TestApp::new().await;
    let farmer = app.person(1, "001").await;
    change(&app, &farmer.inn, "UPDATE taxpayer SET kind = 'farm', foreign_trade = true WHERE inn = $1").await;
    let own = app.file(&farmer, PASSWORD).await;
    let view = app.found(&own).await;
    assert_eq!((view.subject_kind, view.organisation), (SubjectKind::Farm, None));

    let (farm, head) = app.headed(2).await;
    change(&app, &farm.inn, "UPDATE taxpayer SET kind = 'farm', foreign_trade = true WHERE inn = $1").await;
    let view = app.found(&app.file_organisation(&farm, &head).await).await;
    assert_eq!(view.subject_kind, SubjectKind::Farm);
    assert!(view.organisation.is_some());
}

#[tokio::test]
async fn the_table_keeps_section_two() {
    let app = TestApp::new().await;
    let (organisation, head) = app.headed(1).await;
    let filed = app.file_organisation(&organisation, &head).await;
    for change in [
        "person_inn = '11503199000099'",
        "person_name_ru = 'Другой'",
        "person_role = 'accountant'",
        "international = true",
        "head_inn = '01503200500099', head_name_ru = 'x', head_name_ky = ''",
        "account_password = 'matched'",
        "account_password = NULL",
        "person_inn = NULL, person_name_ru = NULL, person_name_ky = NULL, person_role = NULL, account_password = NULL",
    ] {
        let text = format!("UPDATE access_application SET version = version + 1, {change} WHERE id = '{}'", filed.id);
        let refused = sqlx::query(sqlx::AssertSqlSafe(text)).execute(&app.foundation.pool).await;
        assert!(refused.is_err(), "{change}");
    }
}
