//! How fast a large file comes in.

use std::time::{Duration, Instant};

use server::registry::import::Counts;
use sqlx::{Connection, PgConnection};

use super::{Folder, TAXPAYERS, import};
use crate::support::TestApp;

/// The same number gives the same taxpayer: an INN of its own, names of both languages, quoted addresses.
fn generated(number: u32) -> String {
    let (day, month, year) = (number % 28 + 1, number / 28 % 12 + 1, 1950 + number / 336 % 55);
    let serial = number / 18_480;
    let office = ["001", "002", "025", "032"][number as usize % 4];
    format!(
        "{}{day:02}{month:02}{year}{serial:05},individual,Токтогулов Азамат {number},Токтогулов Азамат {number} уулу,\
         {office},720{:03},\"г. Бишкек, ул. Киевская, д. {}\",false,false,active,20{:02}-04-01\n",
        1 + number % 2,
        number % 1_000,
        number % 300,
        number % 26,
    )
}

/// A machine busy with other things may be slow at one measurement; it is not at all of them.
const MEASUREMENTS: usize = 5;

#[tokio::test]
async fn a_hundred_thousand_rows_come_at_half_the_speed_of_copy_or_better() {
    const ROWS: u64 = 100_000;
    let app = TestApp::new().await;
    let text = (0..ROWS as u32).map(generated).fold(TAXPAYERS.to_owned(), |text, row| text + &row);
    let folder = Folder::with(&[("taxpayers.csv", text.as_bytes())]);
    let mut ratios = Vec::new();
    while ratios.iter().all(|ratio| *ratio < 0.5) {
        assert!(ratios.len() < MEASUREMENTS, "{ratios:?}");
        sqlx::query("TRUNCATE taxpayer").execute(&mut app.owner().await).await.unwrap();
        let bare = bare_copy(&mut app.owner().await, &text).await;
        let begun = Instant::now();
        let summary = import(&app, &folder, false).await.unwrap();
        ratios.push(bare.as_secs_f64() / begun.elapsed().as_secs_f64());
        assert_eq!(summary.files[0].counts, Counts { inserted: ROWS, updated: 0, unchanged: 0 });
    }
    let again = import(&app, &folder, true).await.unwrap();
    assert_eq!(again.files[0].counts, Counts { inserted: 0, updated: 0, unchanged: ROWS });
}

/// COPY of the same file into a table like the registry's, without a look at any row.
async fn bare_copy(owner: &mut PgConnection, text: &str) -> Duration {
    sqlx::query("DROP TABLE IF EXISTS bare").execute(&mut *owner).await.unwrap();
    sqlx::query("CREATE TABLE bare (LIKE taxpayer INCLUDING ALL)").execute(&mut *owner).await.unwrap();
    sqlx::query("ALTER TABLE bare ADD FOREIGN KEY (tax_office) REFERENCES tax_office")
        .execute(&mut *owner)
        .await
        .unwrap();
    let begun = Instant::now();
    let mut transaction = owner.begin().await.unwrap();
    let mut copy = transaction.copy_in_raw("COPY bare FROM STDIN (FORMAT csv, HEADER)").await.unwrap();
    for chunk in text.as_bytes().chunks(256 * 1024) {
        copy.send(chunk).await.unwrap();
    }
    copy.finish().await.unwrap();
    transaction.commit().await.unwrap();
    begun.elapsed()
}
