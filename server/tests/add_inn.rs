//! «Добавить ИНН»: who may be added, once, with what, and what a stranger learns.

use app::api::{
    ApiError, Client, Field, Message,
    add_inn::{AddInnAnswer, AddInnForm},
    registration::LookUp,
};
use domain::inn::InnError;
use time::Date;
use time::macros::date;

use crate::support::TestApp;

/// A citizen whom the registry of taxpayers does not have.
async fn citizen(app: &TestApp, number: u32) -> String {
    let inn = format!("115031990{number:05}");
    sqlx::query(
        "INSERT INTO citizen (inn, full_name_ru, full_name_ky, tax_office, address, passport_digest)
         VALUES ($1, 'Орозбаева Нурзат', 'Орозбаева Нурзат кызы', '025', 'с. Нариман, ул. Достук, 9', NULL)",
    )
    .bind(&inn)
    .execute(&mut app.owner().await)
    .await
    .unwrap();
    inn
}

async fn find(app: &TestApp, inn: &str) -> Result<AddInnAnswer, ApiError> {
    app.services.add_inn.find(&app.stranger(), &AddInnForm { inn: inn.to_owned() }).await
}

async fn add(app: &TestApp, inn: &str) -> Result<AddInnAnswer, ApiError> {
    app.services.add_inn.add(&app.stranger(), &AddInnForm { inn: inn.to_owned() }).await
}

async fn taxpayers(app: &TestApp) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM taxpayer").fetch_one(&app.foundation.pool).await.unwrap()
}

