//! What a case shows.

use domain::refusal::RefusalGround;

use crate::support::{PASSWORD, TestApp};

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
