//! Re-authentication by a key.

use app::api::{
    StaffRole,
    passkeys::KeyPurpose,
    staff::{Acted, StaffAction, StaffField, StaffForm, StaffProblem},
};
use time::Duration;

use super::{Device, PRESENT, add, cabinet, kept};

#[tokio::test]
async fn a_key_confirms_what_changes_rights() {
    let app = cabinet().await;
    let admin = app.staff("admin", StaffRole::Administrator, None, None).await;
    let mut device = Device::new(1);
    add(&app, &admin, &mut device, "Токен").await;
    app.add_staff("gulnara", StaffRole::Inspector, Some("001"), None).await;
    let person: uuid::Uuid = sqlx::query_scalar("SELECT id FROM staff WHERE user_name = 'gulnara'")
        .fetch_one(&app.foundation.pool)
        .await
        .unwrap();
    let form = StaffForm { person: person.to_string(), ..StaffForm::default() };
    app.clock.advance(Duration::minutes(5));
    let page = app.services.staff.page(&admin, "", "").await.unwrap();
    assert!(!page.fresh && page.by_passkey);
    let needed = Acted::Refused(vec![(StaffField::Code, StaffProblem::CodeNeeded)]);
    assert_eq!(app.services.staff.act(&admin, StaffAction::Block, &form).await.unwrap(), needed);
    let passkeys = &app.services.passkeys;
    let options = passkeys.challenge(&admin, KeyPurpose::Confirm).await.unwrap();
    let mut unverified = Device { flags: PRESENT, ..device.clone() };
    assert!(!passkeys.confirm(&admin, &unverified.sign(&options)).await.unwrap());
    assert!(!app.services.staff.page(&admin, "", "").await.unwrap().fresh);
    app.clock.advance(Duration::SECOND);
    let options = passkeys.challenge(&admin, KeyPurpose::Confirm).await.unwrap();
    assert!(passkeys.confirm(&admin, &device.sign(&options)).await.unwrap());
    assert!(app.services.staff.page(&admin, "", "").await.unwrap().fresh);
    assert_eq!(app.services.staff.act(&admin, StaffAction::Block, &form).await.unwrap(), Acted::Done);
    assert_eq!((kept(&app, "second_factor_confirmed").await, kept(&app, "passkey_refused").await), (1, 1));
    app.clock.advance(Duration::minutes(5));
    assert!(!app.services.staff.page(&admin, "", "").await.unwrap().fresh);
}