async fn trail(app: &TestApp) -> Vec<(String, String, String, String)> {
    sqlx::query_as("SELECT action, subject_inn, tax_office, address FROM audit_entry ORDER BY seq")
        .fetch_all(&app.foundation.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_citizen_is_shown_the_district_and_added_with_the_population_registers_data() {
    let app = TestApp::new().await;
    let inn = citizen(&app, 1).await;
    let AddInnAnswer::Citizen(found) = find(&app, &format!(" {inn} ")).await.unwrap() else { panic!("not found") };
    assert_eq!((found.inn.as_str(), found.office.code.as_str()), (inn.as_str(), "025"));
    assert_eq!(found.office.name, "Карасууйский р-н");
    assert_eq!(taxpayers(&app).await, 0, "looking adds nobody");

    let AddInnAnswer::Added(added) = add(&app, &inn).await.unwrap() else { panic!("not added") };
    assert_eq!(added, found);
    let row: (String, String, String, String, String, String, Date) = sqlx::query_as(
        "SELECT kind, name_ru, name_ky, tax_office, address, status, registered_on FROM taxpayer WHERE inn = $1",
    )
    .bind(&inn)
    .fetch_one(&app.foundation.pool)
    .await
    .unwrap();
    let text = |text: &str| text.to_owned();
    let expected = (
        text("individual"),
        text("Орозбаева Нурзат"),
        text("Орозбаева Нурзат кызы"),
        text("025"),
        text("с. Нариман, ул. Достук, 9"),
        text("active"),
        date!(2026 - 11 - 22),
    );
    assert_eq!(row, expected);
    assert_eq!(trail(&app).await, [(text("taxpayer_added"), inn.clone(), text("025"), text("192.0.2.7"))]);

    let looked_up = app.services.registration.look_up(&app.stranger(), &inn, "").await.unwrap();
    assert!(matches!(looked_up, LookUp::Found(_)), "the registration finds them");
}

#[tokio::test]
async fn however_often_and_however_many_at_once_one_is_added() {
    let app = TestApp::new().await;
    let inn = citizen(&app, 1).await;
    let form = AddInnForm { inn: inn.clone() };
    let clients: Vec<Client> =
        (1..=20).map(|last| Client { address: [198, 51, 100, last].into(), ..app.stranger() }).collect();
    let answers = futures::future::join_all(clients.iter().map(|client| app.services.add_inn.add(client, &form))).await;
    let added = answers.iter().filter(|answer| matches!(answer, Ok(AddInnAnswer::Added(_)))).count();
    let already = answers.iter().filter(|answer| matches!(answer, Ok(AddInnAnswer::AlreadyTaxpayer))).count();
    assert_eq!((added, already), (1, 19));
    assert_eq!((taxpayers(&app).await, trail(&app).await.len()), (1, 1));
    assert_eq!(find(&app, &inn).await, Ok(AddInnAnswer::AlreadyTaxpayer));
}

#[tokio::test]
async fn who_can_not_be_added_is_told_why() {
    let app = TestApp::new().await;
    let person = app.person(1, "001").await;
    let ceased = app.person(2, "001").await;
    sqlx::query("UPDATE taxpayer SET status = 'ceased' WHERE inn = $1")
        .bind(&ceased.inn)
        .execute(&mut app.owner().await)
        .await
        .unwrap();
    for (inn, expected) in [
        (person.inn.as_str(), AddInnAnswer::AlreadyTaxpayer),
        (ceased.inn.as_str(), AddInnAnswer::Ceased),
        ("13112199900028", AddInnAnswer::Unknown),
    ] {
        assert_eq!(find(&app, inn).await, Ok(expected.clone()), "{inn}");
        assert_eq!(add(&app, inn).await, Ok(expected), "{inn}");
    }
    assert_eq!((taxpayers(&app).await, trail(&app).await.len()), (2, 0));
}

#[tokio::test]
async fn nonsense_is_told_at_the_field_and_asks_nobody() {
    let app = TestApp::with(|settings| settings.lookup.per_client_per_minute = 1).await;
    for (text, expected) in [
        ("", Message::Required),
        ("123", Message::Inn(InnError::Length)),
        ("01503200510128", Message::Inn(InnError::NotIndividual)),
        ("١١٥٠٣١٩٩٠٠٠١٢٣", Message::Inn(InnError::NotDigits)),
        ("115031990001\0\u{202e}", Message::Inn(InnError::NotDigits)),
        ("'; DROP TABLE taxpayer; --", Message::Inn(InnError::NotDigits)),
    ] {
        let refused = Err(ApiError::field(Field::Inn, expected));
        assert_eq!(find(&app, text).await, refused, "{text}");
        assert_eq!(add(&app, text).await, refused, "{text}");
    }
    assert_eq!(
        find(&app, &"1".repeat(100_000)).await,
        Err(ApiError::field(Field::Inn, Message::Inn(InnError::Length)))
    );
}

#[tokio::test]
async fn looking_counts_with_the_registrations_and_adding_once_more() {
    let app = TestApp::with(|settings| settings.lookup.per_client_per_minute = 4).await;
    let inn = citizen(&app, 1).await;
    for _ in 0..2 {
        find(&app, &inn).await.unwrap();
        app.services.registration.look_up(&app.stranger(), &inn, "").await.unwrap();
    }
    assert!(matches!(find(&app, &inn).await, Err(ApiError::Throttled { .. })));
    assert!(matches!(add(&app, &inn).await, Err(ApiError::Throttled { .. })));

    let app = TestApp::with(|settings| settings.lookup.added_per_client_per_hour = 2).await;
    for number in 1..=2 {
        let inn = citizen(&app, number).await;
        assert!(matches!(add(&app, &inn).await, Ok(AddInnAnswer::Added(_))));
    }
    let third = citizen(&app, 3).await;
    assert!(matches!(add(&app, &third).await, Err(ApiError::Throttled { .. })));
    assert_eq!(taxpayers(&app).await, 2);
}

#[tokio::test]
async fn the_server_can_add_nobody_in_another_way() {
    let app = TestApp::new().await;
    let inn = citizen(&app, 1).await;
    let insert = sqlx::query(
        "INSERT INTO taxpayer VALUES ($1, 'individual', 'x', '', '001', '', '', false, false, 'active', '2026-11-22')",
    )
    .bind(&inn)
    .execute(&app.foundation.pool)
    .await;
    assert!(insert.is_err());
    let update = sqlx::query("UPDATE citizen SET tax_office = '001'").execute(&app.foundation.pool).await;
    assert!(update.is_err());
    assert_eq!(taxpayers(&app).await, 0);
}
