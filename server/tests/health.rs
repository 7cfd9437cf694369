//! «Состояние системы»: told to administrators, right about what is wrong.

use app::api::{
    ApiError, Client, ForbiddenReason, StaffRole,
    health::{Standing, SystemHealth},
};
use server::jobs;
use time::Duration;

use crate::support::TestApp;

async fn health(app: &TestApp, administrator: &Client) -> SystemHealth {
    app.services.health.health(administrator).await.unwrap()
}

/// Value and standing of a line, by a word of its name.
fn line<'a>(health: &'a SystemHealth, name: &str) -> (&'a str, Standing) {
    let mut lines = health.parts.iter().flat_map(|part| &part.lines);
    let found = lines.find(|line| line.name.contains(name)).unwrap_or_else(|| panic!("{name}"));
    (found.value.as_str(), found.standing)
}

#[tokio::test]
async fn an_administrator_sees_what_runs_and_what_does_not() {
    let app = TestApp::new().await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    let before = health(&app, &administrator).await;
    assert_eq!(line(&before, "Закрытие заявлений"), ("ещё не было", Standing::Look));
    assert_eq!(line(&before, "Версия схемы").1, Standing::Fine, "{before:?}");
    assert_eq!(line(&before, "Права сервера").1, Standing::Fine, "{before:?}");
    assert_eq!(line(&before, "Почтовый сервер").1, Standing::Look);
    assert_eq!(line(&before, "Целостность").1, Standing::Look, "nobody has verified the trail");
    assert_eq!(before.count(Standing::Wrong), 0, "{before:?}");

    jobs::run_all(&app.foundation).await;
    let after = health(&app, &administrator).await;
    assert_eq!(line(&after, "Закрытие заявлений"), ("22.11.2026 10:00, обработано: 0", Standing::Fine));
    app.clock.advance(Duration::hours(3));
    assert_eq!(line(&health(&app, &administrator).await, "Закрытие заявлений").1, Standing::Wrong, "missed");
}

#[tokio::test]
async fn a_job_that_fails_and_a_letter_that_waits_are_told() {
    let app = TestApp::new().await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    let mut owner = app.owner().await;
    sqlx::query("REVOKE DELETE ON client_throttle FROM cabinet_server").execute(&mut owner).await.unwrap();
    jobs::run_all(&app.foundation).await;
    let seen = health(&app, &administrator).await;
    assert_eq!(line(&seen, "Очистка счётчиков").1, Standing::Wrong, "{seen:?}");
    assert_eq!(line(&seen, "Закрытие заявлений").1, Standing::Fine, "the others run all the same");
}

#[tokio::test]
async fn a_migration_that_is_missing_in_between_is_told() {
    let app = TestApp::new().await;
    let administrator = app.staff("isakova", StaffRole::Administrator, None, None).await;
    let mut owner = app.owner().await;
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 12").execute(&mut owner).await.unwrap();
    let seen = health(&app, &administrator).await;
    let (value, standing) = line(&seen, "Версия схемы");
    assert!(value.starts_with("11 ") && standing == Standing::Wrong, "{value} {standing:?}");
}

#[tokio::test]
async fn nobody_else_is_told() {
    let app = TestApp::new().await;
    for (name, role) in [("osmonov", StaffRole::Inspector), ("saparov", StaffRole::HeadOfOffice)] {
        let client = app.staff(name, role, Some("001"), None).await;
        let refused = app.services.health.health(&client).await.unwrap_err();
        assert_eq!(refused, ApiError::Forbidden(ForbiddenReason::Role));
    }
    let refused = app.services.health.health(&app.stranger()).await.unwrap_err();
    assert_eq!(refused, ApiError::Forbidden(ForbiddenReason::SignInRequired));
}
