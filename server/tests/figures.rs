//! The figures of an office: counted right over midnight, only for its head, safe as a file.

use app::api::{ApiError, ForbiddenReason, StaffRole};
use time::{Duration, macros::datetime};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn decisions_are_counted_by_day_inspector_and_kind() {
    let app = TestApp::new().await;
    let inspector = app.inspector("osmonov", "001").await;
    let head = app.staff("saparov", StaffRole::HeadOfOffice, Some("001"), None).await;
    // one before midnight in Bishkek in time, two after it, the last of them late; another office's counts for nothing
    for (number, at, minutes) in [
        (1, datetime!(2026-11-22 17:50 UTC), 5),
        (2, datetime!(2026-11-22 18:10 UTC), 10),
        (3, datetime!(2026-11-23 03:00 UTC), 30),
    ] {
        app.clock.set(at);
        let filed = app.file(&app.person(number, "001").await, PASSWORD).await;
        app.accept(&inspector, &filed).await.unwrap();
        app.clock.advance(Duration::minutes(minutes));
        app.services.office.grant(&inspector, &app.move_form(&filed).await).await.unwrap();
    }
    let elsewhere = app.inspector("kim", "002").await;
    let foreign = app.file(&app.person(4, "002").await, PASSWORD).await;
    app.grant(&elsewhere, &foreign).await;
    let waiting = app.file(&app.person(5, "001").await, PASSWORD).await;
    app.accept(&inspector, &waiting).await.unwrap();

    let figures = app.services.figures.figures(&head, "2026-11-22", "23.11.2026").await.unwrap();
    let total = figures.total;
    assert_eq!((total.decided, total.granted, total.refused, total.in_time, total.late()), (3, 3, 0, 2, 1));
    assert_eq!((total.median, total.share()), (Some(600), Some(666)));
    assert_eq!((figures.waiting, figures.submitted), (1, 0));
    let days: Vec<(&str, u32)> = figures.days.iter().map(|row| (row.day.as_str(), row.tally.decided)).collect();
    assert_eq!(days, [("22.11.2026", 1), ("23.11.2026", 2)]);
    assert_eq!((figures.inspectors.len(), figures.kinds.len()), (1, 1));
    assert!(figures.charts.days.starts_with("<svg") && figures.charts.times.contains("chart__limit"));

    let csv = app.services.figures.csv(&head, "days", "2026-11-22", "2026-11-23").await.unwrap();
    assert!(csv.starts_with('\u{feff}') && csv.contains("\"23.11.2026\";\"2\""), "{csv}");
    assert_eq!(app.services.figures.csv(&head, "passwords", "", "").await.unwrap_err(), ApiError::NotFound);
    let refused = app.services.figures.figures(&inspector, "", "").await.unwrap_err();
    assert_eq!(refused, ApiError::Forbidden(ForbiddenReason::Role));
}
