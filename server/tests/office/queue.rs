//! What the queue shows.

use crate::support::{PASSWORD, TestApp};

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
